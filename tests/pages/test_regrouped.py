"""Regions that are drawn anew: what readers are told of it, and where the series break. All numbers are made up.

Until 2019 one region has Kenya and Mali (with Guinea). From 2020 two have them, and Uganda. In 2021 Guinea leaves with a tenth of
the people, in 2022 the Gambia comes with few, and Uganda's people are Kenya's operation's.
"""

from decimal import Decimal
from functools import cache

from lxml import html as parser
from lxml.html import HtmlElement

from quipu.core.address import Address
from quipu.core.record import Edition, Level, Signpost, Subject
from quipu.pages import Site, regrouped
from quipu.pages.press import Press

from .fake import FakeRecord
from .reading import PROFILE, words_of

DRAWN = """
    AFR  | region    | 2019 | AFR  |
    EHGL | region    | 2020 2021 2022 | EHGL |
    WCA  | region    | 2020 2021 2022 | WCA |
    KEN  | operation | 2019 | AFR  | KEN
    KEN  | operation | 2020 2021 | EHGL | KEN
    KEN  | operation | 2022 | EHGL | KEN UGA
    UGA  | operation | 2020 2021 | EHGL | UGA
    MLI  | operation | 2019 | AFR  | MLI GIN
    MLI  | operation | 2020 | WCA  | MLI GIN
    MLI  | operation | 2021 | WCA  | MLI
    MLI  | operation | 2022 | WCA  | MLI GMB
    HUB  | node      | 2019 | AFR  |
"""
VALUES = """
    WCA/2020/population 1000
    WCA/2021/population 800
    WCA/2021/population-last-year 900
    WCA/2022/population 850
    WCA/2022/population-last-year 805
    WCA/2020/budget 10
    WCA/2020/expenditure 9
    WCA/2021/budget 8
    WCA/2021/expenditure 7
    WCA/2022/budget 9
    WCA/2022/expenditure 8
    EHGL/2020/population 500
    EHGL/2021/population 600
    EHGL/2022/population 700
    AFR/2019/population 900
"""
AFTER = {"AFR": tuple(Signpost(code, "successor", 2020, "") for code in ("EHGL", "WCA"))}
NAMES = {
    "AFR": "Africa",
    "EHGL": "East Africa",
    "WCA": "West Africa",
    "KEN": "Kenya",
    "UGA": "Uganda",
    "MLI": "Mali",
    "HUB": "A hub",
}


def drawn() -> tuple[Subject, ...]:
    """The subjects of the table above, and the world."""
    held: dict[str, tuple[Level, list[Edition]]] = {"WORLD": (Level.WORLD, [])}
    for line in DRAWN.strip().split("\n"):
        code, level, years, region, countries = (cell.strip() for cell in line.split("|"))
        editions = held.setdefault(code, (Level(level), []))[1]
        editions += (Edition(int(year), level, region, tuple(countries.split()), "X", ()) for year in years.split())
    held["WORLD"][1].extend(Edition(year, "world", "", (), "X", ()) for year in range(2019, 2023))
    return tuple(
        Subject(code, code.lower(), level, (("en", NAMES.get(code, "World")),), tuple(editions), AFTER.get(code, ()))
        for code, (level, editions) in held.items()
    )


class Divided(FakeRecord):
    """A record with the regions of this module."""

    def __init__(self) -> None:
        super().__init__()
        for line in VALUES.strip().split("\n"):
            address, value = line.split()
            self._hold(Address.parse(address), Decimal(value), [])

    def subjects(self) -> tuple[Subject, ...]:
        return drawn()

    def places(self, subject: str, year: int) -> tuple[()]:  # noqa: ARG002 - as the record's own
        return ()


@cache
def site() -> Site:
    return Site(Divided(), PROFILE, ("en", "ar"))


@cache
def page(code: str, year: int) -> HtmlElement:
    url = site().by_path[f"/en/regions/{code.lower()}/{year}/"]
    return parser.document_fromstring(site().render(url))


def told(code: str, year: int) -> dict[str, list[str]]:
    """The sentences of what changed, by year."""
    rows = page(code, year).xpath("//section[@aria-labelledby='changes']//dl/div")
    return {words_of(row.find("dt")): [words_of(one) for one in row.iter("p")] for row in rows}


def test_a_region_that_ends_says_where_each_operation_went() -> None:
    assert told("AFR", 2019) == {
        "2020": [
            "To East Africa: Kenya.",
            "To West Africa: Mali.",
            "Operations and offices no longer there: A hub.",
            "The series of the region end with the year before.",
        ]
    }


def test_a_region_that_begins_says_what_came_and_what_is_new() -> None:
    assert told("EHGL", 2020)["2020"] == [
        "From Africa: Kenya.",
        "Operations and offices from this year on: Uganda.",
        "Countries that are counted in it from this year on: Uganda.",
        "The series of the region begin here.",
    ]


def test_an_operation_that_ends_changes_nothing_where_its_country_is_still_covered() -> None:
    assert told("EHGL", 2022)["2022"] == [
        "Operations and offices no longer there: Uganda.",
        "It covers the same countries as the year before: its series can be compared.",
    ]


def test_a_series_breaks_where_countries_leave_with_more_than_a_hundredth_of_the_people() -> None:
    assert told("WCA", 2021)["2021"] == [
        "Countries that are not counted in it any more: Guinea.",
        "Counted in the countries of this year, the people of 2020 differ by 10.0%: the series are broken here.",
    ]
    assert "Break from 2021: the region has other countries than before." in words_of(page("WCA", 2022))


def test_a_series_goes_on_where_countries_come_with_few_people() -> None:
    assert told("WCA", 2022)["2022"][1] == (
        "Counted in the countries of this year, the people of 2021 differ by 0.6%: too little to break the series."
    )


def test_only_the_year_of_the_break_breaks_the_series_of_people_and_money() -> None:
    press = Press(Divided(), PROFILE)
    for figure in ("population", "budget"):
        assert [one.year for one in regrouped.over_years(press, "WCA", figure).breaks] == [2021]
        assert regrouped.over_years(press, "EHGL", figure).breaks == ()
    assert regrouped.over_years(press, "WCA", "population", years=[2021, 2022]).breaks == ()


def test_money_is_not_compared_across_a_break() -> None:
    notes = {
        year: [words_of(one) for one in page("WCA", year).xpath("//dl[@class='key']//*[@class='note']")]
        for year in (2021, 2022)
    }
    assert "no comparison with 2020" in notes[2021]
    assert "+13% since 2021" in notes[2022]


def test_a_region_points_at_those_before_and_after_it_once() -> None:
    [pointer] = page("AFR", 2019).xpath("//p[@class='signpost']")
    assert (
        words_of(pointer)
        == "Until 2019 Africa was one region; from 2020 it is three. After: East Africa 2020, West Africa 2020."
    )


def test_nothing_is_said_of_a_year_in_which_all_is_as_it_was() -> None:
    assert list(told("EHGL", 2022)) == ["2020", "2022"]
