"""Rules 4 to 6: contributions in US dollars at three levels, their earmarking, and how far they fund the budget."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from tests.spec.harness import Books, expect, given
from tests.spec.published import Published, activities, population

from quipu.core.address import Address

LEVELS = activities(
    "2021-03-01",
    contributions="""
        activity     | USD  | earmarking
        2020-AME-PER | 100  | 4
        2020-AME-COL | 20   | 3
        2020-AME-RB  | 6    | 3
        2020-AME     | 3000 | 2
        2020-EUR     | 7    | 2
        2020-HQ      | 8    | 4
        2020         | 5.5  | 1
    """,
)


def test_a_total_takes_all_three_levels(tmp_path: Path) -> None:
    expect(
        given(tmp_path, LEVELS),
        """
        figure                                 | value
        PER/2020/contributions                 | 100
        AME/2020/contributions                 | 100 + 20 + 6 + 3000
        AME/2020/contributions/at-operations   | 100 + 20 + 6
        AME/2020/contributions/at-region       | 3000
        AME/2020/contributions/at-world        | missing
        WORLD/2020/contributions               | 100 + 20 + 6 + 3000 + 7 + 8 + 5.5
        WORLD/2020/contributions/at-operations | 100 + 20 + 6 + 8
        WORLD/2020/contributions/at-region     | 3000 + 7
        WORLD/2020/contributions/at-world      | 5.5
        PER/2020/contributions/at-operations   | missing
        """,
    )


def test_other_currencies_are_shown_beside_and_never_added(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            contributions="""
                activity     | USD        | currency | value
                2020-AME-PER | 749291.502 | USD      | 749292
                2020-AME-PER | 110.5      | EUR      | 100
                2020-AME-PER | 9          | JPY      | 1000
                2020-AME-PER |            | NOK      | 5000
                2020-AME-PER |            | USD      | 40
            """,
        ),
    )
    expect(
        record,
        """
        figure                 | value
        PER/2020/contributions | 749291.502 + 110.5 + 9 + 40
        """,
    )
    beside = {row.currency: (row.amount, row.usd) for row in record.contributions("PER", 2020) if row.currency != "USD"}
    assert beside == {"EUR": (Decimal(100), Decimal("110.5")), "JPY": (Decimal(1000), Decimal(9))}


def test_a_contribution_belongs_to_the_year_of_its_activity(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            contributions="""
                activity     | USD | date
                2020-AME-PER | 100 | 2012-05-01
                2020-AME-PER | 20  | 2021-01-10
                2021-AME-PER | 3   | 2020-12-31
            """,
        ),
    )
    expect(
        record,
        """
        figure                 | value
        PER/2020/contributions | 100 + 20
        PER/2021/contributions | 3
        """,
    )


def test_a_reference_is_not_a_key(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            contributions="""
                activity     | USD | ref
                2020-AME-PER | 100 | E0307
                2020-AME-PER | 100 | E0307
                2020-AME-COL | 5   | E0307
            """,
        ),
    )
    expect(
        record,
        """
        figure                   | value
        PER/2020/contributions   | 100 + 100
        WORLD/2020/contributions | 100 + 100 + 5
        """,
    )


def test_earmarking_in_four_degrees_and_not_stated(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            contributions="""
                activity     | USD   | earmarking
                2020-AME-PER | 1     | 1
                2020-AME-PER | 20    | 2
                2020-AME-PER | 300   | 3
                2020-AME-PER | 4000  | 4
                2020-AME-PER | 50000 |
                2020         | 600   | 1
            """,
        ),
    )
    expect(
        record,
        """
        figure                                     | value
        PER/2020/contributions/unearmarked         | 1
        PER/2020/contributions/softly-earmarked    | 20
        PER/2020/contributions/earmarked           | 300
        PER/2020/contributions/tightly-earmarked   | 4000
        PER/2020/contributions/unclassified        | 50000
        PER/2020/contributions                     | 1 + 20 + 300 + 4000 + 50000
        WORLD/2020/contributions/unearmarked       | 1 + 600
        WORLD/2020/contributions/at-operations     | 1 + 20 + 300 + 4000 + 50000
        """,
    )


def test_names_that_mean_the_same_donor_are_one(tmp_path: Path) -> None:
    """By the list of the publisher's profile; a name that it does not have is a donor of its own."""
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            contributions="""
                activity     | USD    | donor
                2020-AME-PER | 100    | Ministry of Foreign Affairs of Japan
                2020-AME-PER | 20     | Government of Japan
                2020-AME     | 3.25   | Japan International Cooperation Agency (JICA)
                2020-AME-PER | 4      | Japan Association for Lanterns
                2020         | 5000   | European Commission - Humanitarian Aid & Civil Protection
                2020         | 600.01 | European Union
            """,
        ),
    )
    expect(
        record,
        """
        figure                                                             | value
        PER/2020/contributions-by-donor/japan                              | 100 + 20
        WORLD/2020/contributions-by-donor/japan                            | 100 + 20 + 3.25
        WORLD/2020/contributions-by-donor/government-of-japan              | 100 + 20 + 3.25
        WORLD/2020/contributions-by-donor/japan-association-for-lanterns   | 4
        WORLD/2020/contributions-by-donor/european-union                   | 5000 + 600.01
        WORLD/2020/contributions                                           | 100 + 20 + 3.25 + 4 + 5000 + 600.01
        """,
    )
    assert record.get(Address.parse("WORLD/2020/contributions-by-donor/japan")).title == "Japan"
    assert {row.donor for row in record.given_by("japan")} == {
        "Ministry of Foreign Affairs of Japan",
        "Government of Japan",
        "Japan International Cooperation Agency (JICA)",
    }


