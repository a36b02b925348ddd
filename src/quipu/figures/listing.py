"""Read the rows that pages list beside figures. Knows no figure."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from quipu.core.codelists import GEOGRAPHIC_EXACTNESS, INDICATOR_MEASURE, RESULT_TYPE
from quipu.core.record import (
    Contribution,
    Document,
    Donor,
    FaultNote,
    Indicator,
    Place,
    Reported,
    Scope,
    SnapshotNote,
)

T = TypeVar("T", Contribution, Document, Indicator, Place, Reported, Scope)


def rows_of(
    database: sqlite3.Connection,
    table: str,
    kind: type[T],
    subject: str,
    year: int,
    order: str = "l.node, l.line",
) -> tuple[T, ...]:
    """Return the rows of a list: a subject's own and those of everything that adds up to it."""
    columns = (_JOINED.get(name, f"l.{name}") for name in kind._fields)
    readers = _readers(kind)
    rows = database.execute(
        f"SELECT {', '.join(columns)} FROM membership AS m"
        f" JOIN {table} AS l ON l.node = m.node AND l.year = m.year JOIN snapshot AS s ON s.number = l.snapshot"
        f" WHERE m.subject = ? AND m.year = ? ORDER BY {order}",
        (subject, year),
    )
    return tuple(_read(kind, list(row), readers) for row in rows)


def _readers(kind: type[T]) -> list[tuple[int, Callable[[Any], Any]]]:
    """Return how the cells of a row are read that are no texts or whole numbers, by their place."""
    return [(place, _READERS[name]) for place, name in enumerate(kind._fields) if name in _READERS]


def _read(kind: type[T], cells: list[Any], readers: Iterable[tuple[int, Callable[[Any], Any]]]) -> T:
    for place, read in readers:
        cells[place] = read(cells[place])
    return kind(*cells)


_JOINED = {"subject": "l.node", "file": "s.file"}


def gifts_of(database: sqlite3.Connection, donor: str) -> tuple[Contribution, ...]:
    """Return the contributions of a donor in all years, the largest first."""
    order = "l.year DESC, CAST(l.usd AS REAL) DESC, l.date, l.node, l.line"
    return _named(database, "contributions", Contribution, "member", donor, order)


def indicators_named(database: sqlite3.Connection, indicator: str) -> tuple[Indicator, ...]:
    """Return one indicator wherever it is reported on, by subject and year."""
    return _named(database, "indicators", Indicator, "indicator", indicator, "l.node, l.year, l.line")


def _named(
    database: sqlite3.Connection, table: str, kind: type[T], column: str, name: str, order: str
) -> tuple[T, ...]:
    """Return the rows of a list, of all subjects and years, that have a name in a column."""
    columns = (_JOINED.get(field, f"l.{field}") for field in kind._fields)
    rows = database.execute(
        f"SELECT {', '.join(columns)} FROM {table} AS l JOIN snapshot AS s ON s.number = l.snapshot"
        f" WHERE l.{column} = ? ORDER BY {order}",
        (name,),
    )
    readers = _readers(kind)
    return tuple(_read(kind, list(row), readers) for row in rows)


def reported_of(database: sqlite3.Connection) -> tuple[Reported, ...]:
    """Return who reports on which indicator in which years, by indicator and subject."""
    same = "l.indicator, l.result_type, l.result, l.title, l.measure, l.ascending, l.node"
    rows = database.execute(f"SELECT {same}, group_concat(DISTINCT l.year) FROM indicators AS l GROUP BY {same}")
    readers = _readers(Reported)
    return tuple(_read(Reported, list(row), readers) for row in rows)


def donors_of(database: sqlite3.Connection) -> tuple[Donor, ...]:
    """Return everyone who gave in any year, by slug; of the kind that the newest contribution says."""
    rows = database.execute(
        "SELECT c.member, t.title, c.kind, c.year FROM contributions AS c"
        " JOIN member_title AS t ON t.figure = 'contributions-by-donor' AND t.member = c.member"
        " GROUP BY c.member, c.year ORDER BY c.member, c.year"
    )
    found: dict[str, Donor] = {}
    for slug, name, kind, year in rows:
        years = found[slug].years if slug in found else ()
        found[slug] = Donor(slug, name, kind, (*years, year))
    return tuple(found.values())


def _number(cell: str | None) -> Decimal | None:
    return None if cell is None else Decimal(cell)


def _day(cell: str | None) -> date | None:
    return None if cell is None else date.fromisoformat(cell)


def _names(cell: str) -> tuple[tuple[str, str], ...]:
    """Read `language=name` lines."""
    pairs = (line.partition("=") for line in cell.split("\n") if "=" in line)
    return tuple((language, name) for language, _, name in pairs)


_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("usd", "amount", "baseline", "target", "actual", "latitude", "longitude"), _number),
    "date": _day,
    "names": _names,
    "private": bool,
    "exactness": lambda code: GEOGRAPHIC_EXACTNESS.get(code, ""),
    "years": lambda cell: tuple(sorted(map(int, cell.split(",")))),
    "ascending": lambda cell: None if cell is None else bool(cell),
    "result_type": lambda code: RESULT_TYPE.get(code, "other"),
    "measure": lambda code: INDICATOR_MEASURE.get(code, "unit"),
}


def snapshots_of(database: sqlite3.Connection) -> tuple[SnapshotNote, ...]:
    """Return the snapshots of the release, the newest first."""
    columns = [field.name for field in fields(SnapshotNote)]
    rows = database.execute(f"SELECT {', '.join(columns)} FROM snapshot ORDER BY number DESC")
    named = (dict(zip(columns, row, strict=True)) for row in rows)
    return tuple(SnapshotNote(**{**row, "published": date.fromisoformat(row["published"])}) for row in named)


def faults_of(database: sqlite3.Connection, snapshot: str) -> tuple[FaultNote, ...]:
    """Return what of a snapshot could not be taken as it is, by line."""
    rows = database.execute(
        "SELECT s.name, s.file, f.line, f.identifier, f.code, f.message, f.count FROM fault AS f"
        " JOIN snapshot AS s ON s.number = f.snapshot WHERE s.name = ? ORDER BY f.line, f.message",
        (snapshot,),
    )
    return tuple(FaultNote(*row) for row in rows)
