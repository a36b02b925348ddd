"""`quipu import`: take files as snapshots, then build and check a release, and make it current."""

import time
from argparse import Namespace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from quipu.cli.arguments import Commands, add_command, day
from quipu.cli.build import release_after
from quipu.cli.home import open_home
from quipu.cli.output import say, warn
from quipu.core.errors import QuipuError, UsageError
from quipu.core.profile import load
from quipu.core.settings import Settings
from quipu.pipeline.take import Taken, Terms, files_in, take
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing

_OUTCOMES = {"new": "taken", "known": "unchanged, here already", "passed over": "passed over", "refused": "REFUSED"}


def register(commands: Commands) -> None:
    """Add the command."""
    about = "Take files as snapshots, then build and check a release, and make it current."
    command = add_command(commands, "import", run, about)
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or folder; .gz is unpacked")
    command.add_argument(
        "--published", type=day, metavar="DATE", help="day of publication, for files that do not say it"
    )
    command.add_argument("--origin", default="", help="where the files are from, for the sources page")


def run(arguments: Namespace) -> None:
    """Take the files, and make a release of them."""
    settings, home = open_home()
    import_files(settings, home, arguments.paths, Terms(published=arguments.published, origin=arguments.origin))


def import_files(settings: Settings, home: Home, paths: list[Path], terms: Terms | None = None) -> None:
    """Take files and make a release of all snapshots; raise where one could not be read, once the others are in."""
    with writing(home, settings.lock_wait, "import"):
        taken = take_and_report(settings, home, files_in(paths), terms or Terms())
        refused = [one for one in taken if one.outcome == "refused"]
        if any(one.snapshot for one in taken):
            release_after(settings, home)
    if refused:
        raise QuipuError(f"{len(refused)} of {len(taken)} files could not be read; nothing of them was taken")
    if not any(one.snapshot for one in taken):
        raise UsageError("none of these files is of a kind that is read here")


def take_and_report(settings: Settings, home: Home, files: tuple[Path, ...], terms: Terms) -> tuple[Taken, ...]:
    """Take the files while showing how it goes, and say what became of each."""
    started = time.monotonic()
    progress: LineProgress | BarProgress = BarProgress() if Console().is_terminal else LineProgress()
    with progress:
        taken = take(home, load(settings.publisher), files, terms, settings.workers, progress)
    rows = sum(one.snapshot.rows for one in taken if one.outcome == "new" and one.snapshot)
    seconds = max(time.monotonic() - started, 0.001)
    counts = {outcome: sum(one.outcome == outcome for one in taken) for outcome in _OUTCOMES}
    summary = ", ".join(f"{count} {_OUTCOMES[outcome].lower()}" for outcome, count in counts.items() if count)
    say(f"{len(taken)} files: {summary}. {rows:,} rows in {seconds:.1f} s ({rows / seconds:,.0f} rows a second).")
    return taken


def line_about(one: Taken) -> str:
    """Return one line that says what became of a file."""
    if one.snapshot is None:
        return f"{_OUTCOMES[one.outcome]:<12} {one.error}"
    snapshot = one.snapshot
    faults = [f"{snapshot.quarantined} {'row' if snapshot.quarantined == 1 else 'rows'} in quarantine"] * bool(
        snapshot.quarantined
    )
    faults += [f"{snapshot.issues} {'issue' if snapshot.issues == 1 else 'issues'}"] * bool(snapshot.issues)
    told = f"{_OUTCOMES[one.outcome]:<12} {one.file.name}: {snapshot.dataset}, {snapshot.rows:,} rows"
    return ", ".join([f"{told}, published {snapshot.published} ({snapshot.published_by})", *faults])


class LineProgress:
    """Says what became of each file in a plain line: for logs."""

    def __enter__(self) -> "LineProgress":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def started(self, files: int, size: int) -> None:
        """Say how much there is."""
        say(f"{files} files, {size / 1e6:,.1f} MB")

    def done(self, taken: Taken) -> None:
        """Say what became of one file."""
        (warn if taken.outcome == "refused" else say)(line_about(taken))


class BarProgress:
    """Shows a bar with rows a second: for terminals."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, transient=True)
        self._rows = 0
        self._began = time.monotonic()

    def __enter__(self) -> "BarProgress":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def started(self, files: int, size: int) -> None:
        """Begin the bar: its length is the bytes of all files."""
        self._task = self._progress.add_task(f"{files} files", total=size, rate="")

    def done(self, taken: Taken) -> None:
        """Move the bar on by one file."""
        self._rows += taken.snapshot.rows if taken.snapshot and taken.outcome == "new" else 0
        rate = f"{self._rows / max(time.monotonic() - self._began, 0.001):,.0f} rows/s"
        self._progress.update(self._task, advance=taken.size, rate=rate, description=taken.file.name[:40])
        self._progress.console.print(line_about(taken), highlight=False, soft_wrap=True)
