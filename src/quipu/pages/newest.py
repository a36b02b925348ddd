"""The newest contributions of the whole record, for the home page: who gave how much to whom, by day. Knows no other part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from quipu.core.address import Address
from quipu.core.profile import WORLD
from quipu.core.record import Contribution, Level
from quipu.pages import feeds, gifts
from quipu.pages.feeds import Gift
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.url import donor_folder
from quipu.pages.views import Link

LINES = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One contribution, or those of private donors on one day together: who gave, where it stands, how much."""

    donor: str
    where: str
    amount: Html


@dataclass(frozen=True, slots=True)
class Day:
    """The contributions of one day."""

    date: str
    machine: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest contributions, and what leads on to all of them."""

    days: tuple[Day, ...]
    onward: Link | None
    feed: Html


def newest(page: Page) -> Newest | None:
    """Return the newest contributions, at most LINES lines of them; None where there are none."""
    press = page.press
    held = feeds.recent(press, press.subjects[WORLD], LINES)
    lines = islice(((rows[0].row.date, rows) for rows in _lines(held)), LINES)
    days = tuple(
        Day(press.language.day(day), day.isoformat(), tuple(_line(page, rows) for _, rows in of_day))
        for day, of_day in groupby(lines, key=lambda pair: pair[0])
    )
    feed = page.link(press.at(f"/feeds/{feeds.CONTRIBUTIONS}"))
    return Newest(days, gifts.onward(page, press.donor_years[-1]), feed) if days else None


def _lines(held: Iterable[Gift]) -> Iterator[list[Gift]]:
    """Yield the contributions in their order, those of private donors on one day together."""
    for _, of_day in groupby(held, key=lambda gift: gift.row.date):
        rows = list(of_day)
        yield from ([gift] for gift in rows if not gift.row.private)
        private = [gift for gift in rows if gift.row.private]
        if private:
            yield private


def _line(page: Page, held: Sequence[Gift]) -> Line:
    rows = [gift.row for gift in held]
    donor = _private(page, rows) if rows[0].private else page.linked_donor(rows[0].member)
    places = dict.fromkeys((gift.year, gift.row.subject) for gift in held)
    where = _where(page, *next(iter(places))) if len(places) == 1 else page.language.say("newest.several")
    return Line(donor, where, _amount(page, held))


def _private(page: Page, rows: Sequence[Contribution]) -> str:
    """Return how private donors are called together; it leads to their page where they have one in common."""
    text = page.language.say("contributions.private", n=len(rows))
    members = {row.member for row in rows}
    if len(members) > 1 or not members <= page.press.donors.keys():
        return text
    return Html(f'<a href="{page.link(page.press.at(donor_folder(members.pop())))}">{escaped(text)}</a>')


def _where(page: Page, year: int, code: str) -> Html:
    """Return where contributions stand, and the year that they are for, as HTML that leads there."""
    subject, words = page.press.subjects[code], page.language
    name = words.say("donors.organisation") if subject.level is Level.WORLD else page.press.name(subject)
    text = escaped(f"{name}{words.say('site.comma')}{year}")
    link = page.subject_link(subject, year).link
    fragment = "#latest" if subject.level is Level.OPERATION else ""
    return Html(f'<a href="{link}{fragment}">{text}</a>' if link else text)


def _amount(page: Page, held: Sequence[Gift]) -> Html:
    """Return the sum with its lines as a title; it leads to the sources of what the donor gave there in that year."""
    rows = [gift.row for gift in held]
    text, title = escaped(gifts.dollars(page, gifts.total(rows))), escaped(gifts.source(page, rows))
    common = {(gift.row.subject if len({row.subject for row in rows}) == 1 else WORLD, gift.year) for gift in held}
    addresses = {Address(*place, gifts.BY_DONOR, row.member) for place in common for row in rows}
    [found, *others] = (page.get(one.subject, one.year, one.figure, one.member) for one in sorted(addresses, key=str))
    if others or found.value is None:
        return Html(f'<span title="{title}">{text}</span>')
    return Html(f'<a class="amount" href="{page.trace(found.address)}" title="{title}">{text}</a>')
