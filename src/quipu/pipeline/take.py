"""Take files as snapshots: copy, recognise, read, keep. Each file goes in whole or not at all."""

import hashlib
import io
import multiprocessing
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from quipu.core.errors import QuipuError, UnrecognisedFileError, UsageError
from quipu.core.profile import Credit, Profile
from quipu.core.snapshot import Recognised, Snapshot
from quipu.pipeline import sources
from quipu.warehouse import snapshots
from quipu.warehouse.home import Home
from quipu.warehouse.tables import FactWriter


class Progress(Protocol):
    """Is told how an import goes."""

    def started(self, files: int, size: int) -> None:
        """Be told how many files of how many bytes there are."""

    def done(self, taken: "Taken") -> None:
        """Be told of one file."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: "new", "known" (it is here already), "passed over" or "refused"."""

    file: Path
    size: int
    outcome: str
    snapshot: Snapshot | None = None
    error: QuipuError | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said of the files at their import: the day of publication and the origin, where they do not say it themselves."""

    published: date | None = None
    origin: str = ""
    imported: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Staged:
    """A snapshot in staging, ready to be kept."""

    snapshot: Snapshot
    bytes: Path
    facts: Path


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files named, and all files in the folders named, in order; raise UsageError for a path that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")))
        elif path.is_file():
            found.append(path)
        else:
            raise UsageError("there is no such file or folder", str(path))
    return tuple(dict.fromkeys(found))


def take(
    home: Home, profile: Profile, files: tuple[Path, ...], terms: Terms, workers: int, progress: Progress
) -> tuple[Taken, ...]:
    """Take every file, in parallel; the caller holds the lock. A file that cannot be read changes nothing and stops no other."""
    known = {text: s for s in snapshots.stored(home) for text in (s.sha256, s.content_sha256)}
    progress.started(len(files), sum(file.stat().st_size for file in files))
    taken: list[Taken] = []
    for file, staged in _staged(home, profile, files, terms, workers, frozenset(known)):
        taken.append(_keep(home, file, staged, known))
        progress.done(taken[-1])
    return tuple(sorted(taken, key=lambda t: files.index(t.file)))


def _keep(home: Home, file: Path, staged: "_Staged | str | QuipuError", known: dict[str, Snapshot]) -> Taken:
    size = file.stat().st_size
    if isinstance(staged, UnrecognisedFileError):
        return Taken(file, size, "passed over", error=staged)
    if isinstance(staged, QuipuError):
        return Taken(file, size, "refused", error=staged)
    if isinstance(staged, str):
        return Taken(file, size, "known", known[staged])
    snapshot = staged.snapshot
    if snapshot.content_sha256 in known:
        return Taken(file, size, "known", known[snapshot.content_sha256])
    snapshots.keep(home, snapshot, staged.bytes, staged.facts, sources.reader_version())
    known[snapshot.sha256] = known[snapshot.content_sha256] = snapshot
    return Taken(file, size, "new", snapshot)


def _staged(
    home: Home, profile: Profile, files: tuple[Path, ...], terms: Terms, workers: int, known: frozenset[str]
) -> Iterator[tuple[Path, "_Staged | str | QuipuError"]]:
    """Yield each file with what a worker made of it, as they are done; the largest are begun first."""
    work = ((file, home.stage("taken"), profile, terms, known) for file in sorted(files, key=_size_first))
    if workers == 1 or len(files) == 1:
        yield from ((job[0], _stage(*job)) for job in work)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("forkserver")) as pool:
        futures: dict[Future[_Staged | str | QuipuError], Path] = {pool.submit(_stage, *job): job[0] for job in work}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _size_first(file: Path) -> tuple[int, Path]:
    return (-file.stat().st_size, file)


def _stage(
    file: Path, folder: Path, profile: Profile, terms: Terms, known: frozenset[str]
) -> "_Staged | str | QuipuError":
    """Copy one file to staging and read it; return the hash of one that is known, the error of one that cannot be read."""
    try:
        sha256, size = snapshots.copy_and_hash(file, folder / "bytes")
        if sha256 in known:
            return sha256
        return _read(file, folder, profile, terms, sha256, size)
    except QuipuError as error:
        shutil.rmtree(folder, ignore_errors=True)
        return error
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        return QuipuError(f"cannot be taken ({error.strerror})", str(file))


def _read(file: Path, folder: Path, profile: Profile, terms: Terms, sha256: str, size: int) -> "_Staged":
    source, recognised = sources.recognise(folder / "bytes", file.name)
    (folder / "facts").mkdir()
    content_sha256, writer = read_facts(folder / "bytes", folder / "facts", sha256, source, recognised, file.name)
    snapshot = _described(file, profile, terms, source, recognised)
    known = replace(snapshot, sha256=sha256, content_sha256=content_sha256, size=size)
    counted = replace(known, rows=writer.rows, quarantined=writer.quarantined, issues=writer.issues)
    return _Staged(counted, folder / "bytes", folder / "facts")


def read_facts(
    taken: Path, facts: Path, sha256: str, source: str, recognised: Recognised, file_name: str
) -> tuple[str, FactWriter]:
    """Write the fact tables of one snapshot's bytes; return the hash of the decompressed bytes, and the counts."""
    writer = FactWriter(facts, sha256[:12])
    stream = _Hashing(sources.open_plain(taken))
    try:
        for given in sources.read(cast(BinaryIO, stream), source, recognised, file_name):
            writer.write(given)
        stream.drain()
    finally:
        writer.close()
        stream.close()
    return stream.digest.hexdigest(), writer


def _described(file: Path, profile: Profile, terms: Terms, source: str, recognised: Recognised) -> Snapshot:
    imported = terms.imported or datetime.now(UTC).replace(microsecond=0)
    published, by = _published(recognised, terms, imported)
    credit = _credit(profile, source, recognised)
    return Snapshot(
        sha256="",
        content_sha256="",
        file=file.name,
        size=0,
        source=source,
        dataset=recognised.dataset,
        complete=recognised.complete,
        published=published,
        published_by=by,
        imported=imported,
        origin=terms.origin or credit.publisher,
        publisher=credit.publisher,
        licence=credit.licence,
        rows=0,
        quarantined=0,
        issues=0,
    )


def _published(recognised: Recognised, terms: Terms, imported: datetime) -> tuple[date, str]:
    """Return the day of publication and how it is known: the file's own, else what was said, else the day of import."""
    if recognised.published is not None:
        return recognised.published, recognised.published_by
    if terms.published is not None:
        return terms.published, "said at import"
    return imported.date(), "day of import"


def _credit(profile: Profile, source: str, recognised: Recognised) -> Credit:
    """Return whose the file is: the profile's publisher, or the other one that the file names."""
    if recognised.publisher in ("", profile.publisher.reference):
        return profile.credit(source, recognised.dataset)
    return Credit(source, recognised.dataset, recognised.publisher, "not stated")


class _Hashing(io.RawIOBase):
    """A stream that hashes what is read through it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        piece = self._stream.read(size)
        self.digest.update(piece)
        return piece

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def drain(self) -> None:
        """Read what the reader has left."""
        while self.read(1 << 20):
            pass

    def close(self) -> None:
        self._stream.close()
        super().close()
