"""Put everything that is precious into one archive, while others work. Knows nothing of how it is restored."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import quipu.web.office  # noqa: F401  # isort: skip - it sets Django up
from django.db import connection
from filelock import FileLock

from quipu import __version__
from quipu.core.errors import QuipuError, UsageError
from quipu.core.settings import Settings
from quipu.warehouse import releases
from quipu.warehouse.home import Home
from quipu.web.backup import rows
from quipu.web.backup.archive import ArchiveWriter, Manifest

_FOR_ITS_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class Saved:
    """What went into an archive: rows of the database, files of people, snapshots; and its size in bytes."""

    rows: int
    media: int
    snapshots: int
    size: int


def back_up(settings: Settings, home: Home, target: Path) -> Saved:
    """Write the archive; it is under its name only once it is whole. Raise UsageError where there is a file already."""
    if target.exists():
        raise UsageError("there is such a file already", str(target), "Choose another name; nothing is overwritten.")
    home.office.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with FileLock(home.office / "backup.lock"), _private(aside) as out, _linked(home) as media:
            manifest = _write(settings, home, ArchiveWriter(out), media)
        _name(aside, target)
    finally:
        aside.unlink(missing_ok=True)
    return Saved(
        rows=sum(manifest.rows.values()),
        media=sum(name.startswith("media/") for name in manifest.files),
        snapshots=sum(name.startswith("snapshots/") and name.endswith("/bytes") for name in manifest.files),
        size=target.stat().st_size,
    )


def _name(aside: Path, target: Path) -> None:
    """Let the file be seen under its name: by a link, which overwrites nothing; some disks know only renames."""
    try:
        os.link(aside, target)
    except FileExistsError:
        raise
    except OSError:
        aside.rename(target)


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that its owner alone may read: hashes of passwords are in it. It is on the disk afterwards."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FOR_ITS_OWNER)
    with os.fdopen(descriptor, "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _linked(home: Home) -> "Iterator[Links]":
    """Give a folder of links, which keep files that are removed meanwhile."""
    for left in home.office.glob("backup-*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=home.office))
    try:
        yield Links(home.office / "media", folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Links:
    """Links to all files below a folder."""

    source: Path
    folder: Path

    def renew(self) -> None:
        """Link what has come since."""
        for path in self.source.rglob("*"):
            place = self.folder / path.relative_to(self.source)
            if path.is_file() and not path.is_symlink() and not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                _link(path, place)

    def files(self) -> dict[str, Path]:
        """Return them by their names in the archive, in order."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {f"media/{path.relative_to(self.folder).as_posix()}": path for path in sorted(found)}


def _link(path: Path, place: Path) -> None:
    """Link a file, or copy it where the disk knows no links; one that was removed this moment is in no row either."""
    try:
        os.link(path, place)
    except FileNotFoundError:
        return
    except OSError:
        shutil.copyfile(path, place)


def _write(settings: Settings, home: Home, writer: ArchiveWriter, media: Links) -> Manifest:
    """Write all parts. Files are linked before and after the moment of the database: what its rows name is among them."""
    migrations: rows.Migrations = ()
    counts: dict[str, int] = {}
    media.renew()
    if _has_database():
        with rows.one_moment():
            media.renew()
            migrations = rows.applied()
            counts = _write_rows(writer)
    for name, path in media.files().items():
        writer.add_file(name, path)
    release = _current(home)
    for path in sorted(home.snapshots.glob("*/snapshot.json")):
        for part in ("bytes", "snapshot.json"):
            writer.add_file(f"snapshots/{path.parent.name}/{part}", path.with_name(part))
    if not migrations and not any(name.startswith("snapshots/") for name in writer.files):
        raise UsageError("there is nothing to back up", str(home.folder), "Is QUIPU_HOME right?")
    made = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(__version__, made, settings.publisher, release, migrations, counts, writer.files)
    writer.close(manifest)
    return manifest


def _has_database() -> bool:
    """Tell whether the back office was ever opened; raise QuipuError where its database is another version's."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite" and not Path(str(settings["NAME"])).exists():
        return False
    if "django_migrations" not in connection.introspection.table_names():
        return False
    if not rows.is_current():
        what = "the database of the back office belongs to another version of quipu"
        raise QuipuError(what, next="Bring it up first: quipu office sync")
    return True


def _write_rows(writer: ArchiveWriter) -> dict[str, int]:
    """Write every table; return how many rows each has."""
    counts: dict[str, int] = {}
    for label, model in rows.tables().items():
        lines = -1

        def counted(model: object = model) -> Iterator[bytes]:
            nonlocal lines
            for line in rows.lines_of(model):
                lines += 1
                yield line

        writer.add(f"database/{label}.jsonl", counted())
        counts[label] = lines
    return counts


def _current(home: Home) -> str:
    try:
        return releases.current(home).name
    except QuipuError:
        return ""
