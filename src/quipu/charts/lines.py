"""Draw one figure over a long run of years as a line over its area. Knows no pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise

from quipu.charts import axis, bars, field, narration, shape
from quipu.charts.bars import Slot
from quipu.charts.chart import Chart
from quipu.charts.drawing import Direction, Frame, Key, checked, frames
from quipu.charts.field import ByYear, Field, Story
from quipu.charts.lettering import width
from quipu.charts.scale import fitted
from quipu.charts.spots import Box, Segment, Spot, settled, spots
from quipu.charts.telling import Telling, on_axis
from quipu.charts.words import ENGLISH, Words
from quipu.charts.years import breaks, by_year, provisional, span, value_of
from quipu.core.figure import Break, Observation, Series

_NO_LINKS: Mapping[int, str] = {}
_DOT = 2.5
_BESIDE = 5.0


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the line shows: its points, and the texts of those that are labelled, the foremost first."""

    story: Story
    points: Mapping[int, Observation]
    runs: tuple[tuple[int, ...], ...]
    labels: Mapping[int, str]
    telling: Telling


class Lines(ByYear):
    """A line of one figure over the years, drawn once for every year to be emphasised.

    Arguments, the empty chart and errors are those of `Columns`. The line is broken where a year has no value and where
    the series breaks; the first, last and highest points are labelled, and the one that is chosen.
    """

    def __init__(
        self,
        series: Series,
        *,
        identity: str,
        title: str = "",
        links: Mapping[int, str] = _NO_LINKS,
        words: Words = ENGLISH,
        direction: Direction = "ltr",
    ) -> None:
        checked(identity)
        title = title or series.title
        years = span(series)
        table = narration.year_table(title, (series,), years, links, words)
        source = narration.source(words, series)
        points = {year: found for year, found in by_year(series).items() if found.value is not None}
        if not points:
            super().__init__(Chart(title, "", "", table, narration.reason(series, words), source))
            return
        subject = _subject(title, series, years, points, links, words)
        drawings = [_Drawing(frame, subject) for frame in frames(identity, direction)]
        super().__init__(Chart(title, "", "", table, subject.story.text, source), drawings)


def _subject(
    title: str,
    series: Series,
    years: tuple[int, ...],
    points: Mapping[int, Observation],
    links: Mapping[int, str],
    words: Words,
) -> _Subject:
    known = by_year(series)
    values = [_value(each) for each in points.values()]
    scale = fitted(values)
    telling = on_axis(series.unit, values, scale, words)
    broken = breaks(years, series)
    unsure = any(map(provisional, points.values()))
    story = Story(
        title=title,
        text=narration.year_text("lines", (series,), years, broken, telling),
        years=years,
        names={year: _name(year, series.title, known.get(year), telling) for year in years},
        head=[Key("", telling.unit)],
        notes=field.notes(
            words, broken, gap=len(points) < len(years), provisional="provisional-point" if unsure else ""
        ),
        breaks=broken,
        scale=scale,
        ticks=axis.labels(scale, telling),
        links=links,
        words=words,
    )
    return _Subject(story, points, _runs(sorted(points), broken), _labels(points, telling), telling)


def _value(observation: Observation) -> Decimal:
    return observation.value or Decimal(0)


def _name(year: int, title: str, known: Observation | None, telling: Telling) -> str:
    return narration.name(year, [(title, telling.of_any(value_of(known)))], provisional(known), telling)


def _runs(years: Sequence[int], broken: Sequence[Break]) -> tuple[tuple[int, ...], ...]:
    """Return the years in pieces of line: none across a year without a value, none across a break."""
    apart = {each.year for each in broken}
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1 and year not in apart:
            runs[-1].append(year)
        else:
            runs.append([year])
    return tuple(map(tuple, runs))


def _labels(points: Mapping[int, Observation], telling: Telling) -> dict[int, str]:
    """Return what stands at the highest, last and first point; the highest, which is not at an end, has its year."""
    first, last = min(points), max(points)
    highest = max(sorted(points), key=lambda year: _value(points[year]))
    told = {year: telling.of(_value(points[year])) for year in (highest, last, first)}
    if highest not in (first, last):
        year = telling.words.year(highest)
        told[highest] = telling.words.phrase("point", year=year, value=told[highest])
    return told


