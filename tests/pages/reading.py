"""Read pages the way a browser does, for the tests."""

from functools import cache
from posixpath import join, normpath

from lxml import html as parser
from lxml.html import HtmlElement

from quipu.core.profile import load
from quipu.pages import Site, Url, moved

from .fake import FakeRecord

PROFILE = load("unhcr")


@cache
def site() -> Site:
    return Site(FakeRecord(), PROFILE)


def english(path: str) -> str:
    """The English page of a path; files that all languages share are where they are, and old addresses lead to it."""
    held = site().by_path.get(path)
    return path if held is not None and held.kind != moved.KIND else f"/en{path}"


@cache
def text(path: str) -> str:
    return site().render(site().by_path[english(path)]).decode()


@cache
def page(path: str) -> HtmlElement:
    return parser.document_fromstring(text(path))


def pages() -> list[Url]:
    """Every address that is HTML, but those that only lead on to another."""
    return [url for url in site().urls if url.file.endswith(".html") and url.kind != moved.KIND]


def words_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def target(url: Url, href: str) -> tuple[str, str]:
    """The file and the fragment that a link leads to."""
    path, _, fragment = href.partition("#")
    path = path.partition("?")[0]
    folder = url.file.rpartition("/")[0]
    return (normpath(join(folder, path)).lstrip("/") if path else url.file), fragment


def table(path: str, anchor: str) -> list[list[str]]:
    """The cells of a table as text, its heading first."""
    rows = page(path).get_element_by_id(anchor).iter("tr")
    return [[words_of(cell) for cell in row] for row in rows]
