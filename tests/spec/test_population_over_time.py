"""Rule 10: change of like with like; the middle of a year is never its end; what is a revision and what is new."""

from decimal import Decimal
from pathlib import Path

from tests.spec.harness import Books, expect, given, revisions
from tests.spec.published import activities, interface, population, website

OPERATIONS = activities(
    "2021-01-01", also="2018-AME-ARGRO 2019-AME-ARGRO 2019-AME-PER 2020-AME-PER 2021-AME-PER 2022-AME-PER 2022-AME-COL"
)


def test_change_is_by_type_absolute_and_in_per_cent(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2022-06-16",
            """
            year | origin | asylum | refugees | asylum_seekers | stateless | hst
            2020 | VEN    | PER    | 100      | 60             | 25        | 0
            2021 | VEN    | PER    | 130      | 45             | 0         | 0
            2021 | PER    | PER    | 0        | 0              | 0         | 5000
            """,
        ),
    )
    expect(
        record,
        """
        figure                                            | value
        PER/2021/population-change                        | (130 + 45 + 5000) - (100 + 60 + 25)
        PER/2021/population-change/without-host-community | (130 + 45) - (100 + 60 + 25)
        PER/2021/population-change/refugees               | 130 - 100
        PER/2021/population-change/asylum-seekers         | 45 - 60
        PER/2021/population-change/stateless              | 0 - 25
        PER/2021/population-change-percent/refugees       | 30
        PER/2021/population-change-percent/asylum-seekers | -25
        PER/2021/population-change-percent/stateless      | -100
        PER/2021/population-change-percent/without-host-community | -5.41
        """,
    )


def test_a_type_that_did_not_exist_the_year_before_is_a_new_category(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2022-06-16",
            """
            year | origin | asylum | refugees | hst
            2020 | VEN    | PER    | 100      | 0
            2021 | PER    | PER    | 0        | 5000
            2021 | VEN    | PER    | 130      | 0
            """,
        ),
    )
    expect(
        record,
        """
        figure                                            | value
        PER/2021/population-last-year/host-community      | missing
        PER/2021/population-change-percent/host-community | missing
        """,
    )


def test_like_is_compared_with_like_when_the_countries_of_an_operation_change(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2021-06-16",
            """
            year | origin | asylum | refugees
            2018 | VEN    | ARG    | 10
            2018 | VEN    | PER    | 400
            2019 | VEN    | ARG    | 15
            2019 | VEN    | PER    | 500
            """,
        ),
    )
    expect(
        record,
        """
        figure                              | value
        ARG/2018/population                 | 10 + 400
        ARG/2019/population                 | 15
        ARG/2019/population-last-year       | 10
        ARG/2019/population-change          | 15 - 10
        PER/2019/population-last-year       | 400
        PER/2019/population-change-percent  | 25
        AME/2019/population-change          | (15 + 500) - (10 + 400)
        """,
    )


def test_the_first_year_has_no_change(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population("2022-06-16", "year | origin | asylum | refugees\n2020 | VEN | PER | 100\n2022 | VEN | PER | 7"),
    )
    expect(
        record,
        """
        figure                     | value
        PER/2020/population-change | missing
        PER/2021/population-change | missing
        PER/2022/population-change | missing
        """,
    )


MIDDLE = population(
    "2021-11-13",
    """
    year | origin | asylum | refugees
    2020 | VEN    | PER    | 100
    2021 | VEN    | PER    | 115
    """,
)
END = population(
    "2022-06-17",
    """
    year | origin | asylum | refugees
    2020 | VEN    | PER    | 98
    2021 | VEN    | PER    | 130
    """,
)


def test_an_edition_of_october_to_may_holds_the_middle_of_its_newest_year(tmp_path: Path) -> None:
    expect(
        Books(tmp_path, OPERATIONS, MIDDLE).as_of(),
        """
        figure                               | value
        PER/2020/population                  | 100
        PER/2021/population                  | mid-year 115
        PER/2021/population/refugees         | mid-year 115
        PER/2021/population-change           | mid-year 115 - 100
        PER/2021/population-by-origin/ven    | mid-year 115
        WORLD/2021/population                | mid-year 115
        """,
    )


def test_the_year_end_comes_in_june(tmp_path: Path) -> None:
    table = "year | origin | asylum | refugees\n2020 | VEN | PER | 100\n2021 | VEN | PER | {}"
    books = Books(
        tmp_path, OPERATIONS, population("2022-05-31", table.format(115)), population("2022-06-01", table.format(130))
    )
    expect(books.as_of("2022-05-31"), "figure | value\nPER/2021/population | mid-year 115\nPER/2020/population | 100")
    expect(books.as_of("2022-06-01"), "figure | value\nPER/2021/population | 130")


