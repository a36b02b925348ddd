"""Rule 15: an indicator is one population group's; unlike things are never added; no series runs across 2022."""

from decimal import Decimal
from pathlib import Path

from tests.spec.harness import expect, given
from tests.spec.published import activities

from quipu.core.record import Indicator
from quipu.figures.lookup import Record

RESULTS = activities(
    "2021-03-01",
    also="2020",
    indicators="""
        activity     | title                    | group           | measure | baseline | target | actual
        2020-AME-PER | People with cash         | Refugees        | 1       | 10       | 50     | 40
        2020-AME-PER | People with cash         | Asylum-seekers  | 1       |          | 70     | 90
        2020-AME-PER | Share of children taught | Refugees        | 2       | 55.5     |        | 104
        2020-AME-COL | People with cash         | Refugees        | 1       |          | 8      | 7
    """,
)


def _one(record: Record, subject: str, title: str, group: str) -> Indicator:
    (found,) = [i for i in record.indicators(subject, 2020) if (i.title, i.population_group) == (title, group)]
    return found


def test_each_population_group_has_an_indicator_of_its_own(tmp_path: Path) -> None:
    record = given(tmp_path, RESULTS)
    cash = _one(record, "PER", "People with cash", "Refugees")
    assert (cash.baseline, cash.target, cash.actual) == (Decimal(10), Decimal(50), Decimal(40))
    other = _one(record, "PER", "People with cash", "Asylum-seekers")
    assert (other.baseline, other.target, other.actual) == (None, Decimal(70), Decimal(90))
    taught = _one(record, "PER", "Share of children taught", "Refugees")
    assert (taught.measure, taught.target, taught.actual) == ("percentage", None, Decimal(104))
    expect(
        record,
        f"""
        figure                                    | value
        PER/2020/indicators                       | 3
        PER/2020/indicator-actual/{cash.member}   | 40
        PER/2020/indicator-target/{other.member}  | 70
        PER/2020/indicator-baseline/{taught.member} | 55.5
        """,
    )


def test_indicators_are_never_added_to_groups_operations_or_regions(tmp_path: Path) -> None:
    record = given(tmp_path, RESULTS)
    cash = _one(record, "PER", "People with cash", "Refugees").member
    assert _one(record, "COL", "People with cash", "Refugees").member == cash
    expect(
        record,
        f"""
        figure                                | value
        AME/2020/indicator-actual/{cash}      | missing
        WORLD/2020/indicator-actual/{cash}    | missing
        PER/2020/indicator-actual             | missing
        AME/2020/indicators                   | 3 + 1
        """,
    )


def test_a_published_repetition_is_one_indicator(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2022-03-01",
            indicators="""
                activity      | title            | group    | target | actual
                2021-EHGL-DJI | People with cash | Refugees | 50     | 40
                2021-EHGL-DJI | People with cash | Refugees | 50     | 40
            """,
        ),
    )
    expect(record, "figure | value\nDJI/2021/indicators | 1")


def test_the_framework_breaks_in_2022(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-03-01",
            indicators="""
                activity     | title            | group    | actual
                2021-AME-PER | People with cash | Refugees | 40
                2022-AME-PER | People with cash | Refugees | 60
            """,
        ),
    )
    (member,) = [indicator.member for indicator in record.indicators("PER", 2021)]
    series = record.over_years("PER", "indicator-actual", member, [2021, 2022])
    assert [found.year for found in series.breaks] == [2022]
    assert "new results framework" in series.breaks[0].reason
