"""Make a home of an archive: all of it aside, then in its place by a rename. Knows nothing of how it was saved.

Nothing here imports Django before the new home stands aside, because the back office opens in the home of its settings.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from quipu.core.errors import QuipuError, UsageError
from quipu.core.settings import Settings
from quipu.pipeline.release import release_all
from quipu.warehouse import releases
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing
from quipu.web.backup.archive import Archive, Manifest, forget, opened


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the archive's own list, and the release that is current now; "" where none is."""

    manifest: Manifest
    release: str


def restore(settings: Settings, file: Path) -> Restored:
    """Restore into a home that is empty or not there, and into an empty database.

    Raise QuipuError for an archive that is not whole, UsageError for a home that is in use. Nothing has changed then.
    """
    home = Home(settings.home)
    if home.folder.is_symlink() or (home.folder.exists() and any(home.folder.iterdir())):
        next_step = "Set QUIPU_HOME to a new folder, or move this one away."
        raise UsageError(
            "there is something already; a backup is restored into an empty home", str(home.folder), next_step
        )
    with opened(file) as archive, _aside(home) as folder:
        _refuse_foreign(settings, archive)
        archive.unpack(folder / "archive")
        made = Home(folder / "home")
        _place(folder / "archive", made, file)
        release = _restore_data(replace(settings, home=made.folder), made, archive.manifest)
        _restore_office(made, folder / "archive" / "database", archive.manifest, lambda: _swap(made, home))
        return Restored(archive.manifest, release)


@contextmanager
def _aside(home: Home) -> Iterator[Path]:
    """Give a folder beside the home, on the same disk; it is gone afterwards."""
    home.folder.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{home.folder.name}.restoring-", dir=home.folder.parent))
    try:
        yield folder
    finally:
        forget(folder)


def _refuse_foreign(settings: Settings, archive: Archive) -> None:
    theirs = archive.manifest.publisher
    if theirs != settings.publisher:
        next_step = f"Set QUIPU_PUBLISHER to {theirs}, or to the folder of that profile."
        raise UsageError(
            f"it is a record of the publisher {theirs}, not {settings.publisher}", str(archive.path), next_step
        )


def _place(unpacked: Path, made: Home, file: Path) -> None:
    """Put files where a home has them; refuse a snapshot whose name is not the hash of its bytes."""
    made.office.mkdir(parents=True)
    for name, final in (("media", made.office / "media"), ("snapshots", made.snapshots)):
        if (unpacked / name).exists():
            (unpacked / name).rename(final)
    for kept in made.snapshots.glob("*"):
        with (kept / "bytes").open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != kept.name:
                raise QuipuError(f"the snapshot {kept.name[:12]} is not what its name says", str(file))


def _restore_data(settings: Settings, made: Home, manifest: Manifest) -> str:
    """Build the release of all snapshots; return its name where it is current.

    One that checks stop becomes current only where it was so: somebody had decided it.
    """
    if not any(made.snapshots.glob("*/snapshot.json")):
        return ""
    with writing(made, settings.lock_wait, "restore"):
        outcome = release_all(settings, made)
        if outcome.stopped_by and outcome.release.name == manifest.release:
            releases.make_current(made, manifest.release)
    return "" if outcome.stopped_by and outcome.release.name != manifest.release else outcome.release.name


def _restore_office(made: Home, folder: Path, manifest: Manifest, swap: Callable[[], None]) -> None:
    """Fill the database of the back office, and swap the new home in."""
    if not manifest.migrations:
        swap()
        return
    os.environ["QUIPU_HOME"] = str(made.folder)
    # The settings of the back office are read once, when it is loaded: from the home that stands aside.
    from quipu.web.backup import database

    with database.aside() as finish:
        database.fill(folder, manifest.migrations)
        finish(swap)


def _swap(made: Home, home: Home) -> None:
    """Put the new home in its place by one rename, once all of it is on the disk."""
    (made.folder / "writer.lock").unlink(missing_ok=True)
    _write_down(made.folder)
    try:
        if home.folder.exists():
            home.folder.rmdir()
        made.folder.rename(home.folder)
    except OSError as error:
        next_step = "If it is where a disk is mounted, set QUIPU_HOME to a folder inside it."
        raise QuipuError(f"it cannot be put there ({error.strerror})", str(home.folder), next_step) from error


def _write_down(folder: Path) -> None:
    """Wait until every file is on the disk, so that the rename does not outlive what it names."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
