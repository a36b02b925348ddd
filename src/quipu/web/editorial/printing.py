"""The site of the current release, as the back office prints it: one thread, opened once a release. Knows no edition."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from quipu.core.record import Level
from quipu.pages import Site
from quipu.publish.folder import open_site
from quipu.warehouse import releases

T = TypeVar("T")
_printer = ThreadPoolExecutor(1, thread_name_prefix="printer")  # a site is for one thread


def printed(task: Callable[[Site], T]) -> T:
    """Return what a task makes of the site; tasks wait for one another."""
    folder = releases.current(settings.HOME).folder
    return _printer.submit(lambda: task(_site(folder, settings.QUIPU.publisher))).result()


def warm() -> None:
    """Open the site of the current release in the background, and print some pages: the first ones take seconds."""
    folder = releases.current(settings.HOME).folder
    _printer.submit(lambda: _print_some(_site(folder, settings.QUIPU.publisher)))


def _print_some(site: Site) -> None:
    """Print the pages of one year of an operation, and what addresses are compared by."""
    subject = next(one for one in site.record.subjects() if one.level is Level.OPERATION and one.years)
    for url in site.about(subject.code):
        site.fingerprint(url)
        if url.year == subject.years[-1]:
            site.render(url)


@lru_cache(maxsize=1)
def _site(folder: Path, publisher: str) -> Site:
    return open_site(folder, publisher)
