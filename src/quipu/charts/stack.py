"""Turn parts over years into the layers of stacked columns: which have a colour, from where to where. No drawing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts.parts import folded
from quipu.charts.years import breaks, by_year, provisional, span
from quipu.core.figure import Observation, Series, Status

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Layer:
    """One part over the years in which it has a value, or the rest, which is several parts together."""

    title: str
    values: Mapping[int, Decimal]
    provisional: frozenset[int]


@dataclass(frozen=True, slots=True)
class Piece:
    """What a layer gives to one year's column: from `start`, which is nearer to zero, to `end`."""

    index: int
    start: Decimal
    end: Decimal
    provisional: bool


def layers(parts: Sequence[Series], other: str) -> tuple[Layer, ...]:
    """Return the parts that are ever more or less than zero; of more than seven the six largest, the rest as `other`."""
    known = [layer for layer in map(_layer, parts) if any(layer.values.values())]
    kept, rest = folded([sum(map(abs, layer.values.values()), _ZERO) for layer in known])
    drawn = tuple(known[index] for index in kept)
    return (*drawn, _together([known[index] for index in rest], other)) if rest else drawn


def _layer(part: Series) -> Layer:
    found = by_year(part)
    values = {year: each.value for year, each in found.items() if each.value is not None}
    return Layer(part.title, values, frozenset(year for year, each in found.items() if provisional(each)))


def _together(rest: Sequence[Layer], title: str) -> Layer:
    years = sorted({year for layer in rest for year in layer.values})
    values = {year: sum((layer.values.get(year, _ZERO) for layer in rest), _ZERO) for year in years}
    return Layer(title, values, frozenset[int]().union(*(layer.provisional for layer in rest)))


def total(parts: Sequence[Series], title: str) -> Series:
    """Return the sum of the parts in each year in which one of them has a value."""
    known = [by_year(part) for part in parts]
    found = [_sum([each[year] for each in known if year in each], title) for year in span(*parts)]
    first = parts[0]
    return Series(
        title, first.unit, tuple(each for each in found if each), first.provenance, breaks(span(*parts), *parts)
    )


def _sum(found: Sequence[Observation], title: str) -> Observation | None:
    """Return the parts of one year as one observation, provisional if one of them is."""
    with_value = [each for each in found if each.value is not None]
    if not with_value:
        return None
    status = Status.PROVISIONAL if any(map(provisional, with_value)) else Status.PUBLISHED
    value = sum((each.value or _ZERO for each in with_value), _ZERO)
    address, unit = with_value[0].address.of(""), with_value[0].unit
    return Observation(address, title, unit, value, status, source_count=sum(each.source_count for each in with_value))


def pieces(stacked: Sequence[Layer], year: int) -> Iterator[Piece]:
    """Yield a year's pieces from zero upwards, and those of layers below zero from there downwards."""
    above = below = _ZERO
    for index, layer in enumerate(stacked):
        value = layer.values.get(year, _ZERO)
        if value > 0:
            yield Piece(index, above, above + value, year in layer.provisional)
            above += value
        elif value < 0:
            yield Piece(index, below, below + value, year in layer.provisional)
            below += value


def reach(stacked: Sequence[Layer], year: int) -> tuple[Decimal, Decimal]:
    """Return how far a year's column reaches below zero and above."""
    found = [piece.end for piece in pieces(stacked, year)]
    return min((_ZERO, *found)), max((_ZERO, *found))
