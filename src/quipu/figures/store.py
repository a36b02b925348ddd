"""Write what was computed into the release's SQLite file, for look-up by address. Knows nothing of how it was computed."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from importlib import resources
from pathlib import Path

import duckdb

from quipu.core.figure import Break, Definition
from quipu.core.record import Subject
from quipu.figures.catalogue import figure_files, list_files, script

FILE = "figures.sqlite"
_PIECE = 20_000
Gaps = Iterable[tuple[str, str, int, str]]


def write(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    about: Mapping[str, str],
    subjects: Iterable[Subject],
    definitions: Iterable[Definition],
    breaks: Mapping[tuple[str, str], tuple[Break, ...]],
    aliases: Iterable[tuple[str, str, str]],
) -> None:
    """Write every observation, its sources and revisions, and the lists; the same input gives the same bytes.

    `aliases` are (member, earlier name, title of the earlier name).
    """
    connection.execute(script("relations", "revisions"))
    connection.execute(script("relations", "numbered"))
    database = sqlite3.connect(folder / FILE)
    try:
        database.executescript(resources.files("quipu.figures").joinpath("schema.sql").read_text("utf-8"))
        database.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        _write_nouns(database, subjects, definitions, breaks, aliases)
        _write_computed(connection, database)
        _write_lists(connection, database)
        _write_fingerprints(database)
        database.execute("ANALYZE")
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()


def _write_nouns(
    database: sqlite3.Connection,
    subjects: Iterable[Subject],
    definitions: Iterable[Definition],
    breaks: Mapping[tuple[str, str], tuple[Break, ...]],
    aliases: Iterable[tuple[str, str, str]],
) -> None:
    files = figure_files()
    for place, subject in enumerate(subjects):
        described = json.dumps(asdict(subject), ensure_ascii=False)
        database.execute("INSERT INTO subject VALUES (?, ?, ?)", (place, subject.code, described))
    for place, definition in enumerate(definitions):
        described = json.dumps(asdict(definition), ensure_ascii=False)
        sql = files[definition.name].sql
        database.execute("INSERT INTO definition VALUES (?, ?, ?, ?)", (place, definition.name, described, sql))
    rows = [(*key, found.year, found.reason) for key, all_found in breaks.items() for found in all_found]
    database.executemany("INSERT INTO series_break VALUES (?, ?, ?, ?)", sorted(rows))
    database.executemany("INSERT INTO alias VALUES (?, ?, ?)", sorted(aliases))


_COMPUTED = {
    "snapshot": "SELECT number, name, file, source, dataset, published, publisher, licence, origin, rows, quarantined, issues"
    " FROM numbered_snapshot ORDER BY number",
    "membership": "SELECT subject, year, node FROM membership ORDER BY ALL",
    "observation": "SELECT subject, year, figure, member, digits(value), provisional, published, sources, revised"
    " FROM published_observation ORDER BY figure, subject, year, member",
    "member_title": "SELECT figure, member, title FROM dynamic_title ORDER BY ALL",
    "input": "SELECT subject, year, figure, member, address FROM input ORDER BY ALL",
    "part_group": "SELECT number, figure, node, year, member FROM part_group ORDER BY number",
    "identifier": "SELECT number, text FROM identifier ORDER BY number",
    "part": "SELECT part_group, place, snapshot, line, identifier, digits(amount), share_line, digits(share)"
    " FROM numbered_part ORDER BY part_group, place",
    "revision": "SELECT r.subject, r.year, r.figure, r.member, r.day, digits(r.value), s.number"
    " FROM revision AS r LEFT JOIN numbered_snapshot AS s ON s.name = r.snapshot ORDER BY r.figure, r.subject, r.year, r.member, r.day",
    "fault": "SELECT s.number, f.line, f.identifier, f.code, f.message, f.count"
    " FROM fault AS f JOIN numbered_snapshot AS s ON s.name = f.snapshot ORDER BY ALL",
}


def _write_computed(connection: duckdb.DuckDBPyConnection, database: sqlite3.Connection) -> None:
    for table, select in _COMPUTED.items():
        _copy(connection, database, table, select)


def _copy(connection: duckdb.DuckDBPyConnection, database: sqlite3.Connection, table: str, select: str) -> None:
    """Copy the rows of a query; a day becomes its ISO text."""
    relation = connection.execute(select)
    marks = ", ".join("?" * len(relation.description or ()))
    while rows := relation.fetchmany(_PIECE):
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - names of our own tables


def _write_lists(connection: duckdb.DuckDBPyConnection, database: sqlite3.Connection) -> None:
    for name, select in list_files().items():
        kinds = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {select}").fetchall()}
        texts = [f"digits({c}) AS {c}" if kind.startswith("DECIMAL") else c for c, kind in kinds.items() if c != "snapshot"]
        columns = ", ".join([*(text.rpartition(" ")[2] for text in texts), "snapshot"])
        database.execute(f"CREATE TABLE {name} ({columns})")
        query = f"SELECT {', '.join('l.' + t if '(' not in t else t for t in texts)}, s.number FROM ({select}) AS l"  # noqa: S608 - our own SQL
        _copy(connection, database, name, f"{query} JOIN numbered_snapshot AS s ON s.name = l.snapshot")
        database.execute(f"CREATE INDEX {name}_of ON {name} (node, year)")


def _write_fingerprints(database: sqlite3.Connection) -> None:
    """Hash everything that the release says of each subject: its pages change when this does."""
    digests: dict[str, hashlib._Hash] = {}
    nodes = database.execute("SELECT DISTINCT subject, node FROM membership WHERE subject <> 'WORLD'").fetchall()
    subjects_of: dict[str, list[str]] = {}
    for subject, node in nodes:
        subjects_of.setdefault(node, []).append(subject)
    for code, described in database.execute("SELECT code, described FROM subject ORDER BY code"):
        digests[code] = hashlib.sha256(str(described).encode())
    for select in ("SELECT subject, * FROM observation ORDER BY figure, subject, year, member", "SELECT subject, * FROM revision"):
        for subject, *row in database.execute(select):
            if subject in digests:
                digests[subject].update(repr(row).encode())
    for select in ("SELECT g.node, p.* FROM part AS p JOIN part_group AS g ON g.number = p.part_group", *_list_selects()):
        for node, *row in database.execute(select):
            for subject in subjects_of.get(node, ()):
                digests[subject].update(repr(row).encode())
    named = [(code, digest.hexdigest()) for code, digest in sorted(digests.items())]
    database.executemany("INSERT INTO fingerprint VALUES (?, ?)", named)


def _list_selects() -> list[str]:
    return [f"SELECT node, * FROM {name}" for name in list_files()]  # noqa: S608 - names of our own tables


def days_of(snapshots: Iterable[tuple[str, date]]) -> list[date]:
    """Return the days on which something was published, oldest first."""
    return sorted({published for _, published in snapshots})
