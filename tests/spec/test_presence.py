"""Offices, documents, emergencies and appeals are counted once each, in an operation, a region and the world."""

from pathlib import Path

from tests.spec.harness import expect, given
from tests.spec.published import activities


def test_an_office_under_several_activities_counts_once(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            locations="""
                activity     | ref        | name
                2020-AME-PER | PERp000001 | Lima
                2020-AME-PER | PERp000002 | Tumbes
                2020-AME-PER | PERp000001 | Lima
                2020-AME-COL | COLp000001 | Bogotá
                2020-AME-RB  | PERp000001 | Lima
            """,
        ),
    )
    expect(
        record,
        """
        figure                | value
        PER/2020/locations    | 1 + 1
        COL/2020/locations    | 1
        AME-RB/2020/locations | 1
        AME/2020/locations    | 2 + 1
        WORLD/2020/locations  | 2 + 1
        """,
    )


def test_a_position_is_exact_approximate_or_not_said_to_be_either(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            locations="""
                activity     | ref | name   | position      | exactness
                2020-AME-PER | P1  | Lima   | -12.05 -77.03 | 1
                2020-AME-PER | P2  | Tumbes | -3.57 -80.45  | 2
                2020-AME-PER | P3  | Tacna  |               |
            """,
        ),
    )
    assert [(place.name, str(place.latitude), place.exactness) for place in record.places("PER", 2020)] == [
        ("Lima", "-12.05", "exact"),
        ("Tumbes", "-3.57", "approximate"),
        ("Tacna", "None", ""),
    ]


def test_documents_are_told_apart_by_their_address(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            documents="""
                activity     | url
                2020-AME-PER | https://example.org/a
                2020-AME-PER | https://example.org/b
                2020-AME-COL | https://example.org/a
                2020         | https://example.org/c
            """,
        ),
    )
    expect(
        record,
        """
        figure               | value
        PER/2020/documents   | 2
        AME/2020/documents   | 2
        WORLD/2020/documents | 2 + 1
        """,
    )


def test_an_appeal_that_several_operations_belong_to_counts_once(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-03-01",
            scopes="""
                activity     | type | vocabulary | code
                2020-AME-PER | 1    | 1-2        | EP-2020-000012-PER
                2020-AME-PER | 2    | 2-1        | RVEN20
                2020-AME-COL | 2    | 2-1        | RVEN20
                2020-AME-COL | 2    | 99         | RVEN20
            """,
        ),
    )
    expect(
        record,
        """
        figure                         | value
        PER/2020/humanitarian-scopes   | 1 + 1
        COL/2020/humanitarian-scopes   | 2
        WORLD/2020/humanitarian-scopes | 1 + 2
        """,
    )
