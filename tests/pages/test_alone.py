"""The people in one country in detail: made-up figures of operations that are it alone, were, and are not."""

import csv
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import pairwise

import pytest
from lxml import html as parser
from lxml.html import HtmlElement

from quipu.core.address import Address
from quipu.core.figure import Definition
from quipu.core.profile import load
from quipu.core.record import Edition, Subject
from quipu.pages import Site
from quipu.pages.details import FIGURES
from quipu.pages.site import LANGUAGES

from .reading import target, words_of
from .test_countries import Counted

_PUBLISHED = """
    WORLD/2019/population-by-country/arg 60
    WORLD/2020/population-by-country/arg 70
    WORLD/2020/population-by-country/chl 50
    PER/2019/population-by-sex-and-age 700
    PER/2020/population-by-sex-and-age 1040
    PER/2020/population-by-sex-and-age/female 400
    PER/2020/population-by-sex-and-age/female-0-4 100
    PER/2020/population-by-sex-and-age/male 380
    PER/2020/population-by-sex-and-age/male-0-4 90
    PER/2018/asylum-applications 5000
    PER/2019/asylum-applications 900
    PER/2020/asylum-applications 300
    PER/2019/asylum-decisions 40
    PER/2019/asylum-decisions/recognised 30
    PER/2019/asylum-decisions/rejected 10
    PER/2020/asylum-decisions 25
    PER/2020/asylum-decisions/recognised 5
    PER/2020/asylum-decisions/rejected 20
    PER/2020/solutions 8
    PER/2020/solutions/resettled 8
    PER/2021/asylum-applications 77
    ARG/2019/asylum-applications 12
    ARG/2020/asylum-applications 9000
"""
_OWN = (
    Definition("population-by-sex-and-age", "People by sex and age", "people", "Where these are known."),
    Definition("asylum-applications", "New asylum applications", "people", "People who asked for asylum."),
    Definition(
        "asylum-decisions",
        "Asylum decisions",
        "count",
        "Decisions on asylum.",
        (),
        (("recognised", "Recognised"), ("rejected", "Rejected")),
    ),
    Definition("solutions", "Solutions", "people", "People who came home.", (), (("resettled", "Resettled"),)),
)
_MORE_YEARS = {
    "ARG": [Edition(2019, "country-operation", "AME", ("ARG",), "X-2019", ())],
    "PER": [Edition(2018, "regional-office", "AME", ("BOL", "PER"), "X-2018", ())],
}
PERU, ARGENTINA, CHILE, COLOMBIA = (f"/en/countries/{code}/" for code in ("per", "arg", "chl", "col"))


class Detailed(Counted):
    """Peru has an operation of its own from 2019 on, Argentina only in 2019; Chile is one of several of Argentina's in 2020."""

    def __init__(self, published: str = _PUBLISHED) -> None:
        super().__init__()
        for line in published.strip().split("\n"):
            address, value = line.split()
            self._hold(Address.parse(address), Decimal(value), [])

    def definitions(self) -> tuple[Definition, ...]:
        return (*super().definitions(), *_OWN)

    def definition(self, figure: str) -> Definition:
        return next((held for held in _OWN if held.name == figure), None) or super().definition(figure)

    def subjects(self) -> tuple[Subject, ...]:
        return tuple(_with(one, *_MORE_YEARS.get(one.code, ())) for one in super().subjects())

    def fingerprint(self, name: str) -> str:
        """A hash of the figures of a subject, of a subject and year, or of one member of a figure."""
        held = (found for address, found in self._held.items() if name in _names_of(address))
        return sha256(repr(sorted((str(one.address), one.value) for one in held)).encode()).hexdigest()


class Silent(Detailed):
    """Nothing is published of the people in Peru in 2020."""

    def __init__(self) -> None:
        super().__init__()
        kept = ((address, found) for address, found in self._held.items() if not _is_detail_of_2020(address))
        self._held = dict(kept)


def _is_detail_of_2020(address: Address) -> bool:
    return address[:2] == ("PER", 2020) and address.figure in FIGURES


def _with(subject: Subject, *editions: Edition) -> Subject:
    return replace(subject, editions=tuple(sorted((*subject.editions, *editions), key=lambda one: one.year)))


