"""Draw the axes: round values with their lines, and years. Knows scales and words, no columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts import shape
from quipu.charts.drawing import Frame
from quipu.charts.lettering import width
from quipu.charts.scale import Magnitude, Scale
from quipu.charts.words import Words

_STRIDES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Plot:
    """The field of the columns: from `left` to `right`, time running so in every language; one `pitch` a year."""

    left: float
    right: float
    first: int
    last: int

    @property
    def pitch(self) -> float:
        """The width of one year."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def start(self, year: int) -> float:
        """Return where the year begins."""
        return self.left + (year - self.first) * self.pitch

    def centre(self, year: int) -> float:
        """Return the middle of the year."""
        return self.start(year) + self.pitch / 2


def told(value: Decimal, magnitude: Magnitude, words: Words) -> str:
    """Return a number as the chart tells it; one that would be rounded to zero says so."""
    number = magnitude.told(value)
    least = Decimal(1).scaleb(-magnitude.places)
    if not number or abs(number) >= least / 2:
        return words.number(number, magnitude.places)
    return (
        words.phrase("less-than", value=words.number(least, magnitude.places))
        if number > 0
        else words.number(number, 2)
    )


def labels(scale: Scale, magnitude: Magnitude, words: Words) -> tuple[str, ...]:
    """Return the ticks' texts."""
    return tuple(words.number(magnitude.told(tick), magnitude.places) for tick in scale.ticks())


def gutter(frame: Frame, texts: Sequence[str]) -> float:
    """Return the room that the ticks' texts need, never more than a third of the drawing."""
    widest = max(width(text, frame.sheet.font) for text in texts)
    return min(widest + 6, frame.sheet.width / 3)


def values(frame: Frame, scale: Scale, texts: Sequence[str], plot: Plot) -> str:
    """Draw a line and a text at every tick; the line at zero is the base."""
    x = plot.left - 6 if frame.direction == "ltr" else plot.right + 6
    places = [(tick, scale.at(tick)) for tick in scale.ticks()]
    lines = "".join(shape.across(plot.left, y, plot.right - plot.left) for tick, y in places if tick)
    drop = frame.sheet.font * 0.35
    numbers = [shape.text(x, y + drop, text) for (_, y), text in zip(places, texts, strict=True)]
    return shape.group("axis", [shape.path("grid", lines), *numbers], ' text-anchor="end" aria-hidden="true"')


def kept(frame: Frame, x: float, content: str) -> float:
    """Return the middle of a text that would stick out of the drawing at `x`, moved so that it does not."""
    half = width(content, frame.sheet.font) / 2
    return max(half, min(x, frame.sheet.width - half))


def labelled(years: Sequence[int], chosen: int | None, room: float) -> frozenset[int]:
    """Return the years that are written out: as many as `room` years apart, the chosen one always."""
    stride = next((stride for stride in _STRIDES if stride >= room), _STRIDES[-1])
    anchor = years[-1] if stride < 5 else 0
    regular = {year for year in years if (year - anchor) % stride == 0}
    if chosen is None or chosen not in years or chosen in regular:
        return frozenset(regular)
    return frozenset({year for year in regular if abs(year - chosen) >= room} | {chosen})
