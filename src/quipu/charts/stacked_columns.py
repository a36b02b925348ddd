"""Draw parts over the years as columns stacked from zero. Knows no pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quipu.charts import axis, bars, field, narration, shape
from quipu.charts.bars import Slot
from quipu.charts.chart import Cell, Chart, Row, Table
from quipu.charts.drawing import Direction, Frame, Key, checked, frames
from quipu.charts.field import ByYear, Field, Story
from quipu.charts.lettering import width
from quipu.charts.scale import fitted
from quipu.charts.side import Leaders, Side, beside, side
from quipu.charts.stack import Layer, Piece, layers, pieces, reach, total
from quipu.charts.telling import Telling, in_full, on_axis
from quipu.charts.words import ENGLISH, Words
from quipu.charts.years import breaks, by_year, provisional, shared_unit, span, value_of
from quipu.core.figure import Series

_NO_LINKS: Mapping[int, str] = {}
_TOLD_AT_MOST = 3
_BETWEEN = 1.0


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the columns show: their layers from zero, and each year's total as told."""

    story: Story
    layers: tuple[Layer, ...]
    totals: Mapping[int, str]


class StackedColumns(ByYear):
    """Columns of the parts of a figure over the years, drawn once for every year to be emphasised.

    Each of `parts` is one part over the years, the first at the bottom. Identity, links, the empty chart and errors are
    those of `Columns`. Of more than seven parts the six largest are drawn, the others are one; the table has them all.
    """

    def __init__(
        self,
        parts: Sequence[Series],
        *,
        identity: str,
        title: str,
        links: Mapping[int, str] = _NO_LINKS,
        words: Words = ENGLISH,
        direction: Direction = "ltr",
    ) -> None:
        checked(identity)
        shared_unit(parts)
        whole = total(parts, words.phrase("total"))
        table, source = _table(title, parts, whole, links, words), narration.source(words, *parts)
        if not len(whole):
            reason = narration.reason((each for part in parts for each in part), words)
            super().__init__(Chart(title, "", "", table, reason, source))
            return
        subject = _subject(title, parts, whole, links, words)
        drawings = [_drawing(frame, subject) for frame in frames(identity, direction)]
        super().__init__(Chart(title, "", "", table, subject.story.text, source), drawings)


def _table(title: str, parts: Sequence[Series], whole: Series, links: Mapping[int, str], words: Words) -> Table:
    """Return one row a year with every part and their sum, which is ours and leads nowhere."""
    header = (words.phrase("year"), *(part.title for part in parts), whole.title)
    rows = narration.year_rows((*parts, whole), span(*parts), links, words)
    caption = words.phrase("in-unit", text=title, unit=words.unit(whole.unit, 0))
    return Table(caption, header, tuple(_without_source(row) for row in rows))


def _without_source(row: Row) -> Row:
    *cells, last = row.cells
    return replace(row, cells=(*cells, Cell(last.text, last.note)))


def _subject(title: str, parts: Sequence[Series], whole: Series, links: Mapping[int, str], words: Words) -> _Subject:
    years, stacked = span(*parts), layers(parts, words.phrase("other"))
    values = [end for year in years for end in reach(stacked, year)]
    scale = fitted(values)
    telling = on_axis(whole.unit, values, scale, words)
    full = in_full(whole.unit, [each.value for part in parts for each in part if each.value is not None], words)
    broken = breaks(years, *parts)
    sums = {year: each.value for year, each in by_year(whole).items() if each.value is not None}
    unsure = any(map(provisional, whole))
    story = Story(
        title=title,
        text=narration.year_text("stacked", (*parts, whole), years, broken, full, _TOLD_AT_MOST),
        years=years,
        names={year: _name(year, stacked, whole, full) for year in years},
        head=[Key("", telling.unit)],
        notes=field.notes(words, broken, gap=len(sums) < len(years), provisional="provisional-part" if unsure else ""),
        breaks=broken,
        scale=scale,
        ticks=axis.labels(scale, telling),
        links=links,
        words=words,
        hatch="hatch-part" if unsure else "",
    )
    return _Subject(story, stacked, {year: telling.of(value) for year, value in sums.items()})


