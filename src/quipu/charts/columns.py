"""Draw columns by year: a plan outlined, what was done filled. Knows no pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts import axis, bars, field, narration, shape
from quipu.charts.bars import Slot
from quipu.charts.chart import Chart
from quipu.charts.drawing import Direction, Frame, Key, checked, frames
from quipu.charts.field import ByYear, Field, Story
from quipu.charts.lettering import width
from quipu.charts.scale import fitted
from quipu.charts.telling import Telling, on_axis
from quipu.charts.words import ENGLISH, Words
from quipu.charts.years import Year, breaks, lined_up, provisional, value_of
from quipu.core.figure import Series

_NO_LINKS: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the columns show. `values` are a year's plan and actual as told."""

    story: Story
    planned: bool
    years: Mapping[int, Year]
    values: Mapping[int, tuple[str, str]]


class Columns(ByYear):
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
        table = narration.year_table(title, (plan, actual), [year.year for year in years], links, words)
        source = narration.source(words, plan, actual)
        if not any(year.values for year in years):
            super().__init__(Chart(title, "", "", table, narration.reason((*(plan or ()), *actual), words), source))
            return
        subject = _subject(title, plan, actual, years, links, words)
        drawings = [_Drawing(frame, subject) for frame in frames(identity, direction)]
        super().__init__(Chart(title, "", "", table, subject.story.text, source), drawings)


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
    links: Mapping[int, str],
    words: Words,
) -> _Subject:
    values = [value for year in years for value in year.values]
    scale = fitted(values)
    telling = on_axis(actual.unit, values, scale, words)
    days = [year.year for year in years]
    broken = breaks(days, plan, actual)
    story = Story(
        title=title,
        text=narration.year_text("columns", (plan, actual), days, broken, telling),
        years=days,
        names={year.year: _name(year, plan, actual, telling) for year in years},
        head=_head(plan, actual, telling.unit),
        notes=field.notes(
            words,
            broken,
            gap=any(_gap(year) for year in years),
            provisional="provisional" if any(year.provisional for year in years) else "",
        ),
        breaks=broken,
        scale=scale,
        ticks=axis.labels(scale, telling),
        links=links,
        words=words,
        hatch="hatch" if any(year.provisional for year in years) else "",
    )
    told = {year.year: _told(year, telling) for year in years}
    return _Subject(story, bool(plan), {year.year: year for year in years}, told)


def _told(year: Year, telling: Telling) -> tuple[str, str]:
    plan, actual = value_of(year.plan), value_of(year.actual)
    return "" if plan is None else telling.of(plan), "" if actual is None else telling.of(actual)


def _name(year: Year, plan: Series | None, actual: Series, telling: Telling) -> str:
    said = [
        (one.title, telling.of_any(value_of(found))) for one, found in ((plan, year.plan), (actual, year.actual)) if one
    ]
    return narration.name(year.year, said, year.provisional, telling)


def _head(plan: Series | None, actual: Series, unit: str) -> list[Key]:
    """Return the unit, and which mark is which where there are two."""
    marks = [Key("plan", plan.title), Key("actual", actual.title)] if plan else []
    return [Key("", unit), *marks]


def _gap(year: Year) -> bool:
    """Say whether the year has the mark of a gap: what was done is not known, whatever was planned."""
    return value_of(year.actual) is None


class _Drawing(Field):
    """Plan and actual of each year, with their values where all have room."""

    def __init__(self, frame: Frame, subject: _Subject) -> None:
        super().__init__(frame, subject.story)
        self._subject = subject
        self._valued = self.free([text for pair in subject.values.values() for text in pair])
        self._inset = min(3.0, self.bar * 0.15)

    def marks(self, year: int, *, chosen: bool) -> str:  # noqa: ARG002 - the stylesheet emphasises columns
        """Draw what is known of a year: filled, outlined over it, a short line where nothing is known, values."""
        slot, known = self.slot(year), self._subject.years[year]
        plan, actual = value_of(known.plan), value_of(known.actual)
        inset = self._inset if self._subject.planned else 0.0
        drawn = ""
        if actual is not None:
            drawn += bars.column(slot, "actual", actual, hatched=provisional(known.actual), inset=inset)
        if plan is not None:
            drawn += bars.column(slot, "plan", plan, hatched=provisional(known.plan))
        if _gap(known):
            drawn += bars.gap(slot)
        return drawn + (self._values(known, slot, plan, actual) if self._valued else "")

    def _values(self, year: Year, slot: Slot, plan: Decimal | None, actual: Decimal | None) -> str:
        """Write the taller value at its column's end, and a lower actual inside its column where there is room."""
        (told_plan, told_actual), size = self._subject.values[year.year], self.frame.sheet.small
        if plan is None or (actual is not None and actual > plan):
            return "" if actual is None else bars.value_at_end(slot, actual, told_actual, size)
        drawn = bars.value_at_end(slot, plan, told_plan, size)
        if actual is None:
            return drawn
        if actual < 0:
            return drawn + (bars.value_at_end(slot, actual, told_actual, size) if plan >= 0 else "")
        return drawn + self._inside(slot, actual, plan, told_actual, provisional(year.actual))

    def _inside(self, slot: Slot, actual: Decimal, plan: Decimal, told: str, hatched: bool) -> str:
        """Write an actual under its plan: in its own column, else between the two ends, else not at all."""
        size = self.frame.sheet.small
        end, zero = slot.scale.at(actual), slot.scale.at(Decimal(0))
        if width(told, size) > slot.width - 2 * self._inset:
            return ""
        if zero - end >= size + 5 and not hatched:
            return shape.text(slot.middle, end + size + 1, told, "value inside")
        if end - slot.scale.at(plan) >= size + 5:
            return shape.text(slot.middle, end - 4, told, "value")
        return ""
