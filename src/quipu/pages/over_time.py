"""The part of a page on people over the years: the total as a line, the types as stacked columns. Compares nothing."""

from dataclasses import dataclass

from quipu.charts import Chart, Lines, StackedColumns
from quipu.core.figure import Series
from quipu.core.record import Subject
from quipu.pages import drawing, money
from quipu.pages.page import Page
from quipu.pages.views import Table

FIGURE = "population"
_YEARS_STACKED = 10


@dataclass(frozen=True, slots=True)
class OverTime:
    """Both charts with one year emphasised, and their tables. None where fewer than two years can be compared."""

    line: Chart | None
    totals: Table | None
    stack: Chart | None
    types: Table | None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What all years of a subject share."""

    line: Lines | None
    totals: Table | None
    stack: StackedColumns | None
    types: Table | None


def over_time(page: Page, subject: Subject, year: int) -> OverTime:
    """Return the people of a subject over the years, as a year's page shows them."""
    drawn: _Drawn = page.once("people", lambda: _drawn(page, subject))
    line = drawn.line.emphasise(year) if drawn.line else None
    stack = drawn.stack.emphasise(year) if drawn.stack else None
    return OverTime(line, drawn.totals, stack, drawn.types)


def _drawn(page: Page, subject: Subject) -> _Drawn:
    total = money.series(page, subject.code, FIGURE)
    if total is None or sum(found.value is not None for found in total) < 2:
        return _Drawn(None, None, None, None)
    years = [found.address.year for found in total]
    links = {year: page.link(page.press.path(subject, year)) for year in years if subject.edition(year)}
    line = drawing.lines(page, total, "people-chart", page.language.say("people.over_time"), links)
    totals = drawing.table(page, line.emphasise(None), "people-years-table")
    parts = _parts(page, subject, years[-_YEARS_STACKED:])
    if len(parts) < 2:
        return _Drawn(line, totals, None, None)
    stack = drawing.stacked(page, parts, "types-chart", page.language.say("people.types_over_time"), links)
    return _Drawn(line, totals, stack, drawing.table(page, stack.emphasise(None), "types-years-table"))


def _parts(page: Page, subject: Subject, years: list[int]) -> list[Series]:
    """Return each type that was counted in these years, in the order of the profile."""
    over_years = page.press.record.over_years
    slugs = (kind.slug for kind in page.press.profile.population_types)
    every = (over_years(subject.code, FIGURE, slug, years) for slug in slugs)
    return [series for series in every if any(found.value for found in series)]