def _name(year: int, stacked: Sequence[Layer], whole: Series, telling: Telling) -> str:
    """Return what a year is called: each layer that has a value, and their sum."""
    known = by_year(whole).get(year)
    said = [(layer.title, telling.of(layer.values[year])) for layer in stacked if year in layer.values]
    return narration.name(year, [*said, (whole.title, telling.of_any(value_of(known)))], provisional(known), telling)


def _drawing(frame: Frame, subject: _Subject) -> "_Drawing":
    """Return the drawing with its titles at the side of the newest column, or as keys over the columns."""
    titles = [layer.title for layer in subject.layers]
    found = side(frame.sheet, titles)
    if found:
        return _Drawing(frame, subject, found)
    head = [*subject.story.head, *(Key(f"part-{index + 1}", title) for index, title in enumerate(titles))]
    return _Drawing(frame, replace(subject, story=replace(subject.story, head=head)), None)


class _Drawing(Field):
    """The layers of each year, their titles, and totals."""

    def __init__(self, frame: Frame, subject: _Subject, found: Side | None) -> None:
        super().__init__(frame, subject.story, found.room if found else 0.0)
        self._stacked, self._totals, self._side = subject.layers, subject.totals, found
        self._reach = {year: reach(subject.layers, year) for year in subject.totals}
        self._all_told = self.free(list(subject.totals.values()))

    def behind(self) -> str:
        """Set the titles at the side, each by its piece of the newest column."""
        if self._side is None:
            return ""
        newest = max(self._totals)
        drawn = {piece.index: piece for piece in pieces(self._stacked, newest)}
        centres, end = {}, Decimal(0)
        for index in range(len(self._stacked)):
            piece = drawn.get(index)
            centres[index] = self.scale.at((piece.start + piece.end) / 2 if piece else end)
            end = piece.end if piece else end
        slot = self.slot(newest)
        led = drawn.keys() if newest == self.story.years[-1] else ()
        edges = (self.top - self.room, self.foot)
        return beside(self.frame, self._side, centres, edges, Leaders(slot.left + slot.width + 2, self.plot.right, led))

    def marks(self, year: int, *, chosen: bool) -> str:
        """Draw a year's pieces, or its gap; its total where all have room; a frame around the chosen column."""
        slot = self.slot(year)
        if year not in self._totals:
            return bars.gap(slot)
        drawn = "".join(self._piece(slot, piece) for piece in pieces(self._stacked, year))
        low, high = self._reach[year]
        if chosen:
            top, bottom = self.scale.at(high), self.scale.at(low)
            drawn += shape.rectangle("outline", slot.left, top, slot.width, bottom - top)
        if not self._all_told:
            return drawn
        end = low if low < 0 == high else high
        return drawn + bars.value_at_end(slot, end, self._totals[year], self.frame.sheet.small)

    def before(self, chosen: int | None) -> str:
        """Write some totals where not all have room: the chosen, the highest, the newest."""
        if self._all_told:
            return ""
        size, totals = self.frame.sheet.small, self._totals
        places = {year: axis.kept(self.frame, self.plot.centre(year), told) for year, told in totals.items()}
        highest = max(totals, key=lambda year: self._reach[year][1])
        told = axis.spaced(
            places, (chosen, highest, max(totals)), max(width(each, size) for each in totals.values()) + 6
        )
        texts = [
            shape.text(
                places[year],
                self.scale.at(self._reach[year][1]) - 4,
                totals[year],
                "value chosen" if year == chosen else "value",
            )
            for year in told
        ]
        return shape.group("labels", texts, ' text-anchor="middle" aria-hidden="true"')

    def _piece(self, slot: Slot, piece: Piece) -> str:
        """Draw a piece in the colour of its layer, a line apart from the next; a provisional one hatched over it."""
        start, end = self.scale.at(piece.start), self.scale.at(piece.end)
        apart = _BETWEEN if piece.start and abs(end - start) > 2 * _BETWEEN else 0.0
        top = min(start, end) + (apart if end > start else 0.0)
        place = (slot.left, top, slot.width, abs(end - start) - apart)
        drawn = shape.rectangle(f"part-{piece.index + 1}", *place)
        return drawn + (shape.rectangle("over", *place, shape.hatched(slot.identity)) if piece.provisional else "")
