"""What is found by a query, and in which order: seventy queries as readers type them, over the names of all countries.

The countries and their names are those of CLDR; offices, donors and emergencies are invented.
"""

import json
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from babel.core import get_global

from quipu import pages
from quipu.pages import Site, finding, search
from quipu.pages.finding import KINDS
from quipu.pages.language import Language

from .fake import FakeRecord
from .reading import PROFILE, page, site, words_of

Entry: TypeAlias = list[Any]
ENGLISH, *OTHERS = (Language(code) for code in ("en", "fr", "es", "ar"))
SCRIPT = Path(pages.__file__).parent / "assets" / "finding.js"
RUN = Path(__file__).with_name("find.mjs")
OPERATION, REGION, COUNTRY, SITUATION, DONOR, FIGURE, INDICATOR, TERM, PLACE, DOCUMENT, NODE = range(len(KINDS))
OLD_CODES = {"ARG": "ARGRO|ARGMCO", "SEN": "SENRO", "HUN": "HUNRO"}
COVERED = {"BOL", "CHL", "PRY", "URY", "BEN", "GIN", "TGO", "SVK", "SVN"}
REST: tuple[Entry, ...] = (
    [REGION, "Southern Africa", "", "", "Afrique australe|África Meridional|الجنوب الأفريقي|SAO|SA"],
    [REGION, "The Americas", "", "", "Amériques|Las Américas|الأمريكتان|AME"],
    [
        REGION,
        "Middle East and North Africa",
        "",
        "",
        "Moyen-Orient et Afrique du Nord|Oriente Medio y Norte de África|MENA",
    ],
    [SITUATION, "Venezuela Situation 2021", "", "Colombia 2021", "Situation au Venezuela 2021|HVEN21"],
    [SITUATION, "Ukraine Flash Appeal", "", "Ukraine 2022", "HUKR22"],
    [SITUATION, "Sahel Crisis Response", "", "Mali 2021", "HSAH21"],
    [DONOR, "Japan", "", "2021", "Japon|Japón|اليابان|JPN|JP"],
    [DONOR, "Germany", "", "2021", "Allemagne|Alemania|ألمانيا|DEU|DE"],
    [DONOR, "Japan for Refugees", "", "2021", ""],
    [DONOR, "European Union", "", "2021", ""],
    [DONOR, "Wanderers' Foundation", "", "2020", ""],
    [FIGURE, "Budget", "", "", "الميزانية|Presupuesto|budget"],
    [FIGURE, "Expenditure", "", "", "Dépenses|Gasto|الإنفاق|expenditure"],
    [FIGURE, "Funding level", "", "", "Niveau de financement|Nivel de financiación|مستوى التمويل|funding-level"],
    [TERM, "Budget", "", "", "Presupuesto|الميزانية"],
    [TERM, "Earmarking", "", "", "Affectation|Asignación de fondos|التخصيص"],
    [TERM, "Stateless person", "", "", "Apatride|Apátrida|عديم الجنسية"],
    [PLACE, "Lima", "", "Peru 2023", ""],
    [PLACE, "Peru Hill", "", "Kenya 2023", ""],
    [PLACE, "Cúcuta", "", "Colombia 2023", ""],
    [PLACE, "Kakuma", "", "Kenya 2023", ""],
    [PLACE, "N'Djaména", "", "Chad 2023", ""],
    [PLACE, "Offices in Colombia", "", "2023", "Bureaux : Colombie|Oficinas en Colombia|المكاتب في كولومبيا"],
    [PLACE, "Offices in Peru", "", "2023", "Bureaux : Pérou|Oficinas en Perú|المكاتب في بيرو"],
    [DOCUMENT, "Peru: annual report", "", "Peru 2021", ""],
    [NODE, "Headquarters", "", "", "Siège|Sede|المقر الرئيسي|HQ"],
)
"""Invented, but for names of countries and the words of this site."""

