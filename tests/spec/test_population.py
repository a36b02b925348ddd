"""Rules 8, 9, 11 and 12: people by type and country of asylum, their total, and whose they are."""

from pathlib import Path

from tests.spec.harness import expect, given
from tests.spec.published import activities, idmc, population, unrwa

OPERATIONS = activities("2023-12-19", also="2020 2020-AME 2020-AME-PER 2020-AME-COL 2021-AME-PER 2021-AME-COL 2023")


def test_the_total_is_the_sum_of_the_types_and_host_community_can_be_left_out(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2021-06-18",
            """
            year|origin|asylum|refugees|asylum_seekers|returned_refugees|idps|returned_idps|stateless|ooc|oip |hst
            2020|VEN   |PER   |10      |200           |0                |0   |0            |0        |0  |3000|0
            2020|COL   |PER   |5       |15            |0                |0   |0            |0        |25 |    |0
            2020|PER   |PER   |0       |0             |35               |45  |55           |0        |0  |    |40000
            2020|XXA   |PER   |0       |0             |0                |0   |0            |65       |0  |    |0
            """,
        ),
    )
    expect(
        record,
        """
        figure                                     | value
        PER/2020/population/refugees               | 10 + 5
        PER/2020/population/asylum-seekers         | 200 + 15
        PER/2020/population/returned-refugees      | 35
        PER/2020/population/idps                   | 45
        PER/2020/population/returned-idps          | 55
        PER/2020/population/stateless              | 65
        PER/2020/population/others-of-concern      | 25
        PER/2020/population/other-people-in-need-of-international-protection | 3000
        PER/2020/population/host-community         | 40000
        PER/2020/population                        | 10 + 5 + 200 + 15 + 35 + 45 + 55 + 65 + 25 + 3000 + 40000
        PER/2020/population/without-host-community | 10 + 5 + 200 + 15 + 35 + 45 + 55 + 65 + 25 + 3000
        """,
    )


def test_one_country_of_origin_is_the_same_however_many_were_asked_for(tmp_path: Path) -> None:
    origins = ["AFG", "BDI", "COL", "COD", "SYR", "SSD", "VEN"]
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2021-06-18",
            "\n".join(
                (
                    "year | origin | asylum | refugees",
                    *(f"{year} | {origin} | PER | {year}" for origin in origins for year in (2019, 2020)),
                    *(f"2020 | {origin} | COL | 7" for origin in origins),
                )
            ),
        ),
    )
    told = [
        [str(one.address) for one in record.everywhere("population-by-origin", origin.lower())] for origin in origins
    ]
    again = [
        [str(one.address) for one in record.everywhere("population-by-origin", origin.lower())] for origin in origins
    ]
    assert told == again
    assert [address.partition("/population")[0] for address in told[-1]] == [
        "AME/2020",
        "COL/2020",
        "PER/2020",
        "WORLD/2019",
        "WORLD/2020",
    ]


def test_people_are_counted_where_they_are_and_by_where_they_come_from_without_host_community(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2021-06-18",
            """
            year | origin | asylum | refugees | asylum_seekers | hst
            2020 | VEN    | PER    | 10       | 200            | 0
            2020 | VEN    | COL    | 20       | 0              | 0
            2020 | PER    | COL    | 30       | 0              | 0
            2020 | PER    | PER    | 0        | 0              | 500
            2020 | XXA    | PER    | 5        | 0              | 0
            """,
        ),
    )
    expect(
        record,
        """
        figure                              | value
        PER/2020/population/refugees        | 10 + 5
        PER/2020/population-by-origin/ven   | 10 + 200
        PER/2020/population-by-origin/xxa   | 5
        PER/2020/population-by-origin/per   | missing
        COL/2020/population-by-origin/per   | 30
        WORLD/2020/population-by-origin/ven | 10 + 200 + 20
        AME/2020/population                 | 10 + 200 + 500 + 5 + 20 + 30
        """,
    )


def test_a_type_that_is_not_published_is_missing_not_zero(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2022-11-18",
            """
            year | origin | asylum | refugees | oip | stateless
            2016 | VEN    | PER    | 10       |     | 0
            2020 | VEN    | PER    | 10       |     | 0
            """,
        ),
    )
    expect(
        record,
        """
        figure                           | value
        PER/2020/population/stateless    | missing: No published file
        WORLD/2016/population/other-people-in-need-of-international-protection | missing: from 2018 on
        WORLD/2016/population            | 10
        WORLD/2016/population/host-community | missing: from 2019 on
        """,
    )


