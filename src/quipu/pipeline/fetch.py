"""Fetch what a publisher's profile says is public, and hand it to import. Knows nothing of HTTP."""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from quipu.core.errors import LockedError, QuipuError, UnreadableFileError, UsageError
from quipu.core.profile import Feed, Profile
from quipu.core.snapshot import Snapshot
from quipu.pipeline import download, sources
from quipu.pipeline.download import AbsentError, Downloader, GaveUpError
from quipu.pipeline.take import Progress, Taken, Terms, take
from quipu.warehouse import snapshots
from quipu.warehouse.home import Home

_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to fetch. `address` may still hold `{page}`; `expected` is False where there may be none yet."""

    source: str
    dataset: str
    address: str
    file: str
    expected: bool = True

    @property
    def origin(self) -> str:
        """Where the file is from, as the sources page shows it."""
        return self.address.replace("{page}", "1")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one wanted file: "new", "unchanged", "absent" (not published yet) or "failed"."""

    wanted: Wanted
    outcome: str
    file: Path | None = None
    error: QuipuError | None = None


def wanted(profile: Profile, names: Iterable[str], today: date) -> tuple[Wanted, ...]:
    """Return the files of the sources or datasets named, of all without names; raise UsageError for an unknown one."""
    chosen = {name.replace("-", "_") for name in names}
    known = {name for feed in profile.feeds for name in (feed.source, feed.dataset)}
    for name in sorted(chosen - known):
        raise UsageError(
            f'there is no source "{name}" to fetch', next=f"Known are: {', '.join(sorted(known)) or 'none'}."
        )
    feeds = (feed for feed in profile.feeds if not chosen or chosen & {feed.source, feed.dataset})
    return tuple(found for feed in feeds for found in _files(feed, today))


def _files(feed: Feed, today: date) -> Iterator[Wanted]:
    address = feed.address.replace("{this_year}", str(today.year))
    if "{page}" in address:
        yield Wanted(feed.source, feed.dataset, address, f"{feed.dataset}-{today}.json")
    elif "{year}" in address:
        for year in range(feed.first_year, today.year + 1):
            yearly = address.replace("{year}", str(year))
            # A year's file comes out in its first months; until the year is over none is missed.
            yield Wanted(feed.source, feed.dataset, yearly, _file_name(yearly), expected=year < today.year)
    else:
        yield Wanted(feed.source, feed.dataset, address, _file_name(address))


def _file_name(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]


@contextmanager
def fetching(home: Home) -> Iterator[Path]:
    """Give the folder of downloads to one process alone; raise LockedError where another is fetching."""
    folder = home.folder / "downloads"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "fetch.lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockedError("another process is fetching", str(folder), "Try again when it is done.") from error
    except OSError as error:
        raise QuipuError(
            f"cannot write there ({error.strerror})", str(folder), "Set QUIPU_HOME to another folder."
        ) from error
    try:
        yield folder
    finally:
        lock.release()


def fetch(home: Home, folder: Path, files: Iterable[Wanted], downloader: Downloader) -> Iterator[Fetched]:
    """Yield what becomes of each file. One that fails stops no other, unless its server does not answer."""
    away: set[str] = set()
    taken = frozenset(snapshot.sha256 for snapshot in snapshots.stored(home))
    for one in files:
        server = urlsplit(one.address).netloc
        if server in away:
            yield Fetched(one, "failed", error=QuipuError(f"not asked: {server} did not answer before", one.origin))
            continue
        try:
            yield _fetch(folder, one, downloader, taken)
        except AbsentError as error:
            yield Fetched(one, "failed", error=error) if one.expected else Fetched(one, "absent")
        except QuipuError as error:
            away |= {server} if isinstance(error, GaveUpError) else set()
            yield Fetched(one, "failed", error=error)


def _fetch(folder: Path, one: Wanted, downloader: Downloader, taken: frozenset[str]) -> Fetched:
    file = folder / one.file
    if "{page}" in one.address:
        _fetch_pages(one, file, downloader)
    else:
        came = downloader.download(one.address, file, file.exists() or _taken_as(file) in taken)
        if not came and not file.exists():
            return Fetched(one, "unchanged")
    _refuse_other_content(one, file)
    return Fetched(one, "new", file)


def _fetch_pages(one: Wanted, file: Path, downloader: Downloader) -> None:
    """Fetch page after page into one file; pages that are here since an interruption today are not fetched again."""
    folder = file.with_name(f"{file.name}.pages")
    for older in file.parent.glob(f"{one.dataset}-*.json.pages"):
        if older != folder:
            shutil.rmtree(older)
    folder.mkdir(exist_ok=True)
    pages: list[Path] = []
    last = 1
    while len(pages) < last:
        number = len(pages) + 1
        page = folder / f"{number}.json"
        address = one.address.replace("{page}", str(number))
        if not page.exists():
            downloader.download(address, page, only_if_changed=False)
        pages.append(page)
        last = _page_count(page, address, None if number == 1 else last)
    _join(pages, file)
    shutil.rmtree(folder)


def _page_count(page: Path, address: str, before: int | None) -> int:
    """Return how many pages there are; raise QuipuError where it is none, or one of another edition."""
    try:
        content = json.loads(page.read_bytes())
        count = int(content.get("maxPages") or 1)
    except (ValueError, AttributeError, TypeError) as error:
        download.forget(page)
        raise QuipuError("what came is not a page of the interface", address, "Nothing of it was taken.") from error
    if (before is not None and count != before) or count > _MOST_PAGES:
        shutil.rmtree(page.parent)
        raise QuipuError(
            f"there are {count} pages now, {before} before: the data changed meanwhile", address, "Fetch again."
        )
    return count


def _join(pages: Iterable[Path], file: Path) -> None:
    part = file.with_name(f"{file.name}.part")
    with part.open("wb") as joined:
        for page in pages:
            joined.write(page.read_bytes().rstrip() + b"\n")
    part.replace(file)


def _refuse_other_content(one: Wanted, file: Path) -> None:
    """Raise QuipuError where the file is not of the dataset that was asked for; it is removed."""
    try:
        source, recognised = sources.recognise(file, file.name)
    except UnreadableFileError as error:
        download.forget(file)
        raise QuipuError(
            f"what came is not {one.dataset}: {error.what}", one.origin, "Nothing of it was taken."
        ) from error
    if (source, recognised.dataset) != (one.source, one.dataset):
        download.forget(file)
        raise QuipuError(
            f"what came is {recognised.dataset}, not {one.dataset}", one.origin, "Nothing of it was taken."
        )


def import_fetched(
    home: Home, profile: Profile, fetched: Iterable[Fetched], workers: int, progress: Progress
) -> tuple[Taken, ...]:
    """Take what was fetched as snapshots, each with its address as origin; the caller holds the lock on writing."""
    taken: list[Taken] = []
    for one in fetched:
        if one.file is not None:
            taken += take(home, profile, (one.file,), Terms(origin=one.wanted.origin), workers, progress)
            _settle(one.file, taken[-1].snapshot)
    return tuple(taken)


def _settle(file: Path, snapshot: Snapshot | None) -> None:
    """Let go of a file that has been taken: the snapshot holds its bytes. One that was refused is asked for anew."""
    if snapshot is None:
        download.forget(file)
        return
    _note_of(file).write_text(snapshot.sha256, "utf-8")
    file.unlink()


def _taken_as(file: Path) -> str:
    """Return the hash of the snapshot that the file became when it was last fetched."""
    note = _note_of(file)
    return note.read_text("utf-8") if note.exists() else ""


def _note_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")
