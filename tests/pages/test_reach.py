"""How the site is found and shared: structured data, pictures, sitemaps, old addresses, what helps who is lost."""

import json
import re
import struct
from typing import Any

import pytest
from lxml import etree
from lxml import html as parser

from quipu.core.record import Level
from quipu.pages import Site, Url, moved, plumbing, structured
from quipu.pages.codes import codes_of, slugs_of
from quipu.pages.page import Page

from .fake import SUBJECTS, FakeRecord
from .reading import PROFILE, page, pages, site, table, target, text, words_of

PERU = "/en/operations/peru/2020/"
BASED = Site(FakeRecord(), PROFILE, ("en", "ar"), base="https://example.org/quipu", images=True)
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def graph(path: str, of: Site | None = None) -> dict[str, Any]:
    """The things that a page tells machines, by their type."""
    held = of or site()
    tree = parser.document_fromstring(held.render(held.by_path[path]))
    (block,) = tree.xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(block)
    assert told["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in told["@graph"]}


def test_a_page_of_figures_tells_machines_what_its_data_are() -> None:
    data = graph(PERU)["Dataset"]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (data["temporalCoverage"], data["dateModified"]) == ("2020", "2021-11-25")
    assert [part["name"] for part in data["spatialCoverage"]] == ["Peru"]
    measured = {part["propertyID"]: part.get("value") for part in data["variableMeasured"]}
    assert measured["PER/2020/budget"] == 48625534.17
    assert measured["PER/2020/population"] == 1557276


@pytest.mark.parametrize(
    "path", [PERU, "/en/operations/peru/", "/ar/figures/budget/", "/en/regions/americas/2020/", "/en/"]
)
def test_what_machines_are_told_leads_to_files_of_the_site(path: str) -> None:
    files, url = {known.file for known in site().urls}, site().by_path[path]
    told = graph(path)
    links = [one["contentUrl"] for one in told["Dataset"]["distribution"]]
    links += [step["item"] for step in told["BreadcrumbList"]["itemListElement"]]
    assert len(links) >= 3
    assert [link for link in links if target(url, link)[0] not in files] == []


def graphs(url: Url) -> list[dict[str, Any]]:
    """All things that a page tells machines, in their order."""
    return [
        thing
        for block in page(url.path).xpath("//script[@type='application/ld+json']/text()")
        for thing in json.loads(block)["@graph"]
    ]


SILENT = {"search", "about", "glossary", "source", "sources", "home", "lost", "plumbing"}
"""Kinds of pages that have no data of their own."""
TELLING = [url for url in pages() if url.kind not in SILENT]


@pytest.mark.parametrize("url", TELLING, ids=lambda url: url.path)
def test_a_page_of_figures_says_where_it_stands_and_what_its_data_are(url: Url) -> None:
    told = graphs(url)
    assert told[0]["@type"] == "BreadcrumbList"
    assert all(step["name"] and not re.search("</?[a-z]", step["name"]) for step in told[0]["itemListElement"])
    for data in (thing for thing in told if thing["@type"] == "Dataset"):
        assert all(
            data[name] for name in ("name", "license", "temporalCoverage", "spatialCoverage", "variableMeasured")
        )
        assert (1 if url.kind == "definition" else 50) <= len(data["description"]) <= 5000
        assert not re.search("</?[a-z]", data["description"] + data["name"])
        assert {one["encodingFormat"] for one in data["distribution"]} == {"application/json", "text/csv"}


def test_every_kind_of_page_with_files_for_machines_describes_them() -> None:
    kinds = {url.kind for url in TELLING if any(thing["@type"] == "Dataset" for thing in graphs(url))}
    assert kinds == {"operation", "region", "world", "ranking", "donors", "donor", "trace", "definition", "compare"}


def test_a_key_figure_is_an_observation_with_its_address() -> None:
    held = {one["identifier"]: one for one in graphs(site().by_path[PERU]) if one["@type"] == "Observation"}
    budget = held["PER/2020/budget"]
    assert (budget["value"], budget["observationDate"], budget["observationAbout"]["name"]) == (
        48625534.17,
        "2020",
        "Peru",
    )
    assert budget["url"] == "../2020/figures/index.html#budget"


def test_a_donor_has_an_observation_a_year() -> None:
    url = next(url for url in pages() if url.kind == "donor" and url.language == "en")
    held = [one for one in graphs(url) if one["@type"] == "Observation"]
    assert held
    assert {one["observationAbout"]["@type"] for one in held} == {"Organization"}
    assert all(f"/contributions-by-donor/{url.name}" in one["identifier"] for one in held)


def test_a_page_without_any_figure_says_only_where_it_stands() -> None:
    url = site().by_path[f"{PERU}figures/"]
    page_of = Page(site()._presses["en"], url)
    told = structured.Told("Empty", "Nothing is published.", url.path, "/operations/peru/2020", (2020,))
    held = json.loads(structured.of_data(page_of, told))["@graph"]
    assert [thing["@type"] for thing in held] == ["BreadcrumbList"]


def test_the_list_of_figures_names_each_as_a_term() -> None:
    held = graph("/en/figures/")["DefinedTermSet"]
    assert {"budget", "population"} <= {one["termCode"] for one in held["hasDefinedTerm"]}


def test_the_page_of_all_figures_names_those_that_the_year_has() -> None:
    held = graph(f"{PERU}figures/")
    assert {"budget", "population"} <= {one["propertyID"] for one in held["Dataset"]["variableMeasured"]}
    assert [step["name"] for step in held["BreadcrumbList"]["itemListElement"]][:3] == [
        "World",
        "Americas",
        "Peru 2020",
    ]


def test_the_way_to_a_page_is_told_from_the_top() -> None:
    steps = graph(PERU)["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [(1, "World"), (2, "Americas"), (3, "Peru 2020")]


def test_where_the_site_is_known_machines_get_whole_addresses() -> None:
    data = graph(PERU, BASED)["Dataset"]
    assert data["url"] == "https://example.org/quipu/en/operations/peru/2020/"
    assert data["distribution"][0]["contentUrl"] == "https://example.org/quipu/operations/peru/2020.json"


def test_nothing_that_data_say_can_end_the_block() -> None:
    assert "<" not in structured.embedded({"@type": "Thing", "name": "</script><!-- & -->"})


def test_a_page_names_its_picture_only_where_others_can_find_it() -> None:
    held = parser.document_fromstring(BASED.render(BASED.by_path[PERU]))
    assert held.xpath("//meta[@property='og:image']/@content") == [f"https://example.org/quipu{PERU}share.png"]
    assert f"{PERU}share.png" in BASED.by_path
    assert "og:image" not in text(PERU)
    nowhere = Site(FakeRecord(), PROFILE, ("en",), images=True)
    assert b"og:image" not in nowhere.render(nowhere.by_path[PERU])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_picture_has_the_size_that_others_ask_for_and_stays_the_same(language: str) -> None:
    url = BASED.by_path[f"/{language}/operations/peru/2020/share.png"]
    made = BASED.render(url)
    assert struct.unpack(">II", made[16:24]) == (1200, 630)
    assert len(made) < 60_000
    assert made == BASED.render(url)
    assert BASED.made_of(url) == BASED.made_of(url)


def test_pictures_are_for_pages_of_operations_with_a_year() -> None:
    pictures = {url.path.removesuffix("share.png") for url in BASED.urls if url.kind == "share"}
    assert pictures == {u.path for u in BASED.urls if u.kind == "operation" and u.listed}


def days(content: bytes) -> dict[str, str]:
    return {e.findtext(f"{MAP}loc"): e.findtext(f"{MAP}lastmod") for e in etree.fromstring(content)}  # type: ignore[misc]


def test_the_sitemap_has_the_newest_day_of_each_page() -> None:
    held = days(site().render(site().by_path["/sitemap.xml"]))
    assert held["/en/operations/peru/2020/"] == "2021-11-25"
    assert {"/en/glossary/", "/ar/about/", "/fr/search/"} <= held.keys()
    assert not any("/PER/" in place for place in held)


def test_a_day_is_that_of_the_subject_itself() -> None:
    class Older(FakeRecord):
        def newest_days(self) -> Any:
            return {(subject, year): day.replace(year=2019) for (subject, year), day in super().newest_days().items()}

    older = Site(Older(), PROFILE, ("en",))
    held = days(older.render(older.by_path["/sitemap.xml"]))
    assert (held["/en/operations/peru/2020/"], held["/en/sources/"]) == ("2019-11-25", "2021-11-25")


@pytest.mark.parametrize("limit", [("_PLACES", 10), ("_BYTES", 1200)])
def test_a_sitemap_that_would_be_too_long_becomes_several(
    monkeypatch: pytest.MonkeyPatch, limit: tuple[str, int]
) -> None:
    whole = days(site().render(site().by_path["/sitemap.xml"]))
    monkeypatch.setattr(plumbing, *limit)
    cut = Site(FakeRecord(), PROFILE)
    maps = [url for url in cut.urls if url.name == "sitemap" and url.year]
    assert len(maps) > 2
    parts = [cut.render(url) for url in maps]
    assert {place: day for part in parts for place, day in days(part).items()} == whole
    assert all(len(days(part)) <= 10 or len(part) <= 1200 for part in parts)
    index = etree.fromstring(cut.render(cut.by_path["/sitemap.xml"]))
    assert index.tag == f"{MAP}sitemapindex"
    assert [e.findtext(f"{MAP}loc") for e in index] == [f"/sitemap-{n}.xml" for n in range(1, len(maps) + 1)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/PER/", "/en/operations/peru/"),
        ("/operations/PER/", "/en/operations/peru/"),
        ("/operations/peru/", "/en/operations/peru/"),
        ("/regions/AME/", "/en/regions/americas/"),
    ],
)
def test_an_old_address_leads_on(old: str, new: str) -> None:
    held = page_at(old)
    (refresh,) = held.xpath("//meta[@http-equiv='refresh']/@content")
    link = refresh.removeprefix("0; url=")
    assert target(site().by_path[old], link)[0] == site().by_path[new].file
    assert held.xpath("//a/@href") == [link]
    assert f"{old} {new} 301" in site().render(site().by_path["/_redirects"]).decode().splitlines()


def page_at(path: str) -> Any:
    return parser.document_fromstring(site().render(site().by_path[path]))


def test_an_old_address_names_the_new_one_as_the_one_that_counts() -> None:
    held = parser.document_fromstring(BASED.render(BASED.by_path["/PER/"]))
    assert held.xpath("//link[@rel='canonical']/@href") == ["https://example.org/quipu/en/operations/peru/"]
    assert held.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_offices_have_had_other_codes_and_operations_other_names() -> None:
    argentina = SUBJECTS[2]
    editions = tuple(
        edition.__class__(
            edition.year, edition.kind, edition.region, edition.countries, f"XM-DAC-41121-{edition.year}-AME-{code}",
            (("en", name),),
        )
        for edition, code, name in zip(argentina.editions, ("ARGRO", "ARGMCO"), ("Argentine Republic", "Argentina"), strict=True)
    )  # fmt: skip
    subject = argentina.__class__("ARG", "argentina", Level.OPERATION, argentina.names, editions)
    assert codes_of(PROFILE, subject) == ("ARG", "ARGMCO", "ARGRO")
    assert slugs_of(subject) == ("argentina", "argentine-republic")

    class Renamed(FakeRecord):
        def subjects(self) -> Any:
            return tuple(subject if held.code == "ARG" else held for held in SUBJECTS)

    renamed = Site(Renamed(), PROFILE, ("en",))
    old = {url.path for url in renamed.urls if url.kind == moved.KIND}
    assert {"/ARGRO/", "/operations/ARGMCO/", "/operations/argentine-republic/"} <= old


def test_a_region_is_known_by_its_alias() -> None:
    region = SUBJECTS[1].__class__(
        "SAO", "southern-africa", Level.REGION, (("en", "Southern Africa"),), SUBJECTS[1].editions
    )
    assert codes_of(PROFILE, region) == ("SAO", "SA")


def test_whoever_is_lost_is_led_to_the_search_the_list_and_the_regions() -> None:
    held = page("/404.html")
    for block in held.xpath("//div[@lang]"):
        language = block.get("lang")
        links = {words_of(link): link.get("href") for link in block.iter("a")}
        assert f"/{language}/search/index.html" in links.values()
        assert f"/{language}/index.html#operations" in links.values()
        assert f"/{language}/regions/americas/index.html" in links.values()
    assert "Amériques" in text("/404.html")


def test_every_term_has_a_meaning_a_source_and_an_anchor() -> None:
    held = page("/glossary/").xpath("//dl/div")
    assert len(held) > 30
    for one in held:
        assert one.get("id")
        assert len(words_of(one.find("dt"))) > 3
        assert all(len(words_of(paragraph)) > 15 for paragraph in one.iter("p"))
    terms = [words_of(one.find("dt")) for one in held]
    assert terms == sorted(terms, key=str.casefold)


def test_terms_lead_to_the_figures_that_count_them() -> None:
    (budget,) = page("/glossary/").xpath("//div[@id='budget']//a/@href")
    assert budget.endswith("figures/budget/index.html")


def test_the_page_about_the_site_knows_sources_and_breaks() -> None:
    held = page("/about/")
    assert table("/about/", "data-table")[1:] == [
        ["activities", "25 November 2021", "UNHCR", "CC BY 4.0", "1"],
        ["population", "19 August 2021", "UNHCR", "CC BY 4.0", "2"],
    ]
    assert table("/about/", "breaks-table")[1:] == [["2022", "Expenditure", "The results framework changed."]]
    assert "WORLD/2020/population" in words_of(held.xpath("//blockquote")[0])


def test_a_figure_has_its_years_for_machines() -> None:
    held = json.loads(text("/figures/budget.json"))
    assert (held["figure"], held["unit"]) == ("budget", "USD")
    assert [one["address"] for one in held["figures"]] == ["WORLD/2019/budget", "WORLD/2020/budget"]
    shown = page("/figures/budget/").xpath("//table[@id='world-table']//@data-address")
    assert sorted(shown) == sorted(one["address"] for one in held["figures"])
    assert (
        text("/figures/budget.csv")
        .splitlines()[2]
        .startswith("WORLD/2020/budget,WORLD,2020,budget,,Budget,73625534.17")
    )


def test_the_list_of_sources_is_there_for_machines() -> None:
    held = json.loads(text("/sources.json"))
    assert held[0]["file"] == "activities-2020.xml.gz"
    assert held[0]["published"] == "2021-11-25"
    assert len(text("/sources.csv").splitlines()) == len(held) + 1
