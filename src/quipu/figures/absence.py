"""Say why there is no figure at an address that could have one. Knows the registry and the profile's gaps."""

from typing import TYPE_CHECKING

from quipu.core.address import Address
from quipu.core.record import Level, Subject

if TYPE_CHECKING:
    from quipu.figures.lookup import Record


def reason_of_absence(record: "Record", address: Address) -> str:
    """Return a sentence: the operation was not one then, the publisher does not give it, or no file has a row for it."""
    subject = record.subject(address.subject)
    if subject.level is not Level.WORLD and subject.edition(address.year) is None:
        return _not_then(subject, address.year)
    gap = record.gap(address)
    if gap:
        return gap
    if address.figure.startswith("population") and subject.level is Level.NODE:
        return f"{subject.name} has money but no population of its own."
    title = record.member_title(address.figure, address.member).lower()
    return (
        f"No file published by {record.as_of.isoformat()} has a row for it ({title}, {subject.name}, {address.year})."
    )


def _not_then(subject: Subject, year: int) -> str:
    """Say from when until when there was the subject, and who came before or after."""
    first, last = subject.years[0], subject.years[-1]
    relation = "predecessor" if year < first else "successor"
    posts = [post for post in subject.signposts if post.relation == relation]
    hint = f" See {', '.join(post.subject for post in posts)}." if posts else ""
    return f"{subject.name} was not an operation of its own in {year}: its record runs from {first} to {last}.{hint}"