QUERIES = {
    # the name, in each language, with and without its accents
    "Peru": "Peru",
    "pérou": "Peru",
    "perou": "Peru",
    "Perú": "Peru",
    "بيرو": "Peru",
    "brasil": "Brazil",
    "brésil": "Brazil",
    "البرازيل": "Brazil",
    "برازيل": "Brazil",
    "ethiopie": "Ethiopia",
    "Éthiopie": "Ethiopia",
    "إثيوبيا": "Ethiopia",
    "اثيوبيا": "Ethiopia",
    "etiopía": "Ethiopia",
    "cote d'ivoire": "Côte d’Ivoire",
    "algerie": "Algeria",
    "الأردن": "Jordan",
    "الاردن": "Jordan",
    "jordanie": "Jordan",
    "turkiye": "Türkiye",
    "turquie": "Türkiye",
    "liban": "Lebanon",
    "suisse": "Switzerland",
    "allemagne": "Germany",
    "اليابان": "Japan",
    # a code, of a country and of an office
    "PER": "Peru",
    "per": "Peru",
    "ARGRO": "Argentina",
    "argmco": "Argentina",
    "VEN": "Venezuela",
    "MENA": "Middle East and North Africa",
    "HUKR22": "Ukraine Flash Appeal",
    "HQ": "Headquarters",
    # while it is typed
    "colo": "Colombia",
    "venez": "Venezuela",
    "democratic republic": "Congo - Kinshasa",
    "south sud": "South Sudan",
    # mistyped
    "columbia": "Colombia",
    "colmbia": "Colombia",
    "colombai": "Colombia",
    "venezeula": "Venezuela",
    "benezuela": "Venezuela",
    "ehtiopia": "Ethiopia",
    "afganistan": "Afghanistan",
    "kirgistan": "Kyrgyzstan",
    "equador": "Ecuador",
    "philipines": "Philippines",
    "bangladehs": "Bangladesh",
    "costarica": "Costa Rica",
    "moçambique": "Mozambique",
    "hondras": "Honduras",
    "كولومبيه": "Colombia",
    # other kinds
    "lima": "Lima",
    "cucuta": "Cúcuta",
    "ndjamena": "N'Djaména",
    "offices colombia": "Offices in Colombia",
    "oficinas en colombia": "Offices in Colombia",
    "bureaux colombie": "Offices in Colombia",
    "مكاتب كولومبيا": "Offices in Colombia",
    "المكاتب في كولومبيا": "Offices in Colombia",
    "budget": "Budget",
    "presupuesto": "Budget",
    "niveau de financement": "Funding level",
    "apatride": "Stateless person",
    "earmarkng": "Earmarking",
    "venezuela situation": "Venezuela Situation 2021",
    "wanderers": "Wanderers' Foundation",
    "afrique australe": "Southern Africa",
    "japan for refugees": "Japan for Refugees",
    "europaen union": "European Union",
}


def country(alpha3: str, alpha2: str) -> Entry:
    kind = COUNTRY if alpha3 in COVERED else OPERATION
    names = [one.country_name(alpha3) for one in OTHERS] + [alpha3, alpha2, OLD_CODES.get(alpha3, "")]
    if alpha3 == "COD":
        names.append("Democratic Republic of the Congo")
    names += PROFILE.known_as(alpha3)
    return [kind, ENGLISH.country_name(alpha3), alpha3, "", "|".join(filter(None, names))]


@cache
def entries() -> tuple[Entry, ...]:
    """An index as large as that of the world."""
    known = ENGLISH.locale.territories
    codes = {
        a3: a2[0]
        for a3, a2 in get_global("territory_aliases").items()
        if len(a3) == 3 and a3.isalpha() and a2[0] in known
    }
    return (*(country(alpha3, alpha2) for alpha3, alpha2 in sorted(codes.items())), *REST)


