"""Check that the world is the sum of its parts, and a total the sum of its members. It has sums of its own."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import duckdb

from quipu.core.address import Address
from quipu.core.check import Check, Finding, Severity
from quipu.core.record import Level
from quipu.figures.lookup import Record

CHECK = Check(
    name="world-equals-parts",
    title="The world equals its parts",
    severity=Severity.STOP,
    meaning="A total is not the sum of what it is made of, so at least one of the numbers shown is wrong.",
    action="Compare the sources of the figure (quipu figure ADDRESS --explain) with those of its parts; the fault is"
    " in a figure's SQL or in the profile.",
)

WORLD = "WORLD"
_CENT = Decimal("0.005")
_MONEY = ("budget", "expenditure", "contributions")
_FIGURES = (*_MONEY, "population")

# The rows of the release's files, summed without the figures' own SQL; `above` is what is not placed in one operation.
_ROWS = """
WITH placed AS (
    SELECT 'budget' AS figure, node, year, value
    FROM read_parquet($folder || '/budget.parquet')
    QUALIFY rank() OVER (PARTITION BY node, period_start, period_end ORDER BY type DESC) = 1 -- revised before original
    UNION ALL
    SELECT
        if(type = '11', 'contributions', 'expenditure'), node, year,
        coalesce(value_usd, if(currency = 'USD', value, NULL))
    FROM read_parquet($folder || '/transaction.parquet')
    WHERE type IN ('3', '4', '11')
)
SELECT figure, year, sum(value), coalesce(sum(value) FILTER (list_contains($above, node)), 0)
FROM placed
WHERE value IS NOT NULL
GROUP BY figure, year
"""

Values = dict[Address, Decimal]


def check(record: Record) -> Iterator[Finding]:
    """Yield one finding a total that is not its sum to the cent."""
    values = record.values(_FIGURES)
    yield from _worlds(record, values)
    for figure, members in _wholes(record):
        yield from _totals(values, figure, members)


def _worlds(record: Record, values: Values) -> Iterator[Finding]:
    """Compare the world with the rows of the files, and with what operations have and what is not placed in one."""
    rows = _rows(record)
    below = _below_regions(record, values)
    for address, value in values.items():
        if address.subject == WORLD and address.figure in _MONEY and not address.member:
            total, above = rows.get(address, (Decimal(0), Decimal(0)))
            if abs(total - value) >= _CENT:
                yield Finding(str(address), f"{value:,f} is not {total:,f}, the sum of the rows of the files")
            if abs(below[address] + above - value) >= _CENT:
                parts = f"{below[address]:,f} of operations + {above:,f} of regions and the organisation"
                yield Finding(str(address), f"{value:,f} is not {parts} = {below[address] + above:,f}")


def _rows(record: Record) -> dict[Address, tuple[Decimal, Decimal]]:
    """Return what all rows give to a figure in a year, and what those give that stand above operations."""
    above = [subject.code for subject in record.subjects() if subject.level in (Level.REGION, Level.WORLD)]
    with duckdb.connect() as connection:
        rows = connection.execute(_ROWS, {"folder": str(record.folder / "facts"), "above": above}).fetchall()
    return {Address(WORLD, year, figure): (total.normalize(), own.normalize()) for figure, year, total, own in rows}


def _below_regions(record: Record, values: Values) -> Values:
    codes = {subject.code for subject in record.subjects() if subject.level in (Level.OPERATION, Level.NODE)}
    found: Values = defaultdict(Decimal)
    for address, value in values.items():
        if address.subject in codes and not address.member:
            found[Address(WORLD, address.year, address.figure)] += value
    return found


def _wholes(record: Record) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each figure with members that must add up to it where any of them is published."""
    given = frozenset(member for member, _ in record.definition("contributions").members)
    levels = frozenset(member for member in given if member.startswith("at-"))
    yield "contributions", levels
    yield "contributions", given - levels
    yield "expenditure", frozenset(pillar.slug for pillar in record.profile.pillars)
    yield "population", frozenset(kind.slug for kind in record.profile.population_types)


def _totals(values: Values, figure: str, members: frozenset[str]) -> Iterator[Finding]:
    sums: Values = defaultdict(Decimal)
    for address, value in values.items():
        if address.figure == figure and address.member in members:
            sums[address.of("")] += value
    for total, parts in sorted(sums.items()):
        value = values.get(total, Decimal(0))
        if abs(value - parts) >= _CENT:
            yield Finding(
                str(total), f"{value:,f} is not the sum of its members, {parts:,f} ({', '.join(sorted(members))})"
            )
