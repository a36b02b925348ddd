"""`quipu check --text`: find and judge the numbers of texts. Knows no rules of judging."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quipu.cli.arguments import day
from quipu.cli.home import open_record
from quipu.cli.output import Format, number, print_csv, print_json, say
from quipu.core.errors import UsageError
from quipu.figures.texts import texts
from quipu.prose.edition import Edition, EditionKind, Passage
from quipu.prose.judge import Standing, Verdict, judge
from quipu.prose.known import collect
from quipu.prose.matching import Candidate, Figures
from quipu.prose.tongue import LANGUAGES

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Text:
    """A file and the passage that it is."""

    file: str
    passage: Passage


def add_arguments(command: ArgumentParser) -> None:
    """Add what the check of texts takes."""
    add = command.add_argument
    add(
        "--text",
        action="append",
        metavar="FILE",
        help="judge the numbers of this text instead; - is standard input; repeat it for more texts of one edition",
    )
    add("--operation", metavar="CODE", help="the subject of the text, for example PER")
    add("--year", type=int, help="the year of the text's edition")
    add("--language", default="en", choices=LANGUAGES, help="the language of the text")
    add(
        "--kind",
        type=EditionKind,
        choices=list(EditionKind),
        default=EditionKind.REPORT,
        help="whether the text reports on its year or plans it",
    )
    add(
        "--translation",
        action="append",
        default=[],
        metavar="LANGUAGE=FILE",
        help="a translation of the first text, to be compared with it",
    )
    add("--all", action="store_true", help="print the numbers with which nothing is wrong, too")
    add("--as-of", type=day, metavar="DATE", help="judge by the figures as they stood on that day")


def run(arguments: Namespace) -> None:
    """Print a verdict for each number; exit code 1 where one is impossible or contradicted."""
    if not arguments.operation or not arguments.year:
        raise UsageError("a text is checked against figures", next="Say which: --operation PER --year 2020.")
    found = _texts(arguments)
    record = open_record(arguments.as_of)
    speaking = record.speaking(texts(arguments.language, record.profile_name))
    figures = Figures(collect(speaking, arguments.operation.upper(), arguments.year), arguments.language)
    edition = Edition(arguments.year, arguments.kind, tuple(text.passage for text in found))
    verdicts = judge(edition, figures)
    _print(arguments, record.name, found, verdicts)
    if any(verdict.stops for verdict in verdicts):
        sys.exit(1)


def _texts(arguments: Namespace) -> list[_Text]:
    """Read the texts and the translations of the first."""
    found = [_Text(file, Passage(file, arguments.language, _read(file))) for file in arguments.text]
    for written in arguments.translation:
        language, equals, file = written.partition("=")
        if not equals:
            raise UsageError(
                f'"{written}" is no translation', next="Write it as LANGUAGE=FILE, for example es=text.md."
            )
        found.append(_Text(file, Passage(found[0].file, language, _read(file))))
    return found


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == _STDIN else Path(file).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("the text is not in UTF-8", file, "Save it as UTF-8.") from error


def _print(arguments: Namespace, release: str, found: Sequence[_Text], verdicts: Sequence[Verdict]) -> None:
    by_passage = {(text.passage.name, text.passage.language): text for text in found}
    rows = [_row(by_passage[verdict.passage, verdict.language], verdict) for verdict in verdicts]
    if arguments.format is Format.JSON:
        print_json({"release": release, "numbers": rows})
    elif arguments.format is Format.CSV:
        print_csv([{**row, "candidates": [c["address"] for c in row["candidates"]]} for row in rows])
    else:
        _print_text(rows, verdicts, arguments.all)


def _row(text: _Text, verdict: Verdict) -> dict[str, Any]:
    found = verdict.number
    before = text.passage.text[: found.start]
    return {
        "file": text.file,
        "language": verdict.language,
        "line": before.count("\n") + 1,
        "column": found.start - before.rfind("\n"),
        "start": found.start,
        "end": found.end,
        "written": found.written,
        "value": number(found.value),
        "high": number(found.high),
        "kind": str(found.kind),
        "currency": found.currency or None,
        "noun": found.noun or None,
        "standing": str(verdict.standing),
        "stops": verdict.stops,
        "message": verdict.message,
        "candidates": [_described(candidate) for candidate in verdict.candidates],
    }


def _described(candidate: Candidate) -> dict[str, Any]:
    known, earlier = candidate.known, candidate.earlier
    return {
        "address": str(known.address),
        "title": known.title,
        "unit": known.unit,
        "value": number(known.value),
        "difference": number(candidate.difference),
        "percent": number(candidate.percent),
        "until": earlier.until if earlier else None,
    }


def _print_text(rows: Sequence[dict[str, Any]], verdicts: Sequence[Verdict], everything: bool) -> None:
    counts = Counter(verdict.standing for verdict in verdicts)
    told = ", ".join(f"{counts[standing]} {standing}" for standing in Standing if counts[standing])
    say(f"{len(rows)} numbers{': ' if told else ''}{told}.")
    for row, verdict in zip(rows, verdicts, strict=True):
        if everything or verdict.alarms:
            say(f"{row['file']}:{row['line']}:{row['column']}  {row['standing'].upper()}  {row['message']}")
