"""Rule 15 across operations: what is one indicator, and where it breaks. Two operations are enough here."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.spec.drawn import rows
from tests.spec.harness import given
from tests.spec.published import activities

from quipu.core.address import Address
from quipu.core.profile import ResultRules, load
from quipu.core.record import Level
from quipu.figures.lookup import Record
from quipu.pages.compared import Compared, comparison

UNHCR = load("unhcr")
BEFORE = activities(
    "2022-03-01",
    indicators="""
        activity      | title                         | group          | measure | target | actual
        2021-AME-PER  | People with cash              | Refugees       | 1       | 50     | 40
        2021-AME-PER  | People with cash              | Asylum-seekers | 1       | 70     | 90
        2021-AME-COL  | People with cash              | Refugees       | 1       | 8      | 7
        2021-AME-COL  | People with cash              | Refugees       | 2       | 80     | 70
        2021-AME-COL  | People without cash           | Refugees       | 1       | 8      | 7
        2021-AME-PER  | Extent cash is enough         | Refugees       | 1       | 100    | 60
        2021-AME-COL  | Extent cash is enough         | Refugees       | 1       |        | 55
    """,
)
AFTER = activities(
    "2023-03-01",
    indicators="""
        activity      | title                         | group          | measure | target | actual
        2022-AME-PER  | People with cash              | Refugees       | 1       | 60     | 61
        2022-AME-COL  | People with cash              | Refugees       | 1       | 9      | 9
    """,
)


def compared(record: Record) -> dict[str, Compared]:
    """Return the indicators of two operations or more, by the text "title, kind, first year"."""
    profile = replace(UNHCR, results=ResultRules(2, UNHCR.results.scores))
    operations = [subject for subject in record.subjects() if subject.level is Level.OPERATION]
    held = comparison(record, profile, operations).held.values()
    return {f"{one.title}, {one.kind}, {one.years[0]}": one for one in held}


def test_one_title_in_one_measure_is_one_indicator_whatever_the_group(tmp_path: Path) -> None:
    held = compared(given(tmp_path, BEFORE))
    assert set(held) == {"People with cash, number, 2021", "Extent cash is enough, score, 2021"}
    assert held["People with cash, number, 2021"].operations == {"PER", "COL"}


def test_a_new_framework_begins_a_new_series_though_the_title_is_the_same(tmp_path: Path) -> None:
    held = compared(given(tmp_path, BEFORE, AFTER))
    before, after = held["People with cash, number, 2021"], held["People with cash, number, 2022"]
    assert (before.years, after.years, before.name) == ((2021,), (2022,), after.name)
    assert after.slug == f"{before.slug}-2022"


def test_what_is_looked_up_at_once_is_what_is_looked_up_one_by_one(tmp_path: Path) -> None:
    record = given(tmp_path, BEFORE, AFTER)
    one = compared(record)["People with cash, number, 2021"]
    found = record.indicator(one.name)
    expected = """
        subject | year | group          | target | actual
        COL     | 2021 | Refugees       | 8      | 7
        COL     | 2022 | Refugees       | 9      | 9
        PER     | 2021 | Refugees       | 50     | 40
        PER     | 2021 | Asylum-seekers | 70     | 90
        PER     | 2022 | Refugees       | 60     | 61
    """
    drawn = [
        (r["subject"], int(r["year"]), r["group"], Decimal(r["target"]), Decimal(r["actual"])) for r in rows(expected)
    ]
    assert [(r.subject, r.year, r.population_group, r.target, r.actual) for r in found] == drawn
    addresses = [
        Address(r.subject, r.year, f"indicator-{kind}", r.member) for r in found for kind in ("target", "actual")
    ]
    assert record.several(addresses) == {address: record.get(address) for address in addresses}
    assert record.several([Address("PER", 2021, "indicator-baseline", found[2].member)]) == {}
