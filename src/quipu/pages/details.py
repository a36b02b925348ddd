"""The parts of a page on people that stand beside their count: origins, sex and age, asylum, solutions, others' counts."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from quipu.charts import Chart, Lines, Panels, SmallMultiples
from quipu.core.figure import Definition, Observation, Series
from quipu.core.record import Subject
from quipu.pages import country_names, drawing, regrouped, sex_and_age
from quipu.pages.account import Account
from quipu.pages.page import Page
from quipu.pages.press import ABOUT_COUNTRIES, Press
from quipu.pages.views import Column, Row, Table, numbers

FIGURES = (
    "population-by-origin",
    sex_and_age.FIGURE,
    "asylum-applications",
    "asylum-applications-in-cases",
    "asylum-applications-by-origin",
    "asylum-decisions",
    "asylum-decisions-in-cases",
    "solutions",
    "idps-idmc",
    "palestine-refugees-unrwa",
)
"""The figures in the order of the page. None is added to another, nor to the count of people."""
_AS_LINE = "asylum-applications"
_AS_PANELS = ("asylum-decisions", "solutions")
_BY_COUNTRY = "-by-origin"
_SHOWN = 10
Years: TypeAlias = Collection[int] | None
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Detail:
    """One figure with its parts: what it means in a sentence, its one number or a table, and how it went over the years."""

    anchor: str
    title: str
    about: str
    lead: str
    table: Table | None
    chart: Chart | None = None
    panels: Panels | None = None
    years: Table | None = None


def details(page: Page, subject: Subject, account: Account, years: Years = None) -> tuple[Detail, ...]:
    """Return each of the figures that has a value in the year. Charts go over `years`, or over all where none are named."""
    known = page.press.definitions
    found = (_detail(page, account, known[name]) for name in FIGURES if name in known)
    return tuple(_over_time(page, subject, account.year, detail, years) for detail in found if detail is not None)


def of_year(press: Press, subject: Subject, year: int) -> Iterator[Observation]:
    """Yield what is published of a subject in a year, each figure followed by all of its parts."""
    account = press.account(subject.code, year)
    for name in FIGURES:
        if name in press.definitions:
            yield from (found for found in (account.get(name), *account.members(name)) if found.value is not None)


def figures(press: Press, subject: Subject, year: int, years: Years = None) -> Iterator[Observation]:
    """Yield the figures of a year, then those that are drawn over the years; some of them twice."""
    yield from of_year(press, subject, year)
    lines = ((name, "") for name in (_AS_LINE,))
    panels = ((name, member) for name in _AS_PANELS for member in _members(press, name))
    for name, member in (*lines, *panels):
        if name in press.definitions:
            series = _series(press, subject, name, member, years)
            yield from (found for found in series if found.value is not None)


def _members(press: Press, name: str) -> tuple[str, ...]:
    """Return the parts that the definition of a figure names; none of one that there is not."""
    definition = press.definitions.get(name)
    return tuple(slug for slug, _ in definition.members) if definition else ()


def _detail(page: Page, account: Account, definition: Definition) -> Detail | None:
    total = account.get(definition.name)
    parts, known = _parts(account, definition)
    if total.value is None and not parts:
        return None
    opening = (definition.name, definition.title, definition.definition)
    if definition.name == sex_and_age.FIGURE:
        return Detail(*opening, *sex_and_age.sex_and_age(page, account))
    if not parts:
        return Detail(*opening, page.language.html("people.alone", amount=page.figure(total)), None)
    return Detail(*opening, "", _table(page, definition, total, parts, known - len(parts)))


def _parts(account: Account, definition: Definition) -> tuple[Sequence[Observation], int]:
    """Return the parts in a year, of those that only the data name the largest; and how many there are."""
    if not definition.members:
        return account.largest(definition.name, _SHOWN)
    parts = account.members(definition.name)
    return parts, len(parts)


def _name(page: Page, part: Observation) -> str:
    """Return the name of a part; that of a country leads to its page."""
    name = page.title(part)
    return country_names.linked(page, part.address.member, name) if part.address.figure in ABOUT_COUNTRIES else name


def _table(page: Page, definition: Definition, total: Observation, parts: Sequence[Observation], hidden: int) -> Table:
    """Return the parts in a year, and how many more there are. A total that is its one part is left out."""
    words, year = page.language, total.address.year
    rows = [Row(_name(page, part), (page.figure(part),)) for part in parts]
    summed = total.value is not None and [part.value for part in parts] != [total.value]
    if summed:
        rows.append(Row(words.say("people.total"), (page.figure(total),), "total"))
    more = (words.say("people.more_parts", n=hidden, amount=words.whole(hidden)),) if hidden else ()
    part = "people.origin" if definition.name.endswith(_BY_COUNTRY) else "people.part"
    columns = (Column(words.say(part)), *numbers(in_year(page, definition.unit, year)))
    caption = f"{definition.title}{words.say('site.comma')}{year}"
    notes = (*more, *page.legend((*parts, total) if summed else parts))
    return Table(f"{definition.name}-table", caption, columns, tuple(rows), notes, told=False)


def in_year(page: Page, unit: str, year: int) -> str:
    """Return the head of a column that has a year's numbers: "People, 2020"."""
    return f"{page.language.say(f'charts.unit.{unit}-0')}{page.language.say('site.comma')}{year}"


