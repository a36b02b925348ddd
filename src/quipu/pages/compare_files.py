"""The files beside the comparison: its figures for machines, and the style that shows what is ticked. Knows no layout."""

from collections.abc import Iterator

from quipu.core.profile import WORLD
from quipu.pages import compare, gathered
from quipu.pages.press import Press
from quipu.pages.twins import ENDINGS
from quipu.pages.url import Url

KIND = "compare-file"


def urls(press: Press) -> Iterator[Url]:
    """Yield the files where the page is."""
    for page in compare.urls(press):
        for ending in (*ENDINGS, "css"):
            yield Url(f"{compare.TWIN}.{ending}", KIND, subject=WORLD, depends=page.depends)


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of one file."""
    if url.path.endswith(".css"):
        return compare.style(press)
    head = {"operations": [subject.code for subject in compare.operations(press)]}
    return gathered.written(url.path, head, map(gathered.described, compare.figures(press)))
