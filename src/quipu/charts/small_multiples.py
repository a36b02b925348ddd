"""Draw the parts of a figure apart, each as small columns over the years, all on one scale. Knows no pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from quipu.charts import axis, bars, narration, shape
from quipu.charts.axis import Plot
from quipu.charts.bars import Slot
from quipu.charts.chart import Panels
from quipu.charts.drawing import Direction, Frame, checked
from quipu.charts.lettering import width, wrap
from quipu.charts.scale import Scale, fitted
from quipu.charts.telling import Telling, in_full
from quipu.charts.theme import PANEL
from quipu.charts.words import ENGLISH, Words
from quipu.charts.years import breaks, by_year, provisional, shared_unit, span, value_of
from quipu.core.figure import Break, Series

_NO_LINKS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What all panels share; `lines` is how many a title takes at most."""

    years: Sequence[int]
    breaks: Sequence[Break]
    scale: Scale
    telling: Telling
    lines: int


class SmallMultiples:
    """One small chart of columns a part, all on one scale, drawn once for every year to be emphasised.

    Each of `parts` is one part over the years; `links` lead from its member to its page. A part without any value has no
    panel and is named in the notes. Identity, the empty chart and errors are those of `Columns`.
    """

    def __init__(
        self,
        parts: Sequence[Series],
        *,
        identity: str,
        title: str,
        links: Mapping[str, str] = _NO_LINKS,
        words: Words = ENGLISH,
        direction: Direction = "ltr",
    ) -> None:
        checked(identity)
        unit, years = shared_unit(parts), span(*parts)
        shown = [part for part in parts if _values(part)]
        table, source = narration.year_table(title, parts, years, {}, words), narration.source(words, *parts)
        self._panels: list[_Panel] = []
        if not shown:
            reason = narration.reason((each for part in parts for each in part), words)
            self._told = Panels(title, (), (), table, reason, source)
            return
        subject = _subject(unit, shown, years, words)
        notes = tuple(_notes(subject, parts, shown))
        first, last = words.year(years[0]), words.year(years[-1])
        opening = words.phrase("panels", first=first, last=last, unit=subject.telling.unit)
        self._told = Panels(title, (), notes, table, " ".join((opening, *notes)), source)
        for index, part in enumerate(shown, 1):
            frame = Frame(PANEL, f"{identity}-{index}", direction)
            self._panels.append(_Panel(frame, subject, part, links.get(part.observations[0].address.member, "")))

    def emphasise(self, chosen: int | None) -> Panels:
        """Return the panels with one year emphasised and its value told; the last value for None."""
        return replace(self._told, drawings=tuple(panel.emphasise(chosen) for panel in self._panels))


def _values(part: Series) -> list[Decimal]:
    return [each.value for each in part if each.value is not None]


def _subject(unit: str, shown: Sequence[Series], years: Sequence[int], words: Words) -> _Subject:
    values = [value for part in shown for value in _values(part)]
    lines = max(len(wrap(part.title, PANEL.width, PANEL.font)) for part in shown)
    return _Subject(years, breaks(years, *shown), fitted(values, 3), in_full(unit, values, words), lines)


def _notes(subject: _Subject, parts: Sequence[Series], shown: Sequence[Series]) -> Iterator[str]:
    """Yield the one scale in words, what the marks mean that occur, and which part has no panel."""
    telling, words = subject.telling, subject.telling.words
    low, high = telling.of(subject.scale.low), telling.of(subject.scale.high)
    yield words.phrase("one-scale", low=low, high=high, unit=telling.unit)
    if any(provisional(each) for part in shown for each in part):
        yield words.phrase("hatched")
    if any(len(_values(part)) < len(subject.years) for part in shown):
        yield words.phrase("dash")
    for each in subject.breaks:
        yield f"{narration.break_text(each, words).rstrip('.')}."
    absent = [part.title for part in parts if part not in shown]
    if absent:
        yield words.phrase("missing", names=words.phrase("separator").join(absent))


