"""Check that places lie in the countries of their operation. Knows no drawing."""

from collections.abc import Iterator

from quipu.core.check import Check, Finding, Severity
from quipu.core.record import Level, Place, Subject
from quipu.figures.lookup import Record
from quipu.maps import countries, lies_in

CHECK = Check(
    name="places-outside",
    title="Places lie in their countries",
    severity=Severity.WARN,
    meaning="A place's published position lies outside the countries that its operation covers: it is listed, but the map"
    " leaves it out.",
    action="Tell the publisher, with the file and the line. If the office really lies abroad, nothing has to be done.",
)


def check(record: Record) -> Iterator[Finding]:
    """Yield one finding a place and year; none where the outlines of countries are not installed."""
    if not countries():
        return
    for subject in record.subjects():
        if subject.level is Level.OPERATION:
            yield from _outside(record, subject)


def _outside(record: Record, subject: Subject) -> Iterator[Finding]:
    for edition in subject.editions:
        if not (edition.activity and edition.countries):
            continue
        for place in record.places(subject.code, edition.year):
            if place.longitude is not None and place.latitude is not None and not _lies_in(edition.countries, place):
                where = f"{place.latitude}, {place.longitude}"
                message = f"{place.name} ({where}) lies outside {', '.join(edition.countries)}"
                yield Finding(f"{subject.code}/{edition.year}", message, place.file, place.line)


def _lies_in(codes: tuple[str, ...], place: Place) -> bool:
    return lies_in(codes, float(place.longitude or 0), float(place.latitude or 0))
