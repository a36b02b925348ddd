"""Say why there is no figure at an address that could have one. Knows the registry and the profile's gaps."""

from typing import TYPE_CHECKING

from quipu.core.address import Address
from quipu.core.record import Level, Subject

if TYPE_CHECKING:
    from quipu.figures.lookup import Record


_NO_POPULATION = "{name} has money but no population of its own."
_NO_ROW = "No published file has a row for it ({title}, {name}, {year})."
_NOT_THEN = "{name} was not an operation of its own in {year}: its record runs from {first} to {last}."
_SEE = "See {others}."
TEXTS = (_NO_POPULATION, _NO_ROW, _NOT_THEN, _SEE)


def reason_of_absence(record: "Record", address: Address) -> str:
    """Return a sentence: the operation was not one then, the publisher does not give it, or no file has a row for it."""
    subject = record.subject(address.subject)
    if subject.level is not Level.WORLD and subject.edition(address.year) is None:
        return _not_then(record, subject, address.year)
    gap = record.gap(address)
    if gap:
        return gap
    name = subject.name_in(record.texts.language)
    if address.figure.startswith("population") and subject.level is Level.NODE:
        return record.texts.of(_NO_POPULATION).format(name=name)
    title = record.member_title(address.figure, address.member)
    title = title.lower() if record.texts.language == "en" else title
    return record.texts.of(_NO_ROW).format(title=title, name=name, year=address.year)


def _not_then(record: "Record", subject: Subject, year: int) -> str:
    """Say from when until when there was the subject, and who came before or after."""
    first, last = subject.years[0], subject.years[-1]
    relation = "predecessor" if year < first else "successor"
    others = ", ".join(post.subject for post in subject.signposts if post.relation == relation)
    name, of = subject.name_in(record.texts.language), record.texts.of
    said = of(_NOT_THEN).format(name=name, year=year, first=first, last=last)
    return f"{said} {of(_SEE).format(others=others)}" if others else said
