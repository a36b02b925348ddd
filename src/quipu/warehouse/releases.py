"""Keep releases: immutable folders, of which one is current. Knows nothing of what is in them."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quipu.core.errors import NothingImportedError, UsageError
from quipu.warehouse.home import Home, move_into_place, point_at

_CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its name (a hash of what it was made from), the day it shows, its snapshots, and whether it is current."""

    name: str
    as_of: date
    snapshots: tuple[str, ...]
    current: bool
    folder: Path


def find(home: Home, name: str) -> Release | None:
    """Return the release of that name, or None."""
    folder = home.releases / name
    if folder.is_symlink() or folder.parent != home.releases:
        return None
    try:
        described = json.loads((folder / "release.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    current = (home.releases / _CURRENT).resolve() == folder.resolve()
    return Release(name, date.fromisoformat(described["as_of"]), tuple(described["snapshots"]), current, folder)


def listed(home: Home) -> tuple[Release, ...]:
    """Return every release that is kept, the newest day first."""
    names = (path.parent.name for path in home.releases.glob("*/release.json") if not path.parent.is_symlink())
    found = (find(home, name) for name in names)
    return tuple(sorted((r for r in found if r is not None), key=lambda r: (r.as_of, r.current, r.name), reverse=True))


def current(home: Home) -> Release:
    """Return the release that is served; raise NothingImportedError where there is none."""
    link = home.releases / _CURRENT
    release = find(home, link.resolve().name) if link.is_symlink() else None
    if release is None and link.is_symlink():
        raise NothingImportedError("the current release is gone", str(link.resolve()), "Run: quipu build")
    if release is None:
        raise NothingImportedError("there is no release yet", str(home.folder), "Run: quipu import PATH")
    return release


def keep(home: Home, staged: Path, name: str, as_of: date, snapshots: tuple[str, ...]) -> Release:
    """Make a staged release visible under its name."""
    described = {"name": name, "as_of": as_of.isoformat(), "snapshots": list(snapshots)}
    (staged / "release.json").write_text(json.dumps(described, indent=1) + "\n", "utf-8")
    move_into_place(staged, home.releases / name)
    release = find(home, name)
    if release is None:
        raise NothingImportedError(f"the release {name} is gone", str(home.releases), "Run: quipu build")
    return release


def make_current(home: Home, name: str) -> Release:
    """Serve the release of that name from now on; readers see the old one until the rename, the new one after it."""
    release = find(home, name)
    if release is None:
        known = ", ".join(r.name for r in listed(home))
        raise UsageError(f"there is no release {name}", next=f"Kept are: {known or 'none'}.")
    point_at(home.releases / _CURRENT, release.folder)
    return current(home)


def prune(home: Home, most: int) -> tuple[str, ...]:
    """Remove the longest unused releases beyond `most` besides the current one; return their names."""
    others = [release for release in listed(home) if not release.current]
    others.sort(key=lambda release: release.folder.stat().st_mtime, reverse=True)
    for release in others[most:]:
        shutil.rmtree(release.folder)
    return tuple(release.name for release in others[most:])