class _Panel:
    """One part's title, the value that is told, and its columns, from top to bottom."""

    def __init__(self, frame: Frame, subject: _Subject, part: Series, href: str) -> None:
        self._frame, self._subject, self._part, self._href = frame, subject, part, href
        self._known = by_year(part)
        self._told = frame.sheet.leading * (subject.lines + 1) - 2
        self._top = self._told + 10
        self._bottom = self._top + frame.sheet.height
        self._height = self._bottom + frame.sheet.font * 1.7
        self._plot = Plot(0, frame.sheet.width, subject.years[0], subject.years[-1])
        self._scale = subject.scale.spread(self._bottom, self._top)
        self._text = narration.series_text(part, subject.years, subject.telling)
        self._drawn: dict[tuple[int, bool], str] = {}

    def emphasise(self, chosen: int | None) -> str:
        """Return the panel with that year emphasised."""
        years = self._subject.years
        last = max(year for year in years if value_of(self._known.get(year)) is not None)
        told = last if chosen is None or chosen not in years else chosen
        columns = [self._column(year, year == chosen) for year in years]
        content = [*self._under, self._value(told, told == chosen), *columns, *self._over(chosen)]
        label = self._subject.telling.words.phrase("separator").join((self._part.title, self._point(told)))
        place = shape.rectangle("place", 0, 0, self._frame.sheet.width, self._height) if self._href else ""
        linked = shape.linked(place + "".join(content), label, self._href, "whole") if self._href else "".join(content)
        return self._frame.document(self._part.title, self._text, self._height, [self._hatch, linked], bool(self._href))

    @cached_property
    def _hatch(self) -> str:
        return shape.hatch(self._frame.identity) if any(map(provisional, self._part)) else ""

    @cached_property
    def _under(self) -> tuple[str, ...]:
        """The title, the lines of the scale, and breaks."""
        title = wrap(self._part.title, self._frame.sheet.width, self._frame.sheet.font)
        sheet, plot, ticks = self._frame.sheet, self._plot, self._scale.ticks()
        lines = "".join(shape.across(plot.left, self._scale.at(tick), plot.right - plot.left) for tick in ticks if tick)
        return (
            *(
                shape.text(self._frame.x(0), sheet.font + sheet.leading * row, line, "name")
                for row, line in enumerate(title, self._subject.lines - len(title))
            ),
            shape.path("grid", lines),
            bars.breaks([plot.start(each.year) for each in self._subject.breaks], self._top, self._bottom),
        )

    def _over(self, chosen: int | None) -> tuple[str, str]:
        """Return the base, and the ends of the years under it; the chosen one first."""
        years, words, sheet = self._subject.years, self._subject.telling.words, self._frame.sheet
        places = {year: axis.kept(self._frame, self._plot.centre(year), words.year(year)) for year in years}
        told = axis.spaced(places, (chosen, years[-1], years[0]), width(words.year(years[-1]), sheet.font) + 6)
        y = self._bottom + sheet.font * 1.25
        kinds = {chosen: "value chosen"}
        texts = [shape.text(places[year], y, words.year(year), kinds.get(year, "")) for year in told]
        days = shape.group("axis", texts, ' text-anchor="middle" aria-hidden="true"')
        return bars.base(self._scale, self._plot.left, self._plot.right), days

    def _value(self, year: int, chosen: bool) -> str:
        """Write the value of a year, and the year."""
        words, found = self._subject.telling.words, value_of(self._known.get(year))
        spot = f'x="{shape.short(self._frame.x(0))}" y="{shape.short(self._told)}"'
        told, day = shape.escape(self._subject.telling.of_any(found)), shape.escape(words.year(year))
        kind = "value chosen" if chosen and found is not None else "value"
        return (
            f'<text {spot}><tspan class="{kind}">{told}</tspan>{shape.SPACE}<tspan class="share">{day}</tspan></text>'
        )

    def _point(self, year: int) -> str:
        return narration.point(year, self._known.get(year), self._subject.telling)

    def _column(self, year: int, chosen: bool) -> str:
        key = (year, chosen)
        if key not in self._drawn:
            bar, known = min(self._plot.pitch * 0.72, self._frame.sheet.bar), self._known.get(year)
            slot = Slot(self._frame.identity, self._scale, self._plot.centre(year) - bar / 2, bar)
            value = value_of(known)
            mark = bars.gap(slot) if value is None else bars.column(slot, "actual", value, hatched=provisional(known))
            label = self._point(year)
            self._drawn[key] = shape.linked(mark, label, "", "column chosen" if chosen else "column")
        return self._drawn[key]
