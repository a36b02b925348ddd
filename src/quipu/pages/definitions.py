"""What every figure means: the list, and one page a figure."""

from collections.abc import Iterator, Sequence

from quipu.core.errors import UnknownAddressError
from quipu.core.figure import Definition, Observation
from quipu.core.profile import WORLD
from quipu.pages import provenance, structured
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url
from quipu.pages.views import Column, Row, Table

KIND = "definition"


def urls(press: Press) -> Iterator[Url]:
    """Yield the list, and a page a figure."""
    yield Url(press.at("/figures/"), KIND, press.language.code, depends=(DEFINITIONS,), listed=True)
    for name in press.definitions:
        yield Url(
            press.at(f"/figures/{name}/"),
            KIND,
            press.language.code,
            name=name,
            depends=(DEFINITIONS, SUBJECTS, f"{WORLD}/{name}"),
            listed=True,
        )


def render(press: Press, url: Url) -> bytes:
    """Return the list or one definition as HTML."""
    page = Page(press, url)
    return _one(page, press.definitions[url.name]) if url.name else _list(page)


def _list(page: Page) -> bytes:
    words = page.language
    columns = tuple(Column(words.say(f"definitions.{name}")) for name in ("figure", "meaning", "unit"))
    rows = tuple(_row(page, definition) for definition in page.press.definitions.values())
    table = Table("figures-table", words.say("definitions.caption"), columns, rows)
    name, about = words.say("definitions.title"), words.say("definitions.about")
    return page.fill(
        "definitions.html",
        about=about,
        structured=structured.of_terms(page, name, about, page.press.definitions.values()),
        table=table,
        footer=provenance.footer(page, ""),
    )


def _row(page: Page, definition: Definition) -> Row:
    link = page.link(page.press.at(f"/figures/{definition.name}/"))
    head = Html(f'<a href="{link}">{escaped(definition.title)}</a>')
    return Row(head, (definition.definition, _unit(page, definition)))


def _unit(page: Page, definition: Definition) -> str:
    return page.language.unit(definition.unit)


def _one(page: Page, definition: Definition) -> bytes:
    held = _held(page, definition)
    return page.fill(
        "definition.html",
        about=definition.definition,
        definition=definition,
        unit=_unit(page, definition),
        members=_members(page, definition),
        breaks=tuple(_breaks(page, definition)),
        examples=_world(page, definition, held),
        structured=structured.of_definition(page, definition, [found.address.year for found in held]),
        json=page.link(f"/figures/{definition.name}.json"),
        csv=page.link(f"/figures/{definition.name}.csv"),
        footer=provenance.footer(page, ""),
    )


def _members(page: Page, definition: Definition) -> Table | None:
    if not definition.members:
        return None
    words = page.language
    columns = (Column(words.say("definitions.member")), Column(words.say("definitions.address")))
    year = page.press.newest(page.press.subjects[WORLD])
    rows = tuple(Row(title, (f"{WORLD}/{year}/{definition.name}/{slug}",)) for slug, title in definition.members)
    return Table("members-table", words.say("definitions.members", title=definition.title), columns, rows)


def _breaks(page: Page, definition: Definition) -> Iterator[str]:
    """Yield the years from which the figure or a member cannot be compared with those before, each reason once."""
    slugs = ("", *(slug for slug, _ in definition.members))
    found = ((held.year, held.reason) for slug in slugs for held in page.press.record.breaks(definition.name, slug))
    for year, reason in sorted(set(found)):
        yield page.language.say("definitions.break", year=year, reason=reason)


def _held(page: Page, definition: Definition) -> list[Observation]:
    """Return the figure of the world in the years that the site has; nothing where it has none."""
    try:
        series = page.press.record.over_years(WORLD, definition.name)
    except UnknownAddressError:
        return []
    years = set(page.press.subjects[WORLD].years)
    return [found for found in series if found.value is not None and found.address.year in years]


def _world(page: Page, definition: Definition, held: Sequence[Observation]) -> Table | None:
    """Return the figure of the world over the years; None where it has none."""
    if not held:
        return None
    words = page.language
    columns = (Column(words.say("definitions.year")), Column(_unit(page, definition), numeric=True))
    rows = tuple(Row(str(found.address.year), (page.figure(found),)) for found in reversed(held))
    return Table(
        "world-table", words.say("definitions.world", title=definition.title), columns, rows, page.legend(held)
    )
