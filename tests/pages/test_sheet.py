"""The fact sheet says what the page says, on two pages, and can be read by all means."""

import io
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from quipu.core.figure import Status
from quipu.core.record import Contribution, Indicator, Place
from quipu.pages import Site, sheet
from quipu.pages.inked import document, style
from quipu.pages.markup import Html
from quipu.pages.runs import runs, words_of
from quipu.sheets import Run, fonts

from .fake import FakeRecord
from .reading import PROFILE, page, site, text

PERU = "operations/peru/2020/factsheet.pdf"
LANGUAGES = ("en", "fr", "es", "ar")


@cache
def made(path: str) -> bytes:
    return site().render(site().by_path[f"/{path}"])


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def said(content: bytes) -> str:
    return " ".join(" ".join(one.extract_text() for one in read(content).pages).split())


def tags(content: bytes) -> list[str]:
    """The structure of a PDF, every element by its kind, in the order of reading."""
    found: list[str] = []
    _collect(read(content).trailer["/Root"]["/StructTreeRoot"], found)
    return found


def _collect(node: Any, found: list[str]) -> None:
    held = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(held, list):
        for one in held:
            _collect(one, found)
    elif isinstance(held, DictionaryObject):
        if "/S" in held:
            found.append(str(held["/S"]).removeprefix("/"))
        if "/K" in held:
            _collect(held["/K"], found)


