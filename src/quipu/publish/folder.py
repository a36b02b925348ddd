"""Publish a release to a folder: render what changed, on all cores, and write a manifest. Knows no sources and no requests."""

import gc
import gzip
import hashlib
import multiprocessing
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, partial
from itertools import chain, groupby, islice
from multiprocessing import forkserver
from pathlib import Path
from typing import TypeAlias

import brotli
from isal import igzip

from quipu.core.edition import Editions
from quipu.core.profile import load
from quipu.figures.lookup import Record
from quipu.pages import pictures, share, sheet
from quipu.pages.site import LANGUAGES, Site
from quipu.pages.url import Url
from quipu.publish import manifest, seen
from quipu.publish.manifest import Entry, Manifest
from quipu.warehouse.editions import Kept

_LARGEST_PIECE, _SMALLEST_PIECE = 200, 16
"""How many files are given to a worker at once, or a few more: charts of a subject are drawn once a worker."""
_PIECES_EACH = 8
"""How many pieces of the size of the next one a worker had until then, so that none waits long for the others."""
_ASIDE = ".new"
"""Where a file is written before it is renamed to its place; what a killed publisher left there is removed."""
_WORTH_PACKING = 1024
_PACKED_ALREADY = frozenset({".pdf", ".png", ".webp", ".zip", ".docx", ".odt", ".ods", ".pptx", ".xlsx"})
_GZIP_LEVEL = 2
_BROTLI_QUALITY = 4


class Sheets(Enum):
    """What is done with fact sheets, or with pictures for sharing."""

    WRITTEN = "written"
    ON_DEMAND = "on demand"
    """Pages lead to them, and whoever serves the folder makes them."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish and where: a release's folder, its publisher's profile, the languages, the site's address if known."""

    release: Path
    publisher: str
    target: Path
    languages: tuple[str, ...] = LANGUAGES
    base: str = ""
    sheets: Sheets = Sheets.WRITTEN
    images: Sheets = Sheets.NONE
    """Pages name pictures where they are written and the site's address is known."""
    editions: Path | None = None
    """Where the public editions are kept."""
    written: str = ""
    """The digest of the editions, so that a process that publishes twice looks at them again."""
    seen: Path | None = None
    """Where it is noted what the files looked like; without it all are read to know that they are as they were written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: files rendered, of them written because their bytes differ, unchanged, and removed."""

    rendered: int
    written: int
    unchanged: int
    removed: int


def publish(order: Order, workers: int) -> Outcome:
    """Bring the folder up to the release. Files appear by renames, the manifest last; running it again changes nothing."""
    with _crew(workers) as crew:
        old = manifest.read(order.target)
        order.target.mkdir(parents=True, exist_ok=True)
        if old is manifest.EMPTY:
            old.write(order.target)  # so that a first time that is interrupted can be taken up again
        if crew and old.release != _site(order).record.name:
            for _ in range(workers):
                crew.submit(_prepare, order)  # they open the release while it is found out what has changed
        return _brought_up(order, old, crew)


def _brought_up(order: Order, old: Manifest, crew: "_Crew | None") -> Outcome:
    site, folder = _site(order), _Folder(order.target, old, seen.read(order.seen))
    wanted = {url.file: url for url in site.urls if _is_written(order, url)}
    fingerprints = {file: site.fingerprint(url) for file, url in wanted.items()}
    stale = ((wanted[file], folder.had(file)) for file in wanted if not folder.holds(file, fingerprints[file]))
    entries = _written_aside(order, stale, crew)
    written = sum(entry.written for entry in entries.values())
    kept = {file: old.files[file] for file in fingerprints if file not in entries}
    made = {file: Entry(e.sha256, e.size, fingerprints[file], e.made_of) for file, e in entries.items()}
    removed = _remove(order.target, old.files.keys() - fingerprints.keys())
    Manifest(site.record.name, site.record.as_of.isoformat(), kept | made).write(order.target)
    seen.note(order.seen, folder.stamped(kept, made))
    rendered = sum(entry.rendered for entry in entries.values())
    return Outcome(rendered, written, len(wanted) - rendered, removed)


