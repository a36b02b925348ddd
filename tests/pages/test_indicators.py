"""The pages of indicators: what two made-up operations report, side by side and year by year."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from posixpath import join, normpath

import pytest
from lxml import html as parser
from lxml.html import HtmlElement

from quipu.core.address import Address
from quipu.core.figure import Break, Definition
from quipu.core.profile import Profile, ResultRules, load, slugify
from quipu.core.record import Indicator, Subject
from quipu.pages import Site, finding
from quipu.pages.compared import comparison
from quipu.pages.site import LANGUAGES

from .fake import FakeRecord, _editions
from .reading import words_of

_REPORTED = """
    PER | 2019 | output  | Health    | # of people seen       | unit       | Refugees        | Care    | 5  | 90  | 80
    PER | 2020 | output  | Health    | # of people seen       | unit       | Refugees        | Care    |    | 100 | 120
    PER | 2020 | output  | Health    | # of people seen       | unit       | Asylum-seekers  | Care    |    | 10  |
    ARG | 2020 | output  | Health    | # of people seen       | unit       | Refugees (town) | Care    |    | 7   | 8
    ARG | 2020 | output  | Health    | # of people seen       | unit       | Refugees (town) | Alarm   |    |     | 3
    PER | 2022 | output  | Health    | # of people seen       | unit       | Refugees        | Care    |    | 50  | 60
    ARG | 2022 | output  | Health    | # of people seen       | unit       | Refugees        | Care    | 1  | 20  | 30
    PER | 2020 | output  | Education | # of people seen       | unit       | Refugees        | Care    |    |     | 9
    PER | 2018 | outcome | Health    | % of children taught   | percentage | Refugees        | Care    |    |     | 55.5
    PER | 2019 | outcome | Health    | % of children taught   | percentage | Refugees        | Care    |    |     | 60
    PER | 2020 | outcome | Health    | % of children taught   | percentage | Refugees        | Care    |    | 70  | 104
    ARG | 2018 | outcome | Health    | % of children taught   | percentage | Refugees        | Care    |    |     | 10
    ARG | 2019 | outcome | Health    | % of children taught   | percentage | Refugees        | Care    |    |     | 20
    ARG | 2020 | outcome | Health    | % of children taught   | percentage | Refugees        | Care    |    |     | 30
    PER | 2020 | outcome | Law       | Extent law is kept     | unit       | Refugees        | Care    |    |     | 100
    ARG | 2020 | outcome | Law       | Extent law is kept     | unit       | Refugees        | Care    |    |     | 0
