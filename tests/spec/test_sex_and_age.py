"""People by sex and age: whom the total has, what of it is known, where they are, and what is not there."""

from pathlib import Path

from tests.spec.harness import Books, expect, given, revisions
from tests.spec.published import activities, demographics

from quipu.core.address import Address

OPERATIONS = activities("2023-12-19", also="2019-AME-PER 2020-AME-PER 2020-AME-COL 2020-AME-ARGMCO")
FIGURE = "population-by-sex-and-age"


def test_the_total_has_everybody_and_the_parts_add_up_to_it(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        demographics(
            "2021-06-18",
            """
            year|origin|asylum|f_0_4|f_5_11|f_12_17|f_18_59|f_60|f_other|m_0_4|m_5_11|m_12_17|m_18_59|m_60|m_other|total
            2020|VEN   |PER   |10   |20    |30     |400    |50  |6      |11   |21    |31     |401    |51  |7      |1100
            2020|COL   |PER   |0    |0     |0      |0      |0   |0      |0    |0     |0      |0      |0   |0      |2000
            """,
        ),
    )
    expect(
        record,
        f"""
        figure                               | value
        PER/2020/{FIGURE}/female             | 10 + 20 + 30 + 400 + 50 + 6
        PER/2020/{FIGURE}/female-0-4         | 10
        PER/2020/{FIGURE}/female-5-11        | 20
        PER/2020/{FIGURE}/female-12-17       | 30
        PER/2020/{FIGURE}/female-18-59       | 400
        PER/2020/{FIGURE}/female-60-plus     | 50
        PER/2020/{FIGURE}/female-age-unknown | 6
        PER/2020/{FIGURE}/male               | 11 + 21 + 31 + 401 + 51 + 7
        PER/2020/{FIGURE}/male-0-4           | 11
        PER/2020/{FIGURE}/male-5-11          | 21
        PER/2020/{FIGURE}/male-12-17         | 31
        PER/2020/{FIGURE}/male-18-59         | 401
        PER/2020/{FIGURE}/male-60-plus       | 51
        PER/2020/{FIGURE}/male-age-unknown   | 7
        PER/2020/{FIGURE}/not-disaggregated  | (1100 - 516 - 522) + 2000
        PER/2020/{FIGURE}                    | 1100 + 2000
        WORLD/2020/{FIGURE}                  | 1100 + 2000
        """,
    )


def test_the_places_of_a_country_and_the_types_of_people_are_added(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        demographics(
            "2021-06-18",
            """
            year | origin | asylum | type | place | f_18_59 | total
            2020 | VEN    | PER    | REF  | Lima  | 10      | 10
            2020 | VEN    | PER    | REF  | Tacna | 20      | 20
            2020 | VEN    | PER    | OIP  | Lima  | 300     | 300
            2020 | PER    | PER    | HST  | Lima  | 4000    | 4000
            """,
        ),
    )
    expect(
        record,
        f"""
        figure                         | value
        PER/2020/{FIGURE}/female-18-59 | 10 + 20 + 300 + 4000
        PER/2020/{FIGURE}              | 10 + 20 + 300 + 4000
        """,
    )


def test_who_has_no_sex_and_age_is_not_a_zero(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        demographics("2021-06-18", "year | origin | asylum | total\n2020 | VEN | PER | 500"),
    )
    expect(
        record,
        f"""
        figure                              | value
        PER/2020/{FIGURE}                   | 500
        PER/2020/{FIGURE}/not-disaggregated | 500
        PER/2020/{FIGURE}/female            | missing: No published file
        PER/2020/{FIGURE}/female-0-4        | missing: No published file
        """,
    )


