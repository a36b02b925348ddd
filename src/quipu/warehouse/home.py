"""The folders under QUIPU_HOME, and the renames that make things visible there. Knows nothing of what is written."""

import os
import shutil
import sys
import tempfile
from pathlib import Path


class Home:
    """One place of data. Reading needs no lock; whoever writes does so under the lock (quipu.warehouse.lock)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.snapshots = self.folder / "snapshots"
        self.facts = self.folder / "facts"
        self.releases = self.folder / "releases"
        self.site = self.folder / "site"
        self.staging = self.folder / "staging"
        self.published = self.folder / "published"
        self.office = self.folder / "office"
        self.editions = self.folder / "editions"
        self.office_database = self.office / "office.sqlite"

    def stage(self, name: str) -> Path:
        """Return a new folder to build in; its content becomes visible only by a rename to its final place."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.staging))


def move_into_place(staged: Path, final: Path) -> None:
    """Make a staged folder visible at its final place by one rename; what stands there already is the same and stays."""
    final.parent.mkdir(parents=True, exist_ok=True)
    staged.chmod(0o755)
    if final.exists():
        shutil.rmtree(staged)
    else:
        staged.rename(final)


def point_at(link: Path, target: Path) -> None:
    """Make the link point at the target, replacing what it pointed at, by one rename."""
    new = link.with_name(f".{link.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    new.symlink_to(os.path.relpath(target, link.parent), target_is_directory=True)
    new.replace(link)
    if sys.platform != "win32":
        _flush(link.parent)


def _flush(folder: Path) -> None:
    """Ask the system to write the folder's entries down, so that a rename outlives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