def test_the_year_end_is_new_and_not_a_revision_of_the_middle_but_a_corrected_year_end_is_one(tmp_path: Path) -> None:
    record = Books(tmp_path, OPERATIONS, MIDDLE, END).as_of()
    expect(
        record,
        """
        figure                         | value
        PER/2020/population            | 98
        PER/2021/population            | 130
        PER/2021/population-change     | 130 - 98
        """,
    )
    assert revisions(record, "PER/2021/population") == [("2022-06-17", Decimal(130))]
    assert revisions(record, "PER/2021/population-by-origin/ven") == [("2022-06-17", Decimal(130))]
    assert revisions(record, "PER/2020/population") == [("2021-11-13", Decimal(100)), ("2022-06-17", Decimal(98))]


def test_a_type_that_only_the_middle_of_the_year_had_is_not_a_figure_of_the_year_end(tmp_path: Path) -> None:
    middle = population("2021-11-13", "year | origin | asylum | refugees | stateless\n2021 | VEN | PER | 115 | 7")
    record = Books(tmp_path, OPERATIONS, middle, END).as_of()
    found = {o.address.member: o.value for o in record.observations("PER", 2021) if o.address.figure == "population"}
    assert found.get("stateless") is None
    assert found[""] == 130


def test_as_of_a_day_in_the_winter_the_year_is_provisional_and_afterwards_final(tmp_path: Path) -> None:
    books = Books(tmp_path, OPERATIONS, MIDDLE, END)
    expect(books.as_of("2022-06-16"), "figure | value\nPER/2021/population | mid-year 115")
    expect(books.as_of("2022-06-17"), "figure | value\nPER/2021/population | 130")


def test_venezuelans_displaced_abroad_are_the_earlier_name_of_people_in_need_of_protection(tmp_path: Path) -> None:
    books = Books(
        tmp_path,
        OPERATIONS,
        population("2021-08-19", "year | origin | asylum | refugees | ooc | vda\n2020 | VEN | PER | 5 | 500 | 515039"),
        population(
            "2022-11-01", "year | origin | asylum | refugees | ooc | oip | hst\n2020 | VEN | PER | 5 | 0 | 515039 | 500"
        ),
    )
    for day in ("2021-08-19", ""):
        expect(
            books.as_of(day),
            """
            figure                                              | value
            PER/2020/population/other-people-in-need-of-international-protection | 515039
            PER/2020/population/venezuelans-displaced-abroad    | 515039
            PER/2020/population                                 | 5 + 500 + 515039
            """,
        )
    expect(
        books.as_of(),
        """
        figure                                | value
        PER/2020/population/others-of-concern | missing: Withdrawn
        PER/2020/population/host-community    | 500
        """,
    )


WHOLE = population(
    "2022-06-17",
    """
    year | origin | asylum | refugees | asylum_seekers
    2020 | VEN    | PER    | 98       | 0
    2021 | VEN    | PER    | 130      | 20
    2021 | COL    | PER    | 40       | 0
    2021 | VEN    | COL    | 700      | 0
    """,
)


def test_a_download_replaces_only_the_years_and_countries_of_asylum_that_it_holds(tmp_path: Path) -> None:
    extract = website(
        "2022-08-01",
        """
        year | origin | asylum | refugees | asylum_seekers
        2021 | VEN    | PER    | 150      | -
        """,
    )
    expect(
        given(tmp_path, OPERATIONS, activities("2021-01-02", also="2021-AME-COL"), WHOLE, extract),
        """
        figure                             | value
        PER/2021/population/refugees       | 150
        PER/2021/population/asylum-seekers | missing: Withdrawn
        PER/2021/population                | 150
        PER/2020/population                | 98
        COL/2021/population                | 700
        WORLD/2021/population              | 150 + 700
        """,
    )


def test_a_page_of_the_interface_is_an_extract_too_and_the_newest_day_speaks(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        WHOLE,
        interface("2022-07-15", "year | origin | asylum | refugees | asylum_seekers\n2021 | VEN | PER | 140 | -"),
        interface("2022-08-15", "year | origin | asylum | refugees | asylum_seekers\n2021 | VEN | PER | 160 | 5"),
    )
    expect(record, "figure | value\nPER/2021/population | 160 + 5\nPER/2020/population | 98")


def test_an_extract_that_is_older_than_the_whole_edition_changes_nothing(tmp_path: Path) -> None:
    extract = website("2022-01-15", "year | origin | asylum | refugees\n2020 | VEN | PER | 7")
    record = given(tmp_path, OPERATIONS, WHOLE, extract)
    expect(record, "figure | value\nPER/2020/population | 98\nPER/2021/population | 130 + 20 + 40")
