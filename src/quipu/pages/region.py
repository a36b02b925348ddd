"""The page of one region in one year: its totals, its operations, and what stands in no operation."""

from collections.abc import Iterable, Iterator

from quipu.core.record import Level, Subject
from quipu.pages import contributions, money, people, summary
from quipu.pages.markup import Html
from quipu.pages.operation import frame
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, Url, section_of
from quipu.pages.views import Column, Row, Table, numbers

KIND = "region"
FIGURES = ("population", "budget", "expenditure", "contributions", "funding-level")


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a year, and one without a year for the newest that is closed."""
    for region in press.at_level(Level.REGION):
        newest = press.newest(region)
        yield Url(section_of(region), KIND, region.code, newest, depends=_depends(press, region, newest))
        for year in region.years:
            depends = _depends(press, region, year)
            yield Url(press.path(region, year), KIND, region.code, year, depends=depends, listed=True)


def _depends(press: Press, region: Subject, year: int) -> tuple[str, ...]:
    inside = [s.code for level in (Level.OPERATION, Level.NODE) for s in press.within(region.code, year, level)]
    return (region.code, *inside, DEFINITIONS)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, region = Page(press, url), press.subjects[url.subject]
    account = press.account(region.code, url.year)
    held = people.people(page, account)
    return page.fill(
        "region.html",
        subject=press.name(region),
        year=url.year,
        names=page.names(region),
        **frame(page, region, account),
        summary=summary.sentence(page, region, account, held),
        key_figures=summary.key_figures(page, account, held),
        freshness=summary.freshness(page, account),
        people=people.table(page, account, held),
        definition=press.definitions[people.FIGURE],
        money=money.money(page, region, account),
        earmarking=contributions.members_table(page, account, contributions.EARMARKING, "earmarking"),
        earmarking_bar=money.parts_bar(page, account, contributions.FIGURE, contributions.EARMARKING, "earmarking-chart"),
        levels=contributions.members_table(page, account, contributions.LEVELS, "levels"),
        operations=subjects_table(page, press.within(region.code, url.year, Level.OPERATION), url.year, "operations"),
        nodes=subjects_table(page, press.within(region.code, url.year, Level.NODE), url.year, "nodes"),
    )


def subjects_table(page: Page, subjects: Iterable[Subject], year: int, name: str) -> Table | None:
    """Return a table of subjects with their headline figures; None where there are none."""
    held = list(subjects)
    if not held:
        return None
    words = page.language
    titles = [words.say(f"headline.{figure}") for figure in FIGURES]
    columns = (Column(words.say(f"regions.{name}")), *numbers(*titles))
    rows = [subject_row(page, subject, year) for subject in held]
    shown = [page.get(subject.code, year, figure) for subject in held for figure in FIGURES]
    notes = (words.html("headline.note"), *page.legend(found for found in shown if found.value is not None))
    return Table(f"{name}-table", words.say(f"regions.{name}_caption", year=year), columns, tuple(rows), notes)


def subject_row(page: Page, subject: Subject, year: int) -> Row:
    """Return a subject's headline figures, its name leading to its page."""
    head: Html = page.linked(subject, year)
    return Row(head, tuple(page.figure(page.get(subject.code, year, figure)) for figure in FIGURES))