class _Drawing(Field):
    """The line and its area, and the labels of its points."""

    def __init__(self, frame: Frame, subject: _Subject) -> None:
        last = width(subject.labels[max(subject.points)], frame.sheet.small) + _BESIDE
        super().__init__(frame, subject.story, min(last, frame.sheet.width / 5))
        self._subject = subject
        self._zero = self.scale.at(Decimal(0))
        self._at = {
            year: (self.plot.centre(year), self.scale.at(_value(point))) for year, point in subject.points.items()
        }
        self._spots: dict[tuple[int, str], list[Spot]] = {}

    def behind(self) -> str:
        """Draw the areas, the lines and the gaps, and a dot at each point that is labelled or stands alone."""
        areas = "".join(map(self._area, self._subject.runs))
        firm, dashed = self._lines()
        alone = {run[0] for run in self._subject.runs if len(run) == 1}
        unsure = {year for year, point in self._subject.points.items() if provisional(point)}
        dots = [self._dot(year) for year in sorted(alone | unsure | self._subject.labels.keys())]
        return "".join(
            (
                shape.path("area", areas) if areas else "",
                *map(bars.gap, self._gaps),
                shape.path("line", firm) if firm else "",
                shape.path("line dashed", dashed) if dashed else "",
                *dots,
            )
        )

    def marks(self, year: int, *, chosen: bool) -> str:
        """Draw the chosen year's dot, and a line to it from the base."""
        if not chosen or year not in self._at:
            return ""
        x, y = self._at[year]
        return shape.path("stem", shape.upright(x, self._zero, y)) + self._dot(year, _DOT + 1.5)

    def before(self, chosen: int | None) -> str:
        """Set the labels that have room, the chosen year's before others."""
        labels = dict(self._subject.labels)
        if chosen in self._at:
            told = self._subject.telling.of(_value(self._subject.points[chosen]))
            labels = {chosen: told} | {year: text for year, text in labels.items() if year != chosen}
        places = settled([self._places(year, text) for year, text in labels.items()])
        texts = [
            shape.text(place.middle, place.bottom - 2, text, "value chosen" if year == chosen else "value")
            for (year, text), place in zip(labels.items(), places, strict=True)
            if place
        ]
        return shape.group("labels", texts, ' text-anchor="middle" aria-hidden="true"')

    def _dot(self, year: int, radius: float = _DOT) -> str:
        return shape.circle("hollow" if provisional(self._subject.points[year]) else "dot", *self._at[year], radius)

    def _area(self, run: tuple[int, ...]) -> str:
        """Return the field between a piece of line and the base."""
        if len(run) == 1:
            return ""
        over = "L".join(shape.point(*self._at[year]) for year in run)
        ends = (self._at[run[0]][0], self._at[run[-1]][0])
        return f"M{shape.point(ends[0], self._zero)}L{over}V{shape.short(self._zero)}Z"

    def _lines(self) -> tuple[str, str]:
        """Return the pieces between firm points, and those that lead to or from a provisional one."""
        pieces: dict[bool, list[str]] = {False: [], True: []}
        for run in self._subject.runs:
            for dashed, steps in groupby(pairwise(run), self._unsure):
                first, *others = steps
                years = (*first, *(other for _, other in others))
                pieces[dashed].append("M" + "L".join(shape.point(*self._at[year]) for year in years))
        return "".join(pieces[False]), "".join(pieces[True])

    def _unsure(self, step: tuple[int, int]) -> bool:
        """Say whether the piece between two years may still move."""
        return any(provisional(self._subject.points[year]) for year in step)

    @cached_property
    def _gaps(self) -> list[Slot]:
        """The place of each run of years without a value, for a short line over the base."""
        missing = [year for year in self.story.years if year not in self._at]
        pitch, starts = self.plot.pitch, [(self.plot.start(run[0]), len(run)) for run in _runs(missing, ())]
        return [Slot(self.frame.identity, self.scale, start, pitch * count) for start, count in starts]

    def _places(self, year: int, text: str) -> list[Spot]:
        """Return where a label may stand."""
        if (year, text) not in self._spots:
            size = self.frame.sheet.small
            after = year == max(self._at)
            found = spots(self._at[year], width(text, size), size + 2, self._room, self._segments, after=after)
            self._spots[year, text] = found
        return self._spots[year, text]

    @cached_property
    def _room(self) -> Box:
        """The field that labels keep to."""
        return Box(self.plot.left, self.top - self.room, self.frame.sheet.width, self.foot)

    @cached_property
    def _segments(self) -> list[Segment]:
        """What labels keep off: every piece of the line, and the gaps."""
        line = [(*self._at[one], *self._at[other]) for run in self._subject.runs for one, other in pairwise(run)]
        over = self._zero - 5
        return line + [(slot.left, over, slot.left + slot.width, over) for slot in self._gaps]