def _names_of(address: Address) -> tuple[str, ...]:
    subject, year, figure, member = address
    return (subject, f"{subject}/{year}", f"{figure}/{member}", f"{subject}/{figure}/{member}")


@cache
def site() -> Site:
    return Site(Detailed(), load("unhcr"))


@cache
def page(path: str) -> HtmlElement:
    return parser.document_fromstring(site().render(site().by_path[path]).decode())


def said(path: str) -> list[str]:
    """The sentences on how operations cover a country."""
    return [words_of(one) for one in page(path).xpath("//section[@aria-labelledby='detail']//p[not(@class)]")]


def details(path: str) -> list[str]:
    return [words_of(one) for one in page(path).xpath("//section[@aria-labelledby='detail']//h3")]


def file(path: str) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(site().render(site().by_path[path]).decode().splitlines())
    return {row["address"]: row for row in rows}


def test_a_country_with_an_operation_of_its_own_has_its_figures_of_the_newest_closed_year() -> None:
    assert details(PERU) == [
        "People by country of origin",
        "People by sex and age",
        "New asylum applications",
        "Applications by origin",
        "Asylum decisions",
        "Solutions",
    ]
    assert said(PERU) == ["The operation Peru covered this country alone in 2020: these are its figures of that year."]
    [link] = page(PERU).xpath("//section[@aria-labelledby='detail']//p[@class='onward']/a")
    assert (words_of(link), link.get("href")) == (
        "All figures of Peru, 2020",
        "../../../en/operations/peru/2020/figures/index.html",
    )


def test_the_figures_are_those_of_the_operation_and_lead_to_its_sources() -> None:
    shown = {one.get("data-address"): one.get("href") for one in page(PERU).xpath("//a[@data-address]")}
    trace = "../../../en/operations/peru/2020/figures/index.html"
    for name in ("asylum-applications", "asylum-decisions/rejected", "population-by-sex-and-age/male-0-4"):
        assert shown[f"PER/2020/{name}"] == f"{trace}#{name}"
        held = parser.document_fromstring(site().render(site().by_path["/en/operations/peru/2020/figures/"]).decode())
        assert held.get_element_by_id(name) is not None


def test_applications_are_drawn_as_a_line_and_decisions_as_panels() -> None:
    titles = [words_of(one) for one in page(PERU).xpath("//section[@aria-labelledby='detail']//figcaption")]
    assert titles == ["New asylum applications, year by year", "Asylum decisions, year by year"]


def test_a_country_that_shares_an_operation_has_nothing_that_is_not_its_own() -> None:
    assert details(CHILE) == []
    [sentence] = said(CHILE)
    assert sentence.startswith("In 2020 this country was one of several that the operation Argentina covered")
    assert page(CHILE).xpath("//section[@aria-labelledby='detail']//a/@href")[1:] == [
        "../../../en/operations/argentina/2020/index.html"
    ]


def test_a_country_without_an_operation_says_so() -> None:
    assert details(COLOMBIA) == []
    assert [one.partition(":")[0] for one in said(COLOMBIA)] == ["In 2020 no operation covered this country"]


def test_a_country_that_had_an_operation_of_its_own_has_the_figures_of_its_last_year() -> None:
    """Those of 2020 are of six countries together."""
    assert details(ARGENTINA) == ["New asylum applications"]
    assert [one[:25] for one in said(ARGENTINA)] == ["In 2020 this country was ", "These are the figures of "]
    assert "Argentina in 2019, the last year" in said(ARGENTINA)[1]
    assert page(ARGENTINA).xpath("//section[@aria-labelledby='detail']//@data-address") == [
        "ARG/2019/asylum-applications"
    ]
    assert [address for address in file("/countries/arg.csv") if address.startswith("ARG/")] == [
        "ARG/2019/asylum-applications"
    ]


def test_a_country_is_not_drawn_in_the_years_in_which_it_shared_its_operation() -> None:
    """In 2018 Peru's operation covered Bolivia too; 2021 is not closed."""
    shown = page(PERU).xpath("//table[@id='asylum-applications-years']/tbody//th")
    assert [words_of(year) for year in shown] == ["2019", "2020"]


