"""Tell the numbers of a chart: in which magnitude, in which unit, in whose words. Knows no drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts.scale import Magnitude, Scale, magnitude
from quipu.charts.words import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """One way of telling all numbers of a chart. `unit` says what they are when told so: "Million US$"."""

    size: Magnitude
    unit: str
    words: Words

    def of(self, value: Decimal) -> str:
        """Return a number as the chart tells it; one that would be rounded to zero says so."""
        number, places = self.size.told(value), self.size.places
        least = Decimal(1).scaleb(-places)
        if not number or abs(number) >= least / 2:
            return self.words.number(number, places)
        if number < 0:
            return self.words.number(number, 2)
        return self.words.phrase("less-than", value=self.words.number(least, places))

    def of_any(self, value: Decimal | None) -> str:
        """Return a number as `of` does, or that there is none."""
        return self.words.phrase("no-data") if value is None else self.of(value)


def on_axis(unit: str, values: Sequence[Decimal], scale: Scale, words: Words) -> Telling:
    """Return how numbers are told beside an axis: as its ticks are."""
    size = magnitude(unit, values, scale.step)
    return Telling(size, words.unit(unit, size.power), words)


def in_full(unit: str, values: Sequence[Decimal], words: Words) -> Telling:
    """Return how parts are told: money as on an axis that the largest would fill, the rest in full."""
    size = Magnitude(0, decimals(unit, values))
    if unit == "USD":
        size = magnitude(unit, values, max(map(abs, values)) / 4)
    return Telling(size, words.unit(unit, size.power), words)


def decimals(unit: str, values: Iterable[Decimal]) -> int:
    """Return the decimals of a table's numbers: money's cents where there are some, nothing beyond two."""
    if unit == "people":
        return 0
    return min(2, max((0, *(-int(value.normalize().as_tuple().exponent) for value in values))))
