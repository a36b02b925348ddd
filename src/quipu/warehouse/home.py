"""The folders under QUIPU_HOME and the lock on writing there. Knows nothing of what is written."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from quipu.core.errors import LockedError, QuipuError


class Home:
    """One place of data. Reading needs no lock; whoever writes does so inside `writing`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.snapshots = self.folder / "snapshots"
        self.facts = self.folder / "facts"
        self.releases = self.folder / "releases"
        self.site = self.folder / "site"
        self._staging = self.folder / "staging"
        self._holder = self.folder / "writer.json"

    @contextmanager
    def writing(self, wait: float, purpose: str) -> Iterator[None]:
        """Hold the lock, waiting up to `wait` seconds; raise LockedError that names the holder. The system frees it if we die."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "writer.lock")
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise LockedError(f"{self._describe_holder()} is writing", str(self.folder), "Try again when it is done.") from error
        except OSError as error:
            raise QuipuError(f"cannot write there ({error.strerror})", str(self.folder), "Set QUIPU_HOME to another folder.") from error
        try:
            started = datetime.now(UTC).isoformat(timespec="seconds")
            self._holder.write_text(json.dumps({"pid": os.getpid(), "purpose": purpose, "since": started}))
            self._clear_staging()
            yield
        finally:
            self._holder.unlink(missing_ok=True)
            lock.release()

    def _describe_holder(self) -> str:
        try:
            holder = json.loads(self._holder.read_text())
        except (OSError, ValueError):
            return "another process"
        return f"process {holder['pid']} ({holder['purpose']}, since {holder['since']})"

    def _clear_staging(self) -> None:
        """Remove what a writer that was killed left half-done."""
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(parents=True, exist_ok=True)

    def stage(self, name: str) -> Path:
        """Return a new folder to build in; its content becomes visible only by a rename to its final place."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self._staging))


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
