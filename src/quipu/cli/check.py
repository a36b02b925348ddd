"""`quipu check`: run the checks on the current release or a published folder, or judge the numbers of a text or of editions."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from quipu.cli import check_editions, check_text
from quipu.cli.arguments import Commands, add_command, add_format
from quipu.cli.home import open_record
from quipu.cli.output import Format, print_csv, print_json, say
from quipu.core.check import Outcome, Report, Severity
from quipu.core.errors import UsageError
from quipu.core.settings import Settings

_ABOUT = """\
Run the checks on the current release, look through a published folder (--site), or judge the numbers of a text (--text)
or of the editions in the back office (--editions); exit code 1 if something is found that stops publication."""
_SHOWN_OF_A_SITE = 20
"""Findings of one check that are printed as text: a fault of a template stands on thousands of pages."""


def register(commands: Commands) -> None:
    """Add the command."""
    command = add_command(commands, "check", run, _ABOUT)
    check_text.add_arguments(command)
    check_editions.add_arguments(command)
    command.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="look through a published folder instead: links, files, weights, titles, headings, languages",
    )
    add_format(command)


def run(arguments: Namespace) -> None:
    """Check the current release, print what was found, and say by the exit code whether it may be published."""
    if sum(map(bool, (arguments.text, arguments.editions, arguments.site))) > 1:
        raise UsageError(
            "a text, editions and a folder are checked one at a time", next="Leave out --text, --editions or --site."
        )
    if arguments.text or arguments.editions:
        (check_text if arguments.text else check_editions).run(arguments)
        return
    report = _of_site(arguments.site) if arguments.site else _of_release()
    if arguments.format is Format.JSON:
        print_json({"release": report.release, "checks": [_described(outcome) for outcome in report.outcomes]})
    elif arguments.format is Format.CSV:
        print_csv(list(_rows(report)))
    else:
        _print_text(report, _SHOWN_OF_A_SITE if arguments.site else None)
    if report.count(Severity.STOP):
        sys.exit(1)


def _of_release() -> Report:
    from quipu.pipeline import check

    return check.run(open_record())


def _of_site(folder: Path) -> Report:
    from quipu.publish.crawl import crawl

    return crawl(folder, Settings().workers)


def _described(outcome: Outcome) -> dict[str, object]:
    check = outcome.check
    findings = [{"about": f.about, "message": f.message, "file": f.file, "line": f.line} for f in outcome.findings]
    return {
        "check": check.name,
        "title": check.title,
        "severity": str(check.severity),
        "meaning": check.meaning,
        "action": check.action,
        "findings": findings,
    }


def _rows(report: Report) -> Iterator[dict[str, object]]:
    for outcome in report.outcomes:
        for finding in outcome.findings:
            yield {
                "severity": str(outcome.check.severity),
                "check": outcome.check.name,
                "about": finding.about,
                "message": finding.message,
                "file": finding.file,
                "line": finding.line or "",
            }


def _print_text(report: Report, most: int | None) -> None:
    counts = ", ".join(f"{report.count(severity)} {severity}" for severity in Severity)
    say(f"Release {report.release}: {len(report.outcomes)} checks; findings: {counts}.")
    for severity in Severity:
        for outcome in report.of(severity):
            _print_outcome(outcome, most)


def _print_outcome(outcome: Outcome, most: int | None) -> None:
    check, count = outcome.check, len(outcome.findings)
    if not count:
        say(f"ok    {check.title} ({check.name})")
        return
    say(f"{check.severity.upper():<5} {check.title} ({check.name}): {count}")
    for finding in outcome.findings[:most]:
        say(f"        {finding}")
    if most is not None and count > most:
        say(f"        and {count - most} more; --format csv has them all")
    say(f"      {check.meaning} {check.action}")
