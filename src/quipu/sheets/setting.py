"""Set fact sheets, cards and plates in type, each by its template (sheet.typ and so on). Knows no words and draws nothing."""

import re
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import msgspec
import typst

from quipu.core.errors import QuipuError
from quipu.sheets.content import Card, Plate, Sheet
from quipu.sheets.fonts import fonts, printable

_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|.)")
_HERE = Path(__file__).parent
_TEMPLATE, _CARD, _PLATE = _HERE / "sheet.typ", _HERE / "card.typ", _HERE / "plate.typ"
_COLOURS = 64
_TOO_LONG = "more than two pages"
"""What the template says of a sheet that does not fit; the same words are in its assertion."""


class TooLongError(QuipuError):
    """A sheet has more than two pages."""


def recipe(sheet: Sheet | Card | Plate) -> str:
    """Return a hash of all that a sheet or picture is made of: its content, the templates, the fonts, the typesetter."""
    return sha256(craft().encode() + _encoded(sheet).encode()).hexdigest()


@cache
def craft() -> str:
    """Return a hash of all that is not content."""
    digest = sha256((version("typst") + version("pillow")).encode())
    for file in (*sorted(_HERE.glob("*.py")), _TEMPLATE, _CARD, _PLATE, *fonts()):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _encoded(sheet: Sheet | Card | Plate) -> str:
    """Return a sheet or picture as JSON whose characters can all be shown."""
    return _ESCAPE.sub(_unescaped, printable(msgspec.json.encode(sheet).decode()))


def _unescaped(found: re.Match[str]) -> str:
    """Return a space in the place of a control character, which JSON escapes; a quote and a backslash stay."""
    return found[0] if found[0] in ('\\"', "\\\\") else " "


def typeset(sheet: Sheet) -> bytes:
    """Return a sheet as PDF/UA-1; raise TooLongError where it has more than two pages. The same sheet gives the same bytes."""
    moment = datetime.combine(sheet.day, time(), UTC)
    try:
        made = _compiler().compile(
            _template(_TEMPLATE),
            format="pdf",
            sys_inputs={"sheet": _encoded(sheet)},
            pdf_standards="ua-1",
            timestamp=moment,
        )
    except typst.TypstError as error:
        if _TOO_LONG in error.message:
            raise TooLongError("a fact sheet has more than two pages", f"{sheet.title} {sheet.year}") from error
        problem = f"a fact sheet cannot be made: {error.message}"
        raise QuipuError(
            problem, f"{sheet.title} {sheet.year}, {sheet.language}", "Publish with --no-fact-sheets."
        ) from error
    assert isinstance(made, bytes)  # noqa: S101 - one document of one format is bytes
    return made


def paint(picture: Card | Plate) -> bytes:
    """Return a card as PNG, 1200 by 630, or a plate, 1200 wide. The same one gives the same bytes."""
    template, dots = (_CARD, 72) if isinstance(picture, Card) else (_PLATE, 144)
    try:
        made = _compiler().compile(
            _template(template), format="png", ppi=dots, sys_inputs={"picture": _encoded(picture)}
        )
    except typst.TypstError as error:
        problem = f"a picture cannot be made: {error.message}"
        raise QuipuError(problem, f"{picture.title}, {picture.language}", "Publish with --no-share-images.") from error
    assert isinstance(made, bytes)  # noqa: S101 - one page of one format is bytes
    return _in_few_colours(made)


def _in_few_colours(png: bytes) -> bytes:
    """Return a picture of plain text in a palette: a quarter of the bytes, and nobody sees it."""
    held = BytesIO()
    from PIL import Image  # most commands draw nothing

    with Image.open(BytesIO(png)) as drawn:
        few = drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(held, "PNG")
    return held.getvalue()


@cache
def _template(file: Path) -> bytes:
    return file.read_bytes()


@cache
def _compiler() -> typst.Compiler:
    """Return the typesetter with our fonts and no others; kept, for it remembers what it has set."""
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_folders())
    return typst.Compiler(font_paths=own)


def _folders() -> list[str]:
    return list(dict.fromkeys(str(file.parent) for file in fonts()))
