"""Line series up by year, with every year between them. Knows no drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.core.figure import Break, Observation, Series, Status


def value_of(observation: Observation | None) -> Decimal | None:
    """Return the value, or None where there is no observation or it has none."""
    return observation.value if observation else None


def provisional(observation: Observation | None) -> bool:
    """Say whether the observation may still change."""
    return observation is not None and observation.status is Status.PROVISIONAL


@dataclass(frozen=True, slots=True)
class Year:
    """What is known of one year; either may be absent."""

    year: int
    plan: Observation | None
    actual: Observation | None

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The values that there are, the plan's first."""
        return tuple(value for value in (value_of(self.plan), value_of(self.actual)) if value is not None)

    @property
    def provisional(self) -> bool:
        """Whether one of the values may still change."""
        return provisional(self.plan) or provisional(self.actual)


def lined_up(plan: Series | None, actual: Series) -> tuple[Year, ...]:
    """Return one Year for every year from the first to the last that one of the series speaks of."""
    planned, done = by_year(plan), by_year(actual)
    return tuple(Year(year, planned.get(year), done.get(year)) for year in span(plan, actual))


def span(*series: Series | None) -> tuple[int, ...]:
    """Return every year from the first to the last that one of the series speaks of."""
    known = {observation.address.year for one in series if one for observation in one}
    return tuple(range(min(known), max(known) + 1)) if known else ()


def by_year(series: Series | None) -> dict[int, Observation]:
    """Return what the series knows of each year."""
    return {observation.address.year: observation for observation in series or ()}


def breaks(years: Sequence[int], *series: Series | None) -> tuple[Break, ...]:
    """Return the breaks that lie between two of the years, each once."""
    within = set(years[1:])
    found = {each: None for one in series if one for each in one.breaks if each.year in within}
    return tuple(sorted(found, key=lambda each: each.year))


def shared_unit(parts: Sequence[Series]) -> str:
    """Return the unit of all parts; raise ValueError for none, or for more than one."""
    units = {part.unit: part.title for part in reversed(parts)}
    told = ", ".join(f"{title} is in {unit}" for unit, title in units.items())
    if len(units) > 1:
        raise ValueError(f"{told}: one axis cannot hold both")
    if not units:
        raise ValueError("a chart of parts needs one part at least")
    return parts[0].unit
