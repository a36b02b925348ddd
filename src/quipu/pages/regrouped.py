"""How a region changed over the years: what came and went, and where its series cannot be compared. Knows no layout."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from quipu.core.figure import Break, Series
from quipu.core.record import Level, Subject
from quipu.pages.press import Press

PEOPLE, SAME_COUNTRIES = "population", "population-last-year"
_LITTLE = Decimal("0.01")
"""The share of a region's people by which its countries may change without a break in its series."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Operations and offices that one region gave to another; `region` is the other one."""

    region: Subject
    members: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What is other in a region than in the year before.

    `before` are its people then, `same` those in the countries of this year at that time: None where either is not known.
    """

    year: int
    came: tuple[Moved, ...]
    went: tuple[Moved, ...]
    begun: tuple[Subject, ...]
    ended: tuple[Subject, ...]
    more_countries: tuple[str, ...]
    fewer_countries: tuple[str, ...]
    is_first: bool
    is_last: bool
    before: Decimal | None
    same: Decimal | None

    @property
    def is_break(self) -> bool:
        """Whether the years before cannot be compared: other countries, with more than a hundredth of the people."""
        if self.is_first or self.is_last or not (self.more_countries or self.fewer_countries):
            return False
        return not self.before or self.same is None or abs(self.same - self.before) / self.before >= _LITTLE


def changes(press: Press, region: Subject) -> tuple[Change, ...]:
    """Return what changed in a region, oldest first; nothing of a year in which all is as in the year before."""
    kept = press.kept(region.code)
    if "changes" not in kept:
        kept["changes"] = tuple(_changes(press, region))
    found: tuple[Change, ...] = kept["changes"]
    return found


def breaks(press: Press, code: str) -> tuple[Break, ...]:
    """Return the years from which the series of a subject cannot be compared because it has other countries."""
    subject = press.subjects[code]
    if subject.level is not Level.REGION:
        return ()
    reason = press.language.say("changed.reason")
    return tuple(Break(change.year, reason) for change in changes(press, subject) if change.is_break)


def over_years(press: Press, code: str, figure: str, member: str = "", years: Iterable[int] | None = None) -> Series:
    """Return one figure over the years as the record does, with the breaks of a region that has other countries."""
    found = press.record.over_years(code, figure, member, years)
    held = {found.address.year for found in found}
    own = (one for one in breaks(press, code) if held and min(held) < one.year <= max(held))
    return replace(found, breaks=tuple(sorted((*found.breaks, *own), key=lambda one: one.year)))


def _changes(press: Press, region: Subject) -> Iterator[Change]:
    every = [edition.year for subject in press.at_level(Level.OPERATION) for edition in subject.editions]
    for year in range(min(every, default=0) + 1, max(every, default=0) + 1):
        change = _change(press, region, year)
        if (
            change.came
            or change.went
            or change.begun
            or change.ended
            or change.more_countries
            or change.fewer_countries
        ):
            yield change


def _change(press: Press, region: Subject, year: int) -> Change:
    before, after = (_members(press, region, one) for one in (year - 1, year))
    came, begun = _sorted_out(press, after, before, year - 1)
    went, ended = _sorted_out(press, before, after, year)
    then, now = _countries(before, year - 1), _countries(after, year)
    known = then.union(*(_countries(_members(press, one.region, year - 1), year - 1) for one in came))
    left = now.union(*(_countries(_members(press, one.region, year), year) for one in went))
    return Change(
        year,
        came,
        went,
        begun,
        ended,
        tuple(sorted(now - known)),
        tuple(sorted(then - left)),
        not before,
        not after,
        press.account(region.code, year - 1).get(PEOPLE).value if before else None,
        press.account(region.code, year).get(SAME_COUNTRIES).value if after else None,
    )


def _members(press: Press, region: Subject, year: int) -> list[Subject]:
    """Return the operations of a region in a year, then what stands beside them."""
    return [one for level in (Level.OPERATION, Level.NODE) for one in press.within(region.code, year, level)]


def _sorted_out(
    press: Press, here: list[Subject], there: list[Subject], other_year: int
) -> tuple[tuple[Moved, ...], tuple[Subject, ...]]:
    """Return who of `here` is not `there`: by the region where they stand in the other year, and those that do nowhere."""
    known = {one.code for one in there}
    elsewhere: dict[str, list[Subject]] = {}
    for one in here:
        if one.code not in known:
            edition = one.edition(other_year)
            elsewhere.setdefault(edition.region if edition else "", []).append(one)
    nowhere = tuple(elsewhere.pop("", ()))
    moved = tuple(
        Moved(press.subjects[code], tuple(held)) for code, held in elsewhere.items() if code in press.subjects
    )
    return moved, nowhere


def _countries(members: Iterable[Subject], year: int) -> set[str]:
    editions = (one.edition(year) for one in members if one.level is Level.OPERATION)
    return {country for edition in editions if edition for country in edition.countries}
