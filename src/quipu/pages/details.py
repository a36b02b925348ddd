"""The parts of a page on people that stand beside their count: origins, sex and age, asylum, solutions, others' counts."""

from dataclasses import dataclass

from quipu.core.figure import Definition
from quipu.pages.account import Account
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

FIGURES = (
    "population-by-origin",
    "population-by-sex-and-age",
    "asylum-applications",
    "asylum-applications-in-cases",
    "asylum-applications-by-origin",
    "asylum-decisions",
    "asylum-decisions-in-cases",
    "solutions",
    "idps-idmc",
    "palestine-refugees-unrwa",
)
"""The figures in the order of the page. None is added to another, nor to the count of people."""
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Detail:
    """One figure with its parts: what it means in a sentence, and a table."""

    anchor: str
    title: str
    about: str
    table: Table


def details(page: Page, account: Account) -> tuple[Detail, ...]:
    """Return each of the figures that has a value in the year."""
    known = page.press.definitions
    found = (_detail(page, account, known[name]) for name in FIGURES if name in known)
    return tuple(detail for detail in found if detail is not None)


def _detail(page: Page, account: Account, definition: Definition) -> Detail | None:
    total = account.get(definition.name)
    parts = [part for part in account.members(definition.name) if part.value is not None]
    if total.value is None and not parts:
        return None
    words, declared = page.language, bool(definition.members)
    shown = parts if declared else parts[:_SHOWN]
    rows = [Row(page.title(part), (page.figure(part),)) for part in shown]
    if total.value is not None:
        rows.append(Row(words.say("people.total"), (page.figure(total),), "total" if parts else ""))
    hidden = len(parts) - len(shown)
    more = (words.say("people.more_parts", n=hidden, amount=words.whole(hidden)),) if hidden else ()
    columns = (Column(words.say("people.part")), *numbers(words.unit(definition.unit)))
    caption = f"{definition.title}{words.say('site.comma')}{account.year}"
    notes = (*more, *page.legend((*shown, total) if total.value is not None else shown))
    table = Table(f"{definition.name}-table", caption, columns, tuple(rows), notes)
    return Detail(definition.name, definition.title, definition.definition, table)
