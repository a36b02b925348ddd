"""Solutions: each at the country where people begin anew, and never added up."""

from pathlib import Path

from tests.spec.harness import Books, expect, given
from tests.spec.published import activities, solutions

OPERATIONS = activities("2023-12-19", also="2020-AME-PER 2020-AME-COL 2020-AME-ARGMCO 2020-AME-USAMCO")
DAY = "2021-06-18"


def test_returned_refugees_stand_at_home_and_all_others_where_the_file_says_asylum(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        solutions(
            DAY,
            """
            year | origin | asylum | returned_refugees | resettlement | naturalisation | returned_idps
            2020 | COL    | PER    | 10                |              |                |
            2020 | VEN    | USA    |                   | 200          | 3000           |
            2020 | COL    | COL    |                   |              |                | 40000
            """,
        ),
    )
    expect(
        record,
        """
        figure                               | value
        COL/2020/solutions/returned-refugees | 10
        PER/2020/solutions/returned-refugees | missing: No published file
        USA/2020/solutions/resettlement      | 200
        USA/2020/solutions/naturalisation    | 3000
        COL/2020/solutions/returned-idps     | 40000
        WORLD/2020/solutions/resettlement    | 200
        AME/2020/solutions/returned-refugees | 10
        """,
    )


def test_there_is_no_total(tmp_path: Path) -> None:
    table = "year | origin | asylum | resettlement | naturalisation\n2020 | VEN | PER | 1 | 2"
    expect(
        given(tmp_path, OPERATIONS, solutions(DAY, table)),
        "figure | value\nPER/2020/solutions | missing: never added up",
    )


def test_an_office_adds_those_who_come_home_to_each_of_its_countries(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        solutions(
            DAY,
            """
            year | origin | asylum | returned_refugees
            2020 | ARG    | PER    | 10
            2020 | BOL    | ARG    | 200
            2020 | SYR    | ARG    | 3000
            """,
        ),
    )
    expect(
        record,
        """
        figure                                 | value
        ARG/2020/solutions/returned-refugees   | 10 + 200
        WORLD/2020/solutions/returned-refugees | 10 + 200 + 3000
        """,
    )


def test_solutions_of_an_unfinished_year_are_provisional(tmp_path: Path) -> None:
    table = "year | origin | asylum | naturalisation\n2020 | VEN | PER | {}"
    books = Books(tmp_path, OPERATIONS, solutions("2020-11-13", table.format(4)), solutions(DAY, table.format(9)))
    expect(books.as_of("2020-11-13"), "figure | value\nPER/2020/solutions/naturalisation | mid-year 4")
    expect(books.as_of(), "figure | value\nPER/2020/solutions/naturalisation | 9")
