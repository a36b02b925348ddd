"""The part of a page on who people are: women and men by age. Knows that most of it is often not published."""

from decimal import Decimal

from quipu.core.figure import Observation
from quipu.pages.account import Account
from quipu.pages.markup import Html
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

FIGURE = "population-by-sex-and-age"
_SEXES = ("female", "male")
_AGES = ("0-4", "5-11", "12-17", "18-59", "60-plus", "age-unknown")


def sex_and_age(page: Page, account: Account) -> tuple[Html, Table | None]:
    """Return of how many people the sex is known, and the table of those; no table where it is of none."""
    words, total = page.language, account.get(FIGURE)
    known = [found for sex in _SEXES if (found := account.known(FIGURE, sex))]
    if total.value is None or not known:
        return words.html("sex_and_age.none", total=page.figure(total)), None
    share = sum((found.value or Decimal(0) for found in known), Decimal(0)) / total.value * 100
    lead = words.html("sex_and_age.known", total=page.figure(total), share=words.percent(share))
    return lead, _table(page, account, known)


def _table(page: Page, account: Account, known: list[Observation]) -> Table:
    """Return a row for each age, and one for all; a bar beside each number is its share of the largest."""
    words, year = page.language, account.year
    ages = {age: [account.known(FIGURE, f"{sex}-{age}") for sex in _SEXES] for age in _AGES}
    held = {age: found for age, found in ages.items() if any(one and one.value for one in found)}
    largest = max((one.value or Decimal(0) for found in held.values() for one in found if one), default=Decimal(0))
    rows = [
        Row(words.say(f"sex_and_age.{age}"), tuple(_cell(page, one, largest) for one in found))
        for age, found in held.items()
    ]
    both = tuple(page.figure(account.get(FIGURE, sex)) for sex in _SEXES)
    rows.append(Row(words.say("sex_and_age.all"), both, "total"))
    definition = page.press.definitions[FIGURE]
    columns = (Column(words.say("sex_and_age.age")), *numbers(*(definition.member_title(sex) for sex in _SEXES)))
    caption = f"{definition.title}{words.say('site.comma')}{year}"
    shown = [*known, *(one for found in held.values() for one in found if one)]
    return Table(f"{FIGURE}-table", caption, columns, tuple(rows), page.legend(shown), told=False)


def _cell(page: Page, found: Observation | None, largest: Decimal) -> str:
    """Return a number behind its bar."""
    if found is None or found.value is None:
        return ""
    length = format((found.value / largest * 100).quantize(Decimal("0.1")), "f")
    bar = f'<rect class="done" width="{length}" height="10"/>'
    drawn = f'<svg class="reach" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{bar}</svg>'
    return Html(f"{drawn}{page.figure(found)}")
