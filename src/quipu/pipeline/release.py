"""Build the release of all snapshots, and make it current where nothing stops it. Knows nothing of who asked."""

from dataclasses import dataclass

from quipu.core.check import Finding
from quipu.core.settings import Settings
from quipu.figures.lookup import Record
from quipu.pipeline.build import build
from quipu.pipeline.check import blocking
from quipu.pipeline.sources import reader_version
from quipu.warehouse import releases, snapshots
from quipu.warehouse.home import Home
from quipu.warehouse.releases import Release


@dataclass(frozen=True, slots=True)
class Outcome:
    """A release, and what keeps it from becoming current; it is current where nothing does."""

    release: Release
    stopped_by: tuple[Finding, ...]


def release_all(settings: Settings, home: Home) -> Outcome:
    """Build the release of all snapshots; where nothing stops it make it current and remove the oldest ones.

    The caller holds the lock.
    """
    release = build(home, settings.publisher, workers=settings.workers)
    findings = _findings(release)
    if not findings:
        releases.make_current(home, release.name)
        releases.prune(home, settings.keep_releases)
        snapshots.forget_facts_of_other_readers(home, reader_version())
    return Outcome(release, findings)


def _findings(release: Release) -> tuple[Finding, ...]:
    record = Record.open(release.folder)
    try:
        return blocking(record.checks())
    finally:
        record.close()
