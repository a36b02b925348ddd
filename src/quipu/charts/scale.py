"""Where a value stands between two ends, and which round values lie between them. Knows no shapes and no words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` (zero is always between them), ticks every `step`, drawn from `start` to `end`."""

    low: Decimal
    high: Decimal
    step: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        """Return the position of `value`."""
        return self.start + (self.end - self.start) * float((value - self.low) / (self.high - self.low))

    def spread(self, start: float, end: float) -> "Scale":
        """Return the same values drawn between other ends."""
        return Scale(self.low, self.high, self.step, start, end)

    def ticks(self) -> tuple[Decimal, ...]:
        """Return the round values from low to high."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * index for index in range(count + 1))


def _step(span: Decimal, count: int) -> Decimal:
    """Return the smallest of 1, 2 and 5 times a power of ten that divides `span` into at most `count` steps."""
    power = Decimal(1).scaleb((span / count).adjusted())
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor * count >= span)


def fitted(values: Iterable[Decimal], count: int = 4) -> Scale:
    """Return a scale from 0 to 1 that holds zero and all `values`, and ends on round ones."""
    extent = (_ZERO, *values)
    low, high = min(extent), max(extent)
    if low == high:
        return Scale(_ZERO, Decimal(1), Decimal(1), 0, 1)
    step = _step(high - low, count)
    floor = (low / step).to_integral_value(ROUND_FLOOR) * step
    ceiling = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(floor, ceiling, step, 0, 1)


@dataclass(frozen=True, slots=True)
class Magnitude:
    """The power of ten that numbers of one chart are told in, and their decimals."""

    power: int
    places: int

    def told(self, value: Decimal) -> Decimal:
        """Return `value` in this magnitude."""
        return value.scaleb(-self.power)


_ONES = Magnitude(0, 0)


def magnitude(unit: str, values: Sequence[Decimal], step: Decimal) -> Magnitude:
    """Return how a chart tells its numbers: money in millions with one decimal, smaller money and people in full.

    A magnitude is taken only where its one decimal tells two ticks apart.
    """
    if step >= Decimal(10) ** 10:
        return Magnitude(9, 1) if unit != "per cent" else _ONES
    if unit == "USD":
        return Magnitude(6, 1) if step >= 100_000 else Magnitude(3, 1) if step >= 100 else _fine(step)
    if unit != "per cent" and step >= 100_000 and max(map(abs, values)) >= 1_000_000:
        return Magnitude(6, 1)
    return _fine(step)


def _fine(step: Decimal) -> Magnitude:
    return Magnitude(0, min(2, max(0, -step.adjusted())))