def _is_written(order: Order, url: Url) -> bool:
    wanted = {sheet.KIND: order.sheets, share.KIND: order.images, pictures.KIND: order.images}
    return wanted.get(url.kind, Sheets.WRITTEN) is Sheets.WRITTEN


_Task: TypeAlias = tuple[Url, Entry | None]
"""An address, and what the folder has there, if it is known to be as it was made."""


def _written_aside(order: Order, stale: Iterable[_Task], crew: "_Crew | None") -> dict[str, "_Made"]:
    """Render and write the files at these addresses while they are found, and leave nothing half-written behind."""
    aside = order.target / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        return dict(_rendered(order, stale, crew))
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Made:
    """A file as it is now: what it is made of, whether it was rendered for that, and whether its bytes are new."""

    sha256: str
    size: int
    made_of: str
    rendered: bool
    written: bool


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder as it was published last: its manifest, and what its files looked like then."""

    target: Path
    old: Manifest
    noted: seen.Stamps
    looked: dict[str, str] = field(default_factory=dict)
    """What those look like that were found to be as they were written."""

    def holds(self, file: str, fingerprint: str) -> bool:
        """Tell whether the folder has the file, made from the same and not changed since by another hand."""
        entry = self.old.files.get(file)
        return entry is not None and entry.fingerprint == fingerprint and self._has(file, entry)

    def had(self, file: str) -> Entry | None:
        """Return the entry of a file that the folder still has as it was made; only what is costly to make is read for that."""
        entry = self.old.files.get(file)
        return entry if entry is not None and self._has(file, entry, read=bool(entry.made_of)) else None

    def _has(self, file: str, entry: Entry, *, read: bool = True) -> bool:
        """Tell whether the folder has the file as it was written, by its looks and, if these changed, by what is in it."""
        path = self.target / file
        stamp = seen.stamp(path, entry.sha256)
        if self.noted.get(file) == stamp or (read and _is_as_written(path, entry)):
            self.looked[file] = stamp
            return True
        return False

    def stamped(self, kept: Iterable[str], made: Mapping[str, Entry]) -> dict[str, str]:
        """Return what the files look like now: those that were looked at and kept, and those that were made."""
        looked = {file: self.looked[file] for file in kept}
        return looked | {file: seen.stamp(self.target / file, one.sha256) for file, one in made.items()}


def _is_as_written(path: Path, entry: Entry) -> bool:
    try:
        content = path.read_bytes()
        return hashlib.sha256(content).hexdigest() == entry.sha256 and _is_packed(path, content)
    except (OSError, EOFError, zlib.error, brotli.error):
        return False


def _is_packed(path: Path, content: bytes) -> bool:
    """Tell whether the packed copies, which most readers get, hold the same; raise where they cannot be unpacked."""
    return not _is_worth_packing(path, content) or (
        gzip.decompress(Path(f"{path}.gz").read_bytes()) == content
        and brotli.decompress(Path(f"{path}.br").read_bytes()) == content
    )


@cache
def _site(order: Order) -> Site:
    """Open the site once in each process."""
    return open_site(
        order.release,
        order.publisher,
        order.languages,
        order.base,
        sheets=order.sheets is not Sheets.NONE,
        images=order.images is not Sheets.NONE,
        editions=Kept(order.editions) if order.editions else None,
    )


def open_site(
    release: Path,
    publisher: str,
    languages: Sequence[str] = LANGUAGES,
    base: str = "",
    *,
    sheets: bool = True,
    images: bool = False,
    editions: Editions | None = None,
) -> Site:
    """Open a release's site, to be rendered in one thread."""
    return Site(Record.open(release), load(publisher), languages, base, sheets=sheets, images=images, editions=editions)


