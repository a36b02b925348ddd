"""Carry out an import: what `quipu import` does, written down as it goes. Knows no request and no process."""

import shutil
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from quipu.core.errors import LockedError, QuipuError
from quipu.core.profile import load
from quipu.figures.changes import compare
from quipu.pipeline.release import Outcome, release_all
from quipu.pipeline.take import Taken, Terms, files_in, take
from quipu.warehouse import releases
from quipu.warehouse.lock import writing
from quipu.warehouse.releases import Release
from quipu.web.imports.models import REPEATABLE, Import, ImportedFile, State

INTERRUPTED = "The server ended while the import ran."
_NOTHING_HALF_DONE = (
    "Nothing is half-done: readers have the release that they had, and files that were taken whole are kept."
    " Try again; what is there is not taken twice."
)
_FOUND_MOST = 50


def carry_out(folder: Path) -> None:
    """Take the files in the folder of an import and make a release of all snapshots; write down how it ends."""
    job = Import.objects.get(key=folder.name)
    try:
        _take_and_release(job, folder)
    except LockedError as error:
        job.fail(State.BUSY, f"{error.what}.", "Try again when it is done. Nothing has changed.")
    except QuipuError as error:
        job.fail(State.FAILED, f"{error.where}: {error.what}" if error.where else error.what, error.next)
    except Exception as error:
        traceback.print_exc()
        job.fail(State.FAILED, f"An error of the program: {type(error).__name__}: {error}", _NOTHING_HALF_DONE)
    _end(job, folder)


def end_as_interrupted(job: Import) -> bool:
    """Write down that a job's process is gone; tell whether it was not known yet. What ended meanwhile stays as it is."""
    still = Import.objects.filter(pk=job.pk, state=job.state, ended=None)
    fields = {"state": State.INTERRUPTED, "problem": INTERRUPTED, "next_step": _NOTHING_HALF_DONE}
    noticed = bool(still.update(ended=timezone.now(), **fields))
    job.refresh_from_db()
    if noticed:
        _log_end(job)
    return noticed


def _take_and_release(job: Import, folder: Path) -> None:
    home, ours = settings.HOME, settings.QUIPU
    with writing(home, ours.lock_wait, f"import by {job.account}"):
        before = _current()
        _move_on(job, State.READING)
        terms = Terms(published=job.published, origin=job.origin)
        files = tuple(path for path in files_in([folder]) if path.parent != folder)
        taken = take(home, load(ours.publisher), files, terms, ours.workers, Written(job))
        if any(one.snapshot for one in taken):
            _move_on(job, State.BUILDING)
            _describe(job, before, release_all(ours, home))
    _judge(job, taken)


def _current() -> Release | None:
    try:
        return releases.current(settings.HOME)
    except QuipuError:
        return None


def _move_on(job: Import, state: State) -> None:
    job.state = state
    job.save()


class Written:
    """Writes down what became of each file, as it is known."""

    def __init__(self, job: Import) -> None:
        self._job = job

    def started(self, files: int, size: int) -> None:
        """Do nothing: the files are known since they were uploaded."""

    def done(self, taken: Taken) -> None:
        """Write down one file."""
        described = _described(taken)
        ImportedFile.objects.filter(of=self._job, place=int(taken.file.parent.name)).update(**described)


def _described(taken: Taken) -> dict[str, Any]:
    error, snapshot = taken.error, taken.snapshot
    fields: dict[str, Any] = {"outcome": taken.outcome}
    if error is not None:
        fields |= {"where": error.where, "problem": error.what, "next_step": error.next}
    if snapshot is not None:
        same = ("dataset", "published", "published_by", "rows", "quarantined", "issues")
        fields |= {"snapshot": snapshot.sha256} | {name: getattr(snapshot, name) for name in same}
    return fields


def _describe(job: Import, before: Release | None, outcome: Outcome) -> None:
    """Write down the release, how its figures differ from the one before, and what stops it."""
    release = outcome.release
    job.release = release.name
    changes = compare(before.folder, release.folder) if before and before.folder.exists() else None
    job.changes = asdict(changes) if changes else {}
    job.findings = [str(finding) for finding in outcome.stopped_by[:_FOUND_MOST]]
    if outcome.stopped_by:
        count = len(outcome.stopped_by)
        found = "1 finding stops" if count == 1 else f"{count} findings stop"
        next_step = (
            "The release that readers have stays current. The files are kept as snapshots; a corrected file makes another"
            " release. To use this one all the same, make it current under Releases."
        )
        job.fail(State.STOPPED, f"{found} release {release.name}.", next_step)


def _judge(job: Import, taken: tuple[Taken, ...]) -> None:
    """Say how the import ended, as the command line does by its exit code."""
    refused = sum(one.outcome == "refused" for one in taken)
    if job.state == State.STOPPED:
        return
    if refused:
        others = "What the others hold is in the release." if job.release else "Nothing has changed."
        job.fail(
            State.REFUSED, f"{refused} of {len(taken)} files could not be read; nothing of them was taken.", others
        )
    elif not job.release:
        job.fail(State.REFUSED, "None of these files is of a kind that is read here.", "Nothing has changed.")
    else:
        job.state = State.DONE


def _end(job: Import, folder: Path) -> None:
    """Write down the end; remove the files unless trying again may help, for snapshots hold their bytes."""
    job.ended = timezone.now()
    with transaction.atomic():
        job.save()
        _log_end(job)
    if job.state not in REPEATABLE:
        # The lock lies beside them, and is held until the process ends.
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)


def _log_end(job: Import) -> None:
    told = {"outcome": job.get_state_display(), "release": job.release, "problem": job.problem}
    log(job, "quipu.import_end", user=job.account, data=told)
