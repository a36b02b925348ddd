"""The report to donors: every question, answered or said not to be; every figure with its source; in every language."""

from argparse import Namespace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from tests.command import quipu
from tests.office.acting import act, report, signed_in, stream_of, write
from tests.office.test_changed_figures import ASYLUM, html, now
from tests.office.test_workflow import submitted, translate

from quipu.cli import office_export
from quipu.core.errors import QuipuError
from quipu.core.profile import load, parse
from quipu.figures.catalogue import figure_files

RICH = (
    f"<p>{html('537,590')}</p><h3>Cash</h3><ul><li>We reached <b>many</b>;</li><li>and <i>more</i>.</li></ul>"
    '<p>See <a href="https://example.org/">the appeal</a>.</p>'
)


def made(page: Any) -> bytes:
    from quipu.web.editorial.donor_report import document

    return document(page.get_latest_revision_as_object())


def opened(page: Any) -> Any:
    return docx.Document(BytesIO(made(page)))


def headings(document: Any, level: int = 1) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def under(document: Any, title: str) -> list[tuple[str, str]]:
    """The style and text of the paragraphs under a heading of the first level."""
    found, inside = [], False
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 1":
            inside = paragraph.text.endswith(title)
        elif inside and paragraph.text:
            found.append((paragraph.style.name, paragraph.text))
    return found


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.fixture
def written() -> Any:
    """A report with a text, and a key figure that is bound."""
    value = {"number": "412,345", "unit": "people", "counts": "asylum-seekers", "standing": "result", "address": ASYLUM}
    key_figure = stream_of("key_figures", [{"type": "figure", "id": "one", "value": value}])
    write(signed_in("ana", "writer", "PER"), report(), RICH, **key_figure)
    return report()


def test_every_question_has_its_heading_in_order(written: Any) -> None:
    found = headings(opened(written))
    names = [dict(question.names)["en"] for question in load("unhcr").donor_questions]
    assert found == [
        "About this document",
        *(f"{place}. {name}" for place, name in enumerate(names, 1)),
        "Sources of the figures",
    ]
    assert len(names) == 11


def test_what_nothing_is_written_for_says_so(written: Any) -> None:
    document = opened(written)
    assert under(document, "Risk management") == [("Normal", "Nothing has been written under this heading.")]
    assert ("Normal", "Nobody has written this section yet.") in under(document, "Affected persons")


def test_a_section_stands_under_its_question_with_its_formatting(written: Any) -> None:
    document = opened(written)
    found = under(document, "Overall performance")
    assert found[:5] == [
        ("Heading 2", "Operational context"),
        ("Normal", "There were 537,590[1] asylum-seekers."),
        ("Heading 3", "Cash"),
        ("List Bullet", "We reached many;"),
        ("List Bullet", "and more."),
    ]
    bold = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold]
    assert "many" in bold
    link = next(document.element.body.iter(qn("w:hyperlink")), None)
    assert link is not None
    targets = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert targets == ["https://example.org/"]


def test_every_figure_has_its_value_address_source_and_day(written: Any) -> None:
    header, first, *others = cells(opened(written).tables[-1])
    assert header == ["Note", "Figure", "Value", "Address", "Source", "Day"]
    number, title, value, address, source, day = first
    assert (number, address) == ("[1]", ASYLUM)
    assert title.endswith(", 2020")
    assert value.splitlines() == [now(), "The text says 537,590", "The text says 412,345"]
    assert ", line " in source
    assert ".csv" in source
    assert day.endswith(("2021", "2022"))
    assert "PER/2020/budget" in [row[3] for row in others]
    assert all(row[4] for row in others if not row[2].startswith("No value"))


def test_notes_lead_to_their_source(written: Any) -> None:
    body = opened(written).element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= marks


def test_a_draft_says_that_it_is_one(written: Any) -> None:
    about = dict(cells(opened(written).tables[0]))
    assert about["State"].startswith("Draft of ")
    assert about["State"].endswith(", not approved for publication")
    assert about["Operation"] == "Peru"