def ask(asked: tuple[Entry, ...], queries: list[str], folder: Path) -> Any:
    """What the script of the search page finds."""
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node is needed", pytrace=False)
    file = folder / "asked.json"
    file.write_text(json.dumps({"entries": asked, "queries": queries}), "utf-8")
    done = subprocess.run([node, str(RUN), str(SCRIPT), str(file)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = ask(entries(), list(QUERIES), tmp_path_factory.mktemp("asked"))
    return dict(zip(QUERIES, found["answers"], strict=True))


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_meant_comes_first(answers: dict[str, Any], query: str) -> None:
    assert answers[query]["found"][0][1] == QUERIES[query], answers[query]["found"]


SHORTER = {"u.s.a.": "United States", "U.S.": "United States", "é.-u.": "United States", "eeuu": "United States"}
"""With points and without, as it is typed."""


def test_what_has_another_name_is_found_by_it(tmp_path: Path) -> None:
    known = {entry[2]: entry[1] for entry in entries() if entry[2]}
    wanted = {name: known[one.of] for one in PROFILE.other_names if one.of in known for name in one.names} | SHORTER
    assert len(wanted) > 50
    found = ask(entries(), list(wanted), tmp_path)["answers"]
    first = {name: answer["found"][0][1] for name, answer in zip(wanted, found, strict=True)}
    assert first == wanted


def test_no_other_name_is_one_that_the_country_has_anyway() -> None:
    languages = (ENGLISH, *OTHERS)
    own = {one.of: {language.country_name(one.of).casefold() for language in languages} for one in PROFILE.other_names}
    assert [(one.of, name) for one in PROFILE.other_names for name in one.names if name.casefold() in own[one.of]] == []


@pytest.mark.parametrize("query", ["usaid", "government of the united states of america"])
def test_a_donor_is_found_by_the_names_that_mean_it_in_the_data(query: str, tmp_path: Path) -> None:
    held = json.loads(site().render(site().by_path["/en/search/index.json"]))["entries"]
    [answer] = ask(tuple(held), [query], tmp_path)["answers"]
    assert answer["found"][0] == [DONOR, "United States"]


def test_the_other_names_of_a_region_are_in_the_index() -> None:
    held = json.loads(site().render(site().by_path["/en/search/index.json"]))["entries"]
    assert [entry[1] for entry in held if "Latin America" in entry[4].split("|")] == ["Americas"]


def test_the_list_of_other_names_changes_the_search_alone() -> None:
    other = Site(FakeRecord(), replace(PROFILE, other_names=()))
    changed = {url.kind for url in site().urls if other.fingerprint(url) != site().fingerprint(url)}
    assert changed == {search.KIND}


def test_an_operation_goes_before_a_place_and_a_document_of_its_name(answers: dict[str, Any]) -> None:
    assert [kind for kind, _ in answers["Peru"]["found"][:3]] == [OPERATION, PLACE, DOCUMENT]


def test_a_figure_goes_before_the_term_of_its_name(answers: dict[str, Any]) -> None:
    assert [kind for kind, _ in answers["budget"]["found"][:2]] == [FIGURE, TERM]


@pytest.mark.parametrize("query", ["", "   ", "?!", "xyzzyqwv", "a b c d e f"])
def test_what_nobody_is_called_finds_nothing(query: str, tmp_path: Path) -> None:
    assert ask(entries(), [query], tmp_path)["answers"][0]["count"] == 0


def test_every_entry_is_found_by_its_own_name(tmp_path: Path) -> None:
    held = json.loads(site().render(site().by_path["/en/search/index.json"]))["entries"]
    answers = ask(tuple(held), [entry[1] for entry in held], tmp_path)["answers"]
    lost = [e[1] for e, answer in zip(held, answers, strict=True) if e[1] not in [name for _, name in answer["found"]]]
    assert lost == []


def test_the_index_and_the_list_have_the_same() -> None:
    held = json.loads(site().render(site().by_path["/ar/search/index.json"]))
    shown = page("/ar/search/").xpath("//section[@data-kind]//li/a")
    assert [words_of(link) for link in shown] == [" ".join(entry[1].split()) for entry in held["entries"]]
    assert len(held["kinds"]) == len(KINDS)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_place_of_the_index_is_on_the_site(language: str) -> None:
    held = json.loads(site().render(site().by_path[f"/{language}/search/index.json"]))["entries"]
    for _, name, path, *_ in held:
        where, _, fragment = path.partition("#")
        there = f"/{language}/{where}"
        assert there in site().by_path, name
        assert not fragment or page(there).xpath("//*[@id=$name]", name=fragment), path


def test_a_name_is_known_in_every_language_of_the_site_and_by_its_codes() -> None:
    (peru,) = [one for one in finding.everything(site()._press) if one.path == "/en/operations/peru/"]
    assert {"بيرو", "Perú", "Pérou", "PER"} <= set(peru.names)


def test_a_country_without_an_operation_leads_to_the_one_that_covers_it() -> None:
    (chile,) = [one for one in finding.everything(site()._press) if one.name == "Chile"]
    assert (chile.path, chile.note) == ("/en/operations/argentina/2020/", "Argentina")


def test_what_many_operations_list_leads_to_the_newest_and_says_how_many_more() -> None:
    class Twice(FakeRecord):
        def scopes(self, subject: str, year: int) -> Any:
            held = super().scopes(subject, year)
            return (*held, *(one._replace(subject="ARG") for one in held))

    press = Site(Twice(), PROFILE, ("en",))._press
    (found,) = [one for one in finding.everything(press) if one.kind == "situation"]
    assert (found.path, found.note) == ("/en/operations/argentina/2020/#appeals", "Argentina 2020 and 1 more")


def test_without_a_script_the_list_is_there_and_no_box() -> None:
    held = page("/search/")
    assert held.xpath("//input") == []
    kinds = [words_of(one) for one in held.xpath("//section[@data-kind]/h2")]
    assert kinds[:3] == ["Operations", "Regions", "Countries"]
    assert search.KIND in {url.kind for url in site().urls}
