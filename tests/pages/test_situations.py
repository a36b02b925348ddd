"""The pages of emergencies and appeals that several operations belong to."""

import csv
import json
from functools import cache
from posixpath import join, normpath
from typing import Any

import pytest
from lxml import html as parser
from lxml.html import HtmlElement

from quipu.core.profile import load
from quipu.core.record import Scope
from quipu.pages import Site
from quipu.pages.site import LANGUAGES

from .fake import FakeRecord
from .reading import words_of

_NAMES = (("en", "A made-up response"), ("fr", "Une réponse inventée"))


class Joined(FakeRecord):
    def scopes(self, subject: str, year: int) -> tuple[Scope, ...]:
        both = Scope(subject, "appeal", "99", "MADE-UP-2020", _NAMES, "a.xml", 7)
        alone = Scope(subject, "emergency", "1-2", "EP-2020-1", (("en", "Alone"),), "a.xml", 8)
        return ((both,) if year in (2019, 2020) else ()) + ((alone,) if subject == "PER" else ())


@cache
def site() -> Site:
    return Site(Joined(), load("unhcr"))


@cache
def page(path: str) -> HtmlElement:
    return parser.document_fromstring(site().render(site().by_path[path]).decode())


def test_what_several_operations_belong_to_has_a_page_and_what_one_names_has_none() -> None:
    assert "/en/situations/made-up-2020/" in site().by_path
    assert "/en/situations/ep-2020-1/" not in site().by_path


def test_a_situation_has_its_operations_year_by_year_the_newest_first() -> None:
    held = page("/en/situations/made-up-2020/")
    assert [words_of(head) for head in held.xpath("//h2")] == ["2020", "2019", "Sources"]
    assert [words_of(head) for head in held.xpath("//table[@id='operations-2020']/tbody//th")] == ["Argentina", "Peru"]


def test_the_list_has_kind_years_and_number_of_operations() -> None:
    [row] = page("/en/situations/").xpath("//table[@id='situations-table']/tbody/tr")
    assert [words_of(cell) for cell in row] == ["A made-up response", "Appeal", "2020, 2019", "2"]


def test_an_operation_leads_to_its_situations() -> None:
    links = page("/en/operations/peru/2020/").xpath("//dl[@class='scopes']//a/@href")
    assert links == ["../../../../en/situations/made-up-2020/index.html"]


def test_a_name_in_another_language_than_the_page_says_so() -> None:
    assert words_of(page("/fr/situations/made-up-2020/").xpath("//h1")[0]) == "Une réponse inventée"
    assert page("/ar/situations/made-up-2020/").xpath("//h1//@lang") == ["en"]


def told(path: str) -> dict[str, Any]:
    """The things that a page tells machines, by their type."""
    (block,) = page(path).xpath("//script[@type='application/ld+json']/text()")
    return {thing["@type"]: thing for thing in json.loads(block)["@graph"]}


def test_a_situation_has_its_figures_for_machines() -> None:
    held = json.loads(site().render(site().by_path["/situations/made-up-2020.json"]))
    assert (held["situation"], held["names"]["fr"]) == ("MADE-UP-2020", "Une réponse inventée")
    rows = list(csv.DictReader(site().render(site().by_path["/situations/made-up-2020.csv"]).decode().splitlines()))
    assert [row["address"] for row in rows] == [one["address"] for one in held["figures"]]
    shown = page("/en/situations/made-up-2020/").xpath("//table//@data-address")
    assert set(shown) <= {row["address"] for row in rows}


def test_a_situation_says_what_its_data_are() -> None:
    data = told("/fr/situations/made-up-2020/")["Dataset"]
    assert data["temporalCoverage"] == "2019/2020"
    assert [one["name"] for one in data["spatialCoverage"]] == ["Argentina", "Pérou"]
    assert data["distribution"][1]["contentUrl"] == "../../../situations/made-up-2020.csv"
    assert len(data["description"]) >= 50


def test_the_list_names_its_situations() -> None:
    [entry] = told("/en/situations/")["CollectionPage"]["mainEntity"]["itemListElement"]
    assert (entry["position"], entry["name"]) == (1, "A made-up response")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: str) -> None:
    files = {url.file for url in site().urls}
    for path in (f"/{language}/situations/", f"/{language}/situations/made-up-2020/"):
        for link in page(path).xpath("//a/@href"):
            target = link.partition("#")[0]
            assert not target or normpath(join(path, target)).removeprefix("/") in files, link