def test_an_operation_of_which_nothing_is_published_says_so_and_shows_the_year_before() -> None:
    held = Site(Silent(), load("unhcr"))
    section = parser.document_fromstring(held.render(held.by_path[PERU]).decode()).xpath(
        "//section[@aria-labelledby='detail']"
    )
    empty, last = (words_of(one) for one in section[0].xpath(".//p[not(@class)]"))
    assert empty.startswith("The operation Peru covered this country alone in 2020, but nothing is published")
    assert last.startswith("These are the figures of the operation Peru in 2019")
    assert not [one for one in section[0].xpath(".//@data-address") if one.startswith("PER/2020")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["per", "arg", "chl", "col", "ven"])
def test_the_files_of_a_country_hold_every_figure_that_its_page_shows(code: str, language: str) -> None:
    shown = set(page(f"/{language}/countries/{code}/").xpath("//a/@data-address"))
    held = file(f"/countries/{code}.csv")
    assert shown
    assert shown <= held.keys()
    figures = json.loads(site().render(site().by_path[f"/countries/{code}.json"]))["figures"]
    assert [one["address"] for one in figures] == list(held)


def test_a_file_has_a_figure_once_and_nothing_of_a_shared_operation() -> None:
    text = site().render(site().by_path["/countries/per.csv"]).decode()
    assert Counter(row["address"] for row in csv.DictReader(text.splitlines())).most_common(1)[0][1] == 1
    assert not [address for address in file("/countries/chl.csv") if address.startswith("ARG/")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_anchor_of_a_country_is_its_own_and_every_link_leads_somewhere(language: str) -> None:
    url = site().by_path[f"/{language}/countries/per/"]
    anchors = Counter(page(url.path).xpath("//@id"))
    assert [one for one, count in anchors.items() if count > 1] == []
    files = {one.file for one in site().urls}
    for href in page(url.path).xpath("//a/@href"):
        held, fragment = target(url, href)
        assert held in files, href
        assert held != url.file or not fragment or fragment in anchors, href


def test_headings_are_in_order() -> None:
    levels = [int(one.tag[1]) for one in page(PERU).xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", [PERU, "/ar/countries/per/", "/countries/per.csv", "/countries/per.json"])
def test_a_page_and_its_files_are_made_anew_when_figures_of_the_operation_change(path: str) -> None:
    changed = Site(Detailed(_PUBLISHED.replace("applications 900", "applications 901", 1)), load("unhcr"))
    before, after = (one.fingerprint(one.by_path[path]) for one in (site(), changed))
    assert before != after
    assert site().render(site().by_path[path]) != changed.render(changed.by_path[path])
    others = ("/en/countries/col/", "/en/countries/chl/", "/countries/arg.csv")
    assert [
        one for one in others if site().fingerprint(site().by_path[one]) != changed.fingerprint(changed.by_path[one])
    ] == []


def test_a_country_that_lost_its_operation_is_made_anew_when_its_last_figures_change() -> None:
    changed = Site(
        Detailed(_PUBLISHED.replace("ARG/2019/asylum-applications 12", "ARG/2019/asylum-applications 13")),
        load("unhcr"),
    )
    assert site().fingerprint(site().by_path[ARGENTINA]) != changed.fingerprint(changed.by_path[ARGENTINA])


def test_what_the_data_are_names_the_figures_of_the_operation() -> None:
    (block,) = page(PERU).xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(block)["@graph"][1]
    measured = [one["propertyID"] for one in data["variableMeasured"]]
    assert {"asylum-decisions", "solutions", "population-by-sex-and-age"} <= set(measured)
    assert len(measured) == len(set(measured))


def test_charts_of_a_country_are_its_own_beside_those_of_another_page_at_the_same_depth() -> None:
    """What a page keeps for the other years of its subject is not shared by pages that are about none."""
    held = Site(Detailed(), load("unhcr"))
    for path in ("/en/operations/peru/", PERU, ARGENTINA, "/en/situations/"):
        if path in held.by_path:
            held.render(held.by_path[path])
    assert held.render(held.by_path[ARGENTINA]) == site().render(site().by_path[ARGENTINA])
    assert held.render(held.by_path[PERU]) == site().render(site().by_path[PERU])
