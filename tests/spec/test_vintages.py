"""A later file replaces activity by activity; what was before is a revision; any day can be asked for."""

from decimal import Decimal
from pathlib import Path

from tests.spec.harness import Books, expect, revisions
from tests.spec.published import activities

FIRST = activities(
    "2022-04-06",
    budgets="""
        activity     | type | status | year | value | value date
        2022-EUR-UKR | 2    | 2      | 2022 | 292.5 | 2021-08-30
        2022-AME-PER | 2    | 2      | 2022 | 80    | 2021-08-30
        2021-AME-PER | 2    | 2      | 2021 | 60    | 2020-08-30
    """,
    contributions="""
        activity     | USD | earmarking
        2022         | 200 | 1
        2022-AME-PER | 10  | 3
    """,
)
SECOND = activities(
    "2024-02-14",
    budgets="""
        activity     | type | status | year | value | value date
        2022-EUR-UKR | 2    | 2      | 2022 | 729.3 | 2021-08-30
        2022-AME-PER | 2    | 2      | 2022 | 80    | 2021-08-30
    """,
    contributions="""
        activity     | USD | earmarking
        2022         | 1.6 | 1
        2022-AME-PER | 10  | 3
        2022-AME-PER | 17  | 3
    """,
)


def test_the_later_file_replaces_the_earlier_activity_by_activity(tmp_path: Path) -> None:
    expect(
        Books(tmp_path, FIRST, SECOND).as_of(),
        """
        figure                   | value
        UKR/2022/budget          | 729.3
        PER/2022/budget          | 80
        PER/2021/budget          | 60
        WORLD/2022/budget        | 729.3 + 80
        PER/2022/contributions   | 10 + 17
        WORLD/2022/contributions | 1.6 + 10 + 17
        """,
    )


def test_the_order_of_import_does_not_matter(tmp_path: Path) -> None:
    books = Books(tmp_path, SECOND)
    books.take(FIRST)
    expect(
        books.as_of(),
        """
        figure                 | value
        UKR/2022/budget        | 729.3
        PER/2022/contributions | 10 + 17
        """,
    )


def test_of_each_day_the_record_is_what_had_been_published_by_then(tmp_path: Path) -> None:
    books = Books(tmp_path, FIRST, SECOND)
    expect(
        books.as_of("2024-02-13"),
        """
        figure                   | value
        UKR/2022/budget          | 292.5
        WORLD/2022/contributions | 200 + 10
        """,
    )
    expect(
        books.as_of("2024-02-14"),
        """
        figure                   | value
        UKR/2022/budget          | 729.3
        WORLD/2022/contributions | 1.6 + 10 + 17
        """,
    )


def test_a_changed_value_is_a_revision_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    record = Books(tmp_path, FIRST, SECOND).as_of()
    assert revisions(record, "UKR/2022/budget") == [("2022-04-06", Decimal("292.5")), ("2024-02-14", Decimal("729.3"))]
    assert revisions(record, "WORLD/2022/budget") == [
        ("2022-04-06", Decimal("292.5") + 80),
        ("2024-02-14", Decimal("729.3") + 80),
    ]
    assert revisions(record, "PER/2022/budget") == [("2022-04-06", Decimal(80))]
    assert revisions(record, "WORLD/2022/contributions") == [
        ("2022-04-06", Decimal(200 + 10)),
        ("2024-02-14", Decimal("1.6") + 10 + 17),
    ]
    assert revisions(record, "PER/2022/funding-gap") == [
        ("2022-04-06", Decimal(80 - 10)),
        ("2024-02-14", Decimal(80 - (10 + 17))),
    ]


def test_what_a_later_file_no_longer_has_is_withdrawn_with_the_day(tmp_path: Path) -> None:
    later = activities("2024-02-14", also="2022-AME-PER")
    record = Books(tmp_path, FIRST, later).as_of()
    expect(
        record,
        """
        figure                     | value
        PER/2022/budget            | missing: Withdrawn: editions from 14 February 2024 on no longer have it
        PER/2022/contributions     | missing: Withdrawn
        PER/2022/contributions/earmarked | missing: Withdrawn
        WORLD/2022/contributions   | 200
        WORLD/2022/budget          | 292.5
        """,
    )
    assert revisions(record, "PER/2022/budget") == [("2022-04-06", Decimal(80)), ("2024-02-14", None)]


def test_an_activity_that_a_later_file_leaves_out_stays_as_it_was(tmp_path: Path) -> None:
    later = activities("2024-02-14", also="2022-AME-PER")
    expect(
        Books(tmp_path, FIRST, later).as_of(),
        """
        figure          | value
        UKR/2022/budget | 292.5
        PER/2021/budget | 60
        """,
    )


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    books = Books(tmp_path, FIRST)
    books.take(FIRST)
    expect(
        books.as_of(),
        """
        figure                   | value
        WORLD/2022/contributions | 200 + 10
        """,
    )
