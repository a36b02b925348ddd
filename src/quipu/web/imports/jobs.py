"""Begin imports, begin them again, and look how they stand. Knows no request, and nothing of what an import does."""

import shutil
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from quipu.web.imports import running
from quipu.web.imports.models import REPEATABLE, RUNNING, Import, ImportedFile, State
from quipu.web.imports.uploads import Incoming
from quipu.web.imports.work import end_as_interrupted

_DAY = 24 * 3600
_CLEARED: dict[str, Any] = {"outcome": "", "where": "", "problem": "", "next_step": "", "snapshot": ""}


def folder() -> Path:
    """Return where uploaded files lie until they are snapshots."""
    return Path(settings.HOME.office / "imports")


def folder_of(job: Import) -> Path:
    """Return where the files of one import lie."""
    return folder() / str(job.key)


def receive() -> Incoming:
    """Return a place for what is about to be uploaded; what earlier ones left behind is removed."""
    _sweep()
    return Incoming(folder(), settings.QUIPU.upload_limit * 1_000_000)


def begin(incoming: Incoming, account: Any, published: date | None, origin: str) -> Import:
    """Begin the import of what was uploaded; raise OSError where no process can be started."""
    job = Import(key=incoming.key, account=account, published=published, origin=origin)

    @transaction.atomic
    def commit() -> None:
        job.save()
        for place, file in enumerate(incoming.files):
            ImportedFile.objects.create(of=job, place=place, name=file.path.name, size=file.size)
        log(job, "quipu.import_begin", user=account, data={"files": [file.path.name for file in incoming.files]})

    running.begin(incoming.folder, commit)
    incoming.taken_over = True
    return job


def begin_again(job: Import, account: Any) -> bool:
    """Begin an import once more with the files that are kept; tell whether it was not begun by somebody else meanwhile."""
    begun: list[bool] = []

    @transaction.atomic
    def commit() -> None:
        cleared = {"state": State.WAITING, "ended": None, "problem": "", "next_step": "", "account": account}
        begun.append(bool(Import.objects.filter(pk=job.pk, state__in=REPEATABLE).update(**cleared)))
        if begun[0]:
            job.files.update(**_CLEARED)
            log(job, "quipu.import_begin", user=account, data={"files": [file.name for file in job.files.all()]})

    running.begin(folder_of(job), commit)
    return begun[0]


def look(job: Import) -> Import:
    """Return an import as it stands; one whose process is gone is interrupted."""
    if job.is_running and not running.is_running(folder_of(job)):
        job.refresh_from_db()
        if job.is_running:
            end_as_interrupted(job)
    return job


def look_at_all() -> None:
    """Notice every import whose process is gone."""
    for job in Import.objects.filter(state__in=RUNNING):
        look(job)


def _sweep() -> None:
    """Remove what no import needs: uploads that were broken off a day ago, and the files of those that have ended."""
    needed = {
        str(key) for key in Import.objects.filter(state__in=(*RUNNING, *REPEATABLE)).values_list("key", flat=True)
    }
    known = {str(key) for key in Import.objects.values_list("key", flat=True)}
    for left in folder().glob("*"):
        old = left.stat().st_mtime < time.time() - _DAY
        if left.name not in needed and (old or left.name in known):
            shutil.rmtree(left, ignore_errors=True)
