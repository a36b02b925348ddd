"""Keep the public editions as files that need no framework: one a kind and year, and what they show. Knows no pages.

`SUBJECT/YEAR/report.json` holds an edition in all languages, `media` the pictures and documents, named by their content.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
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
    """The editions of a folder, each read when it is asked for; one that cannot be read is left out, and told by `check`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[tuple[str, int], tuple[Edition, ...]] = {}
        self._contents: dict[str, bytes] = {}
        self._faults: list[QuipuError] = []

    def plus(self, edition: Edition, contents: Mapping[str, bytes]) -> "Kept":
        """Return the same with an edition in the place of the one of its kind, and files that are not in the folder yet."""
        other, key = Kept(self._folder), (edition.subject, edition.year)
        others = [held for held in self.of(*key) if held.kind is not edition.kind]
        other._held, other._contents = {key: written.in_order([*others, edition])}, dict(contents)
        return other

    def of(self, subject: str, year: int) -> Sequence[Edition]:
        """Return the editions of a subject and year, the report first."""
        key = (subject, year)
        if key not in self._held:
            self._held[key] = written.in_order(list(self._read(subject, year)))
        return self._held[key]

    def _read(self, subject: str, year: int) -> Iterator[Edition]:
        for kind in EditionKind:
            path = self._folder / subject / str(year) / f"{kind}.json"
            try:
                if path.exists():
                    yield read(path)
            except QuipuError as error:
                self._faults.append(error)

    def fingerprint(self, subject: str, year: int) -> str:
        """Return what changes when one of them does; nothing where there are none."""
        return written.digest(self.of(subject, year))

    def all(self) -> Iterator[Edition]:
        """Yield every edition."""
        years = {path.parent for path in self._folder.glob("*/[0-9][0-9][0-9][0-9]/*.json")}
        keys = {(year.parent.name, int(year.name)) for year in years} | self._held.keys()
        for key in sorted(keys):
            yield from self.of(*key)

    def files(self) -> Sequence[File]:
        """Return every file that an edition shows or leads to and that is there, each once, by name."""
        held = {file.path: file for edition in self.all() for file in edition.files()}
        return tuple(held[path] for path in sorted(held) if self.has(held[path].name))

    def has(self, name: str) -> bool:
        """Tell whether a file is there."""
        return name in self._contents or (self._folder / MEDIA / name).is_file()

    def content(self, name: str) -> bytes:
        """Return the bytes of a file by its name."""
        return self._contents[name] if name in self._contents else (self._folder / MEDIA / name).read_bytes()

    def digest(self) -> str:
        """Return a hash of all editions; nothing of none."""
        return written.digest(tuple(self.all()))

    def check(self) -> Sequence[QuipuError]:
        """Read everything, and return what cannot be read and which files are missing."""
        every = tuple(self.all())
        missing = (
            QuipuError(f"the file {file.name} is missing", str(place(self._folder, one)), _NEXT)
            for one in every
            for file in one.files()
            if not self.has(file.name)
        )
        return (*self._faults, *missing)


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
