"""Check that every activity of the publisher belongs to a subject. Knows no figures."""

from collections.abc import Iterator

from quipu.core.check import Check, Finding, Severity
from quipu.figures.lookup import Record

CHECK = Check(
    name="everything-placed",
    title="Every activity has its place",
    severity=Severity.STOP,
    meaning="The profile does not know the office of an activity: its money is in no operation, no region,"
    " and not in the world's total.",
    action="Add the office to the profile's offices (docs/publisher-profile.md), then run: quipu build",
)

_UNPLACED = """
SELECT u.activity, s.file, u.line
FROM unplaced AS u
JOIN snapshot AS s ON s.number = u.snapshot
ORDER BY u.activity
"""


def check(record: Record) -> Iterator[Finding]:
    """Yield one finding an activity that the profile cannot place."""
    for activity, file, line in record.rows(_UNPLACED):
        yield Finding(activity, "the profile knows no place for this activity", file, line)
