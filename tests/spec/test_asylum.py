"""Asylum: who applied for the first time, what stands beside them, decisions, and why people and cases are kept apart."""

from pathlib import Path

from tests.spec.harness import Books, expect, given
from tests.spec.published import activities, applications, decisions, page_of_applications

from quipu.core.address import Address

OPERATIONS = activities("2023-12-19", also="2020-AME-PER 2020-AME-COL 2020-AME-USAMCO 2020-AME-ARGMCO 2021-AME-PER")
DAY = "2021-06-18"


def test_the_total_is_of_new_applications_and_repeat_ones_and_appeals_stand_beside_it(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        applications(
            DAY,
            """
            year | origin | asylum | type | level | applied
            2020 | VEN    | PER    | N    | FI    | 1000
            2020 | COL    | PER    | N    | FI    | 200
            2020 | VEN    | PER    | R    | RA    | 30
            2020 | VEN    | PER    | R    | FI    | 40
            2020 | VEN    | PER    | RA   | FI    | 50
            2020 | VEN    | PER    | A    | AR    | 5
            2020 | VEN    | PER    | A    | FI    | 6
            2020 | VEN    | PER    | J    | FI    | 7
            """,
        ),
    )
    expect(
        record,
        """
        figure                                   | value
        PER/2020/asylum-applications             | 1000 + 200
        PER/2020/asylum-applications/new         | 1000 + 200
        PER/2020/asylum-applications/repeat      | 30 + 40 + 50
        PER/2020/asylum-applications/appeal      | 5 + 6 + 7
        PER/2020/asylum-applications/other       | missing: No published file
        WORLD/2020/asylum-applications           | 1000 + 200
        """,
    )


def test_new_applications_published_together_with_others_are_in_the_total_and_named(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        applications(
            DAY,
            """
            year | origin | asylum | type | level | applied
            2020 | VEN    | PER    | N    | FI    | 1000
            2020 | CUB    | PER    | NR   | FA    | 200
            2020 | HTI    | PER    | NA   | FA    | 30
            2020 | COL    | PER    | FA   | FA    | 4
            """,
        ),
    )
    expect(
        record,
        """
        figure                                     | value
        PER/2020/asylum-applications               | 1000 + (200 + 30 + 4)
        PER/2020/asylum-applications/new           | 1000
        PER/2020/asylum-applications/new-and-other | 200 + 30 + 4
        """,
    )


def test_new_at_the_level_of_a_review_is_an_appeal_and_of_a_reopened_case_a_repetition(tmp_path: Path) -> None:
    """As Sweden, Norway and France published until 2012: the type says new, the level says what it is."""
    record = given(
        tmp_path,
        OPERATIONS,
        applications(
            DAY,
            """
            year | origin | asylum | type | level | applied
            2020 | VEN    | PER    | N    | FI    | 24339
            2020 | VEN    | PER    | N    | AR    | 16122
            2020 | VEN    | PER    | N    | JR    | 7
            2020 | VEN    | PER    | N    | RA    | 80
            2020 | VEN    | PER    | NR   | AR    | 900
            """,
        ),
    )
    expect(
        record,
        """
        figure                              | value
        PER/2020/asylum-applications        | 24339
        PER/2020/asylum-applications/appeal | 16122 + 7 + 900
        PER/2020/asylum-applications/repeat | 80
        """,
    )


def test_levels_that_are_the_first_for_somebody_are_new(tmp_path: Path) -> None:
    """NA is a code, new applications, and no missing value; EO is the United States' court, TA temporary asylum in Russia."""
    record = given(
        tmp_path,
        OPERATIONS,
        applications(
            DAY,
            """
            year | origin | asylum | type | level | applied
            2020 | VEN    | PER    | N    | NA    | 1
            2020 | COL    | PER    | NA   | NA    | 20
            2020 | CUB    | PER    | N    | EO    | 300
            2020 | HTI    | PER    | N    | TA    | 4000
            2020 | ECU    | PER    | N    | FA    | 50000
            """,
        ),
    )
    expect(record, "figure | value\nPER/2020/asylum-applications/new | 1 + 20 + 300 + 4000 + 50000")


