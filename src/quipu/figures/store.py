"""Write what was computed into the release's SQLite file, for look-up by address. Knows nothing of how it was computed."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict
from importlib import resources
from pathlib import Path

import duckdb

from quipu.core.figure import Break, Definition
from quipu.core.record import Subject
from quipu.figures.catalogue import figure_files, list_files, script
from quipu.figures.compute import datasets
from quipu.figures.lookup import LISTS, SCHEMA, schema_version

_PIECE = 20_000


def write_figures(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write a family's observations with their sources and revisions to a new file; the same input gives the same bytes."""
    connection.execute(script("relations", "revisions"))
    connection.execute(script("relations", "numbered"))
    with closing(sqlite3.connect(path)) as database:
        database.executescript(resources.files("quipu.figures").joinpath(SCHEMA).read_text("utf-8"))
        for table, select in _COMPUTED.items():
            _copy(connection, database, table, select)
        _copy(connection, database, "fingerprint", script("relations", "fingerprints"))
        database.commit()


def write_rest(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    about: Mapping[str, str],
    subjects: Iterable[Subject],
    definitions: Iterable[Definition],
    breaks: Mapping[tuple[str, str], tuple[Break, ...]],
    aliases: Iterable[tuple[str, str, str, str]],
) -> None:
    """Write what stands beside figures into the file of the activities: nouns, snapshots, and the lists.

    `aliases` are (beginning of the figures' names, member, earlier name, title of the earlier name or nothing).
    """
    with closing(sqlite3.connect(path)) as database:
        rows = sorted({**about, "schema": schema_version()}.items())
        database.executemany("INSERT INTO about VALUES (?, ?)", rows)
        _write_nouns(database, subjects, definitions, breaks, aliases)
        for table, select in _SHARED.items():
            _copy(connection, database, table, select)
        _write_lists(connection, database)
        database.execute("INSERT INTO fingerprint VALUES (?, ?)", (LISTS, _fingerprint_of_lists(connection)))
        database.commit()


def add_figures(path: Path, other: Path) -> None:
    """Add the figures of another family's file. A fingerprint is that of all families."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("ATTACH ? AS other", [str(other)])
        for table in _COMPUTED:
            database.execute(f"INSERT INTO {table} SELECT * FROM other.{table}")
        found = database.execute("SELECT * FROM fingerprint UNION ALL SELECT * FROM other.fingerprint").fetchall()
        hashes: dict[str, int] = {}
        for name, text in found:
            hashes[name] = hashes.get(name, 0) ^ int(text, 16)
        database.executemany(
            "INSERT OR REPLACE INTO fingerprint VALUES (?, ?)",
            [(name, f"{hashes[name]:016x}") for name in sorted(hashes)],
        )
        database.commit()


def _write_nouns(
    database: sqlite3.Connection,
    subjects: Iterable[Subject],
    definitions: Iterable[Definition],
    breaks: Mapping[tuple[str, str], tuple[Break, ...]],
    aliases: Iterable[tuple[str, str, str, str]],
) -> None:
    files = figure_files()
    for place, subject in enumerate(subjects):
        described = json.dumps(asdict(subject), ensure_ascii=False)
        database.execute("INSERT INTO subject VALUES (?, ?, ?)", (place, subject.code, described))
    for place, definition in enumerate(definitions):
        described = json.dumps(asdict(definition), ensure_ascii=False)
        file = files[definition.name]
        row = (place, definition.name, described, file.sql, file.rolls_up, " ".join(sorted(datasets(file))))
        database.execute("INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?)", row)
    rows = [(*key, found.year, found.reason) for key, all_found in breaks.items() for found in all_found]
    database.executemany("INSERT INTO series_break VALUES (?, ?, ?, ?)", sorted(rows))
    database.executemany("INSERT INTO alias VALUES (?, ?, ?, ?)", sorted(aliases))


_COMPUTED = {
    "observation": "SELECT subject, year, figure, member, digits(value), provisional, published, sources, versions,"
    " first_day, first_rank, newest, line FROM published_observation ORDER BY subject, year, figure, member",
    "member_title": "SELECT figure, member, title FROM dynamic_title ORDER BY ALL",
    "input": "SELECT subject, year, figure, member, address FROM input ORDER BY ALL",
    "part": "SELECT node, year, figure, member, rows FROM packed_part ORDER BY node, year, figure, member",
    "revision": "SELECT r.subject, r.year, r.figure, r.member, r.day, digits(r.value), r.rank FROM revision AS r"
    " JOIN published_observation AS o USING (subject, year, figure, member)"
    " WHERE o.versions > 1 ORDER BY r.subject, r.year, r.figure, r.member, r.day",
}
_SHARED = {
    "snapshot": "SELECT number, name, file, source, dataset, published, publisher, licence, origin, rows, quarantined, issues"
    " FROM numbered_snapshot ORDER BY number",
    "membership": "SELECT subject, year, node FROM membership ORDER BY ALL",
    "fault": "SELECT s.number, f.line, f.identifier, f.code, f.message, f.count"
    " FROM fault AS f JOIN numbered_snapshot AS s ON s.name = f.snapshot ORDER BY ALL",
    "unplaced": "SELECT a.activity, max(s.number), arg_max(a.line, s.number)"
    " FROM raw_activity AS a JOIN numbered_snapshot AS s ON s.name = a.snapshot"
    " WHERE a.publisher = getvariable('publisher') AND a.activity NOT IN (SELECT activity FROM placement)"
    " GROUP BY a.activity ORDER BY a.activity",
}


def _copy(connection: duckdb.DuckDBPyConnection, database: sqlite3.Connection, table: str, select: str) -> None:
    """Copy the rows of a query; a day becomes its ISO text."""
    relation = connection.execute(select)
    marks = ", ".join("?" * len(relation.description or ()))
    while rows := relation.fetchmany(_PIECE):
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _write_lists(connection: duckdb.DuckDBPyConnection, database: sqlite3.Connection) -> None:
    for name, select in list_files().items():
        kinds = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {select}").fetchall()}
        texts = [
            f"digits({c}) AS {c}" if kind.startswith("DECIMAL") else c for c, kind in kinds.items() if c != "snapshot"
        ]
        columns = ", ".join([*(text.rpartition(" ")[2] for text in texts), "snapshot"])
        database.execute(f"CREATE TABLE {name} ({columns})")
        query = f"SELECT {', '.join('l.' + t if '(' not in t else t for t in texts)}, s.number FROM ({select}) AS l"
        _copy(connection, database, name, f"{query} JOIN numbered_snapshot AS s ON s.name = l.snapshot")
        database.execute(f"CREATE INDEX {name}_of ON {name} (node, year)")
    database.execute("CREATE INDEX indicators_named ON indicators (indicator)")


def _fingerprint_of_lists(connection: duckdb.DuckDBPyConnection) -> str:
    """Return a hash of all rows of all lists, in whatever order."""
    each = (f"SELECT hash('{name}', l) AS hash FROM ({select}) AS l" for name, select in list_files().items())
    select = f"SELECT printf('%016x', coalesce(bit_xor(hash), 0)) FROM ({' UNION ALL '.join(each)})"
    return str(connection.execute(select).fetchall()[0][0])
