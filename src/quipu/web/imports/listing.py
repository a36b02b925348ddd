"""What stands in the lists: snapshots with who took them, releases with how they differ. Knows no request."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings

from quipu.core.check import Outcome, Report, Severity
from quipu.core.errors import QuipuError
from quipu.core.snapshot import Snapshot
from quipu.figures.changes import Changes, compare
from quipu.figures.lookup import CHECKS
from quipu.pages import provenance
from quipu.pages.site import LANGUAGES
from quipu.publish.live import live_folder
from quipu.warehouse import releases, snapshots
from quipu.warehouse.releases import Release
from quipu.web.imports.models import ImportedFile, ReleaseChange

_FINDINGS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot as it is listed; `page` is its public page where readers have one, `by` who took it."""

    snapshot: Snapshot
    page: str
    by: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A release as it is listed: what its checks found, and how it differs from the one before, where both can be read."""

    release: Release
    counts: tuple[tuple[str, int], ...]
    changes: Changes | None
    added: int
    removed: int
    made_current: ReleaseChange | None

    @property
    def has_predecessor(self) -> bool:
        """Whether there is something to compare with."""
        return bool(self.changes or self.added or self.removed)


def current() -> Release | None:
    """Return the release that is current, or None."""
    try:
        return releases.current(settings.HOME)
    except QuipuError:
        return None


def is_shown(release: str) -> bool:
    """Tell whether the site that is served shows a release."""
    served = live_folder(settings.HOME)
    return served is not None and served.name.split("-")[0] == release


def kept_snapshots() -> tuple[Kept, ...]:
    """Return every snapshot, the newest published first."""
    release = current()
    public = set(release.snapshots) if release else set()
    taken = ImportedFile.objects.filter(outcome="new").select_related("of__account")
    by = {file.snapshot: str(file.of.account or "an account that is gone") for file in taken}
    return tuple(
        Kept(snapshot, page_of(snapshot.name) if snapshot.name in public else "", by.get(snapshot.sha256, ""))
        for snapshot in reversed(snapshots.stored(settings.HOME))
    )


def page_of(name: str) -> str:
    """Return the address of the public page about a snapshot."""
    return f"/{LANGUAGES[0]}{provenance.snapshot_path(name)}index.html"


def kept_releases() -> tuple[Compared, ...]:
    """Return every release, the newest day first, each compared with the one after it in the list."""
    found = releases.listed(settings.HOME)
    by_hand = {change.release: change for change in reversed(ReleaseChange.objects.all())}
    return tuple(_compared(new, old, by_hand.get(new.name)) for new, old in pairwise((*found, None)) if new)


def _compared(new: Release, old: Release | None, change: ReleaseChange | None) -> Compared:
    ours, theirs = set(new.snapshots), set(old.snapshots) if old else set()
    changes = _changes(old.folder, new.folder) if old else None
    added, removed = (len(ours - theirs), len(theirs - ours)) if old else (0, 0)
    return Compared(new, _counts(new.folder), changes, added, removed, change)


@lru_cache(maxsize=64)
def _changes(before: Path, after: Path) -> Changes | None:
    """Compare two releases, once: they never change."""
    return compare(before, after)


def report_of(folder: Path) -> Report | None:
    """Return what the checks found in a release; None where another version of the code wrote it otherwise."""
    try:
        return Report.parse((folder / CHECKS).read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _counts(folder: Path) -> tuple[tuple[str, int], ...]:
    report = report_of(folder)
    return tuple((str(severity), report.count(severity)) for severity in Severity) if report else ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A check as it is shown: its first findings, and how many there are besides."""

    outcome: Outcome
    findings: tuple[str, ...]
    more: int


def checked(report: Report) -> tuple[Checked, ...]:
    """Return every check of a report, those that found something first."""
    ordered = sorted(report.outcomes, key=lambda outcome: not outcome.findings)
    return tuple(
        Checked(outcome, tuple(map(str, outcome.findings[:_FINDINGS_SHOWN])), len(outcome.findings) - _FINDINGS_SHOWN)
        for outcome in ordered
    )
