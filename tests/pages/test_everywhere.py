"""The page of all offices: each once, where it stands, found by its country, and with the line that names it."""

import csv
import io
import json
from decimal import Decimal
from functools import cache
from typing import Any

from lxml import html as parser
from lxml.html import HtmlElement

from quipu.core.edition import Edition, EditionKind, Shelf, Text
from quipu.core.edition import Place as Written
from quipu.core.figure import Definition
from quipu.core.record import Place
from quipu.pages import Site, finding

from .fake import FakeRecord
from .reading import PROFILE, page, site, words_of

PATH = "/places/2020/"
FILE = "activities-2020.xml.gz"
OFFICES = """
    PER    | P1 | Lima      | UNHCR National Office   | -12.05 | -77.03 | 66  | exact
    PER    | P2 | Tumbes    | UNHCR Field Office      | -3.57  | -80.45 | 78  | approximate
    PER    | P3 | Tacna     |                         |        |        | 90  |
    ARG    | A1 | Santiago  | UNHCR National Office   | -33.45 | -70.66 | 12  | exact
    ARG    | A2 | Ushuaia   | UNHCR Field Unit        | -54.80 | -68.30 | 15  | exact
    ARG    | A3 | La Paz    | UNHCR Field Office      | -16.50 | -68.15 | 18  | exact
    ARG    | P1 | Lima      | UNHCR National Office   | -12.05 | -77.03 | 21  | exact
    AME-RB | B1 | Panamá    | UNHCR Regional Bureau   | 8.98   | -79.52 | 300 | exact
    AME    | B1 | Panamá    | UNHCR Regional Bureau   | 8.98   | -79.52 | 310 | exact
    HQ     | H1 | HQ Geneva | UNHCR Headquarters      | 46.20  | 6.14   | 400 | exact
"""
"""Invented, but for the positions of the towns."""


class Spread(FakeRecord):
    """Offices in several countries, some named twice."""

    def places(self, subject: str, year: int) -> tuple[Place, ...]:
        rows = ([cell.strip() for cell in line.split("|")] for line in OFFICES.strip().split("\n"))
        held = tuple(_place(*row) for row in rows) if year == 2020 else ()
        return tuple(one for one in held if subject in ("WORLD", one.subject))

    def definitions(self) -> tuple[Definition, ...]:
        return (*super().definitions(), Definition("locations", "Offices", "count", "How many offices there are."))

    def definition(self, figure: str) -> Definition:
        return next(definition for definition in self.definitions() if definition.name == figure)


def _place(subject: str, ref: str, name: str, kind: str, north: str, east: str, line: str, exactness: str) -> Place:
    latitude, longitude = (Decimal(cell) if cell else None for cell in (north, east))
    return Place(subject, ref, name, kind, latitude, longitude, FILE, int(line), exactness)


@cache
def spread() -> Site:
    return Site(Spread(), PROFILE)


@cache
def shown(path: str = f"/en{PATH}") -> HtmlElement:
    return parser.document_fromstring(spread().render(spread().by_path[path]))


def rows(name: str = "americas") -> list[list[str]]:
    found = shown().get_element_by_id(f"{name}-offices").iter("tr")
    return [[words_of(cell) for cell in row] for row in found]


def test_each_office_stands_once_under_its_operation() -> None:
    assert [row[0] for row in rows()[1:]] == [
        "Argentina",
        "Ushuaia",
        "La PazBolivia",
        "SantiagoChile",
        "Peru",
        "LimaAlso named under: Argentina",
        "Tacna",
        "Tumbes",
        "Americas",
        "PanamáPanamaAlso named under: Americas, regional bureau",
    ]


def test_what_stands_in_no_region_comes_last() -> None:
    assert [words_of(head) for head in shown().xpath("//section[@aria-labelledby='list']//h3")] == [
        "Americas",
        "In no region",
    ]
    assert [row[0] for row in rows("none")[1:]] == ["Headquarters", "HQ GenevaSwitzerland"]


def test_a_row_says_kind_and_position_and_whether_it_is_approximate() -> None:
    (tumbes,) = [row for row in rows() if row[0] == "Tumbes"]
    assert tumbes[1:3] == ["Field office", "3.57° S, 80.45° W (approximate)"]


def test_the_line_of_the_file_leads_to_the_sources_of_the_offices() -> None:
    (link,) = shown().xpath("//tr[th[starts-with(., 'Tumbes')]]/td[3]/a")
    assert (link.text, link.get("title")) == ("78", f"{FILE}, line 78")
    assert link.get("href").endswith("/peru/2020/figures/index.html#locations")


def test_a_country_of_the_index_leads_to_where_its_offices_begin() -> None:
    index = {words_of(li): li.xpath("a/@href")[0][1:] for li in shown().xpath("//ul[@class='directory']/li")}
    assert list(index) == ["Argentina 1", "Bolivia 1", "Chile 1", "Panama 1", "Peru 3", "Switzerland 1"]
    assert index["Peru 3"] == "of-peru"
    row = shown().get_element_by_id(index["Chile 1"]).getparent().getparent()
    assert words_of(row[0]) == "SantiagoChile"


