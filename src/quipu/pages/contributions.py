"""The part of a page on contributions: how earmarked, the latest, and all by donor. Knows no other part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quipu.charts import Chart
from quipu.core.figure import Observation
from quipu.core.record import Contribution
from quipu.pages import gifts, money
from quipu.pages.account import Account
from quipu.pages.gifts import BY_DONOR, EARMARKING, FIGURE, dollars, source
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Link, Row, Table, numbers

LEVELS = ("at-operations", "at-region", "at-world")
_DAYS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Gift:
    """One line under a day: a donor, or private donors together."""

    donor: str
    amount: str
    source: str


@dataclass(frozen=True, slots=True)
class Day:
    """The contributions of one day."""

    date: str
    machine: str
    gifts: tuple[Gift, ...]


@dataclass(frozen=True, slots=True)
class Contributions:
    """What the template prints of the contributions to one subject in one year."""

    count: str
    bar: Chart | None
    earmarking: Table | None
    latest: tuple[Day, ...]
    earlier: tuple[Day, ...]
    donors: Table | None
    onward: Link | None


def contributions(page: Page, account: Account) -> Contributions:
    """Return everything on the contributions to a subject in one year."""
    rows = page.press.record.contributions(account.subject, account.year)
    days = _days(page, rows)
    return Contributions(
        page.language.say("contributions.count", n=len(rows), amount=page.language.whole(len(rows))),
        money.parts_bar(page, account, FIGURE, EARMARKING, "earmarking"),
        members_table(page, account, EARMARKING, "earmarking"),
        days[:_DAYS_SHOWN],
        days[_DAYS_SHOWN:],
        _donors(page, account, rows) if rows else None,
        gifts.onward(page, account.year),
    )


def members_table(page: Page, account: Account, slugs: Iterable[str], name: str) -> Table | None:
    """Return a table of some members of the contributions, with their shares; None where there are none."""
    wanted = set(slugs)
    found = [member for member in account.members(FIGURE) if member.address.member in wanted]
    total, words = account.get(FIGURE), page.language
    if not found or not total.value:
        return None
    title = page.press.definitions[FIGURE].member_title
    columns = (Column(words.say(f"contributions.{name}")), *numbers(words.say("money.usd"), words.say("money.share")))
    rows = [Row(title(m.address.member), (page.figure(m), money.share(page, m, total.value))) for m in found]
    rows.append(Row(words.say("money.total"), (page.figure(total), ""), "total"))
    caption = words.say(f"contributions.{name}_caption", year=account.year)
    return Table(f"{name}-table", caption, columns, tuple(rows), page.legend([*found, total]))


def _days(page: Page, rows: Iterable[Contribution]) -> tuple[Day, ...]:
    """Return the newest day first; within a day donors by amount, private donors together at the end."""
    ordered = sorted(rows, key=lambda row: (-row.date.toordinal(), row.private, -row.usd, row.donor, row.line))
    return tuple(_day(page, day, tuple(held)) for day, held in groupby(ordered, key=lambda row: row.date))


def _day(page: Page, day: date, rows: tuple[Contribution, ...]) -> Day:
    private = [row for row in rows if row.private]
    named = [row for row in rows if not row.private]
    given = [Gift(page.donor(row.member), dollars(page, row.usd), source(page, [row])) for row in named]
    if private:
        label = page.language.say("contributions.private", n=len(private))
        given.append(Gift(label, dollars(page, gifts.total(private)), source(page, private)))
    return Day(page.language.day(day), day.isoformat(), tuple(given))


def donors(page: Page, account: Account) -> Table | None:
    """Return one row a donor, the largest first, then their total; None where nobody gave."""
    rows = page.press.record.contributions(account.subject, account.year)
    return _donors(page, account, rows) if rows else None


def _donors(page: Page, account: Account, rows: Iterable[Contribution]) -> Table:
    held = gifts.by(rows, lambda row: row.member)
    ordered = sorted(held.items(), key=lambda pair: (-gifts.total(pair[1]), pair[0]))
    words = page.language
    columns = (
        Column(words.say("contributions.donor")),
        Column(words.say("contributions.kind")),
        *numbers(words.say("contributions.original"), words.say("money.usd")),
    )
    known = {found.address.member: found for found in account.members(BY_DONOR)}
    lines = [_donor(page, slug, given, known.get(slug)) for slug, given in ordered]
    total = Row(words.say("money.total"), ("", "", page.figure(account.get(FIGURE))), "total")
    caption = words.say("contributions.donors_caption", year=account.year)
    return Table("donors-table", caption, columns, (*lines, total))


def _donor(page: Page, slug: str, given: list[Contribution], known: Observation | None) -> Row:
    cells = (gifts.earmarking(page, given), gifts.original(page, given), _amount(page, given, known))
    return Row(page.linked_donor(slug), cells)


def _amount(page: Page, given: list[Contribution], known: Observation | None) -> Html:
    """Return the sum of one donor's contributions: the figure where it has an address, else with its rows."""
    if known is not None and known.value == gifts.total(given):
        return page.figure(known, source=source(page, given))
    text, where = page.language.whole(gifts.total(given)), escaped(source(page, given))
    return Html(f'<span title="{where}">{escaped(text)}</span>')