def test_an_office_of_several_countries_adds_them_and_a_country_without_one_is_in_the_world(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        demographics(
            "2021-06-18",
            """
            year | origin | asylum | asylum code | f_0_4 | m_0_4 | total
            2020 | VEN    | ARG    | ARG         | 1     | 2     | 3
            2020 | VEN    | BOL    | BOL         | 10    | 20    | 30
            2020 | VEN    | AUT    | AUS         | 100   | 200   | 300
            """,
        ),
    )
    expect(
        record,
        f"""
        figure                         | value
        ARG/2020/{FIGURE}/female-0-4   | 1 + 10
        ARG/2020/{FIGURE}              | 3 + 30
        AME/2020/{FIGURE}/male         | 2 + 20
        WORLD/2020/{FIGURE}/female-0-4 | 1 + 10 + 100
        WORLD/2020/{FIGURE}            | 3 + 30 + 300
        """,
    )


def test_returned_refugees_stand_where_they_came_home(tmp_path: Path) -> None:
    """The file names their origin twice; people by population type has them at the country that they came back from."""
    record = given(
        tmp_path,
        OPERATIONS,
        demographics("2021-06-18", "year | origin | asylum | type | m_60 | total\n2020 | COL | COL | RET | 7 | 7"),
    )
    expect(
        record, f"figure | value\nCOL/2020/{FIGURE}/male-60-plus | 7\nPER/2020/{FIGURE} | missing: No published file"
    )
    assert any("Returned refugees count here" in caveat for caveat in record.definition(FIGURE).caveats)


def test_the_source_of_each_part_is_its_row_with_what_it_gives(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        demographics(
            "2021-06-18",
            """
            year | origin | asylum | f_0_4 | m_60 | total
            2020 | COL    | PER    | 0     | 9    | 20
            2020 | VEN    | PER    | 10    | 0    | 10
            2020 | VEN    | BOL    | 100   | 5    | 105
            """,
        ),
    )
    found = {
        member: [
            (source.line, source.identifier, source.value)
            for source in record.sources(Address("AME", 2020, FIGURE, member))
        ]
        for member in ("", "female-0-4", "male-60-plus", "male-0-4", "not-disaggregated")
    }
    assert found == {
        "": [(2, "COL in PER", 20), (3, "VEN in PER", 10), (4, "VEN in BOL", 105)],
        "female-0-4": [(3, "VEN in PER", 10), (4, "VEN in BOL", 100)],
        "male-60-plus": [(2, "COL in PER", 9), (4, "VEN in BOL", 5)],
        "male-0-4": [],
        "not-disaggregated": [(2, "COL in PER", 11)],
    }
    assert record.sources(Address("PER", 2020, FIGURE, "female"), limit=1)[0].line == 3


def test_the_middle_of_a_year_is_provisional_and_a_corrected_end_a_revision(tmp_path: Path) -> None:
    table = "year | origin | asylum | f_0_4 | total\n2019 | VEN | PER | {} | 50\n2020 | VEN | PER | {} | 60"
    books = Books(
        tmp_path,
        OPERATIONS,
        demographics("2020-11-13", table.format(5, 6)),
        demographics("2021-06-18", table.format(7, 8)),
    )
    expect(
        books.as_of("2020-11-13"),
        f"figure | value\nPER/2020/{FIGURE}/female | mid-year 6\nPER/2019/{FIGURE}/female | 5",
    )
    expect(books.as_of(), f"figure | value\nPER/2020/{FIGURE}/female | 8\nPER/2019/{FIGURE} | 50")
    assert revisions(books.as_of(), f"PER/2019/{FIGURE}/female-0-4") == [("2020-11-13", 5), ("2021-06-18", 7)]
    assert revisions(books.as_of(), f"PER/2020/{FIGURE}/female-0-4") == [("2021-06-18", 8)]


def test_years_before_the_first_operation_are_not_shown_and_say_why(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities("2023-12-19", also="2016-AME-ARGRO 2020-AME-PER"),
        demographics(
            "2021-06-18",
            """
            year | origin | asylum | total
            2015 | VEN    | ARG    | 50
            2016 | VEN    | ARG    | 60
            """,
        ),
    )
    expect(
        record,
        f"figure | value\nARG/2016/{FIGURE} | 60\nWORLD/2016/{FIGURE} | 60",
    )
    assert "from 2016 on" in (record.profile.gap(FIGURE, "", 2015) or "")
