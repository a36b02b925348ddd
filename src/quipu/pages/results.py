"""The part of a page on results: indicators with what was aimed at and what was reached. Adds nothing up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from quipu.charts import Chart, Columns
from quipu.core.figure import Observation
from quipu.core.record import Indicator, Subject
from quipu.pages import drawing, money
from quipu.pages.account import Account
from quipu.pages.compared import TYPES, number_of, rank
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

_COUNT = "indicators"
_FULL = Decimal(100)
_LINKED_EACH = 60
"""Up to so many indicators every value is linked; of more, each row is: hundreds of them would make a heavy page."""


@dataclass(frozen=True, slots=True)
class Results:
    """The table, and how much of it says what was reached."""

    table: Table
    indicators: str
    planned: bool
    hidden: int
    """Indicators that are not in the table, for want of room."""


def results(page: Page, account: Account, room: int | None = None) -> Results | None:
    """Return the results of a subject in one year, so many where there is no `room` for all; None where none are published."""
    held, year, say = page.press.record.indicators(account.subject, account.year), account.year, page.language.say
    if not held:
        return None
    shown = held if room is None else _chosen(held, room)
    groups = {found.population_group for found in held}
    rows = tuple(_rows(page, account, shown, several=len(groups) > 1, dense=len(shown) > _LINKED_EACH))
    table = Table("results-table", say("results.caption", year=year), _columns(page), rows)
    count = say("results.count", n=len(held), amount=page.language.whole(len(held)))
    one = groups.pop() if len(groups) == 1 else ""
    only = page.language.html("results.one_group", group=page.data(one)) if one else ""
    return Results(
        table,
        Html(f"{escaped(count)} {only}".rstrip()),
        all(found.actual is None for found in held),
        len(held) - len(shown),
    )


def _chosen(held: Iterable[Indicator], room: int) -> list[Indicator]:
    """Return so many indicators: of every result in turn the one of which most is published; an area takes a row as well."""
    by_result: dict[str, list[Indicator]] = {}
    for found in _ordered(held):
        by_result.setdefault(found.result, []).append(found)
    groups = (sorted(group, key=_gaps) for group in by_result.values())
    turns = [(turn, place, found) for place, group in enumerate(groups) for turn, found in enumerate(group)]
    chosen, rows = [], 0
    for turn, _, found in sorted(turns, key=lambda one: one[:2]):
        rows += 2 if turn == 0 else 1
        if rows > room:
            break
        chosen.append(found)
    return chosen


def _gaps(found: Indicator) -> int:
    """Count what is not published of an indicator."""
    return [found.target, found.actual].count(None) * 2 + (found.baseline is None)


def over_time(page: Page, subject: Subject, year: int) -> tuple[Chart | None, Table | None]:
    """Return how many indicators had a target and an actual value in each year, with the break between two frameworks."""
    drawn, table = page.once("results", lambda: _counted(page, subject))
    return (drawn.emphasise(year), table) if drawn else (None, None)


def _counted(page: Page, subject: Subject) -> tuple[Columns | None, Table | None]:
    if _COUNT not in page.press.definitions:
        return None, None
    over_years = page.press.record.over_years
    total = money.series(page, subject.code, _COUNT)
    years = [found.address.year for found in total or () if found.value is not None]
    if len(years) < 2:
        return None, None
    plan, actual = (over_years(subject.code, _COUNT, f"with-{kind}", years) for kind in ("target", "actual"))
    links = page.year_links(subject)
    drawn = drawing.columns(page, plan, actual, "results-chart", page.language.say("results.over_time"), links)
    return drawn, drawing.table(page, drawn.emphasise(None), "results-years-table")


def _columns(page: Page) -> tuple[Column, ...]:
    say = page.language.say
    figures = ("results.baseline", "results.target", "results.actual", "results.reached")
    return (Column(say("results.indicator")), *numbers(*(say(key) for key in figures)))


def _rows(page: Page, account: Account, held: Iterable[Indicator], *, several: bool, dense: bool) -> Iterable[Row]:
    """Yield one group of rows a result."""
    for name, group in groupby(_ordered(held), key=lambda found: found.result):
        yield Row(page.data(name), kind="group")
        yield from (_row(page, account, found, several=several, dense=dense) for found in group)


def _ordered(held: Iterable[Indicator]) -> list[Indicator]:
    """Return results by name, numbered ones by number and areas of impact first; of each its outcomes before its outputs."""
    places = _places(held)
    return sorted(
        held,
        key=lambda found: (
            places[found.result],
            rank(found.result_type),
            found.title,
            found.population_group,
            found.line,
        ),
    )


def _places(held: Iterable[Indicator]) -> dict[str, tuple[int, int, str]]:
    """Return where each result stands, by its name."""
    ranks: dict[str, int] = {}
    for found in held:
        ranks[found.result] = min(rank(found.result_type), ranks.get(found.result, len(TYPES)))
    numbers = {name: number_of(name) for name in ranks}
    return {name: (ranks[name], number, name) if number else (0, 0, name) for name, number in numbers.items()}


def _row(page: Page, account: Account, found: Indicator, *, several: bool, dense: bool) -> Row:
    """Return one row; its heading names the people that it is about where the table is about `several` groups."""
    values = {"baseline": found.baseline, "target": found.target, "actual": found.actual}
    known = {name: None if value is None else _figure(page, account, found, name) for name, value in values.items()}
    cells = (_value(page, found, value, None if dense else known[name]) for name, value in values.items())
    first = next((held for held in known.values() if held), None) if dense else None
    return Row(_heading(page, found, first, several=several), (*cells, _reached(page, found)))


def _figure(page: Page, account: Account, found: Indicator, name: str) -> Observation | None:
    """Return the figure of one value, where it has an address."""
    figure = f"indicator-{name}"
    return account.known(figure, found.member) if figure in page.press.definitions else None


def _heading(page: Page, found: Indicator, known: Observation | None, *, several: bool) -> Html:
    about = f'<span class="for">{escaped(page.data(found.population_group))}</span>' if several else ""
    where, title = escaped(page.line(found.file, found.line)), escaped(page.data(found.title))
    if known is None:
        return Html(f'<span title="{where}">{title}</span>{about}')
    return Html(f'<a class="figure" href="{page.trace(known.address)}" title="{where}">{title}</a>{about}')


def _value(page: Page, found: Indicator, value: Decimal | None, known: Observation | None) -> str:
    """Return one value of an indicator, linked to its figure."""
    if value is None:
        return nothing(page)
    text = written(page, value, percent=found.measure == "percentage")
    if known is None or known.value != value:
        return text
    return page.figure(known, text=text, source=page.line(found.file, found.line))


def nothing(page: Page) -> Html:
    """Return the sign of a value that is not published, with words for those who listen."""
    sign, none = page.language.say("mark.missing.sign"), page.language.say("results.none")
    return Html(f'{sign}<span class="unseen"> {escaped(none)}</span>')


def written(page: Page, value: Decimal, *, percent: bool) -> str:
    """Return the value of an indicator with all its published digits."""
    text = page.language.number(value.quantize(Decimal(1)) if value == value.to_integral_value() else value)
    return page.language.say("percent", amount=text) if percent else text


def _reached(page: Page, found: Indicator) -> str:
    """Return what was reached as a share of the target, for what is counted from zero only."""
    if found.measure != "unit" or found.baseline or not found.target or found.target < 0 or found.actual is None:
        return ""
    share = found.actual / found.target * 100
    length = format(min(share, _FULL).quantize(Decimal("0.1")), "f")
    bars = f'<rect class="goal" width="100" height="10"/><rect class="done" width="{length}" height="10"/>'
    drawn = f'<svg class="reach" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>'
    return Html(f"{drawn}{escaped(page.language.percent(share))}")