def test_kinds_of_donors_come_from_the_list_then_from_the_name_then_from_the_type(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            contributions="""
                activity     | USD   | donor                                | donor type
                2020-AME-PER | 1     | Government of Japan                  | 10
                2020-AME-PER | 20    | Government of Nowhere                | 10
                2020-AME-PER | 300   | United Nations Trust Fund for Clocks | 40
                2020-AME-PER | 4000  | Lantern Foundation                   | 60
                2020-AME-PER | 50000 | Bank of Lanterns                     | 40
                2020-AME-PER | 6     | European Union                       | 40
            """,
        ),
    )
    expect(
        record,
        """
        figure                                                      | value
        WORLD/2020/contributions-by-kind-of-donor/government        | 1 + 20
        WORLD/2020/contributions-by-kind-of-donor/united-nations    | 300
        WORLD/2020/contributions-by-kind-of-donor/private           | 4000
        WORLD/2020/contributions-by-kind-of-donor/organisation      | 50000
        WORLD/2020/contributions-by-kind-of-donor/european-union    | 6
        """,
    )


def test_a_reference_names_the_agreement_that_its_parts_share(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            contributions="""
                activity     | USD | ref   | donor
                2020-AME-PER | 100 | E0307 | Government of Spain
                2021-AME-COL | 5   | E0307 | Government of Spain
            """,
        ),
    )
    assert [(row.subject, row.year, row.agreement) for row in record.given_by("spain")] == [
        ("COL", 2021, "E0307"),
        ("PER", 2020, "E0307"),
    ]


def test_what_a_donor_gave_has_a_fingerprint_of_its_own(tmp_path: Path) -> None:
    books = Books(tmp_path, _spain_and_japan("2021-03-01", 20))
    before = books.as_of()
    books.take(
        activities("2021-04-01", contributions="activity | USD | donor\n2020-AME-COL | 21 | Government of Japan")
    )
    after = books.as_of()
    same = {
        name: before.fingerprint(f"WORLD/{name}") == after.fingerprint(f"WORLD/{name}")
        for name in ("contributions-by-donor/spain", "contributions-by-donor/japan", "contributions")
    }
    assert same == {"contributions-by-donor/spain": True, "contributions-by-donor/japan": False, "contributions": False}


