"""Keep the public editions as files that need no framework: one a kind and year, and what they show. Knows no pages.

`SUBJECT/YEAR/report.json` holds an edition in all languages, `media` the pictures and documents, named by their content.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from quipu.core import edition as written
from quipu.core.edition import Edition, EditionKind, File
from quipu.core.errors import QuipuError

MEDIA = "media"
_SUBJECT = re.compile(r"[A-Za-z0-9-]+")
_DECODER = msgspec.json.Decoder(Edition)
_NEXT = "Publish the edition again in the back office, or remove the file; until then the site is without it."


class Kept:
    """The editions of a folder, read once; one that cannot be read is left out, and told by `faults`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.faults: tuple[QuipuError, ...] = ()

    def of(self, subject: str, year: int) -> Sequence[Edition]:
        """Return the editions of a subject and year, the report first."""
        return self._held.get((subject, year), ())

    def fingerprint(self, subject: str, year: int) -> str:
        """Return what changes when one of them does; nothing where there are none."""
        return written.digest(self.of(subject, year))

    def files(self) -> Sequence[File]:
        """Return every file that an edition shows or leads to and that is there, each once, by name."""
        held = {file.path: file for editions in self._held.values() for one in editions for file in one.files()}
        return tuple(held[path] for path in sorted(held) if (self._folder / MEDIA / held[path].name).is_file())

    def content(self, name: str) -> bytes:
        """Return the bytes of a file by its name."""
        return (self._folder / MEDIA / name).read_bytes()

    @cached_property
    def digest(self) -> str:
        """A hash of all editions."""
        return sha256(repr(sorted(self._held.items())).encode()).hexdigest() if self._held else ""

    @cached_property
    def _held(self) -> dict[tuple[str, int], tuple[Edition, ...]]:
        found: dict[tuple[str, int], tuple[Edition, ...]] = {}
        for path in _files(self._folder):
            try:
                edition = read(path)
            except QuipuError as error:
                self.faults = (*self.faults, error)
            else:
                key = (edition.subject, edition.year)
                found[key] = written.in_order((*found.get(key, ()), edition))
        return found

    def check(self) -> Sequence[QuipuError]:
        """Read everything, and return what cannot be read and which files are missing."""
        _ = self._held
        there = {file.path for file in self.files()}
        wanted = ((one, file) for held in self._held.values() for one in held for file in one.files())
        missing = (
            QuipuError(f"the file {file.name} is missing", str(place(self._folder, one)), _NEXT)
            for one, file in wanted
            if file.path not in there
        )
        return (*self.faults, *missing)


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for kind in EditionKind for path in sorted(folder.glob(f"*/[0-9][0-9][0-9][0-9]/{kind}.json")))


def read(path: Path) -> Edition:
    """Return the edition in a file; raise QuipuError that says what is wrong with it and what to do."""
    try:
        edition = _DECODER.decode(path.read_bytes())
    except (OSError, ValueError) as error:
        raise QuipuError(f"the edition cannot be read ({error})", str(path), _NEXT) from error
    if (edition.subject, str(edition.year), edition.kind) != (path.parts[-3], path.parts[-2], path.stem):
        raise QuipuError("the edition is of another subject, year or kind than its place", str(path), _NEXT)
    if wrong := [file.path for file in edition.files() if not written.is_file(file.path)]:
        raise QuipuError(f'"{wrong[0]}" is no file of an edition', str(path), _NEXT)
    return edition


def place(folder: Path, edition: Edition) -> Path:
    """Return where an edition is kept; raise QuipuError for a subject that cannot name a folder."""
    if not _SUBJECT.fullmatch(edition.subject):
        raise QuipuError(f'"{edition.subject}" cannot name a folder', next="Give the subject another code.")
    return folder / edition.subject / str(edition.year) / f"{edition.kind}.json"


def dumped(edition: Edition) -> bytes:
    """Return an edition as a file; equal editions give equal bytes."""
    return (json.dumps(written.described(edition), indent=1, ensure_ascii=False) + "\n").encode()


def file_name(content: bytes, extension: str, title: str = "") -> str:
    """Return the name of a file by its content: sixteen digits of its hash, and its title where it has one."""
    slug = f"-{title}" if title else ""
    return f"{sha256(content).hexdigest()[:16]}{slug}.{extension}"
