"""Draw columns by year: a plan outlined, what was done filled. Knows no pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quipu.charts import axis, narration, shape
from quipu.charts.axis import Plot, told
from quipu.charts.chart import Chart
from quipu.charts.drawing import Direction, Frame, Key, checked, keys
from quipu.charts.lettering import width
from quipu.charts.scale import Magnitude, Scale, fitted, magnitude
from quipu.charts.theme import NARROW, WIDE, Sheet
from quipu.charts.words import ENGLISH, Words
from quipu.charts.years import Year, breaks, lined_up, provisional, value_of
from quipu.core.figure import Break, Series

_NO_LINKS: Mapping[int, str] = {}
_POINTED_AT_MOST = 24


@dataclass(frozen=True, slots=True)
class _Subject:
    """All that both drawings show, told once. `values` are a year's plan and actual as told; `names` its label."""

    title: str
    text: str
    unit: str
    plan: str
    actual: str
    years: tuple[Year, ...]
    breaks: tuple[Break, ...]
    values: Mapping[int, tuple[str, str]]
    names: Mapping[int, str]
    scale: Scale
    ticks: tuple[str, ...]
    links: Mapping[int, str]
    words: Words


@dataclass(frozen=True, slots=True)
class _Slot:
    """The place of one year's columns."""

    frame: Frame
    scale: Scale
    left: float
    width: float
    inset: float
    valued: bool

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


class Columns:
    """Columns of one or two figures over the years, in the same unit, drawn once for every year to be emphasised.

    `identity` begins every id of the drawing: unique in its page, a letter, then letters, digits, "-" and "_". `links`
    lead from a year to its page. Where no year has a value the drawings are empty and the text says why. Raises
    ValueError for another identity, or for two units.
    """

    def __init__(
        self,
        plan: Series | None,
        actual: Series,
        *,
        identity: str,
        title: str = "",
        links: Mapping[int, str] = _NO_LINKS,
        words: Words = ENGLISH,
        direction: Direction = "ltr",
    ) -> None:
        if plan and plan.unit != actual.unit:
            raise ValueError(
                f"{plan.title} is in {plan.unit}, {actual.title} in {actual.unit}: one axis cannot hold both"
            )
        checked(identity)
        title = title or _title(plan, actual, words)
        years = lined_up(plan, actual)
        table = narration.year_table(title, plan, actual, years, links, words)
        source = narration.source(words, plan, actual)
        values = [value for year in years for value in year.values]
        if not values:
            self._empty = Chart(title, "", "", table, narration.reason((*(plan or ()), *actual), words), source)
            self._drawings: tuple[_Drawing, ...] = ()
            return
        subject = _subject(title, plan, actual, years, values, links, words)
        self._empty = Chart(title, "", "", table, subject.text, source)
        frames = (Frame(sheet, f"{identity}-{sheet.name}", direction) for sheet in (NARROW, WIDE))
        self._drawings = tuple(_Drawing(frame, subject) for frame in frames)

    def emphasise(self, chosen: int | None) -> Chart:
        """Return the chart with one year emphasised; none for None."""
        if not self._drawings:
            return self._empty
        narrow, wide = (drawing.emphasise(chosen) for drawing in self._drawings)
        return replace(self._empty, narrow=narrow, wide=wide)


def columns(
    plan: Series | None,
    actual: Series,
    *,
    identity: str,
    title: str = "",
    chosen: int | None = None,
    links: Mapping[int, str] = _NO_LINKS,
    words: Words = ENGLISH,
    direction: Direction = "ltr",
) -> Chart:
    """Return Columns with one year emphasised."""
    drawn = Columns(plan, actual, identity=identity, title=title, links=links, words=words, direction=direction)
    return drawn.emphasise(chosen)


def _title(plan: Series | None, actual: Series, words: Words) -> str:
    return words.phrase("title", plan=plan.title, actual=actual.title) if plan else actual.title


def _subject(
    title: str,
    plan: Series | None,
    actual: Series,
    years: tuple[Year, ...],
    values: Sequence[Decimal],
    links: Mapping[int, str],
    words: Words,
) -> _Subject:
    scale = fitted(values)
    size = magnitude(actual.unit, values, scale.step)
    broken = breaks(years, plan, actual)
    unit = words.unit(actual.unit, size.power)
    titles = (plan.title if plan else "", actual.title)
    spoken = {year.year: _told(year, size, words) for year in years}
    return _Subject(
        title=title,
        text=narration.year_text(plan, actual, years, broken, size, words),
        unit=unit,
        plan=titles[0],
        actual=titles[1],
        years=years,
        breaks=broken,
        values=spoken,
        names={year.year: _name(year, titles, spoken[year.year], unit, words) for year in years},
        scale=scale,
        ticks=axis.labels(scale, size, words),
        links=links,
        words=words,
    )


