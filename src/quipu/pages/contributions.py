"""The part of a page on contributions: how earmarked, the latest, and all by donor. Knows no other part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from quipu.charts import Chart
from quipu.core.figure import Observation
from quipu.core.record import Contribution
from quipu.pages import money
from quipu.pages.account import Account
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

FIGURE = "contributions"
EARMARKING = ("unearmarked", "softly-earmarked", "earmarked", "tightly-earmarked", "unclassified")
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
    gifts = [Gift(page.data(row.donor), _dollars(page, row.usd), _source(page, row)) for row in rows if not row.private]
    if private:
        label = page.language.say("contributions.private", n=len(private))
        gifts.append(Gift(label, _dollars(page, _sum(private)), _source(page, *private)))
    return Day(page.language.day(day), day.isoformat(), tuple(gifts))


def _dollars(page: Page, value: Decimal) -> str:
    return page.language.say("money.dollars", n=round(value), amount=page.language.whole(value))


def _sum(rows: Iterable[Contribution]) -> Decimal:
    return sum((row.usd for row in rows), Decimal(0))


def _source(page: Page, first: Contribution, *more: Contribution) -> str:
    return page.line(first.file, first.line, len(more))


def donors(page: Page, account: Account) -> Table | None:
    """Return one row a donor, the largest first, then their total; None where nobody gave."""
    rows = page.press.record.contributions(account.subject, account.year)
    return _donors(page, account, rows) if rows else None


def _donors(page: Page, account: Account, rows: Iterable[Contribution]) -> Table:
    held: dict[str, list[Contribution]] = {}
    for row in rows:
        held.setdefault(row.donor, []).append(row)
    ordered = sorted(held.items(), key=lambda pair: (-_sum(pair[1]), pair[0]))
    words = page.language
    columns = (
        Column(words.say("contributions.donor")),
        Column(words.say("contributions.kind")),
        *numbers(words.say("contributions.original"), words.say("money.usd")),
    )
    known = {found.title: found for found in account.members("contributions-by-donor")}
    lines = [_donor(page, donor, given, known.get(donor)) for donor, given in ordered]
    total = Row(words.say("money.total"), ("", "", page.figure(account.get(FIGURE))), "total")
    caption = words.say("contributions.donors_caption", year=account.year)
    return Table("donors-table", caption, columns, (*lines, total))


def _donor(page: Page, name: str, given: list[Contribution], known: Observation | None) -> Row:
    return Row(page.data(name), (_kinds(page, given), _original(page, given), _amount(page, given, known)))


def _original(page: Page, given: Iterable[Contribution]) -> str:
    """Return what was given in other currencies than the dollar, each summed up: `EUR 5,000,000`."""
    held: dict[str, Decimal] = {}
    for row in given:
        if row.currency not in ("", "USD"):
            held[row.currency] = held.get(row.currency, Decimal(0)) + row.amount
    texts = (f"{currency}\u00a0{page.language.whole(amount)}" for currency, amount in sorted(held.items()))
    return "; ".join(texts)


def _kinds(page: Page, given: Iterable[Contribution]) -> str:
    """How earmarked a donor's contributions are, the freest first."""
    title = page.press.definitions[FIGURE].member_title
    slugs = dict.fromkeys(sorted((row.earmarking for row in given), key=_freedom))
    return page.language.listed(title(slug) for slug in slugs if slug)


def _freedom(slug: str) -> int:
    return EARMARKING.index(slug) if slug in EARMARKING else len(EARMARKING)


def _amount(page: Page, given: list[Contribution], known: Observation | None) -> Html:
    """Return the sum of one donor's contributions: the figure where it has an address, else with its rows."""
    if known is not None and known.value == _sum(given):
        return page.figure(known, source=_source(page, *given))
    text, source = page.language.whole(_sum(given)), escaped(_source(page, *given))
    return Html(f'<span title="{source}">{escaped(text)}</span>')