def test_every_sign_leads_to_a_row_and_what_has_no_position_is_told() -> None:
    links = shown().xpath("//*[local-name()='svg']//a/@href")
    assert len(links) == 7
    assert all(shown().get_element_by_id(link[1:]).tag == "tr" for link in links)
    assert "Not on the map, because its position is not published: Tacna." in words_of(shown())


def test_kinds_are_told_apart_by_shape_and_can_be_taken_off_the_map_without_a_script() -> None:
    labels = [words_of(label) for label in shown().xpath("//fieldset//label")]
    assert labels == [
        "Regional office or bureau; Headquarters or global hub (2)",
        "National or liaison office; kind not published (3)",
        "Field office (2)",
        "Field unit (1)",
    ]
    assert len(set(shown().xpath("//fieldset//path/@d"))) == len(labels)
    assert shown().xpath("//script[@src]") == []


def test_the_disclaimer_stands_under_the_map() -> None:
    (credit,) = shown().xpath("//section[@aria-labelledby='offices-map']//p[@class='credit']")
    assert dict(PROFILE.publisher.disclaimer)["en"] in words_of(credit)


def test_only_years_with_offices_have_a_page() -> None:
    paths = {url.path for url in spread().urls if url.kind == "everywhere" and url.language == "en"}
    assert paths == {"/en/places/", f"/en{PATH}"}
    assert words_of(shown("/en/places/").xpath("//h1")[0]) == "Offices 2020"


def test_a_record_without_offices_has_no_page_and_no_way_to_one() -> None:
    class Nowhere(FakeRecord):
        def places(self, subject: str, year: int) -> tuple[Place, ...]:
            return super().places(subject, year)[:0]

    held = Site(Nowhere(), PROFILE, ("en",))
    assert not [url for url in held.urls if url.path.startswith(("/en/places/", "/places/"))]
    assert b"places/index.html" not in held.render(held.by_path["/en/"])


def test_the_navigation_leads_there_from_everywhere() -> None:
    assert "../../en/places/index.html" in page("/donors/").xpath("//nav//a/@href")


def test_what_people_wrote_is_not_shown_and_said_so() -> None:
    """A place that people add may be withheld later: it stands on the page of its operation alone."""
    written = Written("shelter", "A hidden shelter", "exact", Decimal("-16.4"), Decimal("-71.5"))
    text = Text("en", places=(written,))
    edition = Edition(EditionKind.REPORT, "PER", 2020, FakeRecord.as_of, (text,))
    held = Site(Spread(), PROFILE, ("en",), editions=Shelf((edition,)))
    assert held.render(held.by_path[f"/en{PATH}"]) == Site(Spread(), PROFILE, ("en",)).render(
        held.by_path[f"/en{PATH}"]
    )
    assert b"hidden shelter" in held.render(held.by_path["/en/operations/peru/2020/"])
    assert "Places of work that operations add themselves" in words_of(shown())


def test_the_files_name_every_line_and_tell_which_are_one_office() -> None:
    text = spread().render(spread().by_path["/places/2020.csv"]).decode()
    held = list(csv.DictReader(io.StringIO(text)))
    lima = [row for row in held if row["name"] == "Lima"]
    assert len(held) == 10
    assert {(row["subject"], row["line"], row["country"]) for row in lima} == {
        ("PER", "66", "PER"),
        ("ARG", "21", "PER"),
    }
    assert len({row["office"] for row in lima}) == 1
    assert {row["file"] for row in held} == {FILE}


def test_both_files_have_the_same_rows() -> None:
    def texts(row: dict[str, Any]) -> dict[str, str]:
        return {name: "" if value is None else str(value) for name, value in row.items()}

    text = spread().render(spread().by_path["/places/2020.csv"]).decode()
    found = json.loads(spread().render(spread().by_path["/places/2020.json"]), parse_float=Decimal)
    assert found["year"] == 2020
    assert [texts(row) for row in found["places"]] == list(csv.DictReader(io.StringIO(text)))


def test_offices_of_a_country_are_found_by_its_name_in_every_language() -> None:
    found = {one.path: one for one in finding.everything(spread()._press)}
    peru = found["/en/places/#of-peru"]
    assert (peru.name, peru.note) == ("Offices in Peru", "2020")
    assert "المكاتب في بيرو" in peru.names


def test_an_office_that_no_operation_lists_is_found_on_the_page_of_all() -> None:
    found = {one.name: one.path for one in finding.everything(spread()._press)}
    assert found["HQ Geneva"] == "/en/places/2020/"
    assert found["Tumbes"] == "/en/operations/peru/2020/#places"


def test_without_the_figure_the_offices_are_counted_and_their_lines_told() -> None:
    assert "locations" not in {definition.name for definition in site().record.definitions()}
    assert words_of(page(PATH).xpath("//p[@class='summary']")[0]).startswith("2 offices in 2020")
    assert page(PATH).xpath("//tr[th[.='Tumbes']]/td[3]/text()") == ["78"]


def test_subjects_that_name_an_office_are_what_the_page_depends_on() -> None:
    held = spread().by_path[f"/en{PATH}"].depends
    assert {f"{code}/2020" for code in ("AME", "AME-RB", "ARG", "HQ", "PER")} < set(held)
    assert not [name for name in held if name.startswith("@written")]
