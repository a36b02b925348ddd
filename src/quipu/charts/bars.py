"""Draw what one year shows as a column from zero, or the mark of a year of which nothing is known. Knows no series."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts import shape
from quipu.charts.scale import Scale

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one year's columns in the drawing of that identity."""

    identity: str
    scale: Scale
    left: float
    width: float

    @property
    def middle(self) -> float:
        """Where the year's texts stand."""
        return self.left + self.width / 2


def column(slot: Slot, name: str, value: Decimal, *, hatched: bool, inset: float = 0) -> str:
    """Draw one column from zero to its value: a provisional plan dashed, a provisional actual hatched."""
    zero, end = slot.scale.at(_ZERO), slot.scale.at(value)
    attributes = shape.hatched(slot.identity) if hatched and name == "actual" else ""
    kind = "provisional" if attributes else f"{name} provisional" if hatched else name
    return shape.rectangle(kind, slot.left + inset, min(zero, end), slot.width - 2 * inset, abs(end - zero), attributes)


def gap(slot: Slot) -> str:
    """Draw a short line over the base: not a column of no height."""
    length = min(8.0, slot.width * 0.6)
    return shape.path("gap", shape.across(slot.middle - length / 2, slot.scale.at(_ZERO) - 5, length))


def value_at_end(slot: Slot, value: Decimal, told: str, size: float) -> str:
    """Write a value beyond its column's end."""
    end = slot.scale.at(value)
    return shape.text(slot.middle, end - 4 if value >= 0 else end + size + 1, told, "value")


def base(scale: Scale, left: float, right: float) -> str:
    """Draw the line at zero that columns stand on."""
    return shape.path("base", shape.across(left, scale.at(_ZERO), right - left))


def breaks(starts: Iterable[float], top: float, bottom: float) -> str:
    """Draw a line through the whole field where years begin that cannot be compared with those before."""
    commands = "".join(shape.upright(start, top, bottom) for start in starts)
    return shape.path("break", commands) if commands else ""
