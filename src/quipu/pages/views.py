"""The shapes that templates print: tables, notes and key figures, with their cells ready as text or HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from quipu.pages.markup import Html, escaped


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


@dataclass(frozen=True)
class Table:
    """A table with its caption, and the notes that explain its marks where they stand.

    A caption that is not `told` says what the heading above says: it is there for those who listen only. `html` is the
    table without its notes, written once for all pages that show it: in Python, for a template asks for every attribute
    of every cell, which takes three times as long.
    """

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    told: bool = True

    @cached_property
    def html(self) -> Html:
        """The table as HTML, without its notes."""
        anchor, caption = escaped(self.anchor), escaped(self.caption)
        unseen = "" if self.told else ' class="unseen"'
        columns = "".join(f'<th scope="col"{_class_of(column)}>{escaped(column.title)}</th>' for column in self.columns)
        return Html(
            f'<table id="{anchor}">\n<caption id="{anchor}-caption"{unseen}>{caption}</caption>\n'
            f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{''.join(self._rows())}</tbody>\n</table>"
        )

    def _rows(self) -> Iterator[str]:
        classes = [_class_of(column) for column in self.columns[1:]]
        for place, row in enumerate(self.rows):
            anchor, head = f' id="{escaped(row.anchor)}"' if row.anchor else "", escaped(row.head)
            if row.kind == "group":
                apart = "</tbody>\n<tbody>\n" if place else ""
                across = f'scope="rowgroup" colspan="{len(self.columns)}"'
                yield f'{apart}<tr class="group"{anchor}><th {across}>{head}</th></tr>\n'
                continue
            kind = f' class="{row.kind}"' if row.kind else ""
            cells = [f"<td{name}>{escaped(cell)}</td>" for name, cell in zip(classes, row.cells, strict=False)]
            yield f'<tr{anchor}{kind}><th scope="row">{head}</th>{"".join(cells)}</tr>\n'


def _class_of(column: Column) -> str:
    return ' class="n"' if column.numeric else ""


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
