"""The site of the current release, as the back office prints it: one thread, opened once a release. Knows no edition."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from quipu.pages import Site
from quipu.publish.folder import open_site
from quipu.warehouse import releases

T = TypeVar("T")
_printer = ThreadPoolExecutor(1, thread_name_prefix="printer")  # a site is for one thread


def printed(task: Callable[[Site], T]) -> T:
    """Return what a task makes of the site; tasks wait for one another."""
    folder = releases.current(settings.HOME).folder
    return _printer.submit(lambda: task(_site(folder, settings.QUIPU.publisher))).result()


@lru_cache(maxsize=1)
def _site(folder: Path, publisher: str) -> Site:
    return open_site(folder, publisher)
