"""The parts of a page on people that stand beside their count: origins, sex and age, asylum, solutions, others' counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quipu.charts import Chart, Lines, Panels, SmallMultiples
from quipu.core.figure import Definition, Observation, Series
from quipu.core.record import Subject
from quipu.pages import countries, drawing, money, regrouped, sex_and_age
from quipu.pages.account import Account
from quipu.pages.page import Page
from quipu.pages.press import ABOUT_COUNTRIES
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


def details(page: Page, subject: Subject, account: Account) -> tuple[Detail, ...]:
    """Return each of the figures that has a value in the year."""
    known = page.press.definitions
    found = (_detail(page, account, known[name]) for name in FIGURES if name in known)
    return tuple(_over_time(page, subject, account.year, detail) for detail in found if detail is not None)


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
    return countries.linked(page, part.address.member, name) if part.address.figure in ABOUT_COUNTRIES else name


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


def _over_time(page: Page, subject: Subject, year: int, detail: Detail) -> Detail:
    """Return the detail with its chart over the years, where it has one."""
    if detail.anchor == _AS_LINE:
        line, table = page.once(detail.anchor, lambda: _line(page, subject, detail))
        return replace(detail, chart=line.emphasise(year), years=table) if line else detail
    if detail.anchor in _AS_PANELS:
        drawn, table = page.once(detail.anchor, lambda: _panels(page, subject, detail))
        return replace(detail, panels=drawn.emphasise(year), years=table) if drawn else detail
    return detail


def _line(page: Page, subject: Subject, detail: Detail) -> tuple[Lines | None, Table | None]:
    total = money.series(page, subject.code, detail.anchor)
    if total is None or sum(found.value is not None for found in total) < 2:
        return None, None
    links = page.year_links(subject)
    title = page.language.say("people.year_by_year", title=detail.title)
    line = drawing.lines(page, total, f"{detail.anchor}-chart", title, links)
    return line, drawing.table(page, line.emphasise(None), f"{detail.anchor}-years")


def _panels(page: Page, subject: Subject, detail: Detail) -> tuple[SmallMultiples | None, Table | None]:
    members = [slug for slug, _ in page.press.definitions[detail.anchor].members]
    every = (page.press.record.over_years(subject.code, detail.anchor, member) for member in members)
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
