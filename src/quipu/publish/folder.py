"""Publish a release to a folder: render what changed, on all cores, and write a manifest. Knows no sources and no requests."""

import gc
import gzip
import hashlib
import multiprocessing
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli

from quipu.core.profile import load
from quipu.figures.lookup import Record
from quipu.pages.site import LANGUAGES, Site
from quipu.pages.url import Url
from quipu.publish import manifest
from quipu.publish.manifest import Entry, Manifest

_PIECE = 16
_ASIDE = ".new"
"""Where a file is written before it is renamed to its place; what a killed publisher left there is removed."""
_WORTH_PACKING = 1024
_GZIP_LEVEL = 4
_BROTLI_QUALITY = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish and where: a release's folder, its publisher's profile, the languages, the site's address if known."""

    release: Path
    publisher: str
    target: Path
    languages: tuple[str, ...] = LANGUAGES
    base: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: files rendered, of them written because their bytes differ, unchanged, and removed."""

    rendered: int
    written: int
    unchanged: int
    removed: int


def publish(order: Order, workers: int) -> Outcome:
    """Bring the folder up to the release. Files appear by renames, the manifest last; running it again changes nothing."""
    old = manifest.read(order.target)
    order.target.mkdir(parents=True, exist_ok=True)
    if old is manifest.EMPTY:
        old.write(order.target)  # so that a first time that is interrupted can be taken up again
    site = _site(order)
    fingerprints = {url.file: site.fingerprint(url) for url in site.urls}
    stale = [
        place for place, url in enumerate(site.urls) if not _holds(order.target, old, url.file, fingerprints[url.file])
    ]
    entries = _written_aside(order, stale, workers)
    written = sum(entry.written for entry in entries.values())
    kept = {file: old.files[file] for file in fingerprints if file not in entries}
    made = {file: Entry(e.sha256, e.size, fingerprints[file]) for file, e in entries.items()}
    removed = _remove(order.target, old.files.keys() - fingerprints.keys())
    record = site.record
    Manifest(record.name, record.as_of.isoformat(), kept | made).write(order.target)
    return Outcome(len(entries), written, len(kept), removed)


def _written_aside(order: Order, stale: Sequence[int], workers: int) -> dict[str, "_Made"]:
    """Render and write the files at these places, and leave nothing half-written behind."""
    aside = order.target / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        return dict(_rendered(order, stale, workers))
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Made:
    """A file as it was rendered, and whether its bytes are new."""

    sha256: str
    size: int
    written: bool


def _holds(target: Path, old: Manifest, file: str, fingerprint: str) -> bool:
    """Tell whether the folder has the file, made from the same and not changed since by another hand."""
    entry = old.files.get(file)
    if entry is None or entry.fingerprint != fingerprint:
        return False
    try:
        content = (target / file).read_bytes()
        return hashlib.sha256(content).hexdigest() == entry.sha256 and _is_packed(target / file, content)
    except (OSError, EOFError, zlib.error, brotli.error):
        return False


def _is_packed(path: Path, content: bytes) -> bool:
    """Tell whether the packed copies, which most readers get, hold the same; raise where they cannot be unpacked."""
    return len(content) < _WORTH_PACKING or (
        gzip.decompress(Path(f"{path}.gz").read_bytes()) == content
        and brotli.decompress(Path(f"{path}.br").read_bytes()) == content
    )


@cache
def _site(order: Order) -> Site:
    """Open the site once in each process."""
    return Site(Record.open(order.release), load(order.publisher), order.languages, order.base)


def _rendered(order: Order, places: Sequence[int], workers: int) -> Iterator[tuple[str, _Made]]:
    """Render the addresses at these places; pages of one subject go to one worker, which has its figures at hand."""
    pieces = [places[start : start + _PIECE] for start in range(0, len(places), _PIECE)]
    if workers == 1 or len(pieces) < 2:
        with uncollected():
            for piece in pieces:
                yield from _render(order, piece)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("forkserver"), initializer=gc.disable) as pool:
        for made in pool.map(_render, (order for _ in pieces), pieces):
            yield from made


@contextmanager
def uncollected() -> Iterator[None]:
    """Render without the search for cycles: pages make none, and looking through what is kept takes a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _render(order: Order, places: Iterable[int]) -> list[tuple[str, _Made]]:
    site = _site(order)
    return [(url.file, _write(order.target, url, site.render(url))) for url in (site.urls[place] for place in places)]


def _write(target: Path, url: Url, content: bytes) -> _Made:
    """Write the bytes and their packed copies, each by a rename, where they differ from what is there."""
    path = target / url.file
    path.parent.mkdir(parents=True, exist_ok=True)
    copies = packed(path, content)
    written = _replace(target / _ASIDE, path, content)
    for copy, copied in copies.items():
        _replace(target / _ASIDE, copy, copied)
    return _Made(hashlib.sha256(content).hexdigest(), len(content), written)


def packed(path: Path, content: bytes) -> dict[Path, bytes]:
    """Return the packed copies of a file, by their paths; none of a small one."""
    if len(content) < _WORTH_PACKING:
        return {}
    return {
        Path(f"{path}.gz"): gzip.compress(content, _GZIP_LEVEL, mtime=0),
        Path(f"{path}.br"): brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY),
    }


def _replace(aside: Path, path: Path, content: bytes) -> bool:
    """Replace a file by one rename, unless it has these bytes already."""
    try:
        if path.read_bytes() == content:
            return False
    except OSError:
        pass
    new = aside / str(os.getpid())
    new.write_bytes(content)
    new.replace(path)
    return True


def _remove(target: Path, files: Iterable[str]) -> int:
    """Remove files of an earlier publication that the site no longer has, and folders that are left empty."""
    count = 0
    for file in sorted(files, reverse=True):
        path = target / file
        for copy in (path, Path(f"{path}.gz"), Path(f"{path}.br")):
            copy.unlink(missing_ok=True)
        count += 1
        _remove_empty(path.parent, target)
    return count


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