def test_a_figure_of_the_world_and_all_that_is_listed_have_fingerprints_of_their_own(tmp_path: Path) -> None:
    books = Books(tmp_path, _spain_and_japan("2021-03-01", 20))
    first = books.as_of()
    books.take(population("2021-04-01", "year | origin | asylum | refugees\n2020 | VEN | PER | 5"))
    second = books.as_of()
    books.take(activities("2021-05-01", contributions="activity | USD | donor\n2020-AME-COL | 1 | Japan"))
    third = books.as_of()
    names = ("WORLD/contributions", "WORLD/population", "lists")
    held = [[record.fingerprint(name) for name in names] for record in (first, second, third)]
    changed = [[a != b for a, b in zip(*pair, strict=True)] for pair in pairwise(held)]
    assert changed == [[False, True, False], [True, False, True]]


def _spain_and_japan(day: str, japan: int) -> Published:
    return activities(
        day,
        contributions=f"""
            activity     | USD     | donor
            2020-AME-PER | 100     | Government of Spain
            2020-AME-COL | {japan} | Government of Japan
        """,
    )


def test_a_donor_is_known_by_name_with_or_without_references(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            contributions="""
                activity     | USD | donor                   | donor ref
                2020-AME-PER | 100 | Government of Spain     |
                2020-AME-PER | 20  | Government of Spain     | ES-DIR3-EA0035768
                2020-AME-PER | 3   | Private donors          |
                2020-AME-PER | 4   | Private donors          |
                2020-AME-PER | 5   | España con ACNUR        |
                2020-AME-COL | 6   | Government of Spain     |
            """,
        ),
    )
    expect(
        record,
        """
        figure                                               | value
        PER/2020/contributions-by-donor/spain                | 100 + 20
        PER/2020/contributions-by-donor/private-donors       | 3 + 4
        PER/2020/contributions-by-donor/espana-con-acnur     | 5
        AME/2020/contributions-by-donor/spain                | 100 + 20 + 6
        """,
    )
    titles = {o.address.member: o.title for o in record.members("PER", 2020, "contributions-by-donor")}
    assert titles["espana-con-acnur"] == "España con ACNUR"


def test_funding_level_and_gap_are_of_the_current_budget_and_say_what_is_not_in_them(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-12-19",
            budgets="""
                activity     | type | status | year | value | value date
                2023-AME-PER | 1    | 2      | 2023 | 50    | 2022-11-25
                2023-AME-PER | 2    | 2      | 2023 | 150   | 2023-08-31
                2023-AME-COL | 1    | 2      | 2023 | 30    | 2022-11-25
                2023-AME-ECU | 1    | 2      | 2023 | 0     | 2022-11-25
                2023-AME-BRA | 1    | 2      | 2023 | 10    | 2022-11-25
            """,
            contributions="""
                activity     | USD
                2023-AME-PER | 50
                2023-AME-COL | 45
                2023-AME-ECU | 5
                2023         | 90
                2023-AME-MEX | 7
            """,
        ),
    )
    expect(
        record,
        """
        figure                   | value
        PER/2023/funding-level   | 33.33
        PER/2023/funding-gap     | 150 - 50
        COL/2023/funding-level   | 100 * 45 / 30
        COL/2023/funding-gap     | 30 - 45
        ECU/2023/funding-level   | missing
        ECU/2023/funding-gap     | 0 - 5
        BRA/2023/funding-level   | missing
        MEX/2023/funding-level   | missing
        WORLD/2023/funding-level | 103.68
        WORLD/2023/funding-gap   | 150 + 30 + 0 + 10 - (50 + 45 + 5 + 90 + 7)
        """,
    )
    assert "Flexible funds" in record.definition("funding-level").caveats[0]
