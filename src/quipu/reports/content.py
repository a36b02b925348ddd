"""What stands in a report, in the order of its parts, every text ready to be set. Knows no words of its own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is set alike.

    `link` leads to another host; `note` is the number of a note that it leads to, `anchor` of the note that it is (0: none).
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: int = 0
    anchor: int = 0


Line: TypeAlias = tuple[Run, ...]


class Style(StrEnum):
    """What a paragraph is; the value is the name of a style that every word processor has."""

    TEXT = "Normal"
    BULLET = "List Bullet"
    NUMBER = "List Number"
    HEADING_2 = "Heading 2"
    HEADING_3 = "Heading 3"
    QUOTE = "Quote"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    line: Line
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a header that is repeated on every page; none where a table has no header.

    `widths` are the columns' shares of the page in per cent.
    """

    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]
    header: tuple[str, ...] = ()


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first level and all that stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document. `made` is the moment that it names as its own: the same content gives the same bytes."""

    language: str
    right_to_left: bool
    title: str
    subtitle: str
    author: str
    made: datetime
    headings: tuple[Heading, ...]
