"""What is known of a subject: its figures, with what they were before. Knows no text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from quipu.core.address import Address
from quipu.core.figure import Observation, Revision

if TYPE_CHECKING:
    from quipu.figures.lookup import Record

YEARS_AROUND = 1


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that a figure had, and the day of the edition that changed it."""

    value: Decimal
    until: date


@dataclass(frozen=True, slots=True)
class Known:
    """One figure that a number may be about. `title` is in the reader's language where there is one; `was` is oldest first."""

    address: Address
    title: str
    unit: str
    year: int
    value: Decimal
    was: tuple[Earlier, ...] = ()


def collect(record: "Record", subject: str, year: int, around: int = YEARS_AROUND) -> tuple[Known, ...]:
    """Return every published figure of a subject in a year and so many years before and after, titles in the record's language.

    Raise UnknownAddressError for a subject that the record does not have.
    """
    record.subject(subject)
    years = range(year - around, year + around + 1)
    return tuple(_known(record, found) for each in years for found in _published(record.observations(subject, each)))


def _published(observations: Iterable[Observation]) -> Iterable[Observation]:
    return (observation for observation in observations if observation.value is not None)


def _known(record: "Record", found: Observation) -> Known:
    title = record.definition(found.address.figure).title
    full = f"{title}: {found.title}" if found.address.member and title != found.title else found.title
    was = _earlier(record.revisions(found.address)) if found.revised else ()
    return Known(found.address, full, found.unit, found.address.year, found.value or Decimal(0), was)


def _earlier(revisions: Sequence[Revision]) -> tuple[Earlier, ...]:
    return tuple(Earlier(old.value, new.as_of) for old, new in pairwise(revisions) if old.value is not None)
