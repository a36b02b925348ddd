"""Check that nothing large has gone missing, from edition to edition and from year to year. Knows no files."""

from collections import Counter
from collections.abc import Iterator

from quipu.core.address import Address
from quipu.core.check import Check, Finding, Severity
from quipu.core.record import Level
from quipu.figures.lookup import Record

CHECK = Check(
    name="shrunk",
    title="Nothing large has gone missing",
    severity=Severity.STOP,
    meaning="A newer file has lost most of what an older one said, or holds far fewer operations: probably it is cut"
    " off or half made.",
    action="Compare the newest file with the one before and fetch it again. If the publisher has really withdrawn"
    " the figures, make the release current by hand: quipu releases --return-to RELEASE",
)

_FIGURES = ("budget", "expenditure", "contributions", "population")

# A value that is NULL was published by an earlier edition, and is in none of those that count now.
_WITHDRAWN = """
SELECT subject, year, count(*), sum(value IS NULL), max(CASE WHEN value IS NULL THEN published END)
FROM observation
WHERE figure IN (SELECT value FROM json_each(?))
GROUP BY subject, year
HAVING sum(value IS NULL) * 2 > count(*)
ORDER BY subject, year
"""


def check(record: Record) -> Iterator[Finding]:
    """Yield one finding a subject and year that lost most figures, one a figure that lost most operations."""
    for subject, year, had, lost, day in record.rows(_WITHDRAWN, list(_FIGURES)):
        yield Finding(f"{subject}/{year}", f"{lost} of {had} figures were withdrawn, the last by the edition of {day}")
    counts = _operations_by_year(record)
    newest_file = _newest_year_with_a_file(record)
    for figure in _FIGURES:
        yield from _fewer_operations(figure, counts, newest_file)


def _operations_by_year(record: Record) -> Counter[tuple[str, int]]:
    """Return how many operations have a total of each figure in each year."""
    operations = {subject.code for subject in record.subjects() if subject.level is Level.OPERATION}
    totals = (address for address in record.values(_FIGURES) if not address.member and address.subject in operations)
    return Counter((address.figure, address.year) for address in totals)


def _newest_year_with_a_file(record: Record) -> int:
    """Return the newest year of an activity: budgets of later years may come one by one."""
    editions = (edition for subject in record.subjects() for edition in subject.editions)
    return max((edition.year for edition in editions if edition.activity), default=0)


def _fewer_operations(figure: str, counts: Counter[tuple[str, int]], newest_file: int) -> Iterator[Finding]:
    years = [year for name, year in counts if name == figure and (figure == "population" or year <= newest_file)]
    newest = max(years, default=0)
    now, before = counts[figure, newest], counts[figure, newest - 1]
    if now * 2 < before:
        about = str(Address("WORLD", newest, figure))
        yield Finding(about, f"{now} operations have it, of {before} in {newest - 1}: fewer than half")
