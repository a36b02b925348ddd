"""The same for machines: JSON and CSV beside every page of a subject and year, of a figure, and the list of sources."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

import msgspec

from quipu.core.edition import described
from quipu.core.errors import UnknownAddressError
from quipu.core.figure import Definition, Observation, Source
from quipu.core.profile import WORLD
from quipu.core.record import Level, SnapshotNote, Subject
from quipu.figures.origins import FileLines
from quipu.pages.press import Press
from quipu.pages.trace import parts_of
from quipu.pages.url import DEFINITIONS, SNAPSHOTS, SUBJECTS, WRITTEN, Url, edition_of, section_of

KIND = "twin"
_ENCODER = msgspec.json.Encoder(decimal_format="number")
ENDINGS = ("json", "csv")
SUMS = (Level.WORLD, Level.REGION)
COLUMNS = (
    "address",
    "subject",
    "year",
    "figure",
    "member",
    "title",
    "value",
    "unit",
    "status",
    "reason",
    "as_of",
    "source_count",
    "source_file",
    "source_lines",
)


def urls(press: Press) -> Iterator[Url]:
    """Yield both files of every subject and year, nodes included, of every figure, and of the list of sources."""
    for end in ("json", "csv"):
        yield Url(f"/sources.{end}", KIND, name=end, depends=(SNAPSHOTS,))
        for figure in press.definitions:
            made_from = WORLD if end == "json" else f"{WORLD}/{figure}"  # JSON has the figures of regions too
            yield Url(f"/figures/{figure}.{end}", KIND, name=end, depends=(DEFINITIONS, SUBJECTS, made_from))
    for level in Level:
        for subject in press.at_level(level):
            yield from urls_about(press, subject)


def urls_about(_: Press, subject: Subject) -> Iterator[Url]:
    """Yield the files of one subject; what people wrote is in the JSON of operations."""
    for year in subject.years:
        figures = (edition_of(subject, year), DEFINITIONS)
        written = (f"{WRITTEN}{edition_of(subject, year)}",) if subject.level is Level.OPERATION else ()
        for name, depends in (("json", (*figures, *written)), ("csv", figures)):
            path = f"{section_of(subject)}{year}.{name}"
            yield Url(path, KIND, subject=subject.code, year=year, name=name, depends=depends)


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of one twin."""
    if url.path.startswith("/sources."):
        return _sources(press, url.name)
    if not url.subject:
        return _figure(
            press, press.definitions[url.path.removeprefix("/figures/").removesuffix(f".{url.name}")], url.name
        )
    subject = press.subjects[url.subject]
    found = tuple(press.account(subject.code, url.year))
    return (_json if url.name == "json" else _csv)(press, subject, url.year, found)


def _json(press: Press, subject: Subject, year: int, found: Iterable[Observation]) -> bytes:
    figures = ",\n".join(dumped(_described(press, subject, one)) for one in found)
    head = {
        "subject": subject.code,
        "name": press.name(subject),
        "year": year,
        "edition": press.record.fingerprint(edition_of(subject, year)),
    }
    written = [described(edition) for edition in press.editions.of(subject.code, year)]
    told = f'"written":{dumped(written)},' if written else ""
    return f'{dumped(head)[:-1]},{told}"figures":[\n{figures}\n]}}\n'.encode()


def _figure(press: Press, definition: Definition, end: str) -> bytes:
    """Return what a figure means, and the figure of the world over the years; CSV has the years alone."""
    world, found = press.subjects[WORLD], tuple(_over_years(press, definition.name))
    if end == "csv":
        return _csv(press, world, 0, found)
    figures = ",\n".join(dumped(_described(press, world, one)) for one in found)
    head = {
        "figure": definition.name,
        "title": definition.title,
        "unit": definition.unit,
        "definition": definition.definition,
        "caveats": definition.caveats,
        "members": [{"member": slug, "title": title} for slug, title in definition.members],
    }
    return f'{dumped(head)[:-1]},"figures":[\n{figures}\n]}}\n'.encode()


def _over_years(press: Press, figure: str) -> Iterator[Observation]:
    """Yield the figure of the world for each year that its page shows."""
    years = set(press.subjects[WORLD].years)
    try:
        series = press.record.over_years(WORLD, figure)
    except UnknownAddressError:
        return
    yield from (found for found in series if found.value is not None and found.address.year in years)


def _sources(press: Press, end: str) -> bytes:
    """Return every file that the release was made from, the newest first."""
    held = [asdict(note) for note in press.snapshots.values()]
    if end == "json":
        return ("[\n" + ",\n".join(map(dumped, held)) + "\n]\n").encode()
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [field.name for field in fields(SnapshotNote)])
    writer.writeheader()
    writer.writerows(held)
    return text.getvalue().encode()


def _described(press: Press, subject: Subject, found: Observation) -> dict[str, Any]:
    """Return one figure; that of a region or the world names the figures that it is a sum of, not every row."""
    parts = parts_of(press, subject, found)
    held: dict[str, Any] = {
        "address": str(found.address),
        "title": found.title,
        "value": found.value,
        "unit": found.unit,
        "status": found.status.value,
        "reason": found.reason or None,
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "source_count": found.source_count,
        "sources": [] if subject.level in SUMS else [_source(row) for row in press.record.sources(found.address)],
        "revisions": [
            {"as_of": one.as_of.isoformat(), "value": one.value, "snapshot": one.snapshot}
            for one in press.record.revisions(found.address)
        ],
    }
    if parts:
        held["parts"] = [{"address": str(part.address), "value": part.value} for part in parts]
    return held


def _source(row: Source) -> dict[str, Any]:
    return {
        "snapshot": row.snapshot,
        "file": row.file,
        "line": row.line,
        "identifier": row.identifier,
        "value": row.value,
    }


def dumped(value: Any) -> str:
    """Return JSON with decimals as numbers of all their digits."""
    return _ENCODER.encode(value).decode()


def _csv(press: Press, subject: Subject, _: int, found: Iterable[Observation]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in found:
        writer.writerow(_line(press, subject, one))
    return text.getvalue().encode()


def _line(press: Press, subject: Subject, found: Observation) -> tuple[str | int, ...]:
    address = found.address
    files, lines = ("", "") if subject.level in SUMS else _where(press.record.lines(address))
    return (
        str(address),
        address.subject,
        address.year,
        address.figure,
        address.member,
        found.title,
        "" if found.value is None else format(found.value, "f"),
        found.unit,
        found.status.value,
        found.reason,
        found.as_of.isoformat() if found.as_of else "",
        found.source_count,
        files,
        lines,
    )


def _where(held: Iterable[FileLines]) -> tuple[str, str]:
    """Return the files, and in the same order the lines in each: `1-3 7; 12`."""
    by_file: dict[str, list[str]] = {}
    for found in held:
        by_file.setdefault(found.file, []).extend(str(a) if a == b else f"{a}-{b}" for a, b in found.runs)
    return "; ".join(by_file), "; ".join(" ".join(lines) for lines in by_file.values())
