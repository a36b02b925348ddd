"""Check spending and funding against the budget. Knows no files."""

from collections.abc import Iterator
from decimal import Decimal

from quipu.core.address import Address
from quipu.core.check import Check, Finding, Severity
from quipu.figures.lookup import Record

CHECK = Check(
    name="overspent",
    title="More than the budget",
    severity=Severity.NOTE,
    meaning="More was spent than budgeted (by over 5 %), or more was given: true as published, and readers will ask.",
    action="Nothing has to be done. A sentence on the operation's page saves questions.",
)

_MARGIN = Decimal("1.05")
_ALL = Decimal(100)


def check(record: Record) -> Iterator[Finding]:
    """Yield one finding a subject and year that spent or was given more than its budget."""
    values = record.values(("budget", "expenditure", "funding-level"))
    for address, value in sorted(values.items()):
        if address.figure == "expenditure" and not address.member:
            yield from _spent(address, value, values.get(Address(address.subject, address.year, "budget")))
        if address.figure == "funding-level" and value > _ALL:
            yield Finding(str(address), f"{value:f} % of the budget was contributed")


def _spent(address: Address, spent: Decimal, budget: Decimal | None) -> Iterator[Finding]:
    if budget is not None and spent > budget * _MARGIN:
        yield Finding(str(address), f"{spent:,f} was spent of a budget of {budget:,f}")
