"""Look at every file of a published folder, on all cores, and gather the faults. Knows no fault in particular."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from quipu.core.check import Finding, Outcome, Report
from quipu.core.errors import QuipuError
from quipu.publish import manifest
from quipu.publish.crawl import between, lists, one
from quipu.publish.crawl.checks import ASSETS, CHECKS
from quipu.publish.crawl.folder import Folder, base_of
from quipu.publish.crawl.leaf import Found, Leaf, Opened

_PIECE = 200
"""How many files a worker looks at before it tells."""
_GONE = "it was published, and is not there"
_Piece: TypeAlias = tuple[str, ...]
_Seen: TypeAlias = tuple[list[Leaf], list[Found]]


def crawl(path: Path, workers: int) -> Report:
    """Return the faults of a published folder, by check; raise QuipuError where nothing is published there."""
    held = manifest.read(path)
    if held is manifest.EMPTY:
        raise QuipuError("nothing is published there", str(path), "Run: quipu publish DIR")
    folder = Folder(path, base_of(path))
    there = sorted(file for file in held.files if folder.has(file))
    leaves, found = _looked_at(folder, there, workers)
    found += between.look(folder, leaves)
    found += [(ASSETS.name, Finding(file, _GONE, manifest.FILE)) for file in held.files.keys() - set(there)]
    return Report(held.release, tuple(Outcome(check, _of(check.name, found)) for check in CHECKS))


def _of(check: str, found: Iterable[Found]) -> tuple[Finding, ...]:
    return tuple(sorted((one for name, one in found if name == check), key=lambda one: (one.about, one.line)))


def _looked_at(folder: Folder, files: Iterable[str], workers: int) -> tuple[dict[str, Leaf], list[Found]]:
    wanted = [file for file in files if file.endswith(".html") or lists.is_list(file)]
    pieces = [tuple(wanted[start : start + _PIECE]) for start in range(0, len(wanted), _PIECE)]
    leaves: dict[str, Leaf] = {}
    found: list[Found] = []
    for some, faults in _each(folder, pieces, workers):
        leaves.update((leaf.file, leaf) for leaf in some)
        found += [*faults, *chain.from_iterable(leaf.findings for leaf in some)]
    return leaves, found


def _each(folder: Folder, pieces: Sequence[_Piece], workers: int) -> Iterator[_Seen]:
    if workers == 1 or len(pieces) < 2:
        yield from (_piece(folder, piece) for piece in pieces)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("forkserver")) as pool:
        yield from pool.map(_piece, (folder for _ in pieces), pieces)


def _piece(folder: Folder, files: _Piece) -> _Seen:
    leaves = [one.look(Opened(folder, file)) for file in files if file.endswith(".html")]
    found = (lists.look(folder, file) for file in files if lists.is_list(file))
    return leaves, list(chain.from_iterable(found))