def test_codes_of_unhcr_are_not_those_of_iso(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities("2023-12-19", also="2020 2020-EUR-DEU 2020-ASO-AUSMCO"),
        population(
            "2021-06-18",
            """
            year | origin | origin code | asylum | asylum code | refugees
            2020 | SYR    | SYR         | AUT    | AUS         | 100
            2020 | SYR    | SYR         | AUS    | AUL         | 20
            2020 | SYR    | SYR         | DEU    | GFR         | 3000
            """,
        ),
    )
    expect(
        record,
        """
        figure                       | value
        AUS/2020/population/refugees | 20
        DEU/2020/population/refugees | 3000
        """,
    )


def test_an_office_of_several_countries_adds_them_each_in_its_year(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities("2023-12-19", also="2018 2018-AME-ARGRO 2019-AME-ARGRO 2019-AME-PER 2020-AME-ARGMCO 2020-AME-PER"),
        population(
            "2021-06-18",
            """
            year | origin | asylum | refugees
            2018 | VEN    | ARG    | 10
            2018 | VEN    | BOL    | 20
            2018 | VEN    | PER    | 400
            2019 | VEN    | ARG    | 15
            2019 | VEN    | BOL    | 25
            2019 | VEN    | PER    | 500
            """,
        ),
    )
    expect(
        record,
        """
        figure              | value
        ARG/2018/population | 10 + 20 + 400
        ARG/2019/population | 15 + 25
        PER/2019/population | 500
        PER/2018/population | missing: See ARG
        AME/2018/population | 10 + 20 + 400
        AME/2019/population | 15 + 25 + 500
        """,
    )


def test_a_country_without_an_operation_is_in_the_world_and_in_no_region(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2021-06-18",
            """
            year | origin | asylum | refugees
            2020 | VEN    | PER    | 10
            2020 | SYR    | FRA    | 200
            1995 | RWA    | COD    | 3000
            """,
        ),
    )
    expect(
        record,
        """
        figure                | value
        WORLD/2020/population | 10 + 200
        AME/2020/population   | 10
        WORLD/1995/population | 3000
        """,
    )


def test_small_numbers_are_taken_as_published(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2021-06-18",
            """
            year | origin | asylum | refugees | asylum_seekers
            2020 | VEN    | PER    | 5        | 0
            2020 | COL    | PER    | 0        | 0
            2020 | CUB    | PER    | 5        | 12
            """,
        ),
    )
    expect(
        record,
        """
        figure                            | value
        PER/2020/population/refugees      | 5 + 5
        PER/2020/population               | 5 + 5 + 12
        PER/2020/population-by-origin/col | unknown
        """,
    )
    assert any("rounds small numbers" in caveat for caveat in record.definition("population").caveats)


def test_the_counts_of_idmc_and_unrwa_stand_beside_and_are_never_added(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities("2023-12-19", also="2020 2020-AME-COL 2020-MENA-JOR"),
        population(
            "2021-06-18",
            """
            year | origin | asylum | refugees | idps
            2020 | COL    | COL    | 0        | 8000
            2020 | SYR    | JOR    | 600      | 0
            """,
        ),
        idmc("2021-06-18", "year | country | total\n2020 | COL | 4900"),
        unrwa("2021-06-18", "year | country | total\n2020 | JOR | 2300"),
    )
    expect(
        record,
        """
        figure                             | value
        COL/2020/population                | 8000
        COL/2020/idps-idmc                 | 4900
        JOR/2020/population                | 600
        JOR/2020/palestine-refugees-unrwa  | 2300
        WORLD/2020/population              | 8000 + 600
        """,
    )


def test_people_stand_by_the_country_that_they_are_in_since_the_first_year_of_the_statistics(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        OPERATIONS,
        population(
            "2021-06-18",
            """
            year | origin | asylum | refugees | asylum_seekers | hst
            1970 | CHL    | PER    | 7        | 0              | 0
            2020 | VEN    | PER    | 10       | 200            | 0
            2020 | PER    | PER    | 0        | 0              | 500
            2020 | VEN    | COL    | 20       | 0              | 0
            2020 | VEN    | CHL    | 3        | 0              | 0
            """,
        ),
    )
    expect(
        record,
        """
        figure                               | value
        PER/2020/population-by-country/per   | 10 + 200 + 500
        PER/2020/population-by-country/col   | missing
        WORLD/1970/population-by-country/per | 7
        WORLD/2020/population-by-country/per | 10 + 200 + 500
        WORLD/2020/population-by-country/chl | 3
        AME/2020/population-by-country/col   | 20
        """,
    )
