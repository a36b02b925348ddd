"""The part of an operation's page on the money that stands beside all operations: in its region, and in the world."""

from collections.abc import Iterator, Sequence

from quipu.core.figure import Observation
from quipu.core.profile import WORLD
from quipu.core.record import Edition, Level, Subject
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.views import Column, Row, Table, numbers

_FIGURES = ("budget", "expenditure", "contributions")
_GIVEN = "contributions"
_AS_A_WHOLE = {Level.REGION: "at-region", Level.WORLD: "at-world"}


def table(page: Page, edition: Edition | None) -> Table | None:
    """Return what the publisher places in no operation, first in the region of this one, then in no region.

    Nodes (bureaux, regional activities, headquarters) with their money, and contributions to a region or the organisation
    as a whole. None where there is nothing.
    """
    if edition is None:
        return None
    found: Table | None = page.once("unplaced", lambda: _table(page, edition), about=f"{edition.region}/{edition.year}")
    return found


def depends(press: Press, edition: Edition | None) -> tuple[str, ...]:
    """Return the names of what the table is made of: nodes, and what the region and the world were given as a whole."""
    if edition is None:
        return ()
    region = press.subjects.get(edition.region)
    nodes = press.within(region.code, edition.year, Level.NODE) if region else []
    given = [f"{whole.code}/{_GIVEN}/{_AS_A_WHOLE[whole.level]}" for whole in (region, press.subjects[WORLD]) if whole]
    return (*given, *(f"{node.code}/{edition.year}" for node in (*nodes, *press.in_no_region(edition.year))))


def _table(page: Page, edition: Edition) -> Table | None:
    press, year, words = page.press, edition.year, page.language
    region, world = press.subjects.get(edition.region), press.subjects[WORLD]
    rows = list(_rows(page, region, press.within(region.code, year, Level.NODE), year)) if region else []
    rows += _rows(page, world, press.in_no_region(year), year)
    if not rows:
        return None
    titles = (words.say(f"headline.{figure}") for figure in _FIGURES)
    columns = (Column(words.say("unplaced.where")), *numbers(*titles))
    return Table("unplaced-table", words.say("unplaced.caption", year=year), columns, tuple(rows))


def _rows(page: Page, whole: Subject, nodes: Sequence[Subject], year: int) -> Iterator[Row]:
    """Yield a row for what was given to a region or the world as a whole, and one for each of its nodes."""
    given = page.get(whole.code, year, _GIVEN, _AS_A_WHOLE[whole.level])
    if given.value:
        yield Row(page.language.html("unplaced.whole", name=page.linked(whole, year)), ("", "", page.figure(given)))
    for node in nodes:
        held = [page.get(node.code, year, figure) for figure in _FIGURES]
        if any(found.value for found in held):
            yield Row(page.linked(node, year), tuple(_cell(page, found) for found in held))


def _cell(page: Page, found: Observation) -> str:
    return page.figure(found) if found.value is not None else ""
