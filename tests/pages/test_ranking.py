"""The page of all operations of a year: who is least funded, and a table that holds everybody."""

import csv
import io
import json
from decimal import Decimal

from quipu.core.address import Address
from quipu.core.figure import Observation, Status
from quipu.pages.ranking import Standing

from .reading import page, site, table, words_of

PATH = "/operations/2020/"


def test_the_page_without_a_year_is_that_of_the_newest_closed_one() -> None:
    assert words_of(page("/operations/").xpath("//h1")[0]) == "Operations 2020"


def test_every_operation_of_the_year_has_a_row_with_its_region() -> None:
    rows = table(PATH, "operations-table")
    assert [row[:2] for row in rows[1:]] == [["Argentina", "Americas"], ["Peru", "Americas"]]


def test_the_least_funded_come_first_and_the_best_funded_last() -> None:
    rows = table(PATH, "least-table")
    assert rows[0] == ["Operation", "Funding level", "Budget", "Contributions", "Funding gap"]
    names = [row[0] for row in rows[1:]]
    assert [row[0] for row in table(PATH, "best-table")[1:]] == names[::-1]


def test_a_budget_below_ten_million_is_not_ranked() -> None:
    standing = Standing(site().record.subject("PER"), _figures("9999999.99"))
    assert standing.level is None
    assert Standing(standing.subject, _figures("10000000.01")).level == Decimal(50)


def _figures(budget: str) -> dict[str, Observation]:
    values = {"budget": (Decimal(budget), "USD"), "funding-level": (Decimal(50), "per cent")}
    return {
        name: Observation(Address("PER", 2020, name, ""), name, unit, value, Status.PUBLISHED, source_count=1)
        for name, (value, unit) in values.items()
    }


def test_the_choices_are_hidden_where_no_script_shows_it() -> None:
    assert page(PATH).xpath("//fieldset/@hidden") == [""]


def test_the_page_is_there_as_csv_and_json_with_addresses() -> None:
    text = site().render(site().by_path["/operations/2020.csv"]).decode()
    addresses = {row["address"] for row in csv.DictReader(io.StringIO(text))}
    held = json.loads(site().render(site().by_path["/operations/2020.json"]))
    assert addresses == {figure["address"] for figure in held["figures"]}
    assert "PER/2020/funding-level" in addresses


def test_a_number_leads_to_its_source() -> None:
    [link] = page(PATH).xpath("//table[@id='operations-table']//a[@data-address='PER/2020/budget']/@href")
    assert link.endswith("/peru/2020/figures/index.html#budget")
