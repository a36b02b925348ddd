"""What stands on a fact sheet, in the order of its parts, every text ready to be set. Knows no words of its own."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is set alike: where it leads, its language if it is not the sheet's, whether it is a mark."""

    text: str
    link: str = ""
    language: str = ""
    mark: bool = False


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `numeric` ones are set flush at their end."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its heading the first cell. `kind` is "", "total", "subtotal" or "chosen".

    `over` stands over the heading of the first row of a group.
    """

    cells: tuple[Line, ...]
    kind: str = ""
    over: Line = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title, and what is to be said under it."""

    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a map as a whole SVG document, with what it says to those who cannot see it, and its credit."""

    title: str
    svg: str
    text: str
    credit: str


@dataclass(frozen=True, slots=True)
class Key:
    """One of the figures at the head: what it counts, the number, what it is compared with."""

    label: str
    number: Line
    note: Line


@dataclass(frozen=True, slots=True)
class Group:
    """Places of one kind: the sign on the map as an SVG document (empty without a map), the kind, the names."""

    sign: str
    kind: str
    names: Line


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the picture by which a page is shared; `state` says that a year is a plan or provisional."""

    language: str
    direction: Literal["ltr", "rtl"]
    colours: dict[str, str]
    site: str
    publisher: str
    title: str
    year: str
    about: str
    state: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """A chart as a picture that stands alone: its title, its drawings as SVG documents, what is said under them."""

    language: str
    direction: Literal["ltr", "rtl"]
    colours: dict[str, str]
    over: str
    title: str
    drawings: tuple[str, ...]
    notes: tuple[str, ...]
    credit: str
    address: str
    """Where the page is, so that whoever meets the picture elsewhere finds it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole fact sheet. Parts without anything to show are None or empty, and left out."""

    language: str
    direction: Literal["ltr", "rtl"]
    day: date
    """The newest day of publication behind it: the day of the document."""
    colours: dict[str, str]
    site: str
    publisher: str
    label: str
    planned: bool
    title: str
    year: str
    about: str
    summary: Line
    state: str
    freshness: str
    keys: tuple[Key, ...]
    people: Table | None
    money: str
    chart: Picture | None
    years: Table | None
    purpose: Table | None
    donors: Table | None
    results: Table | None
    places: str
    map: Picture | None
    groups: tuple[Group, ...]
    more_places: Line
    sources: Table | None
    foot: tuple[Line, ...]
