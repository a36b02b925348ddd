"""Rule 1: the current budget is the revised one where there is one, else the original; never their sum."""

from pathlib import Path

from tests.spec.harness import expect, given
from tests.spec.published import activities


def test_the_revised_budget_replaces_the_original_and_both_stay_known(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2023-AME-PER | 1    | 2      | 2023 | 100   | 2022-11-25
                2023-AME-PER | 2    | 2      | 2023 | 120   | 2023-08-31
                2023-AME-COL | 2    | 2      | 2023 | 70    | 2023-08-31
                2023-AME-COL | 1    | 2      | 2023 | 90    | 2022-11-25
                2023-AME-ECU | 1    | 2      | 2023 | 8     | 2022-11-25
            """,
        ),
    )
    expect(
        record,
        """
        figure                  | value
        PER/2023/budget         | 120
        PER/2023/budget/original| 100
        PER/2023/budget/revised | 120
        COL/2023/budget         | 70
        ECU/2023/budget         | 8
        ECU/2023/budget/revised | missing
        AME/2023/budget         | 120 + 70 + 8
        AME/2023/budget/original| 100 + 90 + 8
        WORLD/2023/budget       | 120 + 70 + 8
        """,
    )


def test_a_budget_without_a_type_is_the_original(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2020-12-01",
            budgets="""
                activity     | type | status | year | value | value date
                2020-AME-PER |      |        | 2020 | 100   | 2019-08-31
            """,
        ),
    )
    expect(
        record,
        """
        figure                   | value
        PER/2020/budget          | 100
        PER/2020/budget/original | 100
        PER/2020/budget/revised  | missing: not marked as revised
        """,
    )


def test_a_zero_of_status_1_is_a_placeholder_but_a_real_zero_is_a_budget(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2023-AME-PER | 1    | 2      | 2023 | 100   | 2022-11-25
                2023-AME-PER | 1    | 1      | 2025 | 0     | 2022-11-25
                2023-AME-COL | 1    | 2      | 2023 | 0     | 2022-11-25
                2023-AME-BRA | 1    | 1      | 2023 | 0     | 2022-11-25
                2023-AME-PER | 2    | 1      | 2023 | 0     | 2023-08-31
                2023-AME-ECU | 1    | 1      | 2023 | 7     | 2022-11-25
                2023-AME-ECU | 1    | 2      | 2024 | 9     | 2022-11-25
            """,
        ),
    )
    expect(
        record,
        """
        figure            | value
        PER/2023/budget   | 100
        COL/2023/budget   | 0
        BRA/2023/budget   | missing
        ECU/2023/budget   | 7
        PER/2024/budget   | missing
        WORLD/2023/budget | 100 + 0 + 7
        """,
    )


def test_a_budget_belongs_to_the_year_of_its_period_not_of_its_file(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2023-AME-PER | 1    | 2      | 2023 | 100   | 2022-11-25
                2023-AME-PER | 1    | 2      | 2024 | 80    | 2023-08-31
            """,
        ),
    )
    expect(
        record,
        """
        figure            | value
        PER/2023/budget   | 100
        PER/2024/budget   | 80
        WORLD/2023/budget | 100
        AME/2024/budget   | 80
        """,
    )


def test_of_two_activities_the_later_value_date_wins_whichever_file_is_newer(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2022-AME-PER | 2    | 2      | 2023 | 110   | 2023-06-30
                2022-AME-COL | 2    | 2      | 2023 | 210   | 2022-06-30
                2023-AME-PER | 2    | 2      | 2023 | 100   | 2022-11-25
                2023-AME-COL | 2    | 2      | 2023 | 200   | 2022-11-25
            """,
        ),
    )
    expect(
        record,
        """
        figure            | value
        PER/2023/budget   | 110
        COL/2023/budget   | 200
        WORLD/2023/budget | 110 + 200
        """,
    )


def test_a_revised_budget_of_one_activity_replaces_the_original_of_another(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2022-AME-PER | 1    | 2      | 2023 | 90    | 2022-01-31
                2023-AME-PER | 2    | 2      | 2023 | 100   | 2023-08-31
            """,
        ),
    )
    expect(
        record,
        """
        figure                   | value
        PER/2023/budget          | 100
        PER/2023/budget/original | 90
        """,
    )


def test_a_budget_in_another_currency_is_not_added(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date | currency
                2023-AME-PER | 1    | 2      | 2023 | 100   | 2022-11-25 | USD
                2023-AME-COL | 1    | 2      | 2023 | 900   | 2022-11-25 | EUR
            """,
        ),
    )
    expect(
        record,
        """
        figure            | value
        WORLD/2023/budget | 100
        COL/2023/budget   | missing
        """,
    )


def test_budgets_of_regions_headquarters_and_programmes_are_in_the_world_and_stand_by_themselves(
    tmp_path: Path,
) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-12-19",
            budgets="""
                activity        | type | status | year | value | value date
                2021-AME-PER    | 2    | 2      | 2021 | 100   | 2020-11-25
                2021-AME-RB     | 2    | 2      | 2021 | 10    | 2020-11-25
                2021-AME-RA     | 2    | 2      | 2021 | 20    | 2020-11-25
                2021-EUR-RB     | 2    | 2      | 2021 | 3     | 2020-11-25
                2021-HQ         | 2    | 2      | 2021 | 4     | 2020-11-25
                2021-GLOBALPROG | 2    | 2      | 2021 | 5     | 2020-11-25
                2021-JPO        |      | 2      | 2021 | 6     | 2020-11-25
                2021-EHGL-OO    | 2    | 2      | 2021 | 7     | 2020-11-25
            """,
        ),
    )
    expect(
        record,
        """
        figure                 | value
        AME/2021/budget        | 100 + 10 + 20
        AME-RB/2021/budget     | 10
        AME-RA/2021/budget     | 20
        EUR/2021/budget        | 3
        HQ/2021/budget         | 4
        GLOBALPROG/2021/budget | 5
        JPO/2021/budget        | 6
        EHGL-OO/2021/budget    | 7
        WORLD/2021/budget      | 100 + 10 + 20 + 3 + 4 + 5 + 6 + 7
        """,
    )
