"""Keep the published folder of the current release under QUIPU_HOME: made aside, and swapped in by one rename."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from quipu.pages import Site, share, sheet
from quipu.publish.folder import Order, Sheets, open_site, publish
from quipu.warehouse.home import Home, point_at
from quipu.warehouse.releases import Release

CURRENT = "current"
_SHEETS_KEPT = 64


def live_folder(home: Home) -> Path | None:
    """Return the folder that is served, or None before the first."""
    link = home.site / CURRENT
    return link.resolve() if link.exists() else None


def bring_up(home: Home, release: Release, publisher: str, workers: int) -> Path:
    """Publish the release beside what is served, and serve it from then on; the caller holds the lock. Return its folder."""
    served = live_folder(home)
    staged = home.stage("site")
    if served is not None:
        _link_files(served, staged)
    seen = home.published / "live.json"
    publish(Order(release.folder, publisher, staged, sheets=Sheets.ON_DEMAND, seen=seen), workers)
    staged.chmod(0o755)
    final = _free_name(home.site, release.name)
    final.parent.mkdir(parents=True, exist_ok=True)
    staged.rename(final)
    point_at(home.site / CURRENT, final)
    for folder in home.site.iterdir():
        if not folder.is_symlink() and folder != final:
            shutil.rmtree(folder)
    return final


class OnDemand:
    """The fact sheets and pictures of the release that is served, each made when it is asked for; the last ones are kept."""

    def __init__(self, publisher: str) -> None:
        self._publisher, self._folder = publisher, Path()
        self._one_at_a_time = ThreadPoolExecutor(1)  # a site is for one thread
        self._made = lru_cache(maxsize=_SHEETS_KEPT)(self._make)
        self._site = lru_cache(maxsize=1)(self._open)

    def follow(self, release: Release) -> None:
        """Take sheets from another release from now on."""
        self._folder = release.folder

    def __call__(self, path: str) -> bytes | None:
        """Return the sheet or picture at a path of the site; None where there is none."""
        asked = path.endswith((".pdf", ".png"))
        return self._one_at_a_time.submit(self._made, self._folder, path).result() if asked else None

    def _make(self, folder: Path, path: str) -> bytes | None:
        site = self._site(folder)
        url = site.by_path.get(path)
        return site.render(url) if url is not None and url.kind in (sheet.KIND, share.KIND) else None

    def _open(self, folder: Path) -> Site:
        return open_site(folder, self._publisher, images=True)


def _free_name(folder: Path, name: str) -> Path:
    """Return a path that does not exist yet: the same release may be published again by newer code."""
    paths = (folder / (name if number == 1 else f"{name}-{number}") for number in range(1, 1000))
    return next(path for path in paths if not path.exists())


def _link_files(source: Path, target: Path) -> None:
    """Give the new folder the files of the old one without copying them: a changed file is replaced, never written into."""
    for path in source.rglob("*"):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, place)
