"""`quipu fetch`: the same as import, from the publisher's public addresses."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from quipu.cli.arguments import Commands, add_command
from quipu.cli.build import release_after
from quipu.cli.home import open_home
from quipu.cli.output import say, warn
from quipu.cli.take import line_about
from quipu.core.errors import QuipuError
from quipu.core.profile import load
from quipu.core.settings import Settings
from quipu.pipeline.download import Downloader, Manners
from quipu.pipeline.fetch import Fetched, Wanted, fetch, fetching, import_fetched, wanted
from quipu.pipeline.take import Taken
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing


def register(commands: Commands) -> None:
    """Add the command."""
    about = "Fetch the publisher's files from their public addresses, then do as import does. Goes on where it stopped."
    command = add_command(commands, "fetch", run, about)
    command.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="a source or a dataset, such as iati (default: all)"
    )
    command.add_argument("--list", action="store_true", help="print the addresses, and ask none")


def run(arguments: Namespace) -> None:
    """Fetch the files, take those that are new, and make a release of them."""
    settings, home = open_home()
    profile = load(settings.publisher)
    files = wanted(profile, arguments.sources, datetime.now(UTC).date())
    if arguments.list:
        for one in files:
            say(one.origin)
        return
    with fetching(home) as folder:
        fetched = _fetch_and_report(home, folder, files)
        taken = _take_and_release(settings, home, fetched)
    failed = [one for one in fetched if one.outcome == "failed"]
    refused = [one for one in taken if one.snapshot is None]
    if failed or refused:
        raise QuipuError(
            f"{len(failed) + len(refused)} of {len(files)} files could not be had; nothing of them was taken"
        )


def _fetch_and_report(home: Home, folder: Path, files: tuple[Wanted, ...]) -> tuple[Fetched, ...]:
    """Fetch the files one after the other, and say what became of each."""
    watcher: LineWatcher | BarWatcher = BarWatcher() if Console().is_terminal else LineWatcher()
    fetched = []
    with watcher:
        downloader = Downloader(Manners(), watcher)
        try:
            for one in fetch(home, folder, files, downloader):
                fetched.append(one)
                (warn if one.error else say)(_line_about(one))
        finally:
            downloader.close()
    return tuple(fetched)


def _line_about(one: Fetched) -> str:
    if one.error:
        return f"FAILED       {one.error}"
    if one.file:
        return f"fetched      {one.wanted.file}, {one.file.stat().st_size / 1e6:,.1f} MB"
    told = "not there yet" if one.outcome == "absent" else one.outcome
    return f"{told:<12} {one.wanted.file}"


def _take_and_release(settings: Settings, home: Home, fetched: tuple[Fetched, ...]) -> tuple[Taken, ...]:
    """Import what came; without anything new there is no new release."""
    if not any(one.file for one in fetched):
        if not any(one.error for one in fetched):
            say("Nothing has changed since the last time.")
        return ()
    with writing(home, settings.lock_wait, "fetch"):
        taken = import_fetched(home, load(settings.publisher), fetched, settings.workers, TakeLines())
        if any(one.snapshot for one in taken):
            release_after(settings, home)
    return taken


class TakeLines:
    """Says what became of each file that was taken."""

    def started(self, files: int, size: int) -> None:
        """Say nothing: every file is an import of its own."""

    def done(self, taken: Taken) -> None:
        """Say what became of one file."""
        (warn if taken.outcome == "refused" else say)(line_about(taken))


class LineWatcher:
    """Says only when we have to wait: for logs."""

    def __enter__(self) -> "LineWatcher":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def receiving(self, url: str, have: int, size: int | None) -> None:
        """Say nothing of every piece."""

    def waiting(self, url: str, seconds: float, reason: str) -> None:
        """Say for how long and why."""
        warn(f"waiting      {seconds:.0f} s: {reason} ({url})")


class BarWatcher(LineWatcher):
    """Shows a bar with bytes a second: for terminals."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._progress = Progress(*columns, transient=True)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "BarWatcher":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def receiving(self, url: str, have: int, size: int | None) -> None:
        """Move the bar of this address, and take away those of the ones before."""
        if url not in self._tasks:
            for older in self._tasks.values():
                self._progress.update(older, visible=False)
            self._tasks[url] = self._progress.add_task(url[-60:], total=size)
        self._progress.update(self._tasks[url], completed=have, total=size)