def test_until_2005_the_type_says_nothing_and_the_level_decides(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities("2023-12-19", also="2016-AME-ARGRO"),
        applications(
            DAY,
            """
            year | origin | asylum | type | level | applied
            2016 | VEN    | ARG    | V    | FI    | 1000
            2016 | VEN    | ARG    | V    | NA    | 200
            2016 | VEN    | ARG    | V    | FA    | 30
            2016 | VEN    | ARG    | V    | AR    | 4
            2016 | VEN    | ARG    | V    | RA    | 5
            """,
        ),
    )
    expect(
        record,
        """
        figure                                     | value
        ARG/2016/asylum-applications/new           | 1000 + 200
        ARG/2016/asylum-applications/new-and-other | 30
        ARG/2016/asylum-applications/appeal        | 4
        ARG/2016/asylum-applications/repeat        | 5
        """,
    )


def test_subsidiary_protection_alone_and_a_kind_that_is_not_known_are_in_no_total(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        applications(
            DAY,
            """
            year | origin | asylum | type | level | applied
            2020 | VEN    | PER    | N    | FI    | 1000
            2020 | VEN    | PER    | SP   | SP    | 200
            2020 | VEN    | PER    | N    | SP    | 30
            2020 | VEN    | PER    | X    | FI    | 4
            """,
        ),
    )
    expect(
        record,
        """
        figure                             | value
        PER/2020/asylum-applications       | 1000
        PER/2020/asylum-applications/other | 200 + 30 + 4
        """,
    )


def test_people_and_cases_are_never_added(tmp_path: Path) -> None:
    """The United States: its court counts people, its immigration service cases."""
    record = given(
        tmp_path,
        OPERATIONS,
        applications(
            DAY,
            """
            year | origin | asylum | level | unit | applied
            2020 | VEN    | USA    | EO    | P    | 119300
            2020 | VEN    | USA    | IN    | C    | 87678
            """,
        ),
    )
    expect(
        record,
        """
        figure                                    | value
        USA/2020/asylum-applications              | 119300
        USA/2020/asylum-applications-by-origin/ven | 119300
        USA/2020/asylum-applications-in-cases     | 87678
        USA/2020/asylum-applications-in-cases/new | 87678
        """,
    )
    assert record.definition("asylum-applications").unit == "people"
    assert record.definition("asylum-applications-in-cases").unit == "count"


def test_applications_by_origin_are_those_of_the_total(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        applications(
            DAY,
            """
            year | origin | origin code | asylum | type | level | procedure | applied
            2020 | DEU    | GFR         | PER    | N    | FI    | G         | 1
            2020 | VEN    | VEN         | ARG    | N    | FI    | G         | 20
            2020 | VEN    | VEN         | BOL    | NR   | FA    | U         | 300
            2020 | VEN    | VEN         | BOL    | R    | RA    | G         | 4000
            2020 | UNK    | UKN         | BOL    | N    | FI    | J         | 50
            """,
        ),
    )
    expect(
        record,
        """
        figure                                       | value
        PER/2020/asylum-applications-by-origin/deu   | 1
        PER/2020/asylum-applications-by-origin/gfr   | unknown
        ARG/2020/asylum-applications-by-origin/ven   | 20 + 300
        ARG/2020/asylum-applications-by-origin/unk   | 50
        ARG/2020/asylum-applications                 | 20 + 300 + 50
        AME/2020/asylum-applications-by-origin/ven   | 20 + 300
        WORLD/2020/asylum-applications               | 1 + 20 + 300 + 50
        """,
    )