def _over_time(page: Page, subject: Subject, year: int, detail: Detail, years: Years) -> Detail:
    """Return the detail with its chart over the years, where it has one."""
    if detail.anchor == _AS_LINE:
        line, table = _kept(page, subject, detail.anchor, lambda: _line(page, subject, detail, years))
        return replace(detail, chart=line.emphasise(year), years=table) if line else detail
    if detail.anchor in _AS_PANELS:
        drawn, table = _kept(page, subject, detail.anchor, lambda: _panels(page, subject, detail, years))
        return replace(detail, panels=drawn.emphasise(year), years=table) if drawn else detail
    return detail


def _kept(page: Page, subject: Subject, name: str, make: Callable[[], _Made]) -> _Made:
    """Return what `make` makes, kept for the other years of the subject where the page is one of them."""
    made: _Made = page.once(name, make) if page.url.subject == subject.code else make()
    return made


def _series(press: Press, subject: Subject, name: str, member: str, years: Years) -> Series:
    """Return a figure over these years, from the first to the last of them that has a value."""
    found = regrouped.over_years(press, subject.code, name, member)
    if years is None or all(one.address.year in years for one in found):
        return found
    held = [one.address.year for one in found if one.value is not None and one.address.year in years]
    wanted = range(held[0], held[-1] + 1) if held else ()
    return regrouped.over_years(press, subject.code, name, member, wanted)


def _line(page: Page, subject: Subject, detail: Detail, years: Years) -> tuple[Lines | None, Table | None]:
    total = _series(page.press, subject, detail.anchor, "", years)
    if sum(found.value is not None for found in total) < 2:
        return None, None
    links = page.year_links(subject)
    title = page.language.say("people.year_by_year", title=detail.title)
    line = drawing.lines(page, total, f"{detail.anchor}-chart", title, links)
    return line, drawing.table(page, line.emphasise(None), f"{detail.anchor}-years")


def _panels(page: Page, subject: Subject, detail: Detail, within: Years) -> tuple[SmallMultiples | None, Table | None]:
    members = _members(page.press, detail.anchor)
    every = (_series(page.press, subject, detail.anchor, member, within) for member in members)
    held = [series for series in every if any(found.value for found in series)]
    years = sorted({found.address.year for series in held for found in series})
    if len(held) < 2 or len(years) < 2:
        return None, None
    parts = [_in(page, subject, series, range(years[0], years[-1] + 1)) for series in held]
    title = page.language.say("people.year_by_year", title=detail.title)
    drawn = drawing.panels(page, parts, f"{detail.anchor}-chart", title)
    return drawn, drawing.table(page, drawn.emphasise(None), f"{detail.anchor}-years")


def _in(page: Page, subject: Subject, series: Series, years: range) -> Series:
    """Return the same series over the years of all of them."""
    address = series.observations[0].address
    return regrouped.over_years(page.press, subject.code, address.figure, address.member, years)