def _told(year: Year, size: Magnitude, words: Words) -> tuple[str, str]:
    plan, actual = value_of(year.plan), value_of(year.actual)
    return (
        "" if plan is None else told(plan, size, words),
        "" if actual is None else told(actual, size, words),
    )


def _name(year: Year, titles: tuple[str, str], values: tuple[str, str], unit: str, words: Words) -> str:
    """Return what a year is called where it is pointed at or followed: the year, and what it shows."""
    said = [
        words.phrase("point", year=title, value=value or words.phrase("no-data"))
        for title, value in zip(titles, values, strict=True)
        if title
    ]
    if year.provisional:
        said.append(words.phrase("provisional"))
    text = words.phrase("separator").join([words.year(year.year), *said])
    return words.phrase("in-unit", text=text, unit=unit)


class _Drawing:
    """The head, the axes and the notes, laid out from top to bottom, and each year as it was drawn last."""

    def __init__(self, frame: Frame, subject: _Subject) -> None:
        self._frame, self._subject, sheet = frame, subject, frame.sheet
        head, top = keys(frame, _head(subject), 0)
        self._plot = plot = _plot(frame, subject)
        room = sheet.font + 4
        top += room
        bottom = top + sheet.height
        self._scale = scale = subject.scale.spread(bottom, top)
        foot = bottom + (room if subject.scale.low < 0 else 0)
        self._ends = (top, foot)
        self._valued = _valued(sheet, subject, plot)
        self._places: dict[tuple[int, bool, bool], str] = {}
        notes, self._height = keys(frame, _notes(subject), foot + sheet.font * 2.1)
        base = shape.path("base", shape.across(plot.left, scale.at(Decimal(0)), plot.right - plot.left))
        self._under = (
            shape.hatch(frame.identity) if any(year.provisional for year in subject.years) else "",
            shape.group("head", head, ' aria-hidden="true"'),
            axis.values(frame, scale, subject.ticks, plot),
            _breaks(subject.breaks, plot, top, foot),
        )
        self._over = (base, shape.group("notes", notes, ' aria-hidden="true"') if notes else "")

    def emphasise(self, chosen: int | None) -> str:
        """Return the drawing with that year emphasised."""
        written = _written(self._frame.sheet, self._subject, self._plot, chosen)
        years = [self._place(year, year.year == chosen, year.year in written) for year in self._subject.years]
        drawn = [*self._under, shape.group("years", years, ' text-anchor="middle"'), *self._over]
        subject = self._subject
        return self._frame.document(subject.title, subject.text, self._height, drawn, bool(subject.links))

    def _place(self, year: Year, chosen: bool, written: bool) -> str:
        key = (year.year, chosen, written)
        if key not in self._places:
            self._places[key] = self._draw(year, chosen=chosen, written=written)
        return self._places[key]

    def _draw(self, year: Year, *, chosen: bool, written: bool) -> str:
        """Draw a year: its place to point at, its columns, its name where it is `written`; the chosen one underlined."""
        frame, plot, subject, (top, foot) = self._frame, self._plot, self._subject, self._ends
        font, bar = frame.sheet.font, min(plot.pitch * 0.72, frame.sheet.bar * 2)
        slot = _Slot(frame, self._scale, plot.centre(year.year) - bar / 2, bar, min(3.0, bar * 0.15), self._valued)
        pointed = _pointed_at(subject, year)
        place = shape.rectangle("place", plot.start(year.year), top, plot.pitch, foot + font * 1.7 - top)
        content = (place if pointed else "") + _marks(subject, year, slot)
        if written:
            name = subject.words.year(year.year)
            content += shape.text(axis.kept(frame, slot.middle, name), foot + font * 1.25, name, "year")
        if chosen:
            content += shape.path("underline", shape.across(slot.left, foot + font * 1.6, slot.width))
        label, href = subject.names[year.year] if pointed else "", subject.links.get(year.year, "")
        return shape.linked(content, label, href, "column chosen" if chosen else "column")


def _head(subject: _Subject) -> list[Key]:
    """Return the unit, and which mark is which where there are two."""
    marks = [Key("plan", subject.plan), Key("actual", subject.actual)] if subject.plan else []
    return [Key("", subject.unit), *marks]


def _notes(subject: _Subject) -> list[Key]:
    """Return the quiet marks that occur, explained where they stand."""
    words = subject.words
    notes = []
    if any(_gap(year) for year in subject.years):
        notes.append(Key("gap", words.phrase("no-data")))
    if any(year.provisional for year in subject.years):
        notes.append(Key("provisional", words.phrase("provisional")))
    return notes + [Key("break", narration.break_text(each, words)) for each in subject.breaks]


