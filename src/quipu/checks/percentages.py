"""Check that the percentages of an activity's sectors add up. Knows no figures: it reads the release's facts."""

from collections.abc import Iterator

import duckdb

from quipu.core.check import Check, Finding, Severity
from quipu.figures.lookup import Record

CHECK = Check(
    name="percentages",
    title="Percentages of sectors add up to 100",
    severity=Severity.WARN,
    meaning="The shares of an activity's budget in one vocabulary do not add up: its budget by pillar, area or sector"
    " is too large or too small.",
    action="Tell the publisher, with the file and the line. The budget itself is not affected.",
)

_WRONG_SUMS = """
SELECT activity, vocabulary, sum(percentage)::DOUBLE AS total, snapshot, min(line)
FROM read_parquet(?)
WHERE percentage IS NOT NULL
GROUP BY activity, vocabulary, snapshot
HAVING abs(total - 100) > 0.5 -- percentages are published rounded
ORDER BY activity, vocabulary
"""


def check(record: Record) -> Iterator[Finding]:
    """Yield one finding an activity and vocabulary."""
    files = {snapshot.name: snapshot.file for snapshot in record.snapshots()}
    with duckdb.connect() as connection:
        rows = connection.execute(_WRONG_SUMS, [str(record.folder / "facts" / "sector.parquet")]).fetchall()
    for activity, vocabulary, total, snapshot, line in rows:
        message = f"sector percentages of vocabulary {vocabulary} add up to {total:g}"
        yield Finding(activity, message, files[snapshot], line)
