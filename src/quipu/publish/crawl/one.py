"""The faults of one page by itself, and of what stands beside it. Knows no other page."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, TypeAlias

from babel import Locale, UnknownLocaleError
from lxml import etree

from quipu.core.check import Check, Finding
from quipu.publish.crawl import checks
from quipu.publish.crawl.leaf import HEADINGS, Found, Leaf, Opened, found_by, line_of, packed

LOST = "404.html"
"""The page for unknown addresses: it is at no address of its own."""
MOST = 60_000
"""Bytes of a page as sent, with its style and script."""
_LOADED = {
    "script": "src", "img": "src", "iframe": "src", "embed": "src", "source": "src", "video": "src", "audio": "src",
    "object": "data", "image": "href", "use": "href", "form": "action",
}  # fmt: skip
"""What a browser asks for by itself, or sends to, beside pictures in several sizes and what the head links."""
_SIZES = ("img", "source")
_NAMED = ("alternate", "canonical")
"""Links of the head that nothing is loaded from."""
_INDEX = etree.XPath("/html/body/main/*[@data-index]")
"""What the search loads when somebody types."""
_REQUIRED = (
    *("name", "description", "url", "license", "distribution"),
    *("temporalCoverage", "spatialCoverage", "variableMeasured"),
)
"""What a set of data must say to be found."""
_LEADS = ("url", "contentUrl", "item", "image")
Said: TypeAlias = Iterator[tuple[str, int]]
"""What is wrong, and in which line."""


def look(page: Opened) -> Leaf:
    """Return what is kept of a page, its faults among it."""
    leads = {file: packed(places) for file, places in page.links.items() if file.endswith(".html")}
    partners = {language: file for language, file, _ in _partners(page)}
    counts = not page.moved and page.file != LOST
    return Leaf(page.file, _language(page), tuple(_found(page)), packed(page.names), leads, partners, counts)


def _found(page: Opened) -> Iterator[Found]:
    for check, find in _FAULTS.items():
        for message, line in find(page):
            yield check.name, Finding(page.file, message, page.file, line)


def _language(page: Opened) -> str:
    return str(page.tree.get("lang") or "")


def _links(page: Opened) -> Said:
    lost = frozenset(file for file in page.links if not page.folder.has(file))
    if lost:
        yield from ((f'"{one.get("href")}" leads to no file', line_of(one)) for one, _, _ in page.leading_to(lost))
    for element in page.tagged("meta", http_equiv="refresh"):
        address = element.get("content", "").partition("url=")[2]
        file = page.folder.file(page.file, address)
        if file is None or not page.folder.has(file):
            yield f'"{address}", where the page sends readers, is no file', line_of(element)


def _loaded(page: Opened) -> Said:
    """Yield every address that a browser asks for, with its line."""
    found = [(one.get(name), line_of(one)) for tag, name in _LOADED.items() for one in page.tagged(tag)]
    found += [(one.get("data-index"), line_of(one)) for one in found_by(_INDEX, page.tree)]
    found += [(one.get("href"), line_of(one)) for one in page.tagged("link") if one.get("rel") not in _NAMED]
    sized = ((one.get("srcset", ""), line_of(one)) for tag in _SIZES for one in page.tagged(tag))
    found += [(part.split()[0], line) for value, line in sized for part in value.split(",") if part.strip()]
    yield from ((address, line) for address, line in found if address and not address.startswith("data:"))


def _beside(page: Opened) -> Said:
    """Yield every address that the head names for others to take."""
    for element in page.tagged("link"):
        if element.get("rel") in _NAMED:
            yield element.get("href", ""), line_of(element)
    for element in page.tagged("meta", property="og:image"):
        yield element.get("content", ""), line_of(element)


def _assets(page: Opened) -> Said:
    for address, line in (*_loaded(page), *_beside(page)):
        file = page.folder.file(page.file, address)
        if file is not None and not page.folder.has(file):
            yield f'"{address}" is not there', line


def _hosts(page: Opened) -> Said:
    for address, line in _loaded(page):
        if page.folder.file(page.file, address) is None:
            yield f'"{address}" is asked of another host', line


def _weight(page: Opened) -> Said:
    styles = (one.get("href", "") for one in page.tagged("link", rel="stylesheet"))
    scripts = (address for one in page.tagged("script") if (address := one.get("src")))
    files = {page.folder.file(page.file, address) for address in (*styles, *scripts)}
    size = sum(page.folder.size(file) for file in {page.file, *files} if file is not None and page.folder.has(file))
    if size > MOST:
        yield f"{size:,} bytes, packed and with style and script, are more than {MOST:,}", 0


def _head(page: Opened) -> Said:
    if not any((title.text or "").strip() for title in page.tagged("title")):
        yield "it has no title", 0
    if not any(one.get("content", "").strip() for one in page.tagged("meta", name="description")):
        yield "it has no description", 0
    language, direction = _language(page), page.tree.get("dir")
    if not language:
        yield "it says no language", 0
    elif direction != _direction(language):
        yield f'its direction is "{direction}", that of "{language}" is "{_direction(language)}"', 0


@cache
def _direction(language: str) -> str:
    try:
        return Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _headings(page: Opened) -> Said:
    found = page.headings
    first = [one for one in found if one.tag == "h1"]
    if len(first) != 1:
        yield f"it has {len(first)} headings of the first level", line_of(first[1]) if first else 0
    elif found[0] is not first[0]:
        yield "its first heading is not of the first level", line_of(found[0])
    for before, one in pairwise(found):
        if _level(one) - _level(before) > 1:
            yield f"{one.tag} follows {before.tag}", line_of(one)


def _level(heading: etree._Element) -> int:
    return HEADINGS.index(str(heading.tag))


def _ids(page: Opened) -> Said:
    if len(page.names) == len(set(page.names)):
        return
    for name, count in Counter(page.names).items():
        if count > 1:
            *_, last = (one for one in page.tree.iter() if one.get("id") == name)
            yield f'"{name}" names {count} places', line_of(last)


def _partners(page: Opened) -> Iterator[tuple[str, str, int]]:
    """Yield the same page in each language: the language, the file, and the line that names it."""
    for element in page.translations:
        address = element.get("href", "")
        yield element.get("hreflang", ""), page.folder.file(page.file, address) or address, line_of(element)


def _languages(page: Opened) -> Said:
    held, own = list(_partners(page)), _language(page)
    for language, file, line in held:
        if not page.folder.has(file):
            yield f'"{file}", the page in "{language}", is not there', line
    if held and own not in {language for language, _, _ in held}:
        yield f'it does not name itself as the page in "{own}"', 0


def _structured(page: Opened) -> Said:
    for block in page.tagged("script", type="application/ld+json"):
        try:
            told = json.loads(block.text or "")
        except ValueError as error:
            yield f"what it tells machines cannot be read: {error}", line_of(block)
            continue
        for thing in _things(told):
            yield from ((said, line_of(block)) for said in _said_of(page, thing))


def _things(told: Any) -> Iterator[dict[str, Any]]:
    """Yield every thing that is told, and the things inside it."""
    if isinstance(told, list):
        for one in told:
            yield from _things(one)
    if isinstance(told, dict):
        yield told
        for value in told.values():
            yield from _things(value)


def _said_of(page: Opened, thing: dict[str, Any]) -> Iterator[str]:
    if thing.get("@type") == "Dataset":
        yield from (f'a set of data has no "{name}"' for name in _REQUIRED if not thing.get(name))
    for name in _LEADS:
        address = thing.get(name)
        file = page.folder.file(page.file, address) if isinstance(address, str) else None
        if file is not None and not page.folder.has(file):
            yield f'"{address}" ({name}) is not there'


_FAULTS: dict[Check, Callable[[Opened], Said]] = {
    checks.LINKS: _links,
    checks.ASSETS: _assets,
    checks.HOSTS: _hosts,
    checks.WEIGHT: _weight,
    checks.HEAD: _head,
    checks.HEADINGS: _headings,
    checks.IDS: _ids,
    checks.LANGUAGES: _languages,
    checks.STRUCTURED: _structured,
}
