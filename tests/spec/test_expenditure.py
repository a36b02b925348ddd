"""Rule 2: expenditure is disbursement (3) and expenditure (4); pillar and kind of partner stand only in the text."""

from pathlib import Path

from tests.spec.harness import expect, given
from tests.spec.published import activities


def test_disbursements_and_own_expenditure_are_added_and_negative_values_subtract(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2019-03-01",
            spending="""
                activity     | type | value   | text
                2018-AFR-DJI | 4    | 100     | Total expenditure under Pillar 1: Refugee programme
                2018-AFR-DJI | 3    | 30      | Total disbursement to Govermental partners for Pillar 1
                2018-AFR-DJI | 3    | -461.02 | Total disbursement to United Nations partners for Pillar 1
                2018-AFR-CAF | 4    | 0       | Total expenditure under Pillar 1: Refugee programme
                2018-AFR-CAF | 4    | .01     | Total expenditure under Pillar 4: Internally Displaced Person projects
                2018-AFR-CAF | 1    | 7       | An incoming fund is not spent
            """,
        ),
    )
    expect(
        record,
        """
        figure                                    | value
        DJI/2018/expenditure                      | 100 + 30 - 461.02
        DJI/2018/expenditure/pillar-1             | 100 + 30 - 461.02
        DJI/2018/expenditure/direct               | 100
        DJI/2018/expenditure/partner-multilateral | -461.02
        CAF/2018/expenditure                      | 0 + .01
        CAF/2018/expenditure/pillar-1             | 0
        CAF/2018/expenditure/pillar-4             | .01
        AFR/2018/expenditure                      | 100 + 30 - 461.02 + .01
        WORLD/2018/expenditure                    | 100 + 30 - 461.02 + .01
        """,
    )


def test_each_pillar_and_under_other_are_members_of_their_own(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2017-03-01",
            spending="""
                activity      | type | value | text
                2016-ASO-PAK  | 4    | 1     | Total expenditure under Pillar 1: Refugee programme
                2016-ASO-PAK  | 4    | 20    | Total expenditure under Pillar 2: Stateless programme
                2016-ASO-PAK  | 4    | 300   | Total expenditure under Pillar 3: Reintegration projects
                2016-ASO-PAK  | 3    | 4000  | Total disbursement to International NGO partners for Pillar 4
                2016-ASO-PAK  | 4    | 50000 | Total expenditure under Other: Reserves
            """,
        ),
    )
    expect(
        record,
        """
        figure                        | value
        PAK/2016/expenditure          | 1 + 20 + 300 + 4000 + 50000
        PAK/2016/expenditure/pillar-1 | 1
        PAK/2016/expenditure/pillar-2 | 20
        PAK/2016/expenditure/pillar-3 | 300
        PAK/2016/expenditure/pillar-4 | 4000
        PAK/2016/expenditure/other    | 50000
        PAK/2016/expenditure/direct   | 1 + 20 + 300 + 50000
        """,
    )


def test_partners_are_told_in_every_spelling(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2022-03-01",
            spending="""
                activity     | type | value | text
                2016-AME-COL | 3    | 1     | Total disbursement to Govermental partners for Pillar 1
                2017-AME-COL | 3    | 2     | Total disbursement to Goverment partners for Pillar 1: Refugee programme
                2019-AME-COL | 3    | 3     | Total disbursement to Governmental partners for Pillar 1
                2019-AME-COL | 3    | 4     | Total disbursement to United Nations partners for Pillar 1
                2020-AME-COL | 3    | 5     | Total disbursement to Multilateral partners for Pillar 1
                2020-AME-COL | 3    | 6     | Total disbursement to International NGO partners for Pillar 1
                2020-AME-COL | 3    | 7     | Total disbursement to Partner country based NGO partners for Pillar 1
            """,
        ),
    )
    expect(
        record,
        """
        figure                                         | value
        COL/2016/expenditure/partner-government        | 1
        COL/2017/expenditure/partner-government        | 2
        COL/2019/expenditure/partner-government        | 3
        COL/2019/expenditure/partner-multilateral      | 4
        COL/2020/expenditure/partner-multilateral      | 5
        COL/2020/expenditure/partner-international-ngo | 6
        COL/2020/expenditure/partner-national-ngo      | 7
        COL/2020/expenditure/direct                    | missing
        COL/2020/expenditure                           | 5 + 6 + 7
        """,
    )


def test_from_2022_there_is_no_pillar_and_the_series_says_so(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-03-01",
            spending="""
                activity     | type | value | text
                2021-AME-PER | 4    | 90    | Total expenditure under Pillar 1: Refugee programme
                2022-AME-PER | 4    | 100   | Total expenditure for 2022
                2022-AME-PER | 3    | 20    | Total disbursement to Governmental partners for 2022
            """,
        ),
    )
    expect(
        record,
        """
        figure                                  | value
        PER/2022/expenditure                    | 100 + 20
        PER/2022/expenditure/direct             | 100
        PER/2022/expenditure/partner-government | 20
        PER/2022/expenditure/pillar-1           | missing: no longer published by pillar
        PER/2022/expenditure/other              | missing: no longer published by pillar
        """,
    )
    assert [found.year for found in record.over_years("PER", "expenditure", "pillar-1", [2021, 2022]).breaks] == [2022]
    assert record.over_years("PER", "expenditure", "", [2021, 2022]).breaks == ()


def test_a_year_that_was_not_closed_has_no_expenditure_rather_than_zero(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2023-AME-PER | 1    | 2      | 2023 | 100   | 2022-11-25
            """,
        ),
    )
    expect(
        record,
        """
        figure                 | value
        PER/2023/expenditure   | missing: before the year was closed
        WORLD/2023/expenditure | missing: before the year was closed
        """,
    )
