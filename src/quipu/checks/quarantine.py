"""Check for rows that could not be read. Knows no figures."""

from collections.abc import Iterator

from quipu.core.check import Check, Finding, Severity
from quipu.core.record import SnapshotNote
from quipu.figures.lookup import Record

CHECK = Check(
    name="quarantine",
    title="Rows in quarantine",
    severity=Severity.WARN,
    meaning="Rows of a file could not be read, and no figure has them.",
    action="Look at them on the snapshot's page; tell the publisher, with the file and the line.",
)


def check(record: Record) -> Iterator[Finding]:
    """Yield one finding a snapshot."""
    for snapshot in record.snapshots():
        if snapshot.quarantined:
            yield _finding(record, snapshot)


def _finding(record: Record, snapshot: SnapshotNote) -> Finding:
    total = snapshot.rows + snapshot.quarantined
    message = f"{snapshot.quarantined} of {total:,} rows ({snapshot.dataset})"
    first = next((fault for fault in record.faults(snapshot.name) if fault.code == "unreadable-row"), None)
    if first is None:
        return Finding(snapshot.name, message, snapshot.file)
    return Finding(snapshot.name, f"{message}; the first: {first.message}", snapshot.file, first.line)
