"""`quipu check --editions`: the number check over what people wrote in the back office. Knows no rules of judging."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quipu.cli.home import require_office
from quipu.cli.output import Format, number, print_csv, print_json, say
from quipu.core.errors import UsageError
from quipu.prose.judge import Standing

if TYPE_CHECKING:
    from quipu.web.editorial.checking_all import Placed


def add_arguments(command: ArgumentParser) -> None:
    """Add what the check of editions takes; --operation, --year and --all are those of the check of a text."""
    add = command.add_argument
    add(
        "--editions",
        action="store_true",
        help="judge the numbers of the editions in the back office instead: the newest drafts, of all or of --operation and --year",
    )
    add("--live", action="store_true", help="with --editions: what is live instead of the newest drafts")


def run(arguments: Namespace) -> None:
    """Print a verdict for each number of each edition; exit code 1 where one stops its edition."""
    if arguments.as_of:
        raise UsageError("editions are judged by the current release", next="Leave out --as-of.")
    require_office()
    # Opening the back office takes seconds that no other check needs.
    from quipu.web import office

    office.open_existing()
    from quipu.web.editorial import checking_all

    operation, year = (arguments.operation or "").upper(), arguments.year or 0
    pages = checking_all.editions(arguments.live, operation, year)
    count = 0
    found: list[Placed] = []
    for page in pages:
        count += 1
        found += checking_all.numbers(page)
    _print(arguments, checking_all.release(), count, found)
    if any(placed.stops for placed in found):
        sys.exit(1)


def _print(arguments: Namespace, release: str, count: int, found: "Sequence[Placed]") -> None:
    rows = [_row(placed) for placed in found]
    if arguments.format is Format.JSON:
        print_json({"release": release, "editions": count, "numbers": rows})
    elif arguments.format is Format.CSV:
        print_csv([{**row, "candidates": [c["address"] for c in row["candidates"]]} for row in rows])
    else:
        _print_text(count, rows, found, arguments.all)


def _row(placed: "Placed") -> dict[str, Any]:
    verdict = placed.verdict
    return {
        "operation": placed.operation,
        "year": placed.year,
        "edition": placed.kind,
        "language": placed.language,
        "section": placed.section,
        "sentence": placed.sentence,
        "written": verdict.number.written,
        "value": number(verdict.number.value),
        "standing": str(verdict.standing),
        "stops": placed.stops,
        "message": verdict.message,
        "passed": placed.passed or None,
        "candidates": [
            {"address": str(each.known.address), "value": number(each.known.value)} for each in verdict.candidates
        ],
    }


def _print_text(count: int, rows: Sequence[dict[str, Any]], found: "Sequence[Placed]", everything: bool) -> None:
    counts = Counter(placed.verdict.standing for placed in found)
    told = ", ".join(f"{counts[standing]} {standing}" for standing in Standing if counts[standing])
    say(f"{count} editions, {len(rows)} numbers{': ' if told else ''}{told}.")
    for row, placed in zip(rows, found, strict=True):
        if everything or placed.verdict.alarms:
            where = f"{row['operation']}/{row['year']} {row['edition']}, {row['language']}, {row['section']}"
            passed = f" (let pass by {row['passed']})" if row["passed"] else ""
            say(f"{where}  {row['standing'].upper()}  {row['message']}{passed}\n    {row['sentence']}")
