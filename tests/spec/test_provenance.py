"""Every figure names its source rows: the file, the true line in it, and the amount that each gives."""

from decimal import Decimal

import pytest
from tests.spec.harness import Books
from tests.spec.published import activities, population

from quipu.core.address import Address

MONEY = activities(
    "2020-12-19",
    budgets="""
        activity     | type | status | year | value | value date
        2020-AME-PER |      | 2      | 2020 | 1000  | 2019-08-31
        2020-AME-COL |      | 2      | 2020 | 31    | 2019-08-31
    """,
    sectors="""
        activity     | vocabulary | code | percentage
        2020-AME-PER | 99         | 1    | 12.5
        2020-AME-PER | 99         | 4    | 87.5
    """,
    spending="""
        activity     | type | value | text
        2020-AME-PER | 4    | 90    | Total expenditure under Pillar 1: Refugee programme
        2020-AME-PER | 3    | 7     | Total disbursement to Governmental partners for Pillar 1: Refugee programme
    """,
    contributions="""
        activity     | USD  | earmarking
        2020-AME-PER | 250  | 3
        2020         | 4    | 1
    """,
)
PEOPLE = population(
    "2021-06-18",
    """
    year | origin | asylum | refugees | asylum_seekers
    2019 | VEN    | PER    | 4        | 60
    2020 | VEN    | PER    | 10       | 200
    2020 | COL    | PER    | 5        | 0
    """,
)
CASES = {
    "PER/2020/budget": {("<budget", 1000)},
    "WORLD/2020/budget": {("<budget", 1000), ("<budget", 31)},
    "PER/2020/budget/pillar-1": {("<budget", 1000), ('<sector vocabulary="99" code="1"', Decimal("12.5"))},
    "PER/2020/expenditure": {("<transaction", 90), ("<transaction", 7)},
    "PER/2020/expenditure/partner-government": {("<transaction", 7)},
    "WORLD/2020/contributions": {("<transaction", 250), ("<transaction", 4)},
    "PER/2020/funding-level": {("<transaction", 250), ("<budget", 1000)},
    "PER/2020/population/refugees": {("2020,VEN,VEN,VEN,PER", 10), ("2020,COL,COL,COL,PER", 5)},
    "PER/2020/population-by-origin/col": {("2020,COL,COL,COL,PER", 5)},
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return Books(tmp_path_factory.mktemp("provenance"), MONEY, PEOPLE)


@pytest.mark.parametrize("address", CASES)
def test_the_line_of_each_source_is_the_true_line(books: Books, address: str) -> None:
    expected = CASES[address]
    sources = books.as_of().sources(Address.parse(address))
    for beginning, amount in expected:
        assert any(books.line(s.file, s.line).startswith(beginning) and s.value == amount for s in sources), (
            beginning,
            amount,
        )
    assert len(sources) == len(expected)


def test_the_sources_of_one_row_of_the_file_are_its_own_lines(books: Books) -> None:
    (spent,) = books.as_of().sources(Address.parse("PER/2020/expenditure/direct"))
    assert spent.identifier == "XM-DAC-41121-2020-AME-PER"
    assert books.line(spent.file, spent.line + 3) == '<value currency="USD">90</value>'


def test_the_sources_of_a_change_are_the_rows_of_both_years(books: Books) -> None:
    sources = books.as_of().sources(Address.parse("PER/2020/population-change/refugees"))
    assert {books.line(s.file, s.line)[:4] for s in sources} == {"2019", "2020"}
    assert sorted(int(s.value) for s in sources) == [4, 5, 10]


def test_every_published_figure_has_sources_that_give_its_value(books: Books) -> None:
    record = books.as_of()
    for subject in ("PER", "AME", "WORLD"):
        for found in record.observations(subject, 2020):
            sources = record.sources(found.address)
            assert len(sources) > 0, found.address
            if found.address.figure in ("expenditure", "contributions"):
                assert sum(source.value for source in sources) == found.value, found.address


def test_a_missing_figure_has_none(books: Books) -> None:
    assert books.as_of().sources(Address.parse("PER/2020/expenditure/pillar-4")) == ()


def test_the_day_of_a_figure_is_the_newest_among_its_sources(books: Books) -> None:
    record = books.as_of()
    assert str(record.get(Address.parse("PER/2020/budget")).as_of) == "2020-12-19"
    assert str(record.get(Address.parse("PER/2020/population")).as_of) == "2021-06-18"
