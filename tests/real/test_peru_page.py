"""The page of Peru in 2020 beside the page that it will be compared with: each fact that the data hold is there, and right."""

import pytest
from lxml import html

from quipu.core.profile import load
from quipu.figures.lookup import Record
from quipu.pages.site import Site

PAGE = "/operations/peru/2020/"
SAID = {
    "people": ("1,557,216", "867,763", "+79%"),
    "asylum-seekers, displaced abroad, host community": ("537,552", "515,039", "500,353"),
    "the earlier office": ("Argentina 2018",),
    "budget and spending by year, million US dollars": ("20.5", "48.6", "61.0", "14.2", "20.2"),
    "the budget and the spending of the year, and what they were for": (
        "48,625,534",
        "20,154,484",
        "Pillar 1: refugee",
    ),
    "how well funded": ("45.8%",),
    "contributions": ("United States", "Japan", "Private donors", "22,277,423"),
    "targets of the plan": ("8,370", "of households receiving cash grants"),
    "the office": ("Lima",),
    "applications for asylum": ("52,529",),
}
OTHERS = {"fr": ("Pérou", "1\u202f557\u202f216"), "es": ("Perú", "1.557.216"), "ar": ("بيرو", "1,557,216")}


def told(record: Record, path: str) -> str:
    """Return the words of a page, without what only a browser lays out."""
    site = Site(record, load("unhcr"))
    return " ".join(html.document_fromstring(site.render(site.by_path[path])).text_content().split())


@pytest.fixture(scope="module")
def page(record: Record) -> str:
    return told(record, f"/en{PAGE}")


@pytest.mark.parametrize("part", SAID)
def test_a_fact_that_the_data_hold_is_on_the_page(page: str, part: str) -> None:
    assert [fact for fact in SAID[part] if fact not in page] == []


def test_what_the_other_page_shows_and_was_revised_since_is_told_with_its_days(record: Record) -> None:
    assert "Was1,557,276 from 19 August 2021" in told(record, f"/en{PAGE}figures/")


@pytest.mark.parametrize("language", OTHERS)
def test_the_page_says_the_same_in_each_language(record: Record, language: str) -> None:
    words = told(record, f"/{language}{PAGE}")
    assert [fact for fact in OTHERS[language] if fact.replace("\u202f", " ") not in words.replace("\u202f", " ")] == []
