"""The part of a page on people: how many of each type, and how that changed. Knows no other part."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from quipu.core.figure import Break, Observation, Status
from quipu.pages.account import Account
from quipu.pages.markup import Html
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

FIGURE = "population"

@dataclass(frozen=True, slots=True)
class Change:
    """What became of a figure since the year before. `kind` names the words: "increase", "decrease", "same", "new",
    "gone" or "none" (no comparison)."""

    kind: str
    absolute: Decimal = Decimal(0)
    percent: Decimal | None = None
    reason: str = ""


def change(now: Observation, before: Observation, breaks: Iterable[Break] = ()) -> Change:
    """Compare two years; year-ends only, and never across a break of the series."""
    broken = next((b for b in breaks if before.address.year < b.year <= now.address.year), None)
    if now.value is None or now.status is not Status.PUBLISHED or before.status is Status.PROVISIONAL:
        return Change("none")
    if broken is not None:
        return Change("new" if not before.value else "none", reason=broken.reason)
    if before.value is None:
        return Change("none")
    return _difference(now.value, before.value)


def _difference(now: Decimal, before: Decimal) -> Change:
    difference = now - before
    kind = "increase" if difference > 0 else "decrease" if difference < 0 else "same"
    return Change(kind, difference, difference / before * 100 if before else None)


def parts(page: Page, account: Account) -> tuple[Observation, ...]:
    """Return the published types that add up to the total; other members count the same people again."""
    types = {kind.slug for kind in page.press.profile.population_types}
    return tuple(found for found in account.members(FIGURE) if found.address.member in types)


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
        return sum((p.value or Decimal(0) for p, c in zip(self.parts, self.changes, strict=True) if c.kind == "new"), Decimal(0))


def people(page: Page, account: Account) -> People:
    """Return the people of an account with what changed since the year before."""
    last = page.press.account(account.subject, account.year - 1)
    members = _slugs(page, account, last)
    now = tuple(account.get(FIGURE, member) for member in members)
    before = tuple(last.get(FIGURE, member) for member in members)
    record, total = page.press.record, account.get(FIGURE)
    changes = tuple(
        _member_change(page, one, other) for one, other in zip(now, before, strict=True)
    )
    return People(total, last.get(FIGURE), now, before, changes, change(total, last.get(FIGURE), record.breaks(FIGURE)))


def _slugs(page: Page, account: Account, last: Account) -> list[str]:
    """The types of either year, in the order of the definition."""
    held = {found.address.member for year in (account, last) for found in parts(page, year) if found.value}
    order = [slug for slug, _ in page.press.definitions[FIGURE].members]
    return sorted(held, key=lambda slug: (order.index(slug) if slug in order else len(order), slug))


def _member_change(page: Page, now: Observation, before: Observation) -> Change:
    found = change(now, before, page.press.record.breaks(FIGURE, now.address.member))
    if found.kind == "none" and before.value is None and now.value and _is_first(page, now):
        return Change("new", reason=found.reason)
    return Change("new") if found.kind == "increase" and not before.value and _is_first(page, now) else found


def _is_first(page: Page, now: Observation) -> bool:
    """Whether nothing was published under this type in any year before."""
    series = page.press.record.over_years(now.address.subject, FIGURE, now.address.member)
    return not any(found.value for found in series if found.address.year < now.address.year)


def table(page: Page, account: Account, held: People) -> Table:
    """Return the table of people by type: this year, last year, and the change."""
    words = page.language
    years = (words.say(_year_key(held.total), year=account.year), str(account.year - 1))
    columns = (Column(words.say("people.type")), *numbers(*years, words.say("people.change"), words.say("people.percent")))
    lines = zip(held.parts, held.earlier, held.changes, strict=True)
    rows = [_row(page, _title(page, now), now, before, moved) for now, before, moved in lines]
    rows.append(_row(page, words.say("people.total"), held.total, held.before, held.change, "total"))
    rows += _without_host(page, account)
    shown = [now for now in (*held.parts, held.total)]
    notes = (*page.legend(shown), *_notes(page, held))
    return Table("people-table", words.say("people.caption", year=account.year), columns, tuple(rows), notes)


def _year_key(total: Observation) -> str:
    return "people.middle" if total.status is Status.PROVISIONAL else "people.end"


def _title(page: Page, found: Observation) -> str:
    return page.press.definitions[FIGURE].member_title(found.address.member)


def _row(page: Page, title: str, now: Observation, before: Observation, moved: Change, kind: str = "") -> Row:
    return Row(title, (page.figure(now), page.figure(before), *_change_cells(page, moved)), kind)


def _change_cells(page: Page, moved: Change) -> tuple[str, str]:
    words = page.language
    if moved.kind in ("new", "none"):
        return words.say(f"people.moved.{moved.kind}"), ""
    sign = "+" if moved.absolute > 0 else ""
    share = "" if moved.percent is None else signed_percent(page, moved.percent)
    return sign + words.whole(moved.absolute), share


def signed_percent(page: Page, value: Decimal) -> str:
    """Return a change in per cent with its sign; whole above 10 per cent."""
    text = page.language.percent(value, 0 if abs(value) >= 10 else 1)
    return f"+{text}" if value > 0 else text


def _without_host(page: Page, account: Account) -> list[Row]:
    """The total without the host community, where there is one."""
    found, last = account.member(FIGURE, "without-host-community"), page.press.account(account.subject, account.year - 1)
    if found is None or found.value == account.get(FIGURE).value:
        return []
    before = last.get(FIGURE, "without-host-community")
    return [_row(page, _title(page, found), found, before, change(found, before), "subtotal")]


def _notes(page: Page, held: People) -> list[str]:
    words = page.language
    notes = [words.html("people.new_note", amount=words.whole(held.new))] if held.new else []
    reasons = dict.fromkeys(moved.reason for moved in (*held.changes, held.change) if moved.reason)
    return [*notes, *(Html(words.html("people.break_note", reason=reason)) for reason in reasons)]
