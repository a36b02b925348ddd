"""Draw the axes: round values with their lines, and years. Knows scales and words, no columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quipu.charts import shape
from quipu.charts.drawing import Frame
from quipu.charts.lettering import width
from quipu.charts.scale import Scale
from quipu.charts.telling import Telling

_ROUND = 5
_STRIDES = (1, 2, _ROUND, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


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


def labels(scale: Scale, telling: Telling) -> tuple[str, ...]:
    """Return the ticks' texts."""
    size = telling.size
    return tuple(telling.words.number(size.told(tick), size.places) for tick in scale.ticks())


def gutter(frame: Frame, texts: Sequence[str]) -> float:
    """Return the room that the ticks' texts need, never more than a third of the drawing."""
    widest = max(width(text, frame.sheet.font) for text in texts)
    return min(widest + 6, frame.sheet.width / 3)


def values(frame: Frame, scale: Scale, texts: Sequence[str], plot: Plot) -> str:
    """Draw a line and a text at every tick, on the side where the plot leaves room; the line at zero is the base."""
    before = plot.left > 0
    x = plot.left - 6 if before else plot.right + 6
    anchor = "end" if before == (frame.direction == "ltr") else "start"
    places = [(tick, scale.at(tick)) for tick in scale.ticks()]
    lines = "".join(shape.across(plot.left, y, plot.right - plot.left) for tick, y in places if tick)
    drop = frame.sheet.font * 0.35
    numbers = [shape.text(x, y + drop, text) for (_, y), text in zip(places, texts, strict=True)]
    return shape.group("axis", [shape.path("grid", lines), *numbers], f' text-anchor="{anchor}" aria-hidden="true"')


def kept(frame: Frame, x: float, content: str) -> float:
    """Return the middle of a text that would stick out of the drawing at `x`, moved so that it does not."""
    half = width(content, frame.sheet.font) / 2
    return max(half, min(x, frame.sheet.width - half))


def spaced(places: Mapping[int, float], years: Iterable[int | None], room: float) -> list[int]:
    """Return those of the years that have a place, each `room` away from all that come before it."""
    kept: list[int] = []
    for year in years:
        if year is None or year not in places:
            continue
        if all(abs(places[year] - places[other]) >= room for other in kept):
            kept.append(year)
    return kept


def labelled(places: Mapping[int, float], chosen: int | None, room: float, pitch: float) -> frozenset[int]:
    """Return the years that are written out, all at least `room` apart: the chosen one, the ends, round ones between."""
    stride = next((stride for stride in _STRIDES if stride * pitch >= room), _STRIDES[-1])
    first, last = min(places), max(places)
    if stride < _ROUND:
        return frozenset(spaced(places, [chosen, *range(last, first - 1, -stride)], room))
    return frozenset(spaced(places, [chosen, last, first, *(year for year in places if year % stride == 0)], room))
