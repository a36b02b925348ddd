"""Whatever the texts are, a sheet is made: tagged, of two pages at most, the same bytes each time."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from quipu import sheets
from quipu.sheets import Column, Key, Row, Run, Sheet, Table, TooLongError

COLOURS = dict.fromkeys(("ink", "quiet", "blue", "red", "line"), "#123f7d")


def line(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def made_up(name: str = "Made up", rows: int = 2, **more: Any) -> Sheet:
    donors = tuple(Row((line(name), line("1,000"))) for _ in range(rows))
    held = Sheet(
        language="en",
        direction="ltr",
        day=date(2021, 11, 28),
        colours=COLOURS,
        site="A made-up site",
        publisher="Nobody",
        label="Report 2020",
        planned=False,
        title="Made-up land",
        year="2020",
        about="",
        summary=line("1,000 people."),
        state="",
        freshness="",
        keys=(Key("People", line("1,000"), ()),),
        people=None,
        money="Money",
        chart=None,
        years=None,
        purpose=None,
        donors=Table("Donors", "Donors, 2020", (Column("Donor"), Column("US dollars", numeric=True)), donors),
        results=None,
        places="Offices",
        map=None,
        groups=(),
        more_places=(),
        sources=None,
        foot=(),
    )
    return replace(held, **more)


def text(sheet: Sheet) -> str:
    pages = PdfReader(io.BytesIO(sheets.typeset(sheet))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    "name", ["Ủy ban Nhân dân", "Министерство финансов", "Ευρωπαϊκή Ένωση", "Şırnak Ğ", "Łódź ň ő"]
)
def test_names_in_the_scripts_of_the_fonts_are_set_as_they_are(name: str) -> None:
    assert sheets.REPLACEMENT not in sheets.printable(name)
    assert name in text(made_up(name))


def test_a_character_that_no_font_has_is_replaced_visibly() -> None:
    assert sheets.printable("日本 Fund") == "\ufffd\ufffd Fund"
    assert "\ufffd\ufffd Fund" in text(made_up("日本 Fund"))


@pytest.mark.parametrize(
    "name", ["#panic()", "$x$ *a* _b_", "[\\] `code` <label> @ref", "https://example.org/a//b", '"\\u{41}"']
)
def test_what_is_special_to_the_typesetter_is_text(name: str) -> None:
    assert name in text(made_up(name))


@given(st.text(max_size=30))
@settings(max_examples=150)
def test_any_text_gives_a_sheet(name: str) -> None:
    assert sheets.typeset(made_up(name)).startswith(b"%PDF")


@given(st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=20))
@settings(max_examples=100)
def test_any_arabic_text_gives_a_sheet(name: str) -> None:
    assert sheets.typeset(made_up(name, language="ar", direction="rtl")).startswith(b"%PDF")


def test_more_than_two_pages_are_refused() -> None:
    assert len(PdfReader(io.BytesIO(sheets.typeset(made_up(rows=70)))).pages) == 2
    with pytest.raises(TooLongError, match="Made-up land 2020: a fact sheet has more than two pages"):
        sheets.typeset(made_up(rows=200))


def test_a_long_name_wraps_inside_its_column() -> None:
    name = "A very long name of a made-up donor that nobody would ever read to its end in one go " * 3
    page = PdfReader(io.BytesIO(sheets.typeset(made_up(name)))).pages[0]
    right = float(page.mediabox.right) - 40
    ends: list[float] = []
    page.extract_text(visitor_text=lambda _, __, place, *___: ends.append(place[4]))
    assert max(ends) < right
    assert "1,000" in page.extract_text()


def test_a_sheet_is_the_same_bytes_and_its_recipe_tells_it_from_others() -> None:
    assert sheets.typeset(made_up()) == sheets.typeset(made_up())
    assert sheets.recipe(made_up()) == sheets.recipe(made_up())
    assert sheets.recipe(made_up()) != sheets.recipe(made_up("Another"))
