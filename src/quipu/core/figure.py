"""A published number and what is known about it. Knows neither where it is stored nor who shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from quipu.core.address import Address


class Status(StrEnum):
    """How firm a published number is."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"  # the middle of a year whose end is not yet published; never shown as a year-end
    MISSING = "missing"


class Source(NamedTuple):
    """One row of one published file, and the amount that it gives to a figure."""

    snapshot: str
    file: str
    line: int
    identifier: str
    value: Decimal


class Revision(NamedTuple):
    """The value of a figure from one day of publication on; `value` is None where it was withdrawn."""

    as_of: date
    value: Decimal | None
    snapshot: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means; grain is one number a subject, year and member.

    `unit` is "USD", "people", "per cent" or "count". `members` maps slugs to titles in the order of display.
    """

    name: str
    title: str
    unit: str
    definition: str
    caveats: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()

    def member_title(self, member: str) -> str:
        """Return the member's title, or the figure's own for the total."""
        return dict(self.members).get(member, member.replace("-", " ").capitalize()) if member else self.title


class Line(NamedTuple):
    """One line of a published file."""

    snapshot: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure at one address. A missing one has no value, and a reason.

    `as_of` is the newest publication day among its sources; `revised` says that an earlier edition gave another value;
    `first` is the first of its lines in the newest of its files.
    """

    address: Address
    title: str
    unit: str
    value: Decimal | None
    status: Status
    reason: str = ""
    as_of: date | None = None
    revised: bool = False
    source_count: int = 0
    first: Line | None = None

    def __post_init__(self) -> None:
        """Refuse a number without a source, and a gap without a reason."""
        if self.value is None:
            if self.status is not Status.MISSING or not self.reason:
                raise ValueError(f"{self.address}: a missing figure needs a reason")
        elif not self.source_count:
            raise ValueError(f"{self.address}: a figure needs a source")


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which a series cannot be compared with what was before it."""

    year: int
    reason: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who published the rows behind a series, and the newest day among them."""

    publishers: tuple[str, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class Series:
    """Observations that belong in one chart or table: one figure over years, or its members in one year.

    Every output takes a Series; none can be made without provenance, so a number without a source cannot be shown.
    """

    title: str
    unit: str
    observations: tuple[Observation, ...]
    provenance: Provenance
    breaks: tuple[Break, ...] = ()

    def __iter__(self) -> Iterator[Observation]:
        return iter(self.observations)

    def __len__(self) -> int:
        return len(self.observations)
