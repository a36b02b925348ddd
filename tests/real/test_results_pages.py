"""The pages of indicators beside the pages of operations: the same values at the same addresses, and none lost."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from quipu.core.address import Address
from quipu.core.profile import load
from quipu.core.record import Level
from quipu.figures.lookup import Record
from quipu.pages import Site
from quipu.pages.compared import FIGURES
from quipu.publish.folder import packed

OPERATIONS = ("afghanistan", "brazil", "ecuador", "libya")
"""Their tables are short enough for every value to be linked."""
YEARS = (2016, 2019, 2021, 2022)
_HEAVY = 60_000


@cache
def site(record: Record) -> Site:
    return Site(record, load("unhcr"), sheets=False)


def shown(page: bytes) -> dict[str, str]:
    """Return the text of every figure of a page that is an indicator's, by address."""
    links = html.document_fromstring(page.decode()).xpath("//a[contains(@data-address, '/indicator-')]")
    return {link.get("data-address"): link.text_content() for link in links}


@pytest.fixture(scope="module")
def values(record: Record) -> Mapping[str, str]:
    """Every value on an English page of an indicator, by address."""
    held: dict[str, str] = {}
    for url in site(record).urls:
        if url.kind == "indicator" and url.name and url.language == "en":
            page = shown(site(record).render(url))
            assert not page.keys() & held.keys(), url.path
            held |= page
    return held


def test_most_of_what_operations_report_can_be_compared(record: Record) -> None:
    comparison = site(record)._press.comparison
    assert (len(comparison.held), comparison.fewer) == (221, 580)
    assert {one.since for one in comparison.held.values()} == {0, 2022}
    assert all((year >= 2022) == (one.since == 2022) for one in comparison.held.values() for year in one.years)


def number(text: str) -> Decimal:
    """Return the number that an English text says."""
    return Decimal(text.replace(",", "").replace("−", "-").removesuffix("%"))


def test_every_value_shown_is_that_of_its_figure(record: Record, values: Mapping[str, str]) -> None:
    assert len(values) > 40_000
    wrong = {
        address: text for address, text in values.items() if number(text) != record.get(Address.parse(address)).value
    }
    assert wrong == {}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_value_is_written_as_on_the_page_of_its_operation(
    record: Record, values: Mapping[str, str], operation: str, year: int
) -> None:
    own = shown(site(record).render(site(record).by_path[f"/en/operations/{operation}/{year}/"]))
    both = own.keys() & values.keys()
    assert len(both) > 10
    assert {address: values[address] for address in both} == {address: own[address] for address in both}


def test_no_value_of_an_indicator_is_left_out(record: Record, values: Mapping[str, str]) -> None:
    """Baselines of several years are in the files alone; all else that operations report is on the page."""
    operations = {subject.code for subject in record.subjects() if subject.level is Level.OPERATION}
    held = site(record)._press.comparison.held
    for slug in [*held][::10]:
        one = held[slug]
        rows = [row for row in record.indicator(one.name) if row.subject in operations and row.year in one.years]
        names = FIGURES if len(one.years) == 1 else FIGURES[1:]
        for row in rows:
            for name in names:
                value = getattr(row, name.removeprefix("indicator-"))
                assert (str(Address(row.subject, row.year, name, row.member)) in values) == (value is not None)


def test_no_page_is_heavy(record: Record, tmp_path: Path) -> None:
    urls = (url for url in site(record).urls if url.kind == "indicator" and url.language == "en")
    sizes = {
        url.path: min(map(len, packed(tmp_path / "index.html", site(record).render(url)).values())) for url in urls
    }
    assert max(sizes.values()) < _HEAVY