def test_the_same_edition_gives_the_same_bytes(written: Any) -> None:
    assert made(written) == made(written)
    with ZipFile(BytesIO(made(written))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_name_the_edition_and_its_own_moment(written: Any) -> None:
    about = opened(written).core_properties
    assert (about.title, about.language, about.author) == ("Peru 2020: report to donors", "en", "UNHCR")
    moment = written.get_latest_revision().created_at.replace(microsecond=0, tzinfo=None)
    assert about.created.replace(tzinfo=None) == moment


def in_language(language: str, text: str) -> Any:
    page = submitted(f"<p>{html('537,590')}</p>")
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    translate(language, text)
    return report(language=language)


def test_arabic_is_read_from_the_right() -> None:
    page = in_language("ar", f'<p>كان هناك <span data-figure="{ASYLUM}">537,590</span> من طالبي اللجوء.</p>')
    body = opened(page).element.body
    paragraphs = list(body.iter(qn("w:p")))
    assert all(paragraph.pPr.find(qn("w:bidi")) is not None for paragraph in paragraphs)
    assert all(run.rPr.find(qn("w:rtl")) is not None for run in body.iter(qn("w:r")))
    assert all(table.tblPr.find(qn("w:bidiVisual")) is not None for table in body.iter(qn("w:tbl")))
    assert opened(page).core_properties.language == "ar"
    assert headings(opened(page))[1] == "1. الأداء العام"


def test_spanish_writes_its_numbers_and_names() -> None:
    page = in_language("es", f'<p>Había <span data-figure="{ASYLUM}">537.590</span> solicitantes.</p>')
    document = opened(page)
    assert headings(document)[1] == "1. Desempeño general"
    assert cells(document.tables[-1])[1][2].splitlines()[0] == "537.552"
    styles = document.styles.element
    assert next(styles.iter(qn("w:lang"))).get(qn("w:val")) == "es-ES"


def test_a_plan_stands_under_the_same_questions() -> None:
    from quipu.web.editorial.models import PlanPage

    plan = PlanPage.objects.get(subject="PER", year=2020, locale__language_code="en")
    write(signed_in("ana", "writer", "PER"), plan, "<p>It rains.</p>", "<p>To register 200,000 people.</p>")
    plan.refresh_from_db()
    document = opened(plan)
    assert ("Normal", "It rains.") in under(document, "Overall performance")
    assert ("Normal", "To register 200,000 people.") in under(document, "Activities or steps towards implementation")
    assert document.core_properties.title == "Peru 2020: plan for donors"


def test_it_is_handed_to_those_who_may_open_the_edition(written: Any) -> None:
    rosa = signed_in("rosa", "reviewer", "AME")
    answer = rosa.get(f"/office/editions/{written.pk}/donor-report/")
    assert answer.headers["content-disposition"] == 'attachment; filename="PER-2020-report.en.docx"'
    assert answer.content == made(written)
    assert (
        f"/office/editions/{written.pk}/donor-report/" in rosa.get(f"/office/pages/{written.pk}/edit/").content.decode()
    )
    assert signed_in("fanny", "translator", "fr").get(f"/office/editions/{written.pk}/donor-report/").status_code in {
        302,
        403,
    }


def export(*words: str, output: Path | None, language: str = "en", live: bool = False) -> None:
    office_export.run(Namespace(words=list(words), output=output, language=language, live=live))


def test_the_command_line_writes_the_same(written: Any, tmp_path: Path) -> None:
    export("per", "2020", "report", output=tmp_path / "report.docx")
    assert (tmp_path / "report.docx").read_bytes() == made(written)


@pytest.mark.parametrize(("language", "live"), [("fr", False), ("en", True)])
def test_an_edition_that_is_not_there_is_an_error(language: str, live: bool, tmp_path: Path) -> None:
    with pytest.raises(QuipuError, match="there is no"):
        export("PER", "2020", "report", output=tmp_path / "x.docx", language=language, live=live)
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("words", [["PER"], ["PER", "2020", "summary"], ["PER", "then", "report"]])
def test_words_that_name_no_edition_are_refused(words: list[str], sample_home: Path, tmp_path: Path) -> None:
    done = quipu(sample_home, "office", "export", *words, "-o", tmp_path / "x.docx")
    assert done.returncode == 2
    assert "For example: export PER 2020 report" in done.stderr


def test_the_figures_of_the_questions_exist() -> None:
    named = {name for question in load("unhcr").donor_questions for name in question.figures}
    assert named <= set(figure_files())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('sections = ["plan/key-priorities"]\n', "", 'the section "plan/key-priorities" stands under none'),
        ('"plan/key-priorities"', '"plan/no-such"', 'there is no section "plan/no-such"'),
        ('parts = ["key-figures"]', 'parts = ["maps"]', 'not "maps"'),
        ('slug = "coordination"\ngroup = "additional"', 'slug = "coordination"\ngroup = "core"', "at most 8"),
    ],
)
def test_a_profile_leaves_no_section_out(old: str, new: str, told: str) -> None:
    from importlib import resources

    text = resources.files("quipu.publishers").joinpath("unhcr", "profile.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(QuipuError, match=told):
        parse(text.replace(old, new), "made-up")
