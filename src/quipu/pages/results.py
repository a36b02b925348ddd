"""The part of a page on results: indicators with what was aimed at and what was reached. Adds nothing up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from quipu.core.record import Indicator
from quipu.pages.account import Account
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

_TYPES = ("impact", "outcome", "output")
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Results:
    """The table, and how much of it says what was reached."""

    table: Table
    indicators: str
    planned: bool


def results(page: Page, account: Account) -> Results | None:
    """Return the results of a subject in one year; None where none are published."""
    held, year, say = page.press.record.indicators(account.subject, account.year), account.year, page.language.say
    if not held:
        return None
    groups = {found.population_group for found in held}
    rows = tuple(_rows(page, account, held, several=len(groups) > 1))
    table = Table("results-table", say("results.caption", year=year), _columns(page), rows)
    count = say("results.count", n=len(held), amount=page.language.whole(len(held)))
    only = say("results.one_group", group=groups.pop()) if len(groups) == 1 and groups != {""} else ""
    return Results(table, f"{count} {only}".rstrip(), all(found.actual is None for found in held))


def _columns(page: Page) -> tuple[Column, ...]:
    say = page.language.say
    figures = ("results.baseline", "results.target", "results.actual", "results.reached")
    return (Column(say("results.indicator")), *numbers(*(say(key) for key in figures)))


def _rows(page: Page, account: Account, held: Iterable[Indicator], *, several: bool) -> Iterable[Row]:
    """Yield one group of rows a result: results by name, their outcomes before their outputs."""
    ordered = sorted(
        held, key=lambda found: (found.result, _rank(found), found.title, found.population_group, found.line)
    )
    for name, group in groupby(ordered, key=lambda found: found.result):
        yield Row(name, kind="group")
        yield from (_row(page, account, found, several=several) for found in group)


def _rank(found: Indicator) -> int:
    return _TYPES.index(found.result_type) if found.result_type in _TYPES else len(_TYPES)


def _row(page: Page, account: Account, found: Indicator, *, several: bool) -> Row:
    """Return one row; its heading names the people that it is about where the table is about `several` groups."""
    values = {"baseline": found.baseline, "target": found.target, "actual": found.actual}
    cells = (_value(page, account, found, f"indicator-{name}", value) for name, value in values.items())
    about = f'<span class="for">{escaped(found.population_group)}</span>' if several else ""
    where = escaped(page.line(found.file, found.line))
    return Row(Html(f'<span title="{where}">{escaped(found.title)}</span>{about}'), (*cells, _reached(page, found)))


def _value(page: Page, account: Account, found: Indicator, figure: str, value: Decimal | None) -> str:
    """One value of an indicator, linked where it has an address."""
    if value is None:
        sign, none = page.language.say("mark.missing.sign"), page.language.say("results.none")
        return Html(f'{sign}<span class="unseen"> {escaped(none)}</span>')
    known = account.member(figure, found.member) if figure in page.press.definitions else None
    text = page.language.number(value.quantize(Decimal(1)) if value == value.to_integral_value() else value)
    text = page.language.say("percent", amount=text) if found.measure == "percentage" else text
    return (
        page.figure(known, text=text, source=page.line(found.file, found.line))
        if known is not None and known.value == value
        else text
    )


def _reached(page: Page, found: Indicator) -> str:
    """Return what was reached as a share of the target, for what is counted from zero only."""
    if found.measure != "unit" or found.baseline or not found.target or found.target < 0 or found.actual is None:
        return ""
    share = found.actual / found.target * 100
    length = format(min(share, _FULL).quantize(Decimal("0.1")), "f")
    bars = f'<rect class="goal" width="100" height="10"/><rect class="done" width="{length}" height="10"/>'
    drawn = f'<svg class="reach" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>'
    return Html(f"{drawn}{escaped(page.language.percent(share))}")