def test_a_flow_of_an_unfinished_year_is_provisional(tmp_path: Path) -> None:
    table = "year | origin | asylum | applied\n2020 | VEN | PER | {}"
    books = Books(
        tmp_path, OPERATIONS, applications("2020-11-13", table.format(400)), applications(DAY, table.format(900))
    )
    expect(
        books.as_of("2020-11-13"),
        """
        figure                                     | value
        PER/2020/asylum-applications               | mid-year 400
        PER/2020/asylum-applications-by-origin/ven | mid-year 400
        """,
    )
    expect(books.as_of(), "figure | value\nPER/2020/asylum-applications | 900")


def test_pages_of_the_interface_replace_the_years_and_countries_that_they_hold_and_count_once(tmp_path: Path) -> None:
    whole = applications(
        DAY,
        """
        year | origin | asylum | applied
        2020 | VEN    | PER    | 1000
        2020 | COL    | PER    | 70
        2020 | VEN    | COL    | 200
        2021 | VEN    | PER    | 30
        """,
    )
    again = "2020 | VEN | PER | 1100\n"
    pages = (
        page_of_applications("2022-07-01", 1, f"year | origin | asylum | applied\n{again}2020 | CUB | PER | 5"),
        page_of_applications("2022-07-01", 2, f"year | origin | asylum | applied\n{again}2020 | HTI | PER | 6"),
        page_of_applications("2021-01-01", 3, "year | origin | asylum | applied\n2020 | VEN | COL | 9"),
    )
    expect(
        given(tmp_path, OPERATIONS, whole, *pages),
        """
        figure                                     | value
        PER/2020/asylum-applications               | 1100 + 5 + 6
        PER/2020/asylum-applications-by-origin/col | missing: Withdrawn
        COL/2020/asylum-applications               | 200
        PER/2021/asylum-applications               | mid-year 30
        """,
    )


def test_decisions_of_all_levels_are_added_and_the_total_is_the_sum_of_the_outcomes(tmp_path: Path) -> None:
    """The file's own total, 9999 here, is not the sum of its parts in some rows."""
    record = given(
        tmp_path,
        OPERATIONS,
        decisions(
            DAY,
            """
            year | origin | asylum | level | unit | recognized | other | rejected | closed | total
            2020 | VEN    | PER    | FI    | P    | 100        | 20    | 3        | 4      | 9999
            2020 | VEN    | PER    | AR    | P    | 5          | 0     | 600      | 0      |
            2020 | COL    | PER    | NA    | P    | 0          | 0     | 0        | 70     |
            2020 | VEN    | PER    | IN    | C    | 8          | 0     | 9        | 0      |
            """,
        ),
    )
    expect(
        record,
        """
        figure                                      | value
        PER/2020/asylum-decisions                   | (100 + 5) + 20 + (3 + 600) + (4 + 70)
        PER/2020/asylum-decisions/recognized        | 100 + 5
        PER/2020/asylum-decisions/complementary     | 20
        PER/2020/asylum-decisions/rejected          | 3 + 600
        PER/2020/asylum-decisions/closed            | 4 + 70
        PER/2020/asylum-decisions-in-cases          | 8 + 9
        PER/2020/asylum-decisions-in-cases/closed   | missing: No published file
        AME/2020/asylum-decisions/recognized        | 100 + 5
        """,
    )
    lines = [source.line for source in record.sources(Address("PER", 2020, "asylum-decisions", "rejected"))]
    assert lines == [2, 3]


def test_there_is_no_number_of_the_years_before_the_operations_and_a_reason(tmp_path: Path) -> None:
    record = given(tmp_path, OPERATIONS, applications(DAY, "year | origin | asylum | applied\n2020 | VEN | PER | 1"))
    for figure in ("asylum-applications", "asylum-applications-by-origin", "asylum-decisions", "solutions"):
        assert "from 2016 on" in (record.profile.gap(figure, "", 2015) or "")
        assert "from 2016 on" not in (record.profile.gap(figure, "", 2016) or "")
