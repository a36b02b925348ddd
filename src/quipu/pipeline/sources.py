"""Find the source whose file this is: every folder under quipu.sources is one. Knows nothing of what is done with it."""

import gzip
import importlib
import pkgutil
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import quipu.sources
from quipu.core.errors import UnreadableFileError, UnrecognisedFileError
from quipu.core.snapshot import Batch, Issue, Quarantined, Recognised

_HEAD = 1 << 16
_GZIP = b"\x1f\x8b"


class Source(Protocol):
    """What a source's reader module offers."""

    def recognise(self, head: bytes, file_name: str) -> Recognised | None:
        """Say what the file is whose first 64 KB, decompressed, are `head`; None where it is not of this source."""

    def read(self, stream: BinaryIO, recognised: Recognised, file: str) -> Iterator[Batch | Issue | Quarantined]:
        """Yield its rows and faults; raise UnreadableFileError where it cannot be read at all."""


@cache
def sources() -> dict[str, Source]:
    """Return every source by its folder's name."""
    names = sorted(found.name for found in pkgutil.iter_modules(quipu.sources.__path__) if found.ispkg)
    return {name: cast(Source, importlib.import_module(f"quipu.sources.{name}.reader")) for name in names}


@cache
def reader_version() -> str:
    """Return a hash of the code that makes facts of bytes: facts of another version are made anew."""
    digest = sha256()
    for package in ("quipu.core", "quipu.formats", "quipu.sources", "quipu.warehouse"):
        for path in _files(Path(str(resources.files(package)))):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".toml", ".sql"})


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading, decompressed where its content is gzip."""
    with path.open("rb") as stream:
        packed = stream.read(2) == _GZIP
    return cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")


def recognise(path: Path, file_name: str) -> tuple[str, Recognised]:
    """Return the source and what it says of the file; raise UnrecognisedFileError where none knows it."""
    try:
        with open_plain(path) as stream:
            head = stream.read(_HEAD)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _broken_gzip(file_name, error) from error
    for name, source in sources().items():
        recognised = source.recognise(head, file_name)
        if recognised is not None:
            return name, recognised
    kinds = "IATI activities (2.01 to 2.03) or refugee statistics (CSV of the data pack or the website, JSON of the interface)"
    raise UnrecognisedFileError("its content is of no kind that is read here", file_name, f"Read are {kinds}.")


def read(
    stream: BinaryIO, source: str, recognised: Recognised, file_name: str
) -> Iterator[Batch | Issue | Quarantined]:
    """Yield the rows and faults of a recognised file, from its decompressed bytes."""
    try:
        yield from sources()[source].read(stream, recognised, file_name)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _broken_gzip(file_name, error) from error


def _broken_gzip(file_name: str, error: Exception) -> UnreadableFileError:
    return UnreadableFileError(f"the compressed file is broken ({error})", file_name, "Fetch it again.")
