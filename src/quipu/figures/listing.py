"""Read the rows that pages list beside figures. Knows no figure."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
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

_LISTS_KEPT = 24
_DONORS_KEPT = 4
T = TypeVar("T", Contribution, Document, Indicator, Place, Reported, Scope)


class Lists:
    """The lists of one release. What is asked for in every language is read once, and kept while it is asked for."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._of_subject = lru_cache(maxsize=_LISTS_KEPT)(self._read_of_subject)
        self._given = lru_cache(maxsize=_DONORS_KEPT)(self._read_given)

    def contributions(self, subject: str, year: int) -> tuple[Contribution, ...]:
        """Return the incoming commitments of a subject and of all that adds up to it, newest first."""
        order = "l.date DESC, CAST(l.usd AS REAL) DESC, l.donor, l.node, l.line"
        return self._of_subject("contributions", Contribution, subject, year, order)

    def given_by(self, donor: str) -> tuple[Contribution, ...]:
        """Return the incoming commitments of a donor (a member of the figures by donor) in all years, the largest first."""
        return self._given(donor)

    def _read_given(self, donor: str) -> tuple[Contribution, ...]:
        order = "l.year DESC, CAST(l.usd AS REAL) DESC, l.date, l.node, l.line"
        return self._named("contributions", Contribution, "member", donor, order)

    def donors(self) -> tuple[Donor, ...]:
        """Return everyone who gave in any year, by slug; of the kind that the newest contribution says."""
        return self._donors

    @cached_property
    def _donors(self) -> tuple[Donor, ...]:
        rows = self._database.execute(
            "SELECT c.member, t.title, c.kind, c.year FROM contributions AS c"
            " JOIN member_title AS t ON t.figure = 'contributions-by-donor' AND t.member = c.member"
            " GROUP BY c.member, c.year ORDER BY c.member, c.year"
        )
        found: dict[str, Donor] = {}
        for slug, name, kind, year in rows:
            years = found[slug].years if slug in found else ()
            found[slug] = Donor(slug, name, kind, (*years, year))
        return tuple(found.values())

    def indicators(self, subject: str, year: int) -> tuple[Indicator, ...]:
        """Return the indicators, grouped by result; values as published."""
        return self._of_subject("indicators", Indicator, subject, year, "l.node, l.result, l.result_type, l.line")

    def reported(self) -> tuple[Reported, ...]:
        """Return who reports on which indicator in which years, by indicator and subject."""
        same = "l.indicator, l.result_type, l.result, l.title, l.measure, l.ascending, l.node"
        select = f"SELECT {same}, group_concat(DISTINCT l.year) FROM indicators AS l GROUP BY {same}"
        return _read(Reported, self._database.execute(select))

    def indicator(self, name: str) -> tuple[Indicator, ...]:
        """Return one indicator (`Indicator.indicator`) for all its population groups, by subject and year."""
        return self._named("indicators", Indicator, "indicator", name, "l.node, l.year, l.line")

    def places(self, subject: str, year: int) -> tuple[Place, ...]:
        """Return the offices, in the order of the file."""
        return self._of_subject("places", Place, subject, year)

    def documents(self, subject: str, year: int) -> tuple[Document, ...]:
        """Return the documents that the publisher links to, in the order of the file."""
        return self._of_subject("documents", Document, subject, year)

    def scopes(self, subject: str, year: int) -> tuple[Scope, ...]:
        """Return the emergencies and appeals, in the order of the file."""
        return self._of_subject("scopes", Scope, subject, year)

    def snapshots(self) -> tuple[SnapshotNote, ...]:
        """Return the snapshots that the release is made from, the newest first."""
        return self._snapshots

    @cached_property
    def _snapshots(self) -> tuple[SnapshotNote, ...]:
        columns = [field.name for field in fields(SnapshotNote)]
        rows = self._database.execute(f"SELECT {', '.join(columns)} FROM snapshot ORDER BY number DESC")
        named = (dict(zip(columns, row, strict=True)) for row in rows)
        return tuple(SnapshotNote(**{**row, "published": date.fromisoformat(row["published"])}) for row in named)

    def faults(self, snapshot: str) -> tuple[FaultNote, ...]:
        """Return what of a snapshot could not be taken as it is, by line."""
        rows = self._database.execute(
            "SELECT s.name, s.file, f.line, f.identifier, f.code, f.message, f.count FROM fault AS f"
            " JOIN snapshot AS s ON s.number = f.snapshot WHERE s.name = ? ORDER BY f.line, f.message",
            (snapshot,),
        )
        return tuple(FaultNote(*row) for row in rows)

    def _read_of_subject(
        self, table: str, kind: type[T], subject: str, year: int, order: str = "l.node, l.line"
    ) -> tuple[T, ...]:
        """Read the rows of a list: a subject's own and those of everything that adds up to it."""
        select = (
            f"SELECT {_columns(kind)} FROM membership AS m"
            f" JOIN {table} AS l ON l.node = m.node AND l.year = m.year JOIN snapshot AS s ON s.number = l.snapshot"
            f" WHERE m.subject = ? AND m.year = ? ORDER BY {order}"
        )
        return _read(kind, self._database.execute(select, (subject, year)))

    def _named(self, table: str, kind: type[T], column: str, name: str, order: str) -> tuple[T, ...]:
        """Read the rows of a list, of all subjects and years, that have a name in a column."""
        select = (
            f"SELECT {_columns(kind)} FROM {table} AS l JOIN snapshot AS s ON s.number = l.snapshot"
            f" WHERE l.{column} = ? ORDER BY {order}"
        )
        return _read(kind, self._database.execute(select, (name,)))


def _columns(kind: type[T]) -> str:
    return ", ".join(_JOINED.get(name, f"l.{name}") for name in kind._fields)


def _read(kind: type[T], rows: Iterable[Sequence[Any]]) -> tuple[T, ...]:
    """Return rows as records: their cells that are no texts or whole numbers are read by the names of their fields."""
    readers = [(place, _READERS[name]) for place, name in enumerate(kind._fields) if name in _READERS]
    return tuple(_row(kind, list(row), readers) for row in rows)


def _row(kind: type[T], cells: list[Any], readers: Iterable[tuple[int, Callable[[Any], Any]]]) -> T:
    for place, read in readers:
        cells[place] = read(cells[place])
    return kind(*cells)


_JOINED = {"subject": "l.node", "file": "s.file"}


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
