"""The pages of emergencies and appeals: which operations belong to each, in which years. Knows no operation's page."""

from collections.abc import Iterator
from dataclasses import dataclass

from quipu.core.figure import Observation
from quipu.core.record import Subject
from quipu.pages import provenance, structured
from quipu.pages.joined import Situation
from quipu.pages.markup import Html, escaped, plain
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.region import FIGURES
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url, edition_of
from quipu.pages.views import Column, Row, Table, numbers

KIND = "situation"


@dataclass(frozen=True, slots=True)
class Year:
    """The operations of a situation in one year."""

    year: int
    table: Table


def urls(press: Press) -> Iterator[Url]:
    """Yield the list, and a page a situation; nothing where there are none."""
    code = press.language.code
    if press.situations:
        everything = sorted({name for one in press.situations.values() for name in depends(one)})
        yield Url(path(press), KIND, code, depends=(*everything, SUBJECTS, DEFINITIONS), listed=True)
    for slug, one in press.situations.items():
        about = (*depends(one), SUBJECTS, DEFINITIONS)
        yield Url(path(press, slug), KIND, code, name=slug, depends=about, listed=True)


def depends(one: Situation) -> tuple[str, ...]:
    """Return the names of what a situation's page is made of: its operations in its years."""
    return tuple(edition_of(subject, year) for year in one.years for subject in one.operations[year])


def path(press: Press, slug: str = "") -> str:
    """Return the path of a situation's page, or of the list."""
    return press.at(f"/situations/{slug}/" if slug else "/situations/")


def render(press: Press, url: Url) -> bytes:
    """Return a page as HTML."""
    page = Page(press, url)
    return _one(page, press.situations[url.name]) if url.name else _list(page)


def name_of(page: Page, one: Situation) -> str:
    """Return a situation's name in the language of the page, else as it is published, marked with its language."""
    names = dict(one.names)
    for language in dict.fromkeys((page.language.code, "en", *names)):
        if names.get(language):
            return page.data(names[language], language)
    return one.code


def linked(page: Page, one: Situation) -> Html:
    """Return a situation's name as a link to its page."""
    return Html(f'<a href="{page.link(path(page.press, one.slug))}">{escaped(name_of(page, one))}</a>')


def _one(page: Page, one: Situation) -> bytes:
    words = page.language
    name = name_of(page, one)
    years = tuple(Year(year, _table(page, one, year)) for year in one.years)
    return page.fill(
        "situation.html",
        about=words.html("situations.about_one", name=name),
        structured=_structured(page, one, name),
        name=name,
        code=one.code,
        kind=words.say(f"scopes.{one.kind}"),
        years=years,
        list=page.link(path(page.press)),
        json=page.link(f"{twin(one)}.json"),
        csv=page.link(f"{twin(one)}.csv"),
        sources=provenance.table(page, page.snapshots()),
        footer=provenance.footer(page, ""),
    )


def twin(one: Situation) -> str:
    """Return the path of a situation's files for machines, without their ending."""
    return f"/situations/{one.slug}"


def figures(press: Press, one: Situation) -> Iterator[Observation]:
    """Yield the figures of a situation's page, year by year and operation by operation."""
    for year in one.years:
        for subject in _ordered(press, one, year):
            account = press.account(subject.code, year)
            yield from (account.get(name) for name in FIGURES)


def _ordered(press: Press, one: Situation, year: int) -> list[Subject]:
    """Return the operations of a year, by name."""
    return sorted(one.operations[year], key=lambda subject: (press.name(subject), subject.code))


def _structured(page: Page, one: Situation, name: str) -> Html:
    press, words = page.press, page.language
    told = structured.Told(
        plain(name),
        plain(words.html("situations.about_one", name=name)),
        path(press, one.slug),
        twin(one),
        one.years,
        FIGURES,
        places=sorted({press.name(subject) for of in one.operations.values() for subject in of}),
    )
    return structured.of_data(page, told, (words.say("situations.title"), path(press)))


def _table(page: Page, one: Situation, year: int) -> Table:
    """Return a row an operation with its whole figures of the year, by name."""
    words, press = page.language, page.press
    held = [(s, [page.get(s.code, year, figure) for figure in FIGURES]) for s in _ordered(press, one, year)]
    titles = (words.say(f"headline.{figure}") for figure in FIGURES)
    columns = (Column(words.say("regions.operations")), *numbers(*titles))
    rows = tuple(Row(page.linked(subject, year), tuple(page.figure(f) for f in found)) for subject, found in held)
    marks = page.legend(f for _, found in held for f in found if f.value is not None)
    return Table(f"operations-{year}", words.say("situations.caption", year=year), columns, rows, marks)


def _list(page: Page) -> bytes:
    words = page.language
    columns = (
        Column(words.say("situations.name")),
        Column(words.say("situations.kind")),
        Column(words.say("situations.years")),
        *numbers(words.say("regions.operations_title")),
    )
    rows = tuple(_row(page, one) for one in page.press.situations.values())
    table = Table("situations-table", words.say("situations.list_caption"), columns, rows)
    members = ((plain(name_of(page, one)), path(page.press, one.slug)) for one in page.press.situations.values())
    return page.fill(
        "situations.html",
        about=words.say("situations.about"),
        structured=structured.of_list(page, words.say("situations.title"), words.say("situations.about"), members),
        table=table,
        footer=provenance.footer(page, ""),
    )


def _row(page: Page, one: Situation) -> Row:
    words = page.language
    count = len({subject.code for of in one.operations.values() for subject in of})
    years = words.listed(str(year) for year in one.years)
    return Row(linked(page, one), (words.say(f"scopes.{one.kind}"), years, words.whole(count)))
