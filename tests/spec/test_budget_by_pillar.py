"""Rule 3: the budget by pillar is the budget times the percentage of vocabulary 99, and missing where there is none."""

from pathlib import Path

from tests.spec.harness import expect, given
from tests.spec.published import activities


def test_the_budget_is_split_by_the_percentages_of_vocabulary_99_alone(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2020-12-19",
            budgets="""
                activity     | type | status | year | value       | value date
                2020-AME-COL |      | 2      | 2020 | 96637523.46 | 2019-08-31
                2020-AME-PER |      | 2      | 2020 | 1000        | 2019-08-31
            """,
            sectors="""
                activity     | vocabulary | code  | percentage
                2020-AME-COL | 99         | 1     | 88.52
                2020-AME-COL | 99         | 4     | 11.48
                2020-AME-COL | 1          | 72010 | 100
                2020-AME-COL | 98         | 420   | 100
                2020-AME-COL | 10         | 4     | 100
                2020-AME-PER | 99         | 1     | 100
            """,
        ),
    )
    expect(
        record,
        """
        figure                     | value
        COL/2020/budget/pillar-1   | 96637523.46 * 88.52 / 100
        COL/2020/budget/pillar-4   | 96637523.46 * 11.48 / 100
        COL/2020/budget/pillar-2   | missing
        COL/2020/budget            | 96637523.46
        PER/2020/budget/pillar-1   | 1000
        AME/2020/budget/pillar-1   | 96637523.46 * 88.52 / 100 + 1000
        WORLD/2020/budget/pillar-4 | 96637523.46 * 11.48 / 100
        """,
    )


def test_the_current_budget_is_split_never_the_original_as_well(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2023-AME-PER | 1    | 2      | 2023 | 100   | 2022-11-25
                2023-AME-PER | 2    | 2      | 2023 | 120   | 2023-08-31
                2023-AME-PER | 1    | 2      | 2024 | 500   | 2023-08-31
            """,
            sectors="""
                activity     | vocabulary | code | percentage
                2023-AME-PER | 99         | IA1  | 25
                2023-AME-PER | 99         | IA2  | 75
            """,
        ),
    )
    expect(
        record,
        """
        figure                   | value
        PER/2023/budget/ia1      | 120 * 25 / 100
        PER/2023/budget/ia2      | 120 * 75 / 100
        PER/2024/budget/ia1      | missing
        PER/2023/budget/pillar-1 | missing: by impact area, no longer by pillar
        """,
    )


def test_in_2019_the_split_is_missing_with_its_reason_even_where_all_was_spent_in_one_pillar(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2020-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2019-AME-PER |      |        | 2019 | 100   | 2018-08-31
            """,
            spending="""
                activity     | type | value | text
                2019-AME-PER | 4    | 90    | Total expenditure under Pillar 1: Refugee programme
            """,
            sectors="""
                activity     | vocabulary | code  | percentage
                2019-AME-PER | 1          | 72010 | 100
            """,
        ),
    )
    expect(
        record,
        """
        figure                        | value
        PER/2019/budget               | 100
        PER/2019/budget/pillar-1      | missing: The file of 2019 gives no shares of the budget by pillar
        PER/2019/expenditure/pillar-1 | 90
        """,
    )


def test_the_basis_of_each_split_is_named_and_they_may_differ(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2020-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2020-AME-COL |      | 2      | 2020 | 100   | 2019-08-31
            """,
            spending="""
                activity     | type | value | text
                2020-AME-COL | 4    | 100   | Total expenditure under Pillar 4: Internally Displaced Person projects
            """,
            sectors="""
                activity     | vocabulary | code | percentage
                2020-AME-COL | 99         | 1    | 100
            """,
        ),
    )
    expect(
        record,
        """
        figure                        | value
        COL/2020/budget/pillar-1      | 100
        COL/2020/expenditure/pillar-4 | 100
        """,
    )
    assert any("share of the budget" in caveat for caveat in record.definition("budget").caveats)
    assert any("text of each transaction" in caveat for caveat in record.definition("expenditure").caveats)


def test_sectors_of_each_vocabulary_split_the_whole_budget_and_keep_apart(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2020-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2020-AME-COL |      | 2      | 2020 | 200   | 2019-08-31
            """,
            sectors="""
                activity     | vocabulary | code  | percentage
                2020-AME-COL | 1          | 72010 | 60
                2020-AME-COL | 1          | 72050 | 40
                2020-AME-COL | 10         | 4     | 100
                2020-AME-COL | 98         | 420   | 2.5
            """,
        ),
    )
    expect(
        record,
        """
        figure                              | value
        COL/2020/budget-by-sector/dac-72010 | 200 * 60 / 100
        COL/2020/budget-by-sector/dac-72050 | 200 * 40 / 100
        COL/2020/budget-by-sector/cluster-4 | 200
        COL/2020/budget-by-sector/area-420  | 200 * 2.5 / 100
        COL/2020/budget-by-sector           | missing
        """,
    )
