"""What a release holds besides figures: subjects, and the rows that pages list. Knows neither storage nor pages."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """Where a subject stands."""

    WORLD = "world"
    REGION = "region"
    OPERATION = "operation"  # has a page: people are helped there
    NODE = "node"  # a bureau, regional activities, headquarters: money without a population


@dataclass(frozen=True, slots=True)
class Edition:
    """A subject in one year: what its office was then, where it stood, which countries (ISO alpha-3) it covered.

    `names` are the names in that year's file, by language. `activity` is empty where only statistics speak of the year.
    """

    year: int
    kind: str
    region: str
    countries: tuple[str, ...]
    activity: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signpost:
    """A pointer from one subject to another that came before or after it, with its reason in a sentence."""

    subject: str
    relation: str  # "predecessor" or "successor"
    year: int
    reason: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What figures are about: the world, a region, an operation, or a node that has money but no page of its own."""

    code: str
    slug: str
    level: Level
    names: tuple[tuple[str, str], ...]
    editions: tuple[Edition, ...]
    signposts: tuple[Signpost, ...] = ()

    @property
    def name(self) -> str:
        """The English name."""
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Return the name in a language; in English where the data have no other."""
        held = dict(self.names)
        return held.get(language, held["en"])

    @property
    def years(self) -> tuple[int, ...]:
        """The years that there is an edition of, oldest first."""
        return tuple(edition.year for edition in self.editions)

    def edition(self, year: int) -> Edition | None:
        """Return the subject as it was in `year`, or None."""
        for edition in self.editions:
            if edition.year == year:
                return edition
        return None


class Contribution(NamedTuple):
    """One incoming commitment: `usd` as published in US dollars, `amount` in the donor's `currency`.

    `donor` is the name as published, `member` whom it means (as in addresses), `agreement` the publisher's reference, which
    the parts of one agreement share.
    """

    subject: str
    date: date
    donor: str
    private: bool
    usd: Decimal
    amount: Decimal
    currency: str
    earmarking: str
    description: str
    file: str
    line: int
    year: int
    member: str
    kind: str
    agreement: str


class Donor(NamedTuple):
    """Who gave in which years; `slug` is the member of the figures by donor, `name` the English one."""

    slug: str
    name: str
    kind: str
    years: tuple[int, ...]


class Indicator(NamedTuple):
    """One indicator for one population group in one year. Values are None where not published; never added to one another.

    `indicator` is the same for all groups, operations and years that report on it; `dimensions` is all that the publisher
    splits it by, as `name: value; name: value`.
    """

    subject: str
    member: str
    result_type: str  # "output", "outcome", "impact"
    result: str
    title: str
    measure: str  # "unit", "percentage", ...
    population_group: str
    baseline: Decimal | None
    target: Decimal | None
    actual: Decimal | None
    file: str
    line: int
    year: int
    indicator: str
    dimensions: str


class Reported(NamedTuple):
    """That a subject reports on an indicator in some years, for whichever population groups.

    `ascending` tells whether more of it is better, as far as the publisher says so.
    """

    indicator: str
    result_type: str  # as that of an Indicator
    result: str
    title: str
    measure: str
    ascending: bool | None
    subject: str
    years: tuple[int, ...]


class Place(NamedTuple):
    """One office, with its position in degrees where a valid one is published."""

    subject: str
    ref: str
    name: str
    kind: str
    latitude: Decimal | None
    longitude: Decimal | None
    file: str
    line: int
    exactness: str = ""  # "exact", "approximate"; empty where it is not published


class Document(NamedTuple):
    """One document that the publisher links to."""

    subject: str
    url: str
    title: str
    format: str
    language: str
    date: date | None
    file: str
    line: int


class Scope(NamedTuple):
    """One emergency or appeal that a subject's work belongs to."""

    subject: str
    kind: str  # "emergency" or "appeal"
    vocabulary: str
    code: str
    names: tuple[tuple[str, str], ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class SnapshotNote:
    """A snapshot as a release shows it: what, whose, of which day, and what of it could not be read."""

    name: str
    file: str
    source: str
    dataset: str
    published: date
    publisher: str
    licence: str
    origin: str
    rows: int
    quarantined: int
    issues: int


@dataclass(frozen=True, slots=True)
class FaultNote:
    """One issue or quarantined row of a snapshot, as the quality list shows it. `count` equal ones were folded."""

    snapshot: str
    file: str
    line: int
    identifier: str
    code: str
    message: str
    count: int
