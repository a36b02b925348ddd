"""Every office of the files is on the page of its year, in the country that its reference begins with."""

import csv
import io

import pytest
from lxml import html

from quipu.core.address import Address
from quipu.core.profile import WORLD, load
from quipu.figures.lookup import Record
from quipu.pages.offices import Office, offices, years_of
from quipu.pages.site import Site

WITHOUT_A_CODE = {"Peć", "Priština", "Zvečan"}
"""Where the outlines have no code of ISO 3166, and the operation, where there is one, states no country."""


@pytest.fixture(scope="module")
def site(record: Record) -> Site:
    return Site(record, load("unhcr"))


@pytest.fixture(scope="module")
def held(record: Record) -> dict[int, tuple[Office, ...]]:
    subjects = {subject.code: subject for subject in record.subjects()}
    return {year: offices(record, subjects, year) for year in years_of(record, subjects[WORLD].years)}


def test_there_are_offices_of_every_year_with_activities(held: dict[int, tuple[Office, ...]]) -> None:
    assert list(held) == list(range(2016, 2024))


def test_there_are_as_many_as_the_figure_of_the_world_counts(
    record: Record, held: dict[int, tuple[Office, ...]]
) -> None:
    counted = {year: record.get(Address(WORLD, year, "locations")).value for year in held}
    assert {year: len(of) for year, of in held.items()} == counted


def test_every_naming_of_an_office_is_one_of_its_rows(record: Record, held: dict[int, tuple[Office, ...]]) -> None:
    for year, of in held.items():
        named = [place for office in of for place in (office.place, *office.others)]
        assert sorted(map(repr, named)) == sorted(map(repr, record.places(WORLD, year)))


def test_an_office_is_in_the_country_that_its_reference_begins_with(held: dict[int, tuple[Office, ...]]) -> None:
    known = [office for of in held.values() for office in of if office.place.latitude is not None]
    odd = {
        (office.place.name, office.place.ref, office.country)
        for office in known
        if office.country != office.place.ref[:3] and office.place.name not in WITHOUT_A_CODE
    }
    assert odd == set()
    assert {office.country for office in known if office.place.name in WITHOUT_A_CODE} == {"", "KOS"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_list_the_map_and_the_files_have_all_of_them(
    site: Site, held: dict[int, tuple[Office, ...]], language: str
) -> None:
    page = html.document_fromstring(site.render(site.by_path[f"/{language}/places/2021/"]))
    rows = set(page.xpath("//section[@aria-labelledby='list']//tr/@id[starts-with(., 'place-')]"))
    assert rows == {office.anchor for office in held[2021]}
    signs = page.xpath("//*[local-name()='svg']//a/@href")
    assert len(signs) == sum(office.place.latitude is not None for office in held[2021])
    text = site.render(site.by_path["/places/2021.csv"]).decode()
    assert {f"place-{row['office']}" for row in csv.DictReader(io.StringIO(text))} == rows


@pytest.mark.parametrize(("language", "name"), [("en", "Colombia"), ("ar", "كولومبيا")])
def test_the_offices_in_colombia_are_two_clicks_from_the_home_page(site: Site, language: str, name: str) -> None:
    home = html.document_fromstring(site.render(site.by_path[f"/{language}/"]))
    assert any(href.endswith(f"{language}/places/index.html") for href in home.xpath("//nav//a/@href"))
    page = html.document_fromstring(site.render(site.by_path[f"/{language}/places/"]))
    (link,) = page.xpath("//ul[@class='directory']//a[.=$name]/@href", name=name)
    rows = page.get_element_by_id(link[1:]).getparent().xpath("tr/th[@scope='row']")
    assert {"Apartadó", "Cúcuta", "Pasto"} <= {row.text_content() for row in rows}
