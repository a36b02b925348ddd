"""The list of what was published: every file with its hash and what it was made from. Renders nothing."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

from quipu.core.errors import QuipuError

FILE = "manifest.json"
_NEW = f".{FILE}.new"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: the hash and size of its bytes, and the fingerprint of what they were made from.

    `made_of` is narrower, a hash of the content itself; only fact sheets have it.
    """

    sha256: str
    size: int
    fingerprint: str
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds: the release, its day, and every file by its path."""

    release: str
    as_of: str
    files: dict[str, Entry]

    def write(self, folder: Path) -> None:
        """Write it by one rename; equal content gives equal bytes."""
        new = folder / _NEW
        new.write_bytes(self.dumped())
        new.replace(folder / FILE)

    def dumped(self) -> bytes:
        """Return its bytes."""
        files = ",\n".join(f"{_dumped(name)}: {_dumped(_described(self.files[name]))}" for name in sorted(self.files))
        head = f'"as_of": {_dumped(self.as_of)},\n"release": {_dumped(self.release)}'
        return f'{{\n{head},\n"files": {{\n{files}\n}}\n}}\n'.encode()


_dumped = json.JSONEncoder(ensure_ascii=False).encode


def _described(entry: Entry) -> dict[str, str | int]:
    return {field.name: getattr(entry, field.name) for field in fields(entry)}


EMPTY = Manifest("", "", {})


def read(folder: Path) -> Manifest:
    """Return the manifest of a folder, an empty one for a new or empty folder; refuse a folder that holds something else."""
    path = folder / FILE
    if not folder.exists() or all(found.name == _NEW for found in folder.iterdir()):
        return EMPTY
    next_step = "Publish to a new or empty folder."
    if not path.exists():
        raise QuipuError("the folder is not empty and was not published by quipu", str(folder), next_step)
    try:
        described = json.loads(path.read_text("utf-8"))
        files = {_inside(name): Entry(**entry) for name, entry in described["files"].items()}
        return Manifest(described["release"], described["as_of"], files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuipuError("the manifest cannot be read", str(path), next_step) from error


def _inside(name: str) -> str:
    """Return the name of a file in the folder; refuse one that leads out of it, for files of old manifests are removed."""
    if name.startswith("/") or ".." in name.split("/"):
        raise ValueError(name)
    return name
