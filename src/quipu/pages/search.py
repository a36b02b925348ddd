"""The page that lists everything by name, and the index by which a script searches it. Knows not how it is searched."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import msgspec

from quipu.pages import provenance
from quipu.pages.assets import assets
from quipu.pages.finding import KINDS, Found, everything
from quipu.pages.markup import Html
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, LISTED, OTHER_NAMES, SUBJECTS, Url
from quipu.pages.views import Link

KIND = "search"
PATH = "/search/"
INDEX = "index.json"
_NAMES_APART = "|"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    link: Link
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """All of one kind, and its number in the index."""

    kind: str
    number: int
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """What the script of the search is told: where it and the index are, what places begin with, and its words as JSON."""

    script: Html
    index: Html
    root: Html
    forms: str
    kinds: str


def finder(page: Page) -> Finder:
    """Return what the script needs on a page that has the search."""
    at, link = page.press.at, page.link
    root = Html(link(at("/")).removesuffix("index.html"))
    script, index = link(assets()["finder"].path), link(at(f"{PATH}{INDEX}"))
    return Finder(script, index, root, _forms(page), _kinds(page.press))


def urls(press: Press) -> Iterator[Url]:
    """Yield the page and the index."""
    depends = (LISTED, SUBJECTS, DEFINITIONS, OTHER_NAMES)
    yield Url(press.at(PATH), KIND, press.language.code, depends=depends, listed=True)
    yield Url(press.at(f"{PATH}{INDEX}"), KIND, press.language.code, name=INDEX, depends=depends)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML, or the index."""
    kept = press.kept(KIND)
    found = kept[KIND] = kept.get(KIND) or everything(press)
    return index(press, found) if url.name else _page(Page(press, url), found)


def index(press: Press, found: tuple[Found, ...]) -> bytes:
    """Return the index as JSON: the names of the kinds, then each entry as number of its kind, name, place, note, names.

    A place is a path below that of the language.
    """
    root = len(press.at("/"))
    rows = ([KINDS.index(one.kind), one.name, one.path[root:], one.note, _NAMES_APART.join(one.names)] for one in found)
    lines = ",\n".join(msgspec.json.encode(row).decode() for row in rows)
    return f'{{"kinds":{_kinds(press)},"entries":[\n{lines}\n]}}\n'.encode()


def _forms(page: Page) -> str:
    """Return how results are counted, by plural form; `#` stands for the number."""
    forms = page.language.words["search"]["found"]
    return msgspec.json.encode({form: text.format(n="#") for form, text in forms.items()}).decode()


def _kinds(press: Press) -> str:
    return msgspec.json.encode([press.language.say(f"search.one.{kind}") for kind in KINDS]).decode()


def _page(page: Page, found: tuple[Found, ...]) -> bytes:
    words = page.language
    return page.fill(
        "search.html",
        about=words.say("search.about"),
        groups=tuple(_groups(page, found)),
        finder=finder(page),
        footer=provenance.footer(page, ""),
    )


def _groups(page: Page, found: tuple[Found, ...]) -> Iterator[Group]:
    for kind, held in groupby(found, key=lambda one: one.kind):
        title = page.language.say(f"search.kind.{kind}")
        yield Group(kind, KINDS.index(kind), title, tuple(_entry(page, one) for one in held))


def _entry(page: Page, one: Found) -> Entry:
    name = page.data(one.name, one.language) if one.language else one.name
    return Entry(Link(name, page.link(one.path)), one.note)