def _plot(frame: Frame, subject: _Subject) -> Plot:
    """Return the field beside the ticks' texts, which stand at the reading start."""
    gutter = axis.gutter(frame, subject.ticks)
    left = frame.x(gutter, frame.sheet.width - gutter)
    return Plot(left, left + frame.sheet.width - gutter, subject.years[0].year, subject.years[-1].year)


def _breaks(broken: Sequence[Break], plot: Plot, top: float, bottom: float) -> str:
    """Draw a line through the whole field between the year before a break and the year of it."""
    commands = "".join(shape.upright(plot.start(each.year), top, bottom) for each in broken)
    return shape.path("break", commands) if commands else ""


def _pointed_at(subject: _Subject, year: Year) -> bool:
    """Say whether the year can be pointed at: it leads somewhere, or it is wide enough for a finger."""
    return year.year in subject.links or len(subject.years) <= _POINTED_AT_MOST


def _written(sheet: Sheet, subject: _Subject, plot: Plot, chosen: int | None) -> frozenset[int]:
    """Return the years whose names have room."""
    widest = max(width(subject.words.year(year.year), sheet.font) for year in (subject.years[0], subject.years[-1]))
    return axis.labelled([year.year for year in subject.years], chosen, (widest + 5) / plot.pitch)


def _valued(sheet: Sheet, subject: _Subject, plot: Plot) -> bool:
    """Say whether values have room above their columns: all of them, or none."""
    return max(width(text, sheet.small) for pair in subject.values.values() for text in pair) <= plot.pitch - 2


def _gap(year: Year) -> bool:
    """Say whether the year has the mark of a gap: what was done is not known, whatever was planned."""
    return value_of(year.actual) is None


def _marks(subject: _Subject, year: Year, slot: _Slot) -> str:
    """Draw what is known of a year: filled, outlined over it, a short line where nothing is known, values."""
    plan, actual = value_of(year.plan), value_of(year.actual)
    inset = slot.inset if subject.plan else 0.0
    drawn = ""
    if actual is not None:
        drawn += _column(slot, "actual", actual, inset, provisional(year.actual))
    if plan is not None:
        drawn += _column(slot, "plan", plan, 0, provisional(year.plan))
    if _gap(year):
        length = min(8.0, slot.width * 0.6)
        drawn += shape.path("gap", shape.across(slot.middle - length / 2, slot.scale.at(Decimal(0)) - 5, length))
    return drawn + (_values(subject, year, slot, plan, actual) if slot.valued else "")


def _column(slot: _Slot, name: str, value: Decimal, inset: float, hatched: bool) -> str:
    """Draw one column from zero to its value."""
    zero, end = slot.scale.at(Decimal(0)), slot.scale.at(value)
    attributes = shape.hatched(slot.frame.identity) if hatched and name == "actual" else ""
    kind = "provisional" if attributes else f"{name} provisional" if hatched else name
    return shape.rectangle(kind, slot.left + inset, min(zero, end), slot.width - 2 * inset, abs(end - zero), attributes)


def _values(subject: _Subject, year: Year, slot: _Slot, plan: Decimal | None, actual: Decimal | None) -> str:
    """Write the taller value at its column's end, and a lower actual inside its column where there is room."""
    told_plan, told_actual = subject.values[year.year]
    if plan is None or (actual is not None and actual > plan):
        return "" if actual is None else _at_end(slot, actual, told_actual)
    drawn = _at_end(slot, plan, told_plan)
    if actual is None:
        return drawn
    if actual < 0:
        return drawn + (_at_end(slot, actual, told_actual) if plan >= 0 else "")
    return drawn + _inside(slot, actual, plan, told_actual, provisional(year.actual))


def _at_end(slot: _Slot, value: Decimal, told_value: str) -> str:
    """Write a value beyond its column's end."""
    end, size = slot.scale.at(value), slot.frame.sheet.small
    return shape.text(slot.middle, end - 4 if value >= 0 else end + size + 1, told_value, "value")


def _inside(slot: _Slot, actual: Decimal, plan: Decimal, told_value: str, hatched: bool) -> str:
    """Write an actual under its plan: in its own column, else between the two ends, else not at all."""
    size = slot.frame.sheet.small
    end, zero = slot.scale.at(actual), slot.scale.at(Decimal(0))
    if width(told_value, size) > slot.width - 2 * slot.inset:
        return ""
    if zero - end >= size + 5 and not hatched:
        return shape.text(slot.middle, end + size + 1, told_value, "value inside")
    if end - slot.scale.at(plan) >= size + 5:
        return shape.text(slot.middle, end - 4, told_value, "value")
    return ""