def links(content: bytes) -> set[str]:
    annotations = (one.get_object() for page in read(content).pages for one in page.get("/Annots", []))
    return {str(one["/A"]["/URI"]) for one in annotations}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_has_two_pages_at_most_its_language_and_its_title(language: str) -> None:
    held = read(made(f"{language}/{PERU}"))
    root = held.trailer["/Root"]
    assert 1 <= len(held.pages) <= 2
    assert all(round(float(one.mediabox.width)) == 595 for one in held.pages)
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert held.metadata is not None
    assert "2020" in str(held.metadata.title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_tagged_as_the_standard_asks(language: str) -> None:
    content = made(f"{language}/{PERU}")
    root, held = read(content).trailer["/Root"], tags(content)
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert {"Title", "H1", "Table", "THead", "TH", "TD", "Figure", "Link"} <= set(held)
    assert held.index("Title") < held.index("H1") < held.index("Table")


def test_a_chart_says_what_it_shows() -> None:
    assert "Columns by year, 2019 to 2021" in made(f"en/{PERU}").decode("latin-1")


def test_a_sheet_says_what_the_page_says() -> None:
    held, sentence = said(made(f"en/{PERU}")), page("/operations/peru/2020/").xpath("//p[@class='summary']")[0]
    assert " ".join(sentence.text_content().split()) in held
    for fact in (
        "Report 2020",
        "1,557,276",
        "US$48.6 million",
        "46% of the budget",
        "Asylum-seekers 537,552 377,000 +160,552 +43%",
        "2020 48,625,534 22,277,421 20,154,484",
        "Pillar 1" if "Pillar 1" in held else "Refugees 48,625,534 20,154,484",
        "Germany 5,500,000",
        "<Lantern> 800,000",
        "# of reception centres improved · Refugees" if "· Refugees" in held else "# of reception centres improved",
        "8,370 7,956 95%",
        "activities-2020.xml.gz 25 November 2021",
        "/en/operations/peru/2020/",
    ):
        assert fact in held


def test_a_plan_is_told_from_a_report() -> None:
    held = said(made("en/operations/peru/2021/factsheet.pdf"))
    assert "Plan 2021" in held
    assert "A plan: no spending has been published" in held
    assert "Report" not in held


def test_a_sheet_in_arabic_is_set_from_the_right() -> None:
    content = made(f"ar/{PERU}")
    assert "/Direction/R2L" in content.decode("latin-1").replace(" ", "")
    assert "1,557,276" in said(content)
    assert "\ufffd" not in said(content)


def test_parts_without_anything_to_show_are_left_out() -> None:
    held = said(made("en/operations/argentina/2018/factsheet.pdf"))
    assert "Budget and spending" in held
    for part in ("Results", "Contributions", "Offices", "What the money was for"):
        assert part not in held


def test_without_people_there_is_no_table_of_people() -> None:
    class Nobody(FakeRecord):
        def get(self, address: Any) -> Any:
            found = super().get(address)
            gone = address.figure.startswith("population")
            return replace(found, value=None, status=Status.MISSING, reason="Not counted") if gone else found

    nobody = Site(Nobody(), PROFILE, ("en",))
    held = said(nobody.render(nobody.by_path[f"/en/{PERU}"]))
    assert "How many people there were in Peru in 2020 is not published." in held
    assert "People by type" not in held


def test_links_lead_to_the_page_and_to_where_figures_come_from() -> None:
    found = links(made(f"en/{PERU}"))
    assert {"../2020/index.html", "../2020/figures/index.html#budget", "../2020/figures/index.html#population"} <= found


def test_with_a_public_address_links_are_whole_for_a_sheet_is_handed_on() -> None:
    based = Site(FakeRecord(), PROFILE, ("en",), "https://example.org/record/")
    content = based.render(based.by_path[f"/en/{PERU}"])
    assert "https://example.org/record/en/operations/peru/2020/" in said(content)
    assert "https://example.org/record/en/operations/peru/2020/figures/index.html#budget" in links(content)
    assert all(link.startswith("https://example.org/record/") for link in links(content))


def test_the_page_leads_to_its_sheet_and_only_where_there_is_one() -> None:
    assert page("/operations/peru/2020/").xpath("//ul[@class='downloads']//a[text()='Fact sheet (PDF)']/@href") == [
        "../2020/factsheet.pdf"
    ]
    assert "factsheet" not in text("/world/2020/")
    without = Site(FakeRecord(), PROFILE, ("en",), sheets=False)
    assert f"/en/{PERU}" not in without.by_path
    assert b"factsheet" not in without.render(without.by_path["/en/operations/peru/2020/"])


def test_without_fonts_a_site_has_no_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quipu.pages.site.fonts", lambda: ())
    assert f"/en/{PERU}" not in Site(FakeRecord(), PROFILE, ("en",)).by_path


class Much(FakeRecord):
    """More of everything than two pages hold, with long and odd names."""

    def contributions(self, subject: str, year: int) -> tuple[Contribution, ...]:
        given = super().contributions(subject, year)
        names = ("日本政府 Government of Japan", "Министерство", "Ủy ban", '#import "a" ' * 40)
        return tuple(one._replace(member=f"{names[n % 4]} {n}", private=False) for n in range(9) for one in given[:3])

    def indicators(self, subject: str, year: int) -> tuple[Indicator, ...]:
        held = super().indicators(subject, year)
        long = "An indicator that is told at such length that it needs several lines " * 4
        return tuple(
            one._replace(
                result=f"Area {n} " + "with a long name " * 6,
                title=long,
                line=n,
                population_group=f"Group {n % 3}",
            )
            for n in range(90)
            for one in held
        )

    def places(self, subject: str, year: int) -> tuple[Place, ...]:
        held = super().places(subject, year)
        return tuple(one._replace(name=f"{one.name} {n}") for n in range(80) for one in held)


def test_an_operation_with_much_to_say_still_fits_two_pages_and_says_what_is_left_out() -> None:
    much = Site(Much(), PROFILE)
    for language in LANGUAGES:
        content = much.render(much.by_path[f"/{language}/{PERU}"])
        assert len(read(content).pages) <= 2
    held = said(much.render(much.by_path[f"/en/{PERU}"]))
    assert "more are on the page." in held
    assert "\ufffd\ufffd\ufffd\ufffd Government of Japan" in held
    assert "\ufffd stands for a character that the fonts of this sheet do not have." in held


def test_every_result_is_told_of_before_any_is_told_of_twice() -> None:
    held = sheet.sheet(site()._presses["en"], site().by_path[f"/en/{PERU}"], replace(sheet.ROOMS[0], results=4))
    assert held.results is not None
    assert [words_of(row.over) for row in held.results.rows] == ["Basic and domestic items", "Reception conditions"]
    assert words_of(held.results.notes[-1]) == "2 more are on the page."


def test_a_sheet_is_made_anew_only_if_it_says_something_else() -> None:
    class Changed(FakeRecord):
        def fingerprint(self, subject: str) -> str:
            return f"changed {subject}"

    class Revised(FakeRecord):
        def get(self, address: Any) -> Any:
            found = super().get(address)
            return replace(found, value=Decimal(1)) if str(address) == "PER/2020/budget" else found

    path = f"/en/{PERU}"
    first = site().made_of(site().by_path[path])
    for record, same in ((FakeRecord(), True), (Changed(), True), (Revised(), False)):
        other = Site(record, PROFILE)
        assert (other.made_of(other.by_path[path]) == first) is same


def test_the_day_of_a_sheet_is_that_of_its_newest_source() -> None:
    held = read(made(f"en/{PERU}")).metadata
    assert held is not None
    assert held.creation_date is not None
    assert held.creation_date.date().isoformat() == "2021-11-25"


def test_html_becomes_runs_that_keep_links_marks_and_languages() -> None:
    shown = Html('<a class="figure" href="x#y">4,332</a><abbr class="mark" title="revised">r</abbr>')
    assert runs(shown) == (Run("4,332", "x#y"), Run("r", mark=True))
    assert runs(Html('–<span class="unseen"> why &amp; how</span>')) == (Run("–"),)
    assert runs(Html('<bdi lang="pt-BR">Prêmio</bdi>')) == (Run("Prêmio", language="pt"),)
    assert runs(Html("<svg><title>x</title></svg>95%")) == (Run("95%"),)
    assert runs("<Luxembourg>") == (Run("<Luxembourg>"),)


def test_the_style_of_drawings_has_colours_and_no_properties() -> None:
    assert "var(" not in style()
    assert ".chart .plan {" in style()
    assert "@" not in style()
    assert document('<svg class="map"><g/></svg>').startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" class="map"><style>'
    )


def test_a_drawing_that_is_read_from_the_right_is_anchored_for_paper() -> None:
    turned = document('<svg direction="rtl"><text>a</text><text text-anchor="end">b</text></svg>')
    assert 'text-anchor="end"' in turned.partition(">")[0]
    assert '<text text-anchor="start">\u200fb</text>' in turned


def test_the_fonts_are_installed() -> None:
    assert fonts(), "Run: npm ci"
