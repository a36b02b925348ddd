"""Compute every figure as it stood on each day of publication. Knows the facts as DuckDB relations, and no files.

The connection holds, before `compute` is called: raw_<table> for every fact table, and the tables snapshot, placement,
membership, coverage, money_part and population_type (their columns are in docs/figures.md).
"""

import re
from collections.abc import Iterable
from datetime import date

import duckdb

from quipu.figures.catalogue import FigureFile, figure_files, script

_RELATION = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)')
_FIGURE = re.compile(r"\bfigure = '([\w-]+)'")
_STATISTICS = {
    "people": "population",
    "people_a_year_before": "population",
    "raw_idmc": "idmc",
    "raw_unrwa": "unrwa",
}
_PART_COLUMNS = {
    "member_title": "NULL::VARCHAR",
    "share_line": "NULL::BIGINT",
    "share": "NULL::DECIMAL(24, 6)",
}


def compute(connection: duckdb.DuckDBPyConnection, days: Iterable[date]) -> None:
    """Fill the tables part (of the last day), observation, input and history (of every day)."""
    connection.execute(script("relations", "tables"))
    known = _KnownColumns()
    for day in sorted(days):
        changed = _changed_on(connection, day)
        _stand_on(connection, day, changed)
        _observe(connection, _affected(changed), known)
    for figure in figure_files().values():
        if not figure.derived:
            _insert_parts(connection, figure, known)


def _changed_on(connection: duckdb.DuckDBPyConnection, day: date) -> frozenset[str]:
    """Return the datasets that have a snapshot of that day; on the first day all have, if an empty one."""
    first = "published = (SELECT min(published) FROM snapshot)"
    rows = connection.execute(f"SELECT DISTINCT dataset, {first} FROM snapshot WHERE published = ?", [day]).fetchall()
    if any(is_first for _, is_first in rows):
        return frozenset({"activities", *_STATISTICS.values()})
    return frozenset(dataset for dataset, _ in rows)


def _stand_on(connection: duckdb.DuckDBPyConnection, day: date, changed: frozenset[str]) -> None:
    """Make the relations show what was published by that day."""
    connection.execute("SET VARIABLE as_of = ?", [day])
    if "activities" in changed:
        connection.execute(script("relations", "current_activities"))
    if changed - {"activities"}:
        connection.execute(script("relations", "current_statistics"))


def _affected(changed: frozenset[str]) -> list[FigureFile]:
    """Return the figures that read a dataset that changed."""
    return [figure for figure in figure_files().values() if datasets(figure) & changed]


def datasets(figure: FigureFile) -> frozenset[str]:
    """Return the datasets that a figure's SQL reads: derived from the relations and figures that it names, not declared."""
    if figure.derived:
        read = set(_FIGURE.findall(figure.sql)) - {figure.name}
        return frozenset().union(*(datasets(figure_files()[name]) for name in read))
    named = set(_RELATION.findall(figure.sql))
    return frozenset(_STATISTICS[name] for name in named & _STATISTICS.keys()) or frozenset({"activities"})


class _KnownColumns:
    """Which columns the SQL of each figure gives, asked once."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}

    def of(self, connection: duckdb.DuckDBPyConnection, figure: FigureFile) -> set[str]:
        if figure.name not in self._known:
            self._known[figure.name] = {row[0] for row in connection.execute(f"DESCRIBE {figure.sql}").fetchall()}
        return self._known[figure.name]


def _observe(connection: duckdb.DuckDBPyConnection, figures: Iterable[FigureFile], known: _KnownColumns) -> None:
    """Replace the observations of the figures by those of the day, and remember them."""
    for figure in figures:
        connection.execute("SET VARIABLE figure = ?", [figure.name])
        connection.execute("DELETE FROM observation WHERE figure = getvariable('figure')")
        connection.execute("DELETE FROM input WHERE figure = getvariable('figure')")
        if figure.derived:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE derived AS {figure.sql}")
            connection.execute(script("relations", "derived"))
        else:
            _add_up(connection, figure, known)
        connection.execute(script("relations", "remember"))


def _add_up(connection: duckdb.DuckDBPyConnection, figure: FigureFile, known: _KnownColumns) -> None:
    connection.execute("SET VARIABLE above = ?", [list(figure.above_operations_only)])
    provisional = "provisional" if "provisional" in known.of(connection, figure) else "FALSE AS provisional"
    rows = f"SELECT node, year, member, amount, snapshot, {provisional} FROM ({figure.sql})"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW given AS {rows}")
    connection.execute(script("relations", "rolled_up" if figure.rolls_up else "as_placed"))
    for total in figure.sums:
        connection.execute("SET VARIABLE total = ?", [total.member])
        connection.execute("SET VARIABLE included = ?", [total.of])
        connection.execute("SET VARIABLE excluded = ?", [total.but])
        connection.execute("SET VARIABLE totals = ?", [[other.member for other in figure.sums]])
        connection.execute(script("relations", "sum"))


def _insert_parts(connection: duckdb.DuckDBPyConnection, figure: FigureFile, known: _KnownColumns) -> None:
    """Keep the source rows of one figure as it stands."""
    columns = known.of(connection, figure)
    optional = ", ".join(name if name in columns else f"{empty} AS {name}" for name, empty in _PART_COLUMNS.items())
    select = f"SELECT ? AS figure, node, year, member, amount, snapshot, line, identifier, {optional}"
    connection.execute(f"INSERT INTO part BY NAME {select} FROM ({figure.sql})", [figure.name])
