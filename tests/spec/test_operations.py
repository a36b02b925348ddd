"""Rule 13: an operation stays itself through its names, kinds and regions; nothing is dropped."""

from pathlib import Path

from tests.spec.harness import expect, given
from tests.spec.published import activities


def _budgets(*activities_: str) -> str:
    lines = [f"{code} | 2 | 2 | {code[:4]} | {10**place} | 2020-01-01" for place, code in enumerate(activities_)]
    return "\n".join(["activity | type | status | year | value | value date", *lines])


def test_offices_that_change_their_kind_or_region_are_one_operation(tmp_path: Path) -> None:
    codes = ("2019-AME-ARGRO", "2020-AME-ARGMCO", "2019-AFR-KEN", "2020-EHGL-KEN", "2019-AFR-CODRO", "2020-SA-COD")
    record = given(tmp_path, activities("2021-01-01", budgets=_budgets(*codes)))
    expect(
        record,
        """
        figure           | value
        ARG/2019/budget  | 1
        ARG/2020/budget  | 10
        KEN/2019/budget  | 100
        KEN/2020/budget  | 1000
        COD/2019/budget  | 10000
        COD/2020/budget  | 100000
        AFR/2019/budget  | 100 + 10000
        EHGL/2020/budget | 1000
        SAO/2020/budget  | 100000
        AFR/2020/budget  | missing: See EHGL, SAO
        """,
    )
    kinds = [(edition.year, edition.kind) for edition in record.subject("ARG").editions]
    assert kinds == [(2019, "regional-office"), (2020, "multi-country-office")]
    assert [edition.region for edition in record.subject("KEN").editions] == ["AFR", "EHGL"]


def test_what_resembles_an_operation_is_not_taken_for_it(tmp_path: Path) -> None:
    codes = ("2019-AFR-KEN", "2019-AFR-KENRO", "2019-AFR-ETH", "2019-AFR-ETHRLO", "2019-ASO-THA", "2019-ASO-THARO")
    expect(
        given(tmp_path, activities("2020-01-01", budgets=_budgets(*codes))),
        """
        figure             | value
        KEN/2019/budget    | 1
        KENRO/2019/budget  | 10
        ETH/2019/budget    | 100
        ETHRLO/2019/budget | 1000
        THA/2019/budget    | 10000
        THARO/2019/budget  | 100000
        AFR/2019/budget    | 1 + 10 + 100 + 1000
        """,
    )


def test_bureaux_and_regional_activities_keep_together_over_their_names(tmp_path: Path) -> None:
    codes = ("2019-AFR-RBEHGL", "2020-EHGL-RB", "2019-AME-XAM", "2020-AME-RA", "2019-AFR-XAF")
    expect(
        given(tmp_path, activities("2021-01-01", budgets=_budgets(*codes))),
        """
        figure              | value
        EHGL-RB/2019/budget | 1
        EHGL-RB/2020/budget | 10
        AME-RA/2019/budget  | 100
        AME-RA/2020/budget  | 1000
        AFR-RA/2019/budget  | 10000
        AFR/2019/budget     | 1 + 10000
        """,
    )


def test_peru_begins_in_2019_and_points_to_argentina_before(tmp_path: Path) -> None:
    codes = ("2018-AME-ARGRO", "2019-AME-ARGRO", "2019-AME-PER")
    record = given(tmp_path, activities("2020-01-01", budgets=_budgets(*codes)))
    expect(
        record,
        """
        figure          | value
        PER/2019/budget | 100
        PER/2018/budget | missing: See ARG
        ARG/2018/budget | 1
        """,
    )
    posts = [(post.subject, post.relation) for post in record.subject("PER").signposts]
    assert ("ARG", "predecessor") in posts
    assert ("PER", "successor") in [(post.subject, post.relation) for post in record.subject("ARG").signposts]


def test_an_identifier_that_the_profile_does_not_know_is_told_not_dropped_in_silence(tmp_path: Path) -> None:
    record = given(tmp_path, activities("2020-01-01", budgets=_budgets("2019-AME-PER", "2019-AME-SOMETHING")))
    assert list(record.rows("SELECT activity FROM unplaced")) == [("XM-DAC-41121-2019-AME-SOMETHING",)]


def test_a_year_of_contributions_alone_has_a_world_and_gaps_with_reasons(tmp_path: Path) -> None:
    record = given(tmp_path, activities("2021-03-01", contributions="activity | USD\n2020-AME-PER | 100"))
    expect(
        record,
        """
        figure                   | value
        PER/2020/contributions   | 100
        AME/2020/contributions   | 100
        WORLD/2020/contributions | 100
        WORLD/2020/expenditure   | missing
        """,
    )
    assert record.subject("WORLD").years == (2020,)
