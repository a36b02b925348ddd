"""Write a ZIP with a list of what is in it, and unpack nothing but what the list says. Knows nothing of what it means."""

import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from quipu.core.errors import QuipuError

FORMAT = 1
MANIFEST = "backup.json"
_PIECE = 1 << 20
_MOST_OF_A_LIST = 64 << 20
_NAME = re.compile(r"(?:database|media|snapshots)(?:/[^/\\\x00-\x1f]+)+")
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError)
_AGAIN = "Nothing was restored. Use another backup."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: where it is from, what its database knew, and every file with its hash and size."""

    quipu: str
    made: str
    publisher: str
    release: str
    migrations: tuple[tuple[str, str], ...]
    rows: dict[str, int]
    files: dict[str, tuple[str, int]]
    format: int = FORMAT


@dataclass(slots=True)
class ArchiveWriter:
    """Writes members one after the other, with the same bytes for the same content; the list comes last."""

    out: IO[bytes]
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    _zip: zipfile.ZipFile = field(init=False)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.out, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Add one member."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_entry(name), "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                member.write(piece)
        self.files[name] = (digest.hexdigest(), size)

    def add_file(self, name: str, path: Path) -> None:
        """Add the content of a file."""
        with path.open("rb") as stream:
            self.add(name, iter(lambda: stream.read(_PIECE), b""))

    def close(self, manifest: Manifest) -> None:
        """Add the list, and end."""
        text = json.dumps(asdict(manifest), indent=1, sort_keys=True, ensure_ascii=False)
        self._zip.writestr(_entry(MANIFEST), text + "\n")
        self._zip.close()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_DAY)
    entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    return entry


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is open for reading."""

    path: Path
    manifest: Manifest
    members: zipfile.ZipFile

    def unpack(self, folder: Path) -> None:
        """Write every file of the list into a folder; raise QuipuError for anything that is not as the list says."""
        for name in sorted(self.manifest.files):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with _telling_damage(self.path, name):
                self._unpack_one(name, target)

    def _unpack_one(self, name: str, target: Path) -> None:
        """Write one member; never more of it than the list says, whatever it holds."""
        wanted, most = self.manifest.files[name]
        digest, size = hashlib.sha256(), 0
        with self.members.open(name) as member, target.open("xb") as out:
            while piece := member.read(_PIECE):
                size += len(piece)
                if size > most:
                    break
                digest.update(piece)
                out.write(piece)
        if (digest.hexdigest(), size) != (wanted, most):
            raise QuipuError(f"it is damaged: {name} is not what was put in", str(self.path), _AGAIN)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive; raise QuipuError for what is none, is damaged, or has other members than its list says."""
    try:
        members = zipfile.ZipFile(path)
    except (*_BROKEN, ValueError) as error:
        raise QuipuError("it is no backup of quipu, or not all of it", str(path), _AGAIN) from error
    with members:
        names = members.namelist()
        if MANIFEST not in names:
            raise QuipuError("it is no backup of quipu", str(path), _AGAIN)
        manifest = _read(path, members)
        listed = {*manifest.files, MANIFEST}
        if sorted(names) != sorted(listed):
            other = next(iter(sorted(set(names) ^ listed)), "a name twice")
            raise QuipuError(f"it is damaged: what it holds is not what it lists ({other})", str(path), _AGAIN)
        yield Archive(path, manifest, members)


def _read(path: Path, members: zipfile.ZipFile) -> Manifest:
    with _telling_damage(path, MANIFEST):
        if members.getinfo(MANIFEST).file_size > _MOST_OF_A_LIST:
            raise ValueError
        read: dict[str, Any] = json.loads(members.read(MANIFEST))
        if read["format"] != FORMAT:
            next_step = f"It was made by quipu {read['quipu']}: restore it with that version."
            raise QuipuError(f"its format is {read['format']}; read is {FORMAT}", str(path), next_step)
        files = {_checked(name): (str(sha256), int(size)) for name, (sha256, size) in read["files"].items()}
        migrations = tuple((str(app), str(name)) for app, name in read["migrations"])
        return Manifest(**read | {"files": files, "migrations": migrations})


def _checked(name: str) -> str:
    """Return the name of a member; refuse one that could lead out of the folder."""
    if not _NAME.fullmatch(name) or {".", ".."} & set(name.split("/")):
        raise ValueError(name)
    return name


@contextmanager
def _telling_damage(path: Path, name: str) -> Iterator[None]:
    try:
        yield
    except QuipuError:
        raise
    except (*_BROKEN, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuipuError(f"it is damaged: {name} cannot be read", str(path), _AGAIN) from error


def forget(folder: Path) -> None:
    """Remove a folder that was only in between."""
    shutil.rmtree(folder, ignore_errors=True)
