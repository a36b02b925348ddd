"""Charts with the words and links of a page. Knows no figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from quipu import charts
from quipu.core.figure import Observation, Series
from quipu.pages.language import Language
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table

_LINKED_EACH = 40
"""Up to so many figures each is linked to its sources; of more, each row leads to its year: they would make a heavy page."""


class ChartWords:
    """The words of a page's language, as charts ask for them."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def number(self, value: Decimal, places: int) -> str:
        """Return a number with exactly `places` decimals."""
        return self._language.number(value, places)

    def percent(self, ratio: Decimal, places: int) -> str:
        """Return a ratio as a percentage."""
        return self._language.percent(ratio * 100, places)

    def year(self, year: int) -> str:
        """Return a year."""
        return str(year)

    def day(self, day: date) -> str:
        """Return a day in full."""
        return self._language.day(day)

    def unit(self, unit: str, magnitude: int) -> str:
        """Return the unit by its power of ten."""
        return self._language.say(f"charts.unit.{unit.replace(' ', '-')}-{magnitude}")

    def phrase(self, name: charts.Phrase, /, **parts: str) -> str:
        """Return a phrase of the charts."""
        return self._language.say(f"charts.{name}", **parts)


def columns(
    page: Page, plan: Series, actual: Series, identity: str, title: str, links: Mapping[int, str]
) -> charts.Columns:
    """Return columns by year, plan outlined and actual filled."""
    words, direction = ChartWords(page.language), page.language.direction
    return charts.Columns(
        plan, actual, identity=identity, title=title, links=dict(links), words=words, direction=direction
    )


def lines(page: Page, series: Series, identity: str, title: str, links: Mapping[int, str]) -> charts.Lines:
    """Return a line over the years."""
    words, direction = ChartWords(page.language), page.language.direction
    return charts.Lines(series, identity=identity, title=title, links=dict(links), words=words, direction=direction)


def stacked(
    page: Page, parts: Sequence[Series], identity: str, title: str, links: Mapping[int, str]
) -> charts.StackedColumns:
    """Return columns over the years, each made of its parts."""
    words, direction = ChartWords(page.language), page.language.direction
    return charts.StackedColumns(
        parts, identity=identity, title=title, links=dict(links), words=words, direction=direction
    )


def panels(page: Page, parts: Sequence[Series], identity: str, title: str) -> charts.SmallMultiples:
    """Return small charts on one scale, a part each."""
    words, direction = ChartWords(page.language), page.language.direction
    named = [replace(part, title=page.title(part.observations[0])) for part in parts]
    return charts.SmallMultiples(named, identity=identity, title=title, words=words, direction=direction)


def bar(page: Page, parts: Series, identity: str, title: str) -> charts.Chart:
    """Return a bar of parts."""
    links = {found.address.member: page.trace(found.address) for found in parts}
    words = ChartWords(page.language)
    direction = page.language.direction
    return charts.stacked_bar(parts, identity=identity, title=title, links=links, words=words, direction=direction)


def table(page: Page, chart: charts.Chart | charts.Panels, anchor: str) -> Table:
    """Return a chart's table with its figures linked."""
    first, *rest = chart.table.header
    header = (Column(first), *(Column(title, numeric=True) for title in rest))
    dense = sum(len(row.cells) for row in chart.table.rows) > _LINKED_EACH
    rows = tuple(_row(page, row, dense=dense) for row in chart.table.rows)
    shown = [cell.observation for row in chart.table.rows for cell in row.cells if cell.observation is not None]
    return Table(anchor, chart.table.caption, header, rows, page.legend(shown))


def _row(page: Page, row: charts.Row, *, dense: bool) -> Row:
    """Return a row with its figures linked; of a `dense` table the row leads to the page that has them."""
    if not dense:
        return Row(row.heading, tuple(_cell(page, cell) for cell in row.cells))
    head = Html(f'<a href="{row.href}">{escaped(row.heading)}</a>') if row.href else row.heading
    return Row(head, tuple(cell.text for cell in row.cells))


def _cell(page: Page, cell: charts.Cell) -> str:
    found: Observation | None = cell.observation
    return cell.text if found is None else page.figure(found)
