"""Put several files in their places together: all of them, or none. Knows nothing of what they hold."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def swap(aside: Path, contents: Mapping[Path, bytes | None]) -> None:
    """Replace or remove (None) files, each by a rename, in the order given.

    Nothing is touched before all new bytes are on the disk in `aside`, a folder of this disk that is removed afterwards.
    Where a rename fails, what was replaced before is put back, and the error goes on.
    """
    with _empty(aside):
        new = {path: _written(aside / f"new-{n}", held) for n, (path, held) in enumerate(contents.items())}
        old = {path: _kept(aside / f"old-{n}", path) for n, path in enumerate(contents)}
        done: list[Path] = []
        try:
            for path, written in new.items():
                done.append(path)
                _put(path, written)
        except BaseException:
            for path in reversed(done):
                _put(path, old[path])
            raise


@contextmanager
def _empty(folder: Path) -> Iterator[None]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(path: Path, content: bytes | None) -> Path | None:
    if content is None:
        return None
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return path


def _kept(path: Path, there: Path) -> Path | None:
    """Keep what is there under a second name, without copying it."""
    try:
        os.link(there, path)
    except FileNotFoundError:
        return None
    return path


def _put(path: Path, content: Path | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        content.replace(path)
