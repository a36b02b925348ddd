"""The part of a page on people over the years: the total, its types, and the countries. Compares nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from quipu.charts import Chart, Lines, Panels, SmallMultiples, StackedColumns
from quipu.core.figure import Series
from quipu.core.profile import WORLD
from quipu.core.record import Level, Subject
from quipu.pages import drawing, money, regrouped
from quipu.pages.page import Page
from quipu.pages.views import Table

FIGURE = "population"
BY_COUNTRY = "population-by-country"
_YEARS_STACKED = 10
_PANELS = 12
_Line: TypeAlias = tuple[Lines | None, Table | None]
_Panels: TypeAlias = tuple[SmallMultiples | None, Table | None]


@dataclass(frozen=True, slots=True)
class OverTime:
    """The charts with one year emphasised, and their tables. None where fewer than two years, or parts, can be compared."""

    line: Chart | None
    totals: Table | None
    stack: Chart | None
    types: Table | None
    panels: Panels | None
    countries: Table | None


def over_time(page: Page, subject: Subject, year: int) -> OverTime:
    """Return the people of a subject over the years, as a year's page shows them."""
    line, totals = _line(page, subject, year)
    stack, types = page.once("types", lambda: _types(page, subject))
    panels, table = _several(page, subject, year)
    return OverTime(
        line.emphasise(year) if line else None,
        totals,
        stack.emphasise(year) if stack else None,
        types,
        panels.emphasise(year) if panels else None,
        table,
    )


def countries(subject: Subject, year: int) -> tuple[str, ...]:
    """Return the countries that an operation covers in a year, as members of figures name them; none of other subjects."""
    edition = subject.edition(year) if subject.level is Level.OPERATION else None
    return tuple(code.lower() for code in sorted(edition.countries)) if edition else ()


def depends(subject: Subject, year: int) -> tuple[str, ...]:
    """Return the names of what else than the subject the charts are made of: a series a country."""
    return tuple(f"{WORLD}/{BY_COUNTRY}/{code}" for code in countries(subject, year))


def _line(page: Page, subject: Subject, year: int) -> _Line:
    """Return the line of the one country that the subject covers, since it first appears; else that of the subject."""
    covered = countries(subject, year)
    if len(covered) == 1 and BY_COUNTRY in page.press.definitions:
        [code] = covered
        made: _Line = page.once("country", lambda: _country(page, subject, code), about=f"{subject.code}/{code}")
        if made[0]:
            return made
    own: _Line = page.once("people", lambda: _own(page, subject))
    return own


def _country(page: Page, subject: Subject, code: str) -> _Line:
    """Return the people in one country in every year that the statistics have, whoever covered it then."""
    series = page.press.record.over_years(WORLD, BY_COUNTRY, code)
    held = [found.address.year for found in series if found.value is not None]
    if len(held) < 2:
        return None, None
    name = page.title(next(found for found in series if found.value is not None))
    title = page.language.say("people.in_country", country=name, year=str(held[0]))
    traces = {found.address.year: page.trace(found.address) for found in series if found.value is not None}
    links = traces | page.year_links(subject)
    return _drawn_line(page, series, title, links)


def _own(page: Page, subject: Subject) -> _Line:
    total = money.series(page, subject.code, FIGURE)
    if total is None or sum(found.value is not None for found in total) < 2:
        return None, None
    return _drawn_line(page, total, page.language.say("people.over_time"), page.year_links(subject))


def _drawn_line(page: Page, series: Series, title: str, links: Mapping[int, str]) -> _Line:
    line = drawing.lines(page, series, "people-chart", title, links)
    return line, drawing.table(page, line.emphasise(None), "people-years-table")


def _types(page: Page, subject: Subject) -> tuple[StackedColumns | None, Table | None]:
    """Return the types over the last years, which all pages of a subject share."""
    total = money.series(page, subject.code, FIGURE)
    years = [found.address.year for found in total or () if found.value is not None][-_YEARS_STACKED:]
    parts = _parts(page, subject, list(range(years[0], years[-1] + 1))) if len(years) > 1 else []
    if len(parts) < 2:
        return None, None
    links, title = page.year_links(subject), page.language.say("people.types_over_time")
    stack = drawing.stacked(page, parts, "types-chart", title, links)
    return stack, drawing.table(page, stack.emphasise(None), "types-years-table")


def _parts(page: Page, subject: Subject, years: list[int]) -> list[Series]:
    """Return each type that was counted in these years, in the order of the profile."""
    slugs = (kind.slug for kind in page.press.profile.population_types)
    every = (regrouped.over_years(page.press, subject.code, FIGURE, slug, years) for slug in slugs)
    return [series for series in every if any(found.value for found in series)]


def _several(page: Page, subject: Subject, year: int) -> _Panels:
    """Return the countries of an office that covers more than one, on one scale."""
    covered = countries(subject, year)
    if len(covered) < 2 or BY_COUNTRY not in page.press.definitions:
        return None, None
    about = f"{subject.code}/{' '.join(covered)}"
    made: _Panels = page.once("countries", lambda: _panels(page, subject, covered), about=about)
    return made


def _panels(page: Page, subject: Subject, covered: tuple[str, ...]) -> _Panels:
    over_years = page.press.record.over_years
    every = [over_years(WORLD, BY_COUNTRY, code, list(subject.years)) for code in covered]
    largest = sorted((series for series in every if _most(series)), key=_most, reverse=True)[:_PANELS]
    if len(largest) < 2:
        return None, None
    drawn = drawing.panels(page, largest, "countries-chart", page.language.say("people.countries_over_time"))
    return drawn, drawing.table(page, drawn.emphasise(None), "countries-years-table")


def _most(series: Series) -> int:
    return int(max((found.value or 0 for found in series), default=0))
