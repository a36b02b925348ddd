"""Check figures of operations against the year before. Knows no files."""

from collections.abc import Iterator
from decimal import Decimal

from quipu.core.address import Address
from quipu.core.check import Check, Finding, Severity
from quipu.core.record import Level
from quipu.figures.lookup import Record

CHECK = Check(
    name="against-last-year",
    title="Tenfold changes from one year to the next",
    severity=Severity.WARN,
    meaning="An operation's figure is more than ten times that of the year before, or less than a tenth of it."
    " A new emergency does this; so does a misplaced decimal point.",
    action="Look at the source rows of both years. If the file is wrong, tell its publisher.",
)

# Below these in both years, a tenfold change is an ordinary one.
_FLOORS = {"budget": Decimal(1_000_000), "expenditure": Decimal(1_000_000), "population": Decimal(10_000)}
_TENFOLD = 10


def check(record: Record) -> Iterator[Finding]:
    """Yield one finding an operation, year and figure, the newest year first."""
    operations = {subject.code for subject in record.subjects() if subject.level is Level.OPERATION}
    values = record.values((*_FLOORS, "population-last-year"))
    for address in sorted(values, key=lambda address: (-address.year, address)):
        if address.subject in operations and address.figure in _FLOORS and not address.member:
            before = values.get(_year_before(address))
            if before is not None and _is_tenfold(values[address], before, _FLOORS[address.figure]):
                yield _finding(record, address, values[address], before)


def _year_before(address: Address) -> Address:
    """Return what to compare with: of people, those in the countries that the operation covers now."""
    if address.figure == "population":
        return Address(address.subject, address.year, "population-last-year")
    return address.at(address.year - 1)


def _is_tenfold(now: Decimal, before: Decimal, floor: Decimal) -> bool:
    low, high = sorted((now, before))
    return high > floor and high > low * _TENFOLD


def _finding(record: Record, address: Address, now: Decimal, before: Decimal) -> Finding:
    first = record.get(address).first
    message = f"{now:,f} after {before:,f} in {address.year - 1}"
    return Finding(str(address), message, first.file, first.line) if first else Finding(str(address), message)