"""
_BASELINE = Definition("indicator-baseline", "Indicator: baseline", "as the indicator says", "Where it began.")
_REASON = "A made-up framework replaced the old one."


def _read(place: int, line: str) -> Indicator:
    subject, year, kind, result, title, measure, group, goal, *values = (cell.strip() for cell in line.split("|"))
    baseline, target, actual = (Decimal(value) if value else None for value in values)
    name = slugify(f"{result} {title}")
    told = (kind, result, title, measure, group, baseline, target, actual)
    dimensions = f"Population targeted: {group}; Goal: {goal}"
    member = f"{name}-{slugify(f'{group} {goal}')}"
    return Indicator(subject, member, *told, f"activities-{year}.xml.gz", 700 + place, int(year), name, dimensions)


ROWS = tuple(_read(place, line) for place, line in enumerate(_REPORTED.strip().split("\n")))


def _longer(subject: Subject) -> Subject:
    """Return an operation with all the years that are reported on."""
    if subject.code not in ("PER", "ARG"):
        return subject
    years = (2018, 2019, 2020, 2021, 2022)
    return replace(subject, editions=_editions("country-operation", "AME", subject.code, years))


class Compared(FakeRecord):
    def __init__(self) -> None:
        super().__init__()
        for row in ROWS:
            for name, value in (("baseline", row.baseline), ("target", row.target), ("actual", row.actual)):
                if value is not None:
                    address = Address(row.subject, row.year, f"indicator-{name}", row.member)
                    self._hold(address, value, [], row.title)

    def definitions(self) -> tuple[Definition, ...]:
        return (*super().definitions(), _BASELINE)

    def definition(self, figure: str) -> Definition:
        return _BASELINE if figure == _BASELINE.name else super().definition(figure)

    def indicators(self, subject: str, year: int) -> tuple[Indicator, ...]:
        return tuple(row for row in ROWS if (row.subject, row.year) == (subject, year))

    def subject(self, code: str) -> Subject:
        return _longer(super().subject(code))

    def subjects(self) -> tuple[Subject, ...]:
        return tuple(_longer(subject) for subject in super().subjects())

    def breaks(self, figure: str, member: str = "") -> tuple[Break, ...]:
        return (Break(2022, _REASON),) if figure.startswith("indicator") else super().breaks(figure, member)


def compared_profile(least: int = 2) -> Profile:
    unhcr = load("unhcr")
    return replace(unhcr, results=ResultRules(least, unhcr.results.scores))


@cache
def site() -> Site:
    return Site(Compared(), compared_profile())


@cache
def page(path: str) -> HtmlElement:
    return parser.document_fromstring(site().render(site().by_path[path]).decode())


def rows(path: str, anchor: str) -> list[list[str]]:
    [table] = page(path).xpath(f"//table[@id='{anchor}']")
    return [[words_of(cell) for cell in row.xpath("th|td")] for row in table.xpath(".//tr")]


SEEN = "/en/results/health-of-people-seen/"
SEEN_LATER = "/en/results/health-of-people-seen-2022/"
TAUGHT = "/en/results/health-of-children-taught/"
LAW = "/en/results/law-extent-law-is-kept/"


def test_an_indicator_of_enough_operations_has_a_page_and_one_of_fewer_has_none() -> None:
    held = comparison(Compared(), compared_profile(), Compared().subjects())
    assert [*held.held] == [path.split("/")[3] for path in (SEEN_LATER, TAUGHT, SEEN, LAW)]
    assert held.fewer == 1
    assert comparison(Compared(), compared_profile(3), Compared().subjects()).held == {}


def test_the_same_title_of_another_result_is_another_indicator() -> None:
    assert "/en/results/education-of-people-seen/" not in site().by_path


def test_operations_are_rows_and_years_columns_with_the_target_under_what_was_reached() -> None:
    assert rows(SEEN, "values-table") == [
        ["Operation", "2020", "2019"],
        ["ArgentinaRefugees (town) – Alarm", "3", ""],
        ["ArgentinaRefugees (town) – Care", "8target 7", ""],
        ["PeruAsylum-seekers", "– not publishedtarget 10", ""],
        ["PeruRefugees", "120target 100", "80target 90"],
    ]


def test_what_stands_after_a_break_is_never_on_the_page_of_what_was_before() -> None:
    assert rows(SEEN_LATER, "values-table") == [
        ["Operation", "Baseline", "Target", "Actual"],
        ["Argentina", "1", "20", "30"],
        ["Peru", "– not published", "50", "60"],
    ]
    [before] = page(SEEN).xpath("//ul[@class='limits']/li[last()]")
    [after] = page(SEEN_LATER).xpath("//ul[@class='limits']/li[last()]")
    assert words_of(before) == f"The series ends before 2022, and is never joined with later ones: {_REASON}"
    assert words_of(after) == f"The series begins in 2022, and is never joined with earlier ones: {_REASON}"


def test_one_group_of_all_rows_is_said_once() -> None:
    told = [words_of(one) for one in page(SEEN_LATER).xpath("//section[@aria-labelledby='values']/header/p")]
    assert told[-1] == "All values are about: Refugees"


def test_a_page_says_what_its_numbers_are() -> None:
    def told(path: str) -> str:
        return words_of(page(path).xpath("//ul[@class='limits']/li[2]")[0])

    assert told(SEEN).startswith("The numbers are counts, averages or rates")
    assert told(TAUGHT).startswith("Each per cent is of the group's own people")
    assert told(LAW).startswith("The number is a score from 0 to 100")


def test_per_cents_and_scores_are_drawn_on_one_scale_and_counts_are_not() -> None:
    assert page(TAUGHT).xpath("count(//div[@class='panels']/*)") == 2
    assert not page(SEEN).xpath("//div[@class='panels']")


def test_a_per_cent_is_written_with_all_its_digits_above_a_hundred_too() -> None:
    assert rows(TAUGHT, "values-table")[1:] == [
        ["Argentina", "30%", "20%", "10%"],
        ["Peru", "104%target 70%", "60%", "55.5%"],
    ]


def test_nothing_is_added_up() -> None:
    for path in (SEEN, SEEN_LATER, TAUGHT, LAW):
        assert not page(path).xpath("//tr[@class='total' or @class='subtotal']")


def test_each_value_leads_to_its_figure_on_the_page_of_the_operation() -> None:
    links = page(SEEN).xpath("//table[@id='values-table']//a[@data-address]")
    assert len(links) == 3 + 3 + 2  # what was reached and aimed at in 2020, both of 2019
    for link in links:
        file, _, fragment = link.get("href").partition("#")
        subject, year, rest = link.get("data-address").split("/", 2)
        names = {"PER": "peru", "ARG": "argentina"}
        assert normpath(join(SEEN, file)) == f"/en/operations/{names[subject]}/{year}/figures/index.html"
        assert (fragment, link.get("title")[:10]) == (rest, "activities")


def test_the_list_has_the_newest_framework_first_and_says_how_many_are_left_out() -> None:
    held = page("/en/results/")
    assert [words_of(head) for head in held.xpath("//h2")] == [
        "Results framework of 2022",
        "Results framework of 2018–2020",
    ]
    assert rows("/en/results/", "indicators-0")[1:] == [
        ["Health"],
        ["% of children taught", "Outcome", "2", "2018–2020"],
        ["# of people seen", "Output", "2", "2019–2020"],
        ["Law"],
        ["Extent law is kept", "Outcome", "2", "2020"],
    ]
    [rule] = held.xpath("//div[@class='opening']/p[@class='kind']")
    assert words_of(rule).startswith("4 indicators are here: those that 2 or more operations report on. 1 other,")


def test_files_have_every_value_with_its_address_and_group() -> None:
    text = site().render(site().by_path["/results/health-of-people-seen.csv"]).decode()
    lines = list(csv.DictReader(io.StringIO(text)))
    held = json.loads(site().render(site().by_path["/results/health-of-people-seen.json"]))
    assert [line["address"] for line in lines] == [figure["address"] for figure in held["figures"]]
    [baseline] = [line for line in lines if line["figure"] == "indicator-baseline"]
    assert (baseline["value"], baseline["population_group"], baseline["year"]) == ("5", "Refugees", "2019")
    assert (held["indicator"], held["result"], held["kind"]) == ("# of people seen", "Health", "number")


def test_the_navigation_the_search_and_operations_lead_there() -> None:
    press = site()._presses["en"]
    assert "results" in press.sections
    found = [one for one in finding.everything(press) if one.kind == "indicator"]
    assert {one.path for one in found} == {SEEN, SEEN_LATER, TAUGHT, LAW}
    [link] = page("/en/operations/peru/2020/").xpath(
        "//section[@aria-labelledby='results']//p[@class='onward']/a/@href"
    )
    assert normpath(join("/en/operations/peru/2020/", link)) == "/en/results/index.html"


def test_a_record_whose_indicators_cannot_be_compared_has_no_such_pages() -> None:
    alone = Site(FakeRecord(), load("unhcr"))
    assert not [url.path for url in alone.urls if "/results/" in url.path]
    assert "results" not in alone._presses["en"].sections


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: str) -> None:
    files = {url.file for url in site().urls}
    for path in ("/results/", *(path.removeprefix("/en") for path in (SEEN, SEEN_LATER, TAUGHT, LAW))):
        for link in page(f"/{language}{path}").xpath("//a/@href"):
            target = link.partition("#")[0]
            assert not target or normpath(join(f"/{language}{path}", target)).removeprefix("/") in files, link


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_groups_say_that_they_are_english(language: str) -> None:
    marked = page(f"/{language}{TAUGHT.removeprefix('/en')}").xpath("//h1//@lang")
    assert marked == ([] if language == "en" else ["en"])
