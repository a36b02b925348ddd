"""What files looked like when they were last known to be as written: spares reading a whole site again. Knows no release."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

Stamps = Mapping[str, str]


def read(path: Path | None) -> Stamps:
    """Return what was noted; nothing where nothing was, or where it cannot be read: files are then read themselves."""
    if path is not None:
        with suppress(OSError, ValueError):
            held: dict[str, str] = json.loads(path.read_text("utf-8"))
            return held
    return {}


def note(path: Path | None, stamps: Stamps) -> None:
    """Note what files look like, by one rename."""
    if path is not None:
        _write(path, stamps)


def note_again(path: Path, folder: Path, files: Mapping[str, str]) -> None:
    """Note what some of the files look like now, and leave what is noted of the others."""
    held = read(path)
    if held:
        _write(path, {**held, **{file: stamp(folder / file, sha256) for file, sha256 in files.items()}})


def _write(path: Path, stamps: Stamps) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(json.dumps(stamps), "utf-8")
    new.replace(path)


def stamp(path: Path, sha256: str) -> str:
    """Return what changes when a file, or one of its packed copies, is replaced or written into."""
    name = str(path)
    return " ".join((*map(_looks, (name, f"{name}.gz", f"{name}.br")), sha256))


def _looks(name: str) -> str:
    try:
        found = os.stat(name)  # noqa: PTH116 - called for every file, and half of the time would go into making paths
    except OSError:
        return "-"
    return f"{found.st_ino}.{found.st_size}.{found.st_mtime_ns}"
