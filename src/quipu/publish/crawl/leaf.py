"""One page of a published folder, read and parsed; and what is kept of it for the pages that lead to it. Judges nothing."""

from array import array
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, cast
from zlib import crc32

from lxml import etree

from quipu.core.check import Finding
from quipu.publish.crawl.folder import Folder

Found: TypeAlias = tuple[str, Finding]
"""A fault: the name of its check, and what was found."""
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True)
_LEADING = etree.XPath("//a/@href", smart_strings=False)
_NAMED = etree.XPath("//@id", smart_strings=False)
_SWITCH = etree.XPath("/html/body/header//a[@hreflang]")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LOOKED_AT = (
    *("title", "meta", "link", "script", "img", "iframe", "embed", "source", "video", "audio", "object", "form"),
    *("image", "use"),
)
"""The tags of which a page has few; it has hundreds of links and thousands of others."""
_TOP = frozenset({"", "top"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is kept of a page: its language, its faults, its places, the places in pages that it leads to, its translations.

    Places are kept as hashes of four bytes, for all their names would be a gigabyte.
    """

    file: str
    language: str
    findings: tuple[Found, ...]
    places: bytes
    leads: dict[str, bytes]
    partners: dict[str, str]
    counts: bool
    """Whether readers stay on it: a page that only leads on is none that they look for."""


class Opened:
    """A page while it is looked at."""

    def __init__(self, folder: Folder, file: str) -> None:
        self.folder, self.file = folder, file
        self.tree = etree.fromstring((folder.path / file).read_bytes(), _PARSER)

    @cached_property
    def _by_tag(self) -> dict[str, list[etree._Element]]:
        held: dict[str, list[etree._Element]] = {}
        for element in self.tree.iter(*_LOOKED_AT):
            held.setdefault(str(element.tag), []).append(element)
        return held

    def tagged(self, tag: str, **attributes: str) -> list[etree._Element]:
        """Return the elements of a tag that have these attributes, in the order of the page."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        found = self._by_tag.get(tag, [])
        return [one for one in found if all(one.get(name) == value for name, value in wanted.items())]

    @cached_property
    def headings(self) -> list[etree._Element]:
        """Its headings of all levels, in the order of the page."""
        return list(self.tree.iter(*HEADINGS))

    @cached_property
    def translations(self) -> list[etree._Element]:
        """The links to the same page in other languages: for search engines and for readers."""
        return [*(one for one in self.tagged("link") if one.get("hreflang")), *found_by(_SWITCH, self.tree)]

    @cached_property
    def moved(self) -> bool:
        """Whether the page only leads on to another."""
        return bool(self.tagged("meta", http_equiv="refresh"))

    @cached_property
    def names(self) -> list[str]:
        """The names of its places."""
        return cast(list[str], _NAMED(self.tree))

    @cached_property
    def links(self) -> dict[str, set[str]]:
        """The files of the site that its links lead to, each with the places in it."""
        held: dict[str, set[str]] = {}
        paths: dict[str, set[str]] = {}
        for address in set(cast(list[str], _LEADING(self.tree))):
            path, _, place = address.partition("#")
            paths.setdefault(path, set()).add(place)
        for path, places in paths.items():
            file = self.folder.file(self.file, path)
            if file is not None:
                held.setdefault(file, set()).update(places - _TOP)
        return held

    def leading_to(self, files: Collection[str]) -> Iterator[tuple[etree._Element, str, str]]:
        """Yield the links that lead to one of these files, each with its file and its place."""
        for element in self.tree.iter("a"):
            address = element.get("href")
            file = self.folder.file(self.file, address) if address is not None else None
            if address is not None and file is not None and file in files:
                yield element, file, address.partition("#")[2]


def line_of(element: etree._Element) -> int:
    """Return the line in which an element begins."""
    return cast(int, element.sourceline) or 0


def found_by(path: etree.XPath, tree: etree._Element) -> list[etree._Element]:
    """Return the elements that an XPath names."""
    return cast(list[etree._Element], path(tree))


def packed(names: Iterable[str]) -> bytes:
    """Return the hashes of names, each once."""
    return array("I", sorted({crc32(name.encode()) for name in names})).tobytes()


def unpacked(held: bytes) -> frozenset[int]:
    """Return the hashes that `packed` made."""
    return frozenset(array("I", held))


def is_in(name: str, held: frozenset[int]) -> bool:
    """Tell whether a name is among them."""
    return crc32(name.encode()) in held
