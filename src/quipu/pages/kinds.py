"""All page types of the site. A new one is a module with KIND, urls and render, its template, and a line here."""

from collections.abc import Iterator
from typing import Protocol

from quipu.pages import (
    about,
    compare,
    compare_files,
    countries,
    definitions,
    donor,
    donor_files,
    donors,
    everywhere,
    feeds,
    gathered,
    glossary,
    indicators,
    media,
    moved,
    office_files,
    operation,
    pictures,
    plumbing,
    ranking,
    region,
    search,
    share,
    sheet,
    situations,
    sources,
    trace,
    twins,
    world,
)
from quipu.pages.press import Press
from quipu.pages.url import Url


class PageType(Protocol):
    """A module that names its addresses and renders each of them."""

    KIND: str

    def urls(self, press: Press, /) -> Iterator[Url]:
        """Yield every address of this type."""

    def render(self, press: Press, url: Url, /) -> bytes:
        """Return the bytes at one address."""


PAGE_TYPES: tuple[PageType, ...] = (
    world,
    region,
    ranking,
    compare,
    countries,
    donors,
    donor,
    situations,
    everywhere,
    indicators,
    operation,
    trace,
    definitions,
    sources,
    search,
    glossary,
    about,
    feeds,
)
"""Pages: there is one of each in every language."""

BESIDE_TYPES: tuple[PageType, ...] = (sheet, share, pictures)
"""Files beside pages, in every language; no sitemap names them."""

FILE_TYPES: tuple[PageType, ...] = (twins, gathered, compare_files, donor_files, office_files, media, moved, plumbing)
"""Files that all languages share."""
