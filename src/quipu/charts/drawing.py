"""Put shapes into one accessible SVG document, and read an element's place from its reading start. Knows no data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quipu.charts import shape
from quipu.charts.lettering import width, wrap
from quipu.charts.theme import NARROW, WIDE, Sheet

Direction = Literal["ltr", "rtl"]
_IDENTITY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def checked(identity: str) -> str:
    """Return the identity; raise ValueError where it cannot be a part of an element's id."""
    if _IDENTITY.fullmatch(identity) is None:
        raise ValueError(
            f'a chart\'s identity begins with a letter and has only letters, digits, "-", "_": {identity!r}'
        )
    return identity


@dataclass(frozen=True, slots=True)
class Frame:
    """One drawing to be made: its measures, its ids, its direction of reading."""

    sheet: Sheet
    identity: str
    direction: Direction

    def x(self, start: float, length: float = 0) -> float:
        """Return the left edge of what lies `start` from the reading start and is `length` long."""
        return start if self.direction == "ltr" else self.sheet.width - start - length

    def document(self, title: str, text: str, height: float, content: Sequence[str], links: bool) -> str:
        """Return the drawing with its title and text. With links it is a group: an image would hide them."""
        name, box = self.identity, f"{shape.short(self.sheet.width)} {shape.short(height)}"
        across, down = box.split()
        return (
            f'<svg class="chart {self.sheet.name}" viewBox="0 0 {box}" width="{across}" height="{down}"'
            f' role="{"group" if links else "img"}" aria-labelledby="{name}-title" aria-describedby="{name}-text"'
            f' direction="{self.direction}" font-size="{shape.short(self.sheet.font)}">'
            f'<title id="{name}-title">{shape.escape(title)}</title><desc id="{name}-text">{shape.escape(text)}</desc>'
            f"{''.join(content)}</svg>"
        )


def frames(identity: str, direction: Direction) -> tuple[Frame, Frame]:
    """Return a chart's two drawings to be made, the narrow one first."""
    narrow, wide = (Frame(sheet, f"{identity}-{sheet.name}", direction) for sheet in (NARROW, WIDE))
    return narrow, wide


@dataclass(frozen=True, slots=True)
class Key:
    """A mark and what it means. `kind` is a class of the stylesheet, or empty for words alone."""

    kind: str
    text: str


def _mark(frame: Frame, kind: str, start: float, baseline: float) -> str:
    """Draw the mark of a key in a square on the baseline."""
    size = frame.sheet.font * 0.75
    x, top = frame.x(start, size), baseline - size
    if kind == "break":
        return shape.path(kind, shape.upright(x + size / 2, top - 2, baseline + 2))
    if kind == "gap":
        return shape.path(kind, shape.across(x + 1, baseline - size / 2, size - 2))
    if kind == "provisional-point":
        line = shape.path("line dashed", shape.across(x, baseline - size / 2, size))
        return line + shape.circle("hollow", x + size / 2, baseline - size / 2, size * 0.3)
    if kind == "provisional":
        return shape.rectangle(kind, x, top, size, size, shape.hatched(frame.identity))
    if kind == "provisional-part":
        over = shape.rectangle("over", x, top, size, size, shape.hatched(frame.identity))
        return shape.rectangle("swatch", x, top, size, size) + over
    return shape.rectangle(kind, x, top, size, size)


def keys(frame: Frame, entries: Sequence[Key], top: float) -> tuple[list[str], float]:
    """Set keys one after another, wrapped at the edge; return the shapes and where the next thing may begin."""
    font, shapes, start, baseline = frame.sheet.font, [], 0.0, top + frame.sheet.font
    for key in entries:
        indent = font * 1.15 if key.kind else 0.0
        if start and start + indent + width(key.text, font) > frame.sheet.width:
            start, baseline = 0.0, baseline + frame.sheet.leading
        if key.kind:
            shapes.append(_mark(frame, key.kind, start, baseline))
        lines = wrap(key.text, frame.sheet.width - start - indent, font)
        shapes += [
            shape.text(frame.x(start + indent), baseline + frame.sheet.leading * index, line)
            for index, line in enumerate(lines)
        ]
        baseline += frame.sheet.leading * max(0, len(lines) - 1)
        start += indent + max((width(line, font) for line in lines), default=0.0) + font * 1.2
    return shapes, (baseline + frame.sheet.font * 0.4 if entries else top)
