"""Lay a chart by year out: head, axes, years, notes; each year is drawn once for every year to be emphasised.

Knows no marks: a kind of chart brings its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quipu.charts import axis, bars, narration, shape
from quipu.charts.axis import Plot
from quipu.charts.bars import Slot
from quipu.charts.chart import Chart
from quipu.charts.drawing import Frame, Key, keys
from quipu.charts.lettering import width
from quipu.charts.scale import Scale
from quipu.charts.words import Words
from quipu.core.figure import Break

_POINTED_AT_MOST = 24
_LEAST_UNDERLINE = 12.0


@dataclass(frozen=True, slots=True)
class Story:
    """All that both drawings of a chart by year show, told once.

    `names` are the years' labels; `hatch` is the class of the lines of what is provisional, or empty.
    """

    title: str
    text: str
    years: Sequence[int]
    names: Mapping[int, str]
    head: Sequence[Key]
    notes: Sequence[Key]
    breaks: Sequence[Break]
    scale: Scale
    ticks: Sequence[str]
    links: Mapping[int, str]
    words: Words
    hatch: str = ""


def notes(words: Words, broken: Sequence[Break], *, gap: bool, provisional: str) -> list[Key]:
    """Return the quiet marks that occur, explained where they stand; `provisional` is the mark's kind, or empty."""
    marks = [Key("gap", words.phrase("no-data"))] if gap else []
    if provisional:
        marks.append(Key(provisional, words.phrase("provisional")))
    return marks + [Key("break", narration.break_text(each, words)) for each in broken]


class Field:
    """One drawing, laid out from top to bottom, and each year as it was drawn last. `side` is kept free at the right.

    A kind of chart says in `marks` what stands in a year, in `behind` and `before` what lies under and over all years.
    """

    def __init__(self, frame: Frame, story: Story, side: float = 0.0) -> None:
        self.frame, self.story = frame, story
        sheet = frame.sheet
        self._head, top = keys(frame, story.head, 0)
        self.plot = _plot(frame, story, side)
        self.room = sheet.font + 4
        self.top = top + self.room
        bottom = self.top + sheet.height
        self.scale = story.scale.spread(bottom, self.top)
        self.foot = bottom + (self.room if story.scale.low < 0 else 0)
        self._notes, self._height = keys(frame, story.notes, self.foot + sheet.font * 2.1)
        self._drawn: dict[tuple[int, bool, bool], str] = {}

    def marks(self, year: int, *, chosen: bool) -> str:
        """Return what is drawn in a year."""
        raise NotImplementedError

    def behind(self) -> str:
        """Return what is drawn under all years, whichever is chosen."""
        return ""

    def before(self, chosen: int | None) -> str:  # noqa: ARG002 - for those that draw something
        """Return what is drawn over all years."""
        return ""

    @property
    def bar(self) -> float:
        """The width of a year's columns."""
        return min(self.plot.pitch * 0.72, self.frame.sheet.bar * 2)

    def slot(self, year: int) -> Slot:
        """Return the place of a year's columns."""
        return Slot(self.frame.identity, self.scale, self.plot.centre(year) - self.bar / 2, self.bar)

    def free(self, texts: Sequence[str]) -> bool:
        """Say whether each text has room over its column."""
        return max(width(text, self.frame.sheet.small) for text in texts) <= self.plot.pitch - 2

    def emphasise(self, chosen: int | None) -> str:
        """Return the drawing with that year emphasised."""
        story, written = self.story, self._written(chosen)
        years = [self._year(year, year == chosen, year in written) for year in story.years]
        under, over = self._layers
        drawn = [*under, shape.group("years", years, ' text-anchor="middle"'), self.before(chosen), *over]
        return self.frame.document(story.title, story.text, self._height, drawn, bool(story.links))

    @cached_property
    def _layers(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What lies under the years and over them, drawn once."""
        story, plot = self.story, self.plot
        under = (
            shape.hatch(self.frame.identity, story.hatch) if story.hatch else "",
            shape.group("head", self._head, ' aria-hidden="true"'),
            axis.values(self.frame, self.scale, story.ticks, plot),
            self.behind(),
            bars.breaks([plot.start(each.year) for each in story.breaks], self.top, self.foot),
        )
        base = bars.base(self.scale, plot.left, plot.right)
        return under, (base, shape.group("notes", self._notes, ' aria-hidden="true"') if self._notes else "")

    def _year(self, year: int, chosen: bool, written: bool) -> str:
        key = (year, chosen, written)
        if key not in self._drawn:
            self._drawn[key] = self._draw(year, chosen=chosen, written=written)
        return self._drawn[key]

    def _draw(self, year: int, *, chosen: bool, written: bool) -> str:
        """Draw a year: its place to point at, its marks, its name where it is `written`; the chosen one underlined."""
        story, plot, font, middle = self.story, self.plot, self.frame.sheet.font, self.plot.centre(year)
        pointed = year in story.links or len(story.years) <= _POINTED_AT_MOST
        place = shape.rectangle("place", plot.start(year), self.top, plot.pitch, self.foot + font * 1.7 - self.top)
        content = (place if pointed else "") + self.marks(year, chosen=chosen)
        if written:
            name = story.words.year(year)
            content += shape.text(self._middles[year], self.foot + font * 1.25, name, "year")
        if chosen:
            length = max(self.bar, _LEAST_UNDERLINE)
            content += shape.path("underline", shape.across(middle - length / 2, self.foot + font * 1.6, length))
        label, href = story.names[year] if pointed else "", story.links.get(year, "")
        return shape.linked(content, label, href, "column chosen" if chosen else "column") if content else ""

    def _written(self, chosen: int | None) -> frozenset[int]:
        """Return the years whose names have room."""
        return axis.labelled(self._middles, chosen, self._widest + 5, self.plot.pitch)

    @cached_property
    def _middles(self) -> dict[int, float]:
        """Where the years' names stand."""
        words = self.story.words
        return {year: axis.kept(self.frame, self.plot.centre(year), words.year(year)) for year in self.story.years}

    @cached_property
    def _widest(self) -> float:
        """How wide a year's name is."""
        return width(self.story.words.year(self.story.years[-1]), self.frame.sheet.font)


def _plot(frame: Frame, story: Story, side: float) -> Plot:
    """Return the field beside the ticks' texts, which stand at the reading start or across from what is at the side."""
    gutter = axis.gutter(frame, story.ticks)
    length = frame.sheet.width - gutter - side
    left = gutter if side else frame.x(gutter, length)
    return Plot(left, left + length, story.years[0], story.years[-1])


class ByYear:
    """A chart whose drawings emphasise a year on demand; without drawings its text says why there are none."""

    def __init__(self, told: Chart, drawings: Sequence[Field] = ()) -> None:
        self._told, self._drawings = told, tuple(drawings)

    def emphasise(self, chosen: int | None) -> Chart:
        """Return the chart with one year emphasised; none for None."""
        if not self._drawings:
            return self._told
        narrow, wide = (drawing.emphasise(chosen) for drawing in self._drawings)
        return replace(self._told, narrow=narrow, wide=wide)
