"""The shapes that templates print: tables, notes and key figures, with their cells ready as text or HTML."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `numeric` ones are set flush with their digits aligned."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its heading and the cells after it. `kind` is "", "total", "group" (a heading over the rows below)."""

    head: str
    cells: tuple[str, ...] = ()
    kind: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, and the notes that explain its marks where they stand.

    A caption that is not `told` says what the heading above says: it is there for those who listen only.
    """

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    told: bool = True


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the figures at the head of a page: what it counts, the number, and what it is compared with."""

    label: str
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One choice of a switch; the chosen one is where the reader is."""

    text: str
    link: str
    chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text, and the language of that text where it is not the page's."""

    text: str
    link: str
    language: str = ""


def numbers(*titles: str) -> tuple[Column, ...]:
    """Return numeric columns with these titles."""
    return tuple(Column(title, numeric=True) for title in titles)
