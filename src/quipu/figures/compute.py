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
    "provisional": "FALSE",
}


def compute(connection: duckdb.DuckDBPyConnection, days: Iterable[date]) -> None:
    """Fill the tables part (of the last day), observation, input, member_title and history (of every day)."""
    connection.execute(script("relations", "tables"))
    for day in sorted(days):
        connection.execute("SET VARIABLE as_of = ?", [day])
        connection.execute(script("relations", "current"))
        connection.execute(script("relations", "placed"))
        changed = _changed_datasets(connection, day)
        for figure in figure_files().values():
            if figure.derived or datasets(figure) & changed:
                _observe(connection, figure)
                connection.execute(script("relations", "remember"))


def _changed_datasets(connection: duckdb.DuckDBPyConnection, day: date) -> frozenset[str]:
    rows = connection.execute("SELECT DISTINCT dataset FROM snapshot WHERE published = ?", [day]).fetchall()
    return frozenset(row[0] for row in rows)


def datasets(figure: FigureFile) -> frozenset[str]:
    """Return the datasets that a figure's SQL reads: derived from the relations that it names, not declared."""
    if figure.derived:
        return frozenset()
    named = set(_RELATION.findall(figure.sql))
    return frozenset(_STATISTICS[name] for name in named & _STATISTICS.keys()) or frozenset({"activities"})


def _observe(connection: duckdb.DuckDBPyConnection, figure: FigureFile) -> None:
    """Replace the observations (and the parts) of one figure by those of the day."""
    connection.execute("SET VARIABLE figure = ?", [figure.name])
    connection.execute("SET VARIABLE above = ?", [list(figure.above_operations_only)])
    connection.execute("DELETE FROM observation WHERE figure = getvariable('figure')")
    connection.execute("DELETE FROM input WHERE figure = getvariable('figure')")
    if figure.derived:
        _observe_derived(connection, figure)
    else:
        _observe_parts(connection, figure)


def _observe_parts(connection: duckdb.DuckDBPyConnection, figure: FigureFile) -> None:
    connection.execute("DELETE FROM part WHERE figure = getvariable('figure')")
    columns = {row[0] for row in connection.execute(f"DESCRIBE {figure.sql}").fetchall()}
    optional = ", ".join(column if column in columns else f"{empty} AS {column}" for column, empty in _PART_COLUMNS.items())
    select = f"SELECT getvariable('figure') AS figure, node, year, member, amount, snapshot, line, identifier, {optional}"  # noqa: S608 - names of our own columns
    connection.execute(f"INSERT INTO part BY NAME {select} FROM ({figure.sql})")
    connection.execute(script("relations", "rolled_up" if figure.rolls_up else "as_placed"))


def _observe_derived(connection: duckdb.DuckDBPyConnection, figure: FigureFile) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE derived AS {figure.sql}")
    connection.execute(script("relations", "derived"))
