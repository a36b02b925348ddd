"""Write a report as .docx: styles, language, direction, notes; the same bytes for the same report. Knows no words."""

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt

from quipu.reports.content import Heading, Line, Paragraph, Report, Run, Table

_A4 = (Cm(21), Cm(29.7))
_MARGIN = Cm(2.2)
_TABLE = "Table Grid"
_LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA"}
_ANCHOR = "note-{}"
_SMALL = Pt(9)


def typeset(report: Report) -> bytes:
    """Return the document."""
    document = docx.Document()
    _describe(document, report)
    _lay_out(document, report)
    document.add_heading(report.title, 0)
    document.add_paragraph(report.subtitle, style="Subtitle")
    for heading in report.headings:
        _add_heading(document, heading)
    _turn(document, report)
    saved = BytesIO()
    document.save(saved)
    return _with_fixed_dates(saved.getvalue())


def _describe(document: Any, report: Report) -> None:
    about = document.core_properties
    made = report.made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about.title, about.subject, about.author = report.title, report.subtitle, report.author
    about.language, about.last_modified_by, about.comments = report.language, report.author, ""
    about.created = about.modified = made


def _lay_out(document: Any, report: Report) -> None:
    """Set paper, language and, for languages that are read from the right, a font that has their letters."""
    section = document.sections[0]
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    code = _LANGUAGES.get(report.language, report.language)
    language.set(qn("w:bidi" if report.right_to_left else "w:val"), code)
    if report.right_to_left:
        fonts = properties.find(qn("w:rFonts"))
        fonts.attrib.pop(qn("w:cstheme"), None)
        fonts.set(qn("w:cs"), "Arial")


def _add_heading(document: Any, heading: Heading) -> None:
    document.add_heading(heading.title, 1)
    for block in heading.blocks:
        if isinstance(block, Paragraph):
            _fill(document.add_paragraph(style=str(block.style)), block.line)
        else:
            _add_table(document, block)


def _add_table(document: Any, table: Table) -> None:
    made = document.add_table(rows=0, cols=len(table.widths), style=_TABLE)
    made.autofit = False
    section = document.sections[0]
    whole = section.page_width - section.left_margin - section.right_margin
    for column, share in zip(made.columns, table.widths, strict=True):
        column.width = Emu(whole * share // 100)
    if table.header:
        _add_row(made, [(Run(title, bold=True),) for title in table.header])
        repeated = made.rows[0]._tr.get_or_add_trPr()
        repeated.append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        _add_row(made, row)
    document.add_paragraph()


def _add_row(table: Any, cells: Sequence[Line]) -> None:
    for cell, line, column in zip(table.add_row().cells, cells, table.columns, strict=True):
        cell.width = column.width
        _fill(cell.paragraphs[0], line, small=True)


def _fill(paragraph: Any, line: Line, small: bool = False) -> None:
    for run in line:
        holder = _holder(paragraph, run)
        made = paragraph.add_run(run.text)
        _dress(made.font, run, small)
        if holder is not None:
            holder.append(made._r)
        if run.anchor:
            _mark(made._r, run.anchor)


def _dress(font: Any, run: Run, small: bool) -> None:
    """Set how a run looks; letters of languages that are read from the right have a weight and a size of their own."""
    font.bold = font.cs_bold = run.bold or None
    font.italic = font.cs_italic = run.italic or None
    font.underline = bool(run.link) or None
    font.superscript = (bool(run.note) and not small) or None
    if small:
        font.size = _SMALL
        size = OxmlElement("w:szCs")
        size.set(qn("w:val"), str(int(_SMALL.pt * 2)))
        font._element.rPr.find(qn("w:sz")).addnext(size)


def _holder(paragraph: Any, run: Run) -> Any:
    """Return the link around a run, put behind what the paragraph has; None where it leads nowhere."""
    if not (run.link or run.note):
        return None
    link = OxmlElement("w:hyperlink")
    if run.note:
        link.set(qn("w:anchor"), _ANCHOR.format(run.note))
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def _mark(run: BaseOxmlElement, number: int) -> None:
    """Put a bookmark around a run, where notes lead to."""
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), _ANCHOR.format(number))
    end.set(qn("w:id"), str(number))
    run.addprevious(begin)
    run.addnext(end)


def _turn(document: Any, report: Report) -> None:
    """Let everything be read from the right, where the language is."""
    if not report.right_to_left:
        return
    for section in document.sections:
        _add_in_order(section._sectPr, "w:bidi", _AFTER_SECTION_BIDI)
    body = document.element.body
    for properties in (paragraph.get_or_add_pPr() for paragraph in body.iter(qn("w:p"))):
        _add_in_order(properties, "w:bidi", _AFTER_BIDI)
    for run in body.iter(qn("w:r")):
        _add_in_order(run.get_or_add_rPr(), "w:rtl", _AFTER_RTL)
    for table in body.iter(qn("w:tbl")):
        _add_in_order(table.tblPr, "w:bidiVisual", _AFTER_BIDI_VISUAL)


def _add_in_order(parent: Any, tag: str, followers: tuple[str, ...]) -> None:
    """Add an element before those that the format wants behind it."""
    parent.insert_element_before(OxmlElement(tag), *followers)


_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl",
               "w:rPr", "w:sectPr")  # fmt: skip
_AFTER_SECTION_BIDI = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")
_AFTER_RTL = ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath")
_AFTER_BIDI_VISUAL = ("w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblLook", "w:tblLayout")
"""What stands behind each in the schema of WordprocessingML (ECMA-376); word processors refuse another order."""


def _with_fixed_dates(document: bytes) -> bytes:
    """Return the same archive with every part dated alike, so that the same report gives the same bytes."""
    saved = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(name))
    return saved.getvalue()
