"""A made-up edition with everything in it, for the tests of pages. Its sentences and places are invented."""

from datetime import date
from decimal import Decimal

from quipu.core.edition import (
    Block,
    CallOut,
    Change,
    Document,
    Edition,
    EditionKind,
    File,
    Form,
    KeyFigure,
    Line,
    Note,
    Notice,
    Picture,
    Place,
    Prose,
    Section,
    Shelf,
    Span,
    Text,
)

BUDGET, PEOPLE = "PER/2020/budget", "PER/2020/population"
SMALL, WIDE = (
    File("/media/0123456789abcdef.webp", 10_000, 480, 320),
    File("/media/fedcba9876543210.webp", 30_000, 960, 640),
)
PAPER = File("/media/00112233445566ff-how-we-work.pdf", 812_345)
CONTENTS = {SMALL.name: b"small", WIDE.name: b"wide", PAPER.name: b"%PDF-made-up"}


def paragraph(*spans: Span | str) -> Block:
    return Block(Form.PARAGRAPH, (Line(tuple(Span(one) if isinstance(one, str) else one for one in spans)),))


def told(*spans: Span | str) -> Prose:
    return (paragraph(*spans),)


def report(language: str = "en", **parts: object) -> Text:
    """A report of Peru; `parts` take the place of its own."""
    listed = Block(Form.LIST, (Line((Span("Shelter"),)), Line((Span("Tents"),), 1), Line((Span("Food"),))))
    held: dict[str, object] = {
        "sections": (
            Section("operational-context", "Operational context", told("It rained. ", Span("Much", strong=True), ".")),
            Section(
                "key-achievements",
                "Key achievements",
                (
                    paragraph("The budget was ", Span("US$48.6 million", figure=BUDGET), "."),
                    Block(Form.HEADING, (Line((Span("What was given"),)),)),
                    listed,
                    paragraph(Span("A study", link="https://example.org/study"), " has more."),
                ),
            ),
        ),
        "key_figures": (
            KeyFigure("7,956", "count", "households with cash grants", "result", _indicator("actual")),
            KeyFigure("1.2 million", "USD", "saved by buying together", "result"),
            KeyFigure("40,000", "people", "to be told where they stand", "plan"),
        ),
        "callouts": (CallOut(told("We left at night."), "A mother"),),
        "notices": (Notice(told("Before 2019 see Argentina."), "/en/operations/argentina/2018/"),),
        "places": (
            Place("shelter", "Arequipa shelter", "exact", Decimal("-16.4"), Decimal("-71.5"), "Sixty beds"),
            Place("border-point", "The border", "area"),
        ),
        "pictures": (Picture("A bus in the rain", "A. Writer", "On the way", (SMALL, WIDE)),),
        "documents": (Document("How we work", "pdf", PAPER),),
    }
    return Text(language, **{**held, **parts})  # type: ignore[arg-type]


def _indicator(kind: str) -> str:
    return f"PER/2020/indicator-{kind}/of-households-receiving-cash-grants"


def edition(*texts: Text, kind: EditionKind = EditionKind.REPORT, notes: tuple[Note, ...] = ()) -> Edition:
    return Edition(kind, "PER", 2020, date(2021, 5, 3), texts or (report(),), notes)


def shelf(*editions: Edition) -> Shelf:
    return Shelf(editions or (edition(),), CONTENTS)


CORRECTED = Note(date(2022, 1, 5), Change.CORRECTED, (("en", "Sixty beds, not ninety."),))
WITHDRAWN = Note(date(2022, 2, 6), Change.WITHDRAWN, (("en", "It named a place."), ("ar", "ذكر مكانًا.")))
