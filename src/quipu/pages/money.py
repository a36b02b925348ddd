"""The part of a page on budget and spending: the years, the purposes of the chosen one, who spent it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quipu.charts import Chart, Columns
from quipu.core.errors import UnknownAddressError
from quipu.core.figure import Observation, Series
from quipu.core.record import Subject
from quipu.pages import drawing, regrouped
from quipu.pages.account import Account
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

BOTH = ("budget", "expenditure")
_BY_EDITION = ("original", "revised")


@dataclass(frozen=True, slots=True)
class Money:
    """What the template prints of a subject's money in one year. Parts are None where nothing is published."""

    chart: Chart | None
    years: Table | None
    purpose: Table | None
    bar: Chart | None
    partners: Table | None
    editions: Table | None


def money(page: Page, subject: Subject, account: Account) -> Money:
    """Return everything on the money of a subject in one year."""
    drawn, years = page.once("money", lambda: _years(page, subject))
    purposes = purpose_slugs(page, account)
    return Money(
        drawn.emphasise(account.year) if drawn else None,
        years,
        _purpose(page, account, purposes) if purposes else None,
        _bar(page, account, purposes),
        _partners(page, account),
        _editions(page, account),
    )


def series(page: Page, subject: str, figure: str) -> Series | None:
    """Return a figure over the years, or None where it has none."""
    try:
        found = regrouped.over_years(page.press, subject, figure)
    except UnknownAddressError:
        return None
    return found if found.observations else None


def _years(page: Page, subject: Subject) -> tuple[Columns | None, Table | None]:
    """Return budget and spending of all years, as columns and as a table."""
    plan, actual = (series(page, subject.code, figure) for figure in BOTH)
    if plan is None or actual is None:
        return None, None
    links = page.year_links(subject)
    plan, actual = (
        replace(one, title=page.language.say(f"money.{name}"))
        for one, name in ((plan, "budget"), (actual, "expenditure"))
    )
    drawn = drawing.columns(page, plan, actual, "money-chart", page.language.say("money.by_year"), links)
    return drawn, drawing.table(page, drawn.emphasise(None), "money-table")


def purpose_slugs(page: Page, account: Account) -> tuple[str, ...]:
    """Return the published members that say what money is for (pillars, impact areas), in the profile's order."""
    held = {found.address.member for figure in BOTH for found in account.members(figure)}
    profile = page.press.profile
    order = dict.fromkeys([*(part.slug for part in (*profile.pillars, *profile.impact_areas)), "other"])
    return tuple(slug for slug in order if slug in held)


def _purpose(page: Page, account: Account, slugs: Sequence[str]) -> Table:
    """Return budget and spending by purpose; one that is not divided has a note that says why, and no column."""
    words = page.language
    figures = [figure for figure in BOTH if any(account.known(figure, slug) for slug in slugs)]
    shown = {slug: [_known(page, account, figure, slug) for figure in figures] for slug in slugs}
    rows = [
        Row(_title(page, slug), tuple(page.figure(one) if one else "" for one in held)) for slug, held in shown.items()
    ]
    rows.append(Row(words.say("money.total"), tuple(page.figure(account.get(figure)) for figure in figures), "total"))
    columns = (Column(words.say("money.purpose")), *numbers(*(words.say(f"money.{figure}") for figure in figures)))
    caption = words.say("money.purpose_caption", year=account.year)
    marks = page.legend(one for held in shown.values() for one in held if one)
    return Table("purpose-table", caption, columns, tuple(rows), (*_basis(page, account, figures), *marks))


def _basis(page: Page, account: Account, figures: Sequence[str]) -> Iterator[str]:
    """Yield how the parts were told apart, and why one of the figures has none."""
    if len(figures) == len(BOTH):
        yield page.language.say("money.purpose_note")
    for figure in set(BOTH) - set(figures):
        reason = account.get(figure, page.press.profile.pillars[0].slug).reason
        yield page.language.say(f"money.no_purpose.{figure}", reason=reason)


def _known(page: Page, account: Account, figure: str, slug: str) -> Observation | None:
    """Return a member with its reason if missing; None where the figure is never divided so."""
    return account.get(figure, slug) if slug in page.press.declared(figure) else None


def _title(page: Page, slug: str) -> str:
    expenditure, budget = (page.press.definitions[figure] for figure in ("expenditure", "budget"))
    return (expenditure if slug in dict(expenditure.members) else budget).member_title(slug)


def _bar(page: Page, account: Account, slugs: Sequence[str]) -> Chart | None:
    """Return a bar of the spending by purpose; nothing where there is but one."""
    return parts_bar(page, account, "expenditure", slugs, "purpose")


def parts_bar(page: Page, account: Account, figure: str, slugs: Sequence[str], name: str) -> Chart | None:
    """Return a bar of some members of a figure; None where fewer than two of them have a value."""
    found = [member for member in account.members(figure) if member.address.member in slugs and member.value]
    if len(found) < 2:
        return None
    whole = page.press.record.members(account.subject, account.year, figure)
    title = page.language.say(f"bars.{name}", year=account.year)
    return drawing.bar(page, replace(whole, observations=tuple(found)), f"{name}-chart", title)


def _partners(page: Page, account: Account) -> Table | None:
    """Who spent the money: the organisation itself, or which kind of partner."""
    slugs = {"direct", *(part.slug for part in page.press.profile.partners)}
    found = [member for member in account.members("expenditure") if member.address.member in slugs]
    words, total = page.language, account.get("expenditure")
    if not found or not total.value:
        return None
    columns = (Column(words.say("money.spender")), *numbers(words.say("money.expenditure"), words.say("money.share")))
    rows = [Row(_title(page, m.address.member), (page.figure(m), share(page, m, total.value))) for m in found]
    rows.append(Row(words.say("money.total"), (page.figure(total), ""), "total"))
    caption = words.say("money.partners_caption", year=account.year)
    return Table("partners-table", caption, columns, tuple(rows), page.legend(found))


def share(page: Page, part: Observation, whole: Decimal) -> str:
    """Return a part as a share of the whole, in per cent."""
    return page.language.percent(part.value / whole * 100, 1) if part.value is not None and whole else ""


def _editions(page: Page, account: Account) -> Table | None:
    """Return the original and the revised budget, where both are published and differ."""
    both = [account.known("budget", slug) for slug in _BY_EDITION]
    held = [found for found in both if found is not None and found.value is not None]
    if len(held) < 2 or held[0].value == held[1].value:
        return None
    words = page.language
    rows = tuple(Row(_title(page, found.address.member), (page.figure(found),)) for found in held)
    columns = (Column(words.say("money.edition")), *numbers(words.say("money.budget")))
    return Table(
        "editions-table", words.say("money.editions_caption", year=account.year), columns, rows, page.legend(held)
    )