class _Crew(ProcessPoolExecutor):
    """Processes that render side by side."""

    def __init__(self, workers: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        forkserver.ensure_running()  # it loads the code while this process reads what there is
        super().__init__(workers, context, initializer=gc.disable)
        self.workers = workers


@contextmanager
def _crew(workers: int) -> Iterator[_Crew | None]:
    """Give processes that are started when there is something to do; none where there is to be one."""
    if workers == 1:
        yield None
        return
    with _Crew(workers) as crew:
        yield crew


def _prepare(order: Order) -> None:
    _site(order).prepare()


def _rendered(order: Order, tasks: Iterable[_Task], crew: _Crew | None) -> Iterator[tuple[str, _Made]]:
    """Render the addresses; pages of one subject go to one worker, which has its figures at hand."""
    pieces = _pieces(tasks, crew.workers * _PIECES_EACH if crew else 1)
    first = list(islice(pieces, 2))
    every = chain(first, pieces)
    if crew is None or len(first) < 2:
        with uncollected():
            yield from _render(order, chain.from_iterable(every))
        return
    for made in crew.map(partial(_render, order), every):
        yield from made


def _pieces(tasks: Iterable[_Task], parts: int) -> Iterator[Sequence[_Task]]:
    """Yield the tasks of one subject together, of many years apart; those of one year are never parted.

    How many tasks there are is not known yet: a piece is as large as one of that many parts of what went before.
    """
    given = 0
    for _, held in groupby(tasks, key=lambda task: task[0].subject):
        piece: list[_Task] = []
        for year, some in groupby(held, key=lambda task: task[0].year):
            piece += some
            while len(piece) >= (size := min(_LARGEST_PIECE, max(_SMALLEST_PIECE, given // parts))):
                cut = len(piece) if year else size
                yield piece[:cut]
                piece, given = piece[cut:], given + cut
        if piece:
            yield piece
            given += len(piece)


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


def _render(order: Order, tasks: Iterable[_Task]) -> list[tuple[str, _Made]]:
    return [(url.file, _make(order, url, held)) for url, held in tasks]


def _make(order: Order, url: Url, held: Entry | None) -> _Made:
    """Render and write one file; what would be the same as the one there is left as it is, a sheet or picture not even made."""
    site = _site(order)
    made_of = site.made_of(url)
    if held is not None and made_of and held.made_of == made_of:
        return _Made(held.sha256, held.size, made_of, rendered=False, written=False)
    content = site.render(url)
    digest = hashlib.sha256(content).hexdigest()
    is_new = (held is None or held.sha256 != digest) and _write(order.target, url, content)
    return _Made(digest, len(content), made_of, rendered=True, written=is_new)


def _write(target: Path, url: Url, content: bytes) -> bool:
    """Write the bytes and their packed copies, each by a rename, where they differ from what is there; tell whether they did."""
    path = target / url.file
    path.parent.mkdir(parents=True, exist_ok=True)
    copies = packed(path, content)
    written = _replace(target / _ASIDE, path, content)
    for copy, copied in copies.items():
        _replace(target / _ASIDE, copy, copied)
    if not copies:
        _unpack(path)
    return written


def _unpack(path: Path) -> None:
    """Remove the packed copies of a file that was larger before: servers would send them."""
    for ending in ("gz", "br"):
        Path(f"{path}.{ending}").unlink(missing_ok=True)


def packed(path: Path, content: bytes) -> dict[Path, bytes]:
    """Return the packed copies of a file, by their paths; none of a small one, and none of what is packed already."""
    if not _is_worth_packing(path, content):
        return {}
    return {
        Path(f"{path}.gz"): igzip.compress(content, _GZIP_LEVEL, mtime=0),
        Path(f"{path}.br"): brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY),
    }


def _is_worth_packing(path: Path, content: bytes) -> bool:
    return len(content) >= _WORTH_PACKING and path.suffix not in _PACKED_ALREADY


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
