"""The pages of countries: made-up people from three countries in two operations."""

import csv
import io
import json
from decimal import Decimal
from functools import cache
from posixpath import join, normpath

import pytest
from lxml import html as parser
from lxml.html import HtmlElement

from quipu.core.address import Address
from quipu.core.figure import Definition
from quipu.core.profile import load
from quipu.pages import Site
from quipu.pages.site import LANGUAGES

from .fake import FakeRecord
from .reading import words_of

_COUNTED = """
    WORLD/2019/population-by-origin/ven 900
    WORLD/2020/population-by-origin/ven 1200
    WORLD/2020/population-by-origin/col 100
    PER/2019/population-by-origin/ven 700
    PER/2020/population-by-origin/ven 1000
    PER/2020/population-by-origin/col 40
    ARG/2020/population-by-origin/ven 200
    ARG/2020/population-by-origin/col 60
    WORLD/2019/asylum-applications-by-origin/ven 30
    WORLD/2020/asylum-applications-by-origin/ven 25
    PER/2019/asylum-applications-by-origin/ven 30
    PER/2020/asylum-applications-by-origin/ven 25
    WORLD/2019/population-by-country/per 700
    WORLD/2020/population-by-country/per 1040
"""
_OWN = (
    Definition("population-by-origin", "People by country of origin", "people", "People by where they come from."),
    Definition("asylum-applications-by-origin", "Applications by origin", "people", "New applications."),
    Definition("population-by-country", "People by country of asylum", "people", "People by where they are."),
)


class Counted(FakeRecord):
    def __init__(self) -> None:
        super().__init__()
        for line in _COUNTED.split("\n"):
            if line.strip():
                address, value = line.split()
                self._hold(Address.parse(address), Decimal(value), [])

    def definitions(self) -> tuple[Definition, ...]:
        return (*super().definitions(), *_OWN)

    def definition(self, figure: str) -> Definition:
        return next((held for held in _OWN if held.name == figure), None) or super().definition(figure)


@cache
def site() -> Site:
    return Site(Counted(), load("unhcr"))


@cache
def page(path: str) -> HtmlElement:
    return parser.document_fromstring(site().render(site().by_path[path]).decode())


def rows(path: str, anchor: str) -> list[list[str]]:
    [table] = page(path).xpath(f"//table[@id='{anchor}']")
    return [[words_of(cell) for cell in row.xpath("th|td")] for row in table.xpath(".//tr")]


def test_a_country_says_where_its_people_are_the_most_first() -> None:
    assert rows("/en/countries/ven/", "from-operations") == [
        ["Operation", "2020", "2019"],
        ["Peru", "1,000", "700"],
        ["Argentina", "200", ""],
    ]


def test_a_country_says_where_its_people_asked_for_asylum_each_year() -> None:
    assert rows("/en/countries/ven/", "applications-operations") == [
        ["Operation", "2020", "2019"],
        ["Peru", "25", "30"],
    ]


def test_a_country_leads_to_the_operations_that_cover_it() -> None:
    links = page("/en/countries/per/").xpath("//p[@class='kind']//a/@href")
    assert [link.removeprefix("../../../en/") for link in links] == [
        "operations/argentina/2020/index.html",
        "operations/peru/2020/index.html",
    ]


def test_the_list_begins_with_the_country_most_people_come_from() -> None:
    assert [row[0] for row in rows("/en/countries/", "countries-table")] == ["Country", "Venezuela", "Colombia", "Peru"]


def test_origins_and_operations_stand_as_a_matrix() -> None:
    assert rows("/en/countries/", "matrix-table") == [
        ["Country of origin", "Peru", "Argentina"],
        ["Venezuela", "1,000", "200"],
        ["Colombia", "40", "60"],
    ]


def test_an_operation_leads_to_the_countries_its_people_come_from() -> None:
    links = page("/en/operations/peru/2020/").xpath("//section//th/a/@href")
    assert "../../../../en/countries/ven/index.html" in links


def test_the_files_of_a_country_have_every_figure_with_its_first_line() -> None:
    text = site().render(site().by_path["/countries/ven.csv"]).decode()
    held = {row["address"]: row for row in csv.DictReader(io.StringIO(text))}
    assert held["PER/2019/asylum-applications-by-origin/ven"]["value"] == "30"
    assert held["PER/2019/population-by-origin/ven"]["first_file"] == "population.csv.gz"
    figures = json.loads(site().render(site().by_path["/countries/ven.json"]))["figures"]
    assert {figure["address"] for figure in figures} == held.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_a_country_leads_somewhere(language: str) -> None:
    files = {url.file for url in site().urls}
    for path in (f"/{language}/countries/", f"/{language}/countries/ven/"):
        for link in page(path).xpath("//a/@href"):
            target = link.partition("#")[0]
            assert not target or normpath(join(path, target)).removeprefix("/") in files, link


def test_the_name_of_a_country_is_in_the_language_of_the_page() -> None:
    assert words_of(page("/ar/countries/ven/").xpath("//h1")[0]) == "فنزويلا"


def test_a_country_says_what_its_data_are_and_its_key_figures() -> None:
    (block,) = page("/en/countries/ven/").xpath("//script[@type='application/ld+json']/text()")
    crumbs, data, *observations = json.loads(block)["@graph"]
    assert [step["name"] for step in crumbs["itemListElement"]] == ["World", "Countries", "Venezuela"]
    assert (data["temporalCoverage"], data["spatialCoverage"][0]["name"]) == ("2019/2020", "Venezuela")
    assert {one["identifier"]: one["value"] for one in observations} == {
        "WORLD/2020/population-by-origin/ven": 1200,
        "WORLD/2020/asylum-applications-by-origin/ven": 25,
    }


def test_the_list_of_countries_says_what_its_data_are() -> None:
    (block,) = page("/en/countries/").xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(block)["@graph"][1]
    assert data["distribution"][1]["contentUrl"].endswith("world/2020.csv")
