"""The charts of a page as pictures: which there are, what stands on them, and that pages lead to those alone."""

import struct
from functools import cache
from posixpath import join, normpath

import pytest
from lxml import html as parser

from quipu.core.record import Level
from quipu.pages import Site, Url, inked, pictures

from .fake import FakeRecord
from .reading import PROFILE

BASE = "https://example.org/quipu"
WITH = Site(FakeRecord(), PROFILE, ("en", "ar"), base=BASE, images=True)
WITHOUT = Site(FakeRecord(), PROFILE, ("en",), base=BASE)
MADE = [url for url in WITH.urls if url.kind == pictures.KIND]
PERU = "/en/operations/peru/2020/"


@cache
def links(path: str) -> list[str]:
    """The pictures that a page leads to."""
    found = parser.document_fromstring(WITH.render(WITH.by_path[path])).xpath("//a[@class='picture']/@href")
    return [normpath(join(path, link)) for link in found]


def picture(path: str) -> Url:
    return WITH.by_path[path]


def test_operations_regions_and_the_world_have_pictures_of_their_newest_closed_year() -> None:
    press = WITH._press
    newest = {one.code: press.newest(one) for one in press.subjects.values() if one.level is not Level.NODE}
    assert {url.subject for url in MADE} == newest.keys()
    assert all(url.year == newest[url.subject] for url in MADE)


@pytest.mark.parametrize("path", sorted({url.path.partition("charts/")[0] for url in MADE}))
def test_a_page_leads_to_every_picture_of_its_charts_and_to_no_other(path: str) -> None:
    assert sorted(links(path)) == sorted(url.path for url in MADE if url.path.startswith(path))


def test_the_page_without_a_year_leads_to_those_of_its_year() -> None:
    assert links("/en/operations/peru/") == links(PERU)
    assert links(PERU)


def test_a_page_of_another_year_leads_to_none() -> None:
    assert links("/en/operations/peru/2019/") == []


def test_a_link_says_of_which_chart_it_is_a_picture() -> None:
    held = parser.document_fromstring(WITH.render(WITH.by_path[PERU]))
    names = [" ".join(link.text_content().split()) for link in held.xpath("//a[@class='picture']")]
    assert "Picture of this chart, Budget and spending by year" in names
    assert len(names) == len(set(names))


def test_without_pictures_no_page_leads_to_one() -> None:
    assert not any(url.kind == pictures.KIND for url in WITHOUT.urls)
    assert b'class="picture"' not in WITHOUT.render(WITHOUT.by_path[PERU])
    assert WITHOUT.fingerprint(WITHOUT.by_path["/en/world/2020/"]) != WITH.fingerprint(WITH.by_path["/en/world/2020/"])


def test_a_picture_has_its_title_its_source_and_the_address_of_its_page() -> None:
    held = pictures.plate(WITH._press, picture(f"{PERU}charts/money.png"))
    assert (held.over, held.title) == ("Peru 2020", "Budget and spending by year")
    assert any(note.startswith("Source: ") for note in held.notes)
    assert held.credit.startswith("Made from open data published by")
    assert "CC BY 4.0" in held.credit
    assert held.address == f"{BASE}{PERU}"


def test_a_picture_in_arabic_is_read_from_the_right() -> None:
    press = WITH._presses["ar"]
    held = pictures.plate(press, picture("/ar/operations/peru/2020/charts/money.png"))
    assert (held.language, held.direction) == ("ar", "rtl")
    assert 'direction="rtl"' in held.drawings[0]


def test_numbers_side_by_side_are_read_from_the_right_in_arabic() -> None:
    """What sets a drawing knows no direction: each text says it, and no mark stands between a number and its sign."""
    bar = '<svg direction="rtl"><text><tspan>13.5</tspan> <tspan>82.2\u200e%\u200e</tspan></text></svg>'
    assert "<text>\u200f<tspan>\u200f13.5</tspan> <tspan>\u200f82.2%</tspan>" in inked.document(bar)
    assert "\u200f" not in inked.document(bar.replace("rtl", "ltr"))


@pytest.mark.parametrize("path", [f"{PERU}charts/money.png", "/ar/operations/peru/2020/charts/money.png"])
def test_a_picture_is_1200_wide_light_and_stays_the_same(path: str) -> None:
    made = WITH.render(picture(path))
    assert struct.unpack(">I", made[16:20]) == (1200,)
    assert len(made) < 60_000
    assert made == WITH.render(picture(path))
    assert WITH.made_of(picture(path)) == WITH.made_of(picture(path))


def test_a_picture_depends_on_what_its_page_depends_on() -> None:
    page, own = WITH.by_path[PERU], picture(f"{PERU}charts/money.png")
    assert set(own.depends) >= {name for name in page.depends if not name.startswith("@written")}
