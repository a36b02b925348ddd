"""Compute every figure as it stood on each day of publication. Knows the facts as DuckDB relations, and no files.

The connection holds, before `compute` is called: raw_<table> for every fact table, and the tables snapshot, placement,
membership, coverage, money_part and population_type (their columns are in docs/figures.md).
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

import duckdb

from quipu.core.errors import QuipuError
from quipu.figures.catalogue import FigureFile, figure_files, script

_RELATION = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)')
_MADE = re.compile(r'^CREATE OR REPLACE TEMP (?:TABLE|VIEW) "?(\w+)', re.MULTILINE)
_FIGURE = re.compile(r"\bfigure = '([\w-]+)'")
_STATISTICS = {
    "people": "population",
    "people_a_year_before": "population",
    "raw_idmc": "idmc",
    "raw_unrwa": "unrwa",
    "demographic": "demographics",
    "application": "asylum_applications",
    "decision": "asylum_decisions",
    "solution": "solutions",
}
FAMILIES = ("activities", "statistics")
_TOTAL = "total"
"""The column of the figure's own total, among columns that are members."""
_OPTIONAL_COLUMNS = {
    "provisional": "FALSE",
    "member_title": "NULL::VARCHAR",
    "share_line": "NULL::BIGINT",
    "share": "NULL::DECIMAL(24, 6)",
}


def compute(connection: duckdb.DuckDBPyConnection, days: Iterable[date], family: str) -> None:
    """Fill the tables packed_part, observation and input (of the last day) and history (of every day).

    `family` is one of FAMILIES: no figure of one reads what another does, so that each can be computed by itself.
    """
    connection.execute(script("relations", "tables"))
    if family == "statistics":
        connection.execute(script("relations", "other_statistics"))
    known, figures = _KnownColumns(), figures_of(family)
    for day in sorted(days):
        changed = _changed_on(connection, day) & _read_by(figures)
        _stand_on(connection, day, changed)
        _observe(connection, [figure for figure in figures if datasets(figure) & changed], known)
    for figure in figures:
        if not figure.derived:
            _pack(connection, figure, known)


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


def figures_of(family: str) -> tuple[FigureFile, ...]:
    """Return the figures of a family; raise QuipuError where one reads both activities and statistics."""
    return tuple(figure for figure in figure_files().values() if _family(figure) == family)


def _family(figure: FigureFile) -> str:
    read = datasets(figure)
    if "activities" in read and len(read) > 1:
        problem = "the figure reads activities and statistics, which are computed apart"
        raise QuipuError(problem, f"{figure.name}.sql", "See docs/figures.md.")
    return "activities" if "activities" in read else "statistics"


def _read_by(figures: Iterable[FigureFile]) -> frozenset[str]:
    return frozenset().union(*(datasets(figure) for figure in figures))


def datasets(figure: FigureFile) -> frozenset[str]:
    """Return the datasets that a figure's SQL reads: derived from the relations and figures that it names, not declared."""
    if figure.derived:
        read = set(_FIGURE.findall(figure.sql)) - {figure.name}
        return frozenset().union(*(datasets(figure_files()[name]) for name in read))
    named = set(_RELATION.findall(figure.sql))
    read = {_STATISTICS[name] for name in named & _STATISTICS.keys()}
    return frozenset(read | {"activities"} if named & _made_of_activities() or not read else read)


@cache
def _made_of_activities() -> frozenset[str]:
    return frozenset(_MADE.findall(script("relations", "current_activities")))


class _KnownColumns:
    """Which columns the SQL of each figure gives, asked once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, connection: duckdb.DuckDBPyConnection, figure: FigureFile) -> tuple[str, ...]:
        if figure.name not in self._known:
            rows = connection.execute(f"DESCRIBE {figure.sql}").fetchall()
            self._known[figure.name] = tuple(row[0] for row in rows)
        return self._known[figure.name]

    def members_of(self, connection: duckdb.DuckDBPyConnection, figure: FigureFile) -> tuple[str, ...]:
        """Return the columns that are members, of a figure whose rows give amounts to several; else none."""
        columns = self.of(connection, figure)
        rest = {"node", "year", "snapshot", "line", "identifier", *_OPTIONAL_COLUMNS}
        return () if "amount" in columns else tuple(name for name in columns if name not in rest)


def _observe(connection: duckdb.DuckDBPyConnection, figures: Iterable[FigureFile], known: _KnownColumns) -> None:
    """Replace the observations of the figures by those of the day, and remember what that changes."""
    for figure in figures:
        _take(connection, figure)
        connection.execute(script("relations", "forget"))
        if figure.derived:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE derived AS FROM ({figure.sql}) WHERE due(year)")
            connection.execute(script("relations", "derived"))
        else:
            _give(connection, figure, known)
            _add_up(connection, figure)
        connection.execute(script("relations", "remember"))


def _take(connection: duckdb.DuckDBPyConnection, figure: FigureFile) -> None:
    """Take a figure in hand; one that only people make is computed for the years in which they have changed."""
    connection.execute("SET VARIABLE figure = ?", [figure.name])
    by_year = datasets(figure) == {"population"}
    connection.execute("SET VARIABLE years = CASE WHEN ? THEN getvariable('changed_years') END", [by_year])


def _give(connection: duckdb.DuckDBPyConnection, figure: FigureFile, known: _KnownColumns) -> None:
    """Offer the source rows of a figure, all with the same columns: a row that has several members, once for each."""
    columns, members = known.of(connection, figure), known.members_of(connection, figure)
    optional = ", ".join(name if name in columns else f"{empty} AS {name}" for name, empty in _OPTIONAL_COLUMNS.items())
    select = f"SELECT node, year, member, amount, snapshot, line, identifier, {optional}"
    if members:
        each = f"UNPIVOT ({figure.sql}) ON {_quoted(members)} INTO NAME name VALUE amount"
        rows = f"SELECT *, if(name = '{_TOTAL}', '', name) AS member FROM ({each}) WHERE amount <> 0"
    else:
        rows = figure.sql
    connection.execute(f"CREATE OR REPLACE TEMP VIEW given AS {select} FROM ({rows}) WHERE due(year)")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _add_up(connection: duckdb.DuckDBPyConnection, figure: FigureFile) -> None:
    connection.execute("SET VARIABLE above = ?", [list(figure.above_operations_only)])
    connection.execute(script("relations", "rolled_up" if figure.rolls_up else "as_placed"))
    for total in figure.sums:
        connection.execute("SET VARIABLE total = ?", [total.member])
        connection.execute("SET VARIABLE included = ?", [total.of])
        connection.execute("SET VARIABLE excluded = ?", [total.but])
        connection.execute("SET VARIABLE totals = ?", [[other.member for other in figure.sums]])
        connection.execute(script("relations", "sum"))


def _pack(connection: duckdb.DuckDBPyConnection, figure: FigureFile, known: _KnownColumns) -> None:
    """Keep the source rows of one figure as it stands."""
    _take(connection, figure)
    members = known.members_of(connection, figure)
    if not members:
        _give(connection, figure, known)
        connection.execute(script("relations", "pack"))
        return
    amounts = " || ' ' || ".join(f"""coalesce(nullif("{name}", 0)::BIGINT::VARCHAR, '')""" for name in members)
    select = f"SELECT node, year, snapshot, line, identifier, rtrim({amounts}) AS amounts"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW given_together AS {select} FROM ({figure.sql})")
    connection.execute("SET VARIABLE names = ?", ["\t".join("" if name == _TOTAL else name for name in members)])
    connection.execute(script("relations", "pack_together"))
