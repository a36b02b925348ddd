"""All offices of a year, each once, with the country that it stands in and all that names it. Knows no page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quipu import maps
from quipu.core.profile import WORLD
from quipu.core.record import Level, Place, Subject
from quipu.figures.lookup import Record

FIGURE = "locations"
"""The figure that counts offices; its sources are the lines that name them."""
_NEAREST = (Level.OPERATION, Level.REGION, Level.NODE, Level.WORLD)


@dataclass(frozen=True, slots=True)
class Office:
    """One office of a year: how what stands nearest to it names it, and what else does.

    `country` is ISO alpha-3, or the code of an operation of which no country is stated; empty where it cannot be told.
    `number` is the same in all languages.
    """

    number: int
    place: Place
    others: tuple[Place, ...]
    country: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page of all offices."""
        return f"place-{self.number}"


@dataclass(frozen=True, slots=True)
class _Naming:
    """One mention of an office; of several the one of the least rank counts."""

    place: Place
    country: str
    rank: tuple[int, int, str]

    @property
    def office(self) -> tuple[str, str]:
        """The reference and name of the office; without a reference, names of one subject are told apart from others'."""
        return (self.place.ref or self.place.subject, self.place.name)


def years_of(record: Record, years: Iterable[int]) -> tuple[int, ...]:
    """Return the years that offices are named in."""
    return tuple(year for year in years if record.places(WORLD, year))


def offices(record: Record, subjects: Mapping[str, Subject], year: int) -> tuple[Office, ...]:
    """Return the offices of a year, operations first, by code and line; what has one reference and name is one office.

    Of several that name it, an operation comes before a region, and the one of its country before one that covers it.
    """
    held: dict[tuple[str, str], list[_Naming]] = {}
    for place in record.places(WORLD, year):
        naming = _naming(subjects[place.subject], year, place)
        held.setdefault(naming.office, []).append(naming)
    ranked = [sorted(named, key=lambda one: one.rank) for named in held.values()]
    ranked.sort(key=lambda named: (named[0].rank[0], named[0].place.subject, named[0].place.line))
    return tuple(
        Office(number, first.place, tuple(other.place for other in others), first.country)
        for number, (first, *others) in enumerate(ranked, 1)
    )


def _naming(subject: Subject, year: int, place: Place) -> _Naming:
    edition = subject.edition(year)
    stated = tuple(sorted(edition.countries)) if edition else ()
    country = _country(subject, stated, place)
    away = 0 if country == subject.code else 1 if country in stated else 2
    return _Naming(place, country, (_NEAREST.index(subject.level), away, subject.code))


def _country(subject: Subject, stated: tuple[str, ...], place: Place) -> str:
    """Return the country by the position, else the only one of the operation.

    An operation that states no country stands for itself: what it is called is for its publisher to say, not for the outlines.
    """
    if subject.level is Level.OPERATION and not stated:
        return subject.code
    only = stated[0] if len(stated) == 1 else ""
    if place.longitude is None or place.latitude is None:
        return only
    return maps.country_at(float(place.longitude), float(place.latitude), stated) or only
