"""Keep the published folder of the current release under QUIPU_HOME: made aside, and swapped in by one rename."""

import os
import shutil
from pathlib import Path

from quipu.publish.folder import Order, publish
from quipu.warehouse.home import Home, point_at
from quipu.warehouse.releases import Release

CURRENT = "current"


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
    publish(Order(release.folder, publisher, staged), workers)
    staged.chmod(0o755)
    final = _free_name(home.site, release.name)
    final.parent.mkdir(parents=True, exist_ok=True)
    staged.rename(final)
    point_at(home.site / CURRENT, final)
    for folder in home.site.iterdir():
        if not folder.is_symlink() and folder != final:
            shutil.rmtree(folder)
    return final


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
