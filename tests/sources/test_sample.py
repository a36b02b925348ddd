"""The sample holds the figures of the public operation page; the rest of it is made up, as its README says."""

import io
from collections import Counter
from decimal import Decimal
from importlib.resources import files

import pytest
from lxml import etree

from quipu.core.snapshot import Batch
from quipu.sources.refugee_statistics.reader import read, recognise

SAMPLE = files("quipu") / "sample"


def people(name: str, year: str) -> Counter[str]:
    content = (SAMPLE / name).read_bytes()
    recognised = recognise(content, name)
    assert recognised is not None
    (batch,) = read(io.BytesIO(content), recognised, name)
    assert isinstance(batch, Batch)
    types = batch.columns.keys() & {"refugees", "asylum_seekers", "idps", "stateless", "ooc", "oip", "hst"}
    rows = [position for position, cell in enumerate(batch.columns["year"]) if cell == year]
    return Counter({kind: sum(int(batch.columns[kind][row] or 0) for row in rows) for kind in types})


def activity(year: int) -> etree._Element:
    tree = etree.fromstring((SAMPLE / "sample-activities.xml").read_bytes())
    (found,) = tree.xpath(f"iati-activity[iati-identifier='XM-DAC-41121-{year}-AME-PER']")
    return found


def total(year: int, *types: str) -> Decimal:
    rows = [row for row in activity(year).iter("transaction") if row.find("transaction-type").get("code") in types]
    usd = "{http://reporting.unhcr.org/}value-USD"
    return sum((Decimal(row.findtext(usd) or row.findtext("value")) for row in rows), Decimal())


def test_people_of_2020_as_published_in_2021() -> None:
    parts = people("population-2021-08-19.csv", "2020")
    assert +parts == {"refugees": 4_332, "asylum_seekers": 537_552, "ooc": 500_353, "oip": 515_039}
    assert parts.total() == 1_557_276


def test_people_of_2019_add_up_to_the_published_total() -> None:
    assert people("population-2021-08-19.csv", "2019").total() == 867_821


def test_people_of_2020_as_published_in_2022() -> None:
    parts = people("population-2022-11-01.csv", "2020")
    assert +parts == {"refugees": 4_272, "asylum_seekers": 537_552, "hst": 500_353, "oip": 515_039}


@pytest.mark.parametrize(("year", "budget"), [(2019, "20496332.32"), (2020, "48625534.17"), (2021, "60913280.08")])
def test_budgets_are_those_of_the_page(year: int, budget: str) -> None:
    assert activity(year).findtext("budget/value") == budget


@pytest.mark.parametrize(("year", "spent"), [(2019, "14173697.75"), (2020, "20154483.57"), (2021, "0")])
def test_expenditure_is_that_of_the_page(year: int, spent: str) -> None:
    assert total(year, "3", "4") == Decimal(spent)


def test_contributions_of_2020_are_46_per_cent_of_the_budget() -> None:
    assert round(total(2020, "11") / Decimal("48625534.17"), 4) == Decimal("0.4600")
