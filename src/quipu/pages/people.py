"""The part of a page on people: how many of each type, and how that changed. Knows no other part."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from quipu.core.figure import Break, Observation, Status
from quipu.pages.account import Account
from quipu.pages.markup import Html
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

FIGURE, LAST_YEAR = "population", "population-last-year"
MOVED, MOVED_PERCENT = "population-change", "population-change-percent"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a figure since the year before.

    `kind` names the words: "increase", "decrease", "same", "new" or "none" (no comparison).
    """

    kind: str
    absolute: Decimal = Decimal(0)
    percent: Decimal | None = None
    reason: str = ""


def change(now: Observation, before: Observation, breaks: Iterable[Break] = ()) -> Change:
    """Compare a year with the year before; year-ends only, and never across a break of the series."""
    broken = next((found for found in breaks if found.year == now.address.year), None)
    if now.value is None or now.status is not Status.PUBLISHED or before.status is Status.PROVISIONAL:
        return Change("none")
    if broken is not None:
        return Change("new" if not before.value else "none", reason=broken.reason)
    return Change("none") if before.value is None else _difference(now.value, before.value)


def _difference(now: Decimal, before: Decimal) -> Change:
    difference = now - before
    kind = "increase" if difference > 0 else "decrease" if difference < 0 else "same"
    return Change(kind, difference, difference / before * 100 if before else None)


@dataclass(frozen=True, slots=True)
class People:
    """The total and the types of one subject in one year, beside the year before."""

    total: Observation
    before: Observation
    parts: tuple[Observation, ...]
    earlier: tuple[Observation, ...]
    changes: tuple[Change, ...]
    change: Change

    @property
    def new(self) -> Decimal:
        """People in types that did not exist the year before."""
        return sum(
            (p.value or Decimal(0) for p, c in zip(self.parts, self.changes, strict=True) if c.kind == "new"),
            Decimal(0),
        )


def people(page: Page, account: Account) -> People:
    """Return the people of an account with what changed since the year before, in the same countries."""
    members = _slugs(page, account)
    now = tuple(account.get(FIGURE, member) for member in members)
    before = tuple(account.get(LAST_YEAR, member) for member in members)
    changes = tuple(_member_change(page, account, one, other) for one, other in zip(now, before, strict=True))
    total, last = account.get(FIGURE), account.get(LAST_YEAR)
    return People(total, last, now, before, changes, change(total, last, page.press.record.breaks(FIGURE)))


def _slugs(page: Page, account: Account) -> tuple[str, ...]:
    """Return the types of either year, in the order of the profile."""
    held = {found.address.member for figure in (FIGURE, LAST_YEAR) for found in account.members(figure) if found.value}
    return tuple(kind.slug for kind in page.press.profile.population_types if kind.slug in held)


def _member_change(page: Page, account: Account, now: Observation, before: Observation) -> Change:
    found = change(now, before, page.press.record.breaks(FIGURE, now.address.member))
    fresh = found.kind in ("none", "increase") and not before.value and now.value
    return Change("new", reason=found.reason) if fresh and _is_first(page, account, now) else found


def _is_first(page: Page, account: Account, now: Observation) -> bool:
    """Whether other types were published the year before, and this one in no year before."""
    series = page.press.record.over_years(account.subject, FIGURE, now.address.member)
    counted = any(found.value for found in account.members(LAST_YEAR))
    return counted and not any(found.value for found in series if found.address.year < account.year)


def table(page: Page, account: Account, held: People) -> Table:
    """Return the table of people by type: this year, last year, and the change."""
    words = page.language
    years = (words.say(_year_key(held.total), year=account.year), str(account.year - 1))
    columns = (
        Column(words.say("people.type")),
        *numbers(*years, words.say("people.change"), words.say("people.percent")),
    )
    lines = zip(held.parts, held.earlier, held.changes, strict=True)
    rows = [_row(page, account, _title(page, now), now, before, moved) for now, before, moved in lines]
    rows.append(_row(page, account, words.say("people.total"), held.total, held.before, held.change, "total"))
    rows += _without_host(page, account)
    notes = (*page.legend((*held.parts, held.total)), *_notes(page, held))
    return Table("people-table", words.say("people.caption", year=account.year), columns, tuple(rows), notes)


def _year_key(total: Observation) -> str:
    return "people.middle" if total.status is Status.PROVISIONAL else "people.end"


def _title(page: Page, found: Observation) -> str:
    return page.press.definitions[FIGURE].member_title(found.address.member)


def _row(
    page: Page, account: Account, title: str, now: Observation, before: Observation, moved: Change, kind: str = ""
) -> Row:
    return Row(title, (page.figure(now), page.figure(before), *_change_cells(page, account, now, moved)), kind)


def _change_cells(page: Page, account: Account, now: Observation, moved: Change) -> tuple[str, ...]:
    if moved.kind in ("new", "none"):
        return page.language.say(f"people.moved.{moved.kind}"), ""
    absolute, percent = (account.get(figure, now.address.member) for figure in (MOVED, MOVED_PERCENT))
    computed = page.language.say("people.computed")
    return tuple(page.figure(found, "signed", source=computed) for found in (absolute, percent))


def _without_host(page: Page, account: Account) -> list[Row]:
    """Return the total without the host community, where there is one."""
    found = account.known(FIGURE, "without-host-community")
    if found is None or found.value == account.get(FIGURE).value:
        return []
    before = account.get(LAST_YEAR, "without-host-community")
    return [_row(page, account, _title(page, found), found, before, change(found, before), "subtotal")]


def _notes(page: Page, held: People) -> list[str]:
    words = page.language
    notes = [words.html("people.new_note", n=held.new, amount=words.whole(held.new))] if held.new else []
    reasons = dict.fromkeys(moved.reason for moved in (*held.changes, held.change) if moved.reason)
    return [*notes, *(Html(words.html("people.break_note", reason=reason)) for reason in reasons)]
