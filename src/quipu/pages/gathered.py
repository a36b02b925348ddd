"""The figures of pages on many subjects for machines: a JSON and a CSV file beside each. Knows no layout."""

from collections.abc import Callable, Iterator

from quipu.core.figure import Observation
from quipu.core.profile import WORLD
from quipu.pages import ranking, twins
from quipu.pages.press import Press
from quipu.pages.url import Url

KIND = "gathered"
_FIGURES: dict[str, Callable[[Press, int], Iterator[Observation]]] = {"operations": ranking.figures}
"""What stands in the files of each folder."""


def urls(press: Press) -> Iterator[Url]:
    """Yield both files of every year."""
    for page in ranking.urls(press):
        if page.path != ranking.path(press):
            for ending in twins.ENDINGS:
                path = f"/operations/{page.year}.{ending}"
                yield Url(path, KIND, subject=WORLD, year=page.year, name="operations", depends=page.depends)


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of one file."""
    found = tuple(_FIGURES[url.name](press, url.year))
    if url.path.endswith(".csv"):
        return twins.as_csv(press, found)
    return twins.as_json(press, {"year": url.year}, found)
