"""A release of two operations of one region that is small enough to be read; every number is invented.

| 2020                  | budget | expenditure | contributions              | population                 |
|-----------------------|-------:|------------:|----------------------------|----------------------------|
| PER                   |    100 | 60 = 40 + 20 | 30 earmarked              | 9 = 4 refugees + 5 stateless |
| COL                   |     50 |          10 | 20 earmarked               | 7 refugees                 |
| AME itself            |        |             | 5 softly earmarked         |                            |
| the organisation      |        |             | 45 unearmarked             |                            |
"""

import json
import sqlite3
from dataclasses import asdict
from importlib import resources
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from quipu.core.address import Address
from quipu.core.profile import load
from quipu.core.record import Edition, Level, Subject
from quipu.figures.catalogue import figure_files
from quipu.figures.lookup import FILE, Record, schema_version
from quipu.pipeline.build import definition_of

OBSERVED = {
    "PER/2020/budget": "100",
    "COL/2020/budget": "50",
    "AME/2020/budget": "150",
    "WORLD/2020/budget": "150",
    "PER/2020/expenditure": "60",
    "PER/2020/expenditure/pillar-1": "40",
    "PER/2020/expenditure/other": "20",
    "COL/2020/expenditure": "10",
    "WORLD/2020/expenditure": "70",
    "PER/2020/contributions": "30",
    "PER/2020/contributions/earmarked": "30",
    "COL/2020/contributions": "20",
    "COL/2020/contributions/earmarked": "20",
    "WORLD/2020/contributions": "100",
    "WORLD/2020/contributions/earmarked": "50",
    "WORLD/2020/contributions/softly-earmarked": "5",
    "WORLD/2020/contributions/unearmarked": "45",
    "WORLD/2020/contributions/at-operations": "50",
    "WORLD/2020/contributions/at-region": "5",
    "WORLD/2020/contributions/at-world": "45",
    "PER/2020/population": "9",
    "PER/2020/population/refugees": "4",
    "PER/2020/population/stateless": "5",
    "COL/2020/population": "7",
    "COL/2020/population/refugees": "7",
}
BUDGETS = (("PER", "1", "80"), ("PER", "2", "100"), ("COL", "1", "50"))
TRANSACTIONS = (
    ("PER", "3", "USD", "60", None),
    ("COL", "4", "USD", "10", None),
    ("PER", "11", "EUR", "27", "30"),
    ("COL", "11", "USD", "20", "20"),
    ("AME", "11", "USD", "5", None),
    ("WORLD", "11", "USD", "45", "45"),
)
SHARES = {"XM-DAC-41121-2020-AME-PER": ("60", "40"), "XM-DAC-41121-2020-AME-COL": ("100",)}
_OPERATIONS = ("PER", "COL", "BRA")
_LEVELS = {"WORLD": Level.WORLD, "AME": Level.REGION, **dict.fromkeys(_OPERATIONS, Level.OPERATION)}
_DAY = "2021-04-06"


def release(
    folder: Path,
    changed: dict[str, str | None] | None = None,
    unplaced: tuple[str, ...] = (),
    quarantined: int = 0,
    shares: dict[str, tuple[str, ...]] = SHARES,
) -> Record:
    """Write the release, with some observations changed or (None) withdrawn, and open it."""
    database = sqlite3.connect(folder / FILE)
    database.executescript(resources.files("quipu.figures").joinpath("schema.sql").read_text("utf-8"))
    about = {"name": "madeup", "as_of": _DAY, "publisher": "UNHCR", "profile": "unhcr", "schema": schema_version()}
    database.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    _write_nouns(database)
    _write_snapshot(database, quarantined)
    database.executemany("INSERT INTO unplaced VALUES (?, 1, 7)", [(activity,) for activity in unplaced])
    for text, value in (OBSERVED | (changed or {})).items():
        address = Address.parse(text)
        row = (address.subject, address.year, address.figure, address.member, value, 0, _DAY, 1, 1, 1, 7)
        columns = (
            "subject, year, figure, member, value, provisional, published, versions, sources, newest_snapshot, line"
        )
        database.execute(f"INSERT INTO observation ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.commit()
    database.close()
    _write_sectors(folder / "facts", shares)
    _write_money(folder / "facts")
    return Record.open(folder)


def _write_nouns(database: sqlite3.Connection) -> None:
    for place, (code, level) in enumerate(_LEVELS.items()):
        years = range(2019, 2021)
        editions = tuple(Edition(year, "operation", "AME", (), f"XM-DAC-41121-{year}-AME-{code}", ()) for year in years)
        subject = Subject(code, code.lower(), level, (("en", code),), editions)
        database.execute("INSERT INTO subject VALUES (?, ?, ?)", (place, code, json.dumps(asdict(subject))))
    for place, figure in enumerate(figure_files().values()):
        described = json.dumps(asdict(definition_of(figure, load("unhcr"))))
        row = (place, figure.name, described, figure.sql, figure.rolls_up, "activities")
        database.execute("INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?)", row)


def _write_snapshot(database: sqlite3.Connection, quarantined: int) -> None:
    row = (1, "a" * 12, "made-up.xml", "iati", "activities", _DAY, "UNHCR", "CC BY 4.0", "UNHCR", 90, quarantined, 0)
    database.execute(f"INSERT INTO snapshot VALUES ({', '.join('?' * len(row))})", row)
    if quarantined:
        fault = (1, 8, "PER", "unreadable-row", 'budget value "1.0.0" is not a number', quarantined)
        database.execute("INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?)", fault)


def _write_money(folder: Path) -> None:
    whole = {"period_start": "2020-01-01", "period_end": "2020-12-31"}
    _write(folder, "budget", [{"node": node, "type": kind, "value": value, **whole} for node, kind, value in BUDGETS])
    columns = ("node", "type", "currency", "value", "value_usd")
    _write(folder, "transaction", [dict(zip(columns, row, strict=True)) for row in TRANSACTIONS])


def _write(folder: Path, name: str, rows: list[dict[str, str | None]]) -> None:
    table = pa.Table.from_pylist([{**row, "year": 2020} for row in rows])
    for place, column in enumerate(table.column_names):
        if column.startswith("value"):
            table = table.set_column(place, column, table[column].cast(pa.decimal128(24, 6)))
    pq.write_table(table, folder / f"{name}.parquet")


def _write_sectors(folder: Path, shares: dict[str, tuple[str, ...]]) -> None:
    rows = [(activity, share, line) for activity, own in shares.items() for line, share in enumerate(own, 11)]
    columns = {
        "activity": pa.array([row[0] for row in rows]),
        "vocabulary": pa.array(["99"] * len(rows)),
        "percentage": pa.array([row[1] for row in rows]).cast(pa.decimal128(24, 6)),
        "snapshot": pa.array(["a" * 12] * len(rows)),
        "line": pa.array([row[2] for row in rows], pa.int64()),
    }
    folder.mkdir()
    pq.write_table(pa.table(columns), folder / "sector.parquet")
