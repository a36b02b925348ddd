"""Write batches of text as typed Parquet tables. Rows with a cell that cannot be converted come back as quarantined."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from quipu.core.facts import TABLES, Column, Table
from quipu.core.snapshot import Batch, Issue, Quarantined

_DECIMALS = Decimal("0.000001")
_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(24, 6),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
_NAMES = {
    "integer": "a whole number",
    "decimal": "a number",
    "date": "a date",
    "boolean": "true or false",
    "text": "text",
}
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?")
_TRUTH = {"1": True, "true": True, "0": False, "false": False}

FAULTS = pa.schema(
    [(name, pa.string()) for name in ("kind", "code", "table", "identifier", "message", "row")] + [("line", pa.int64())]
)


def schema(table: Table) -> pa.Schema:
    """Return the columns of a fact table as they are stored: its own, then snapshot and line."""
    own = [(column.name, _TYPES[column.type]) for column in table.columns]
    return pa.schema([*own, ("snapshot", pa.string()), ("line", pa.int64())])


class FactWriter:
    """Writes the rows of one snapshot: a Parquet file a fact table, and one of faults. Close it to have them whole."""

    def __init__(self, folder: Path, snapshot: str) -> None:
        self._folder = folder
        self._snapshot = snapshot
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows: Counter[str] = Counter()
        self._faults: list[tuple[str, str, str, str, str, str, int]] = []
        self.rows = 0
        self.quarantined = 0
        self.issues = 0

    def write(self, given: Batch | Issue | Quarantined) -> None:
        """Take one batch or fault."""
        if isinstance(given, Issue):
            self.issues += 1
            self._faults.append(("issue", given.code, "", given.identifier, given.message, "", given.line))
        elif isinstance(given, Quarantined):
            self._quarantine(given)
        else:
            self._write_batch(given)

    def _quarantine(self, row: Quarantined) -> None:
        self.quarantined += 1
        self._faults.append(("quarantine", "unreadable-row", row.table, row.identifier, row.reason, row.row, row.line))

    def _write_batch(self, batch: Batch) -> None:
        table = TABLES[batch.table]
        typed, refused = convert(batch, self._snapshot)
        for row in refused:
            self._quarantine(row)
        self.rows += typed.num_rows
        self._rows[batch.table] += typed.num_rows
        writer = self._writers.get(batch.table)
        if writer is None:
            path = self._folder / f"{batch.table}.parquet"
            writer = self._writers[batch.table] = pq.ParquetWriter(path, schema(table), compression="zstd")
        writer.write_table(typed)

    def close(self) -> None:
        """Finish every file."""
        for writer in self._writers.values():
            writer.close()
        columns = list(zip(*self._faults, strict=True)) or [()] * len(FAULTS)
        counted = FAULTS.with_metadata({"rows": json.dumps(self._rows)})
        faults = pa.table([pa.array(c, f.type) for c, f in zip(columns, FAULTS, strict=True)], schema=counted)
        pq.write_table(faults, self._folder / "faults.parquet", compression="zstd")


def whole(folder: Path) -> bool:
    """Tell whether all facts of a snapshot are there: their file of faults says how many rows each table has."""
    try:
        counts = json.loads(pq.read_schema(folder / "faults.parquet").metadata[b"rows"])
        return all(pq.read_metadata(folder / f"{table}.parquet").num_rows == rows for table, rows in counts.items())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def convert(batch: Batch, snapshot: str) -> tuple[pa.Table, list[Quarantined]]:
    """Return the rows whose every cell could be converted, and the others with the reason of their first bad cell."""
    table = TABLES[batch.table]
    count = len(batch.lines)
    reasons: dict[int, str] = {}
    arrays = []
    for column in table.columns:
        array = _converted(column, batch.columns.get(column.name) or [None] * count, reasons)
        arrays.append(array)
    arrays += [pa.array([snapshot] * count, pa.string()), pa.array(batch.lines, pa.int64())]
    typed = pa.table(arrays, schema=schema(table))
    if not reasons:
        return typed, []
    kept = pa.array([row not in reasons for row in range(count)])
    return typed.filter(kept), list(_refused(batch, table, reasons))


def _converted(column: Column, cells: list[str | None], reasons: dict[int, str]) -> pa.Array:
    """Convert one column at once where all is well, cell by cell where not; note why a row is refused."""
    text = pa.array(cells, pa.string())
    try:
        typed = text if column.type == "text" else _cast(text, column)
    except pa.ArrowInvalid:
        typed = pa.array(list(_one_by_one(column, cells, reasons)), _TYPES[column.type])
    if column.required and typed.null_count:
        for row in pc.indices_nonzero(typed.is_null()).to_pylist():
            reasons.setdefault(row, f"{_readable(column)} is missing")
    return typed


def _cast(text: pa.Array, column: Column) -> pa.Array:
    """Convert all cells at once, or raise; Arrow alone would take "0x10" for a number."""
    if column.type == "integer" and pc.any(pc.match_substring(text, "x", ignore_case=True)).as_py():
        raise pa.ArrowInvalid
    return pc.cast(text, _TYPES[column.type])


def _one_by_one(column: Column, cells: list[str | None], reasons: dict[int, str]) -> Iterator[object]:
    parse = _PARSERS[column.type]
    for row, cell in enumerate(cells):
        text = (cell or "").strip()
        try:
            yield parse(_as_published(text)) if text else None
        except (ValueError, InvalidOperation, KeyError):
            reasons.setdefault(row, f'{_readable(column)} "{text}" is not {_NAMES[column.type]}')
            yield None


def _as_published(text: str) -> str:
    """Return the text; refuse the underscores that Python alone takes for a part of a number."""
    if "_" in text:
        raise ValueError(text)
    return text


def _readable(column: Column) -> str:
    return column.name.replace("_", " ")


def _parse_decimal(text: str) -> Decimal:
    """Return the number to a millionth; refuse what a 24-digit decimal cannot hold."""
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 18:
        raise ValueError(text)
    return number.quantize(_DECIMALS)


def _parse_integer(text: str) -> int:
    number = int(text)
    if abs(number) >= 1 << 63:
        raise ValueError(text)
    return number


def _parse_date(text: str) -> date:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date.fromisoformat(match[1])


_PARSERS: dict[str, Callable[[str], object]] = {
    "text": str,
    "integer": _parse_integer,
    "decimal": _parse_decimal,
    "date": _parse_date,
    "boolean": lambda text: _TRUTH[text.lower()],
}


def _refused(batch: Batch, table: Table, reasons: dict[int, str]) -> Iterator[Quarantined]:
    for row, reason in sorted(reasons.items()):
        cells = {name: column[row] for name, column in batch.columns.items() if column[row]}
        text = "; ".join(f"{name}={cell}" for name, cell in cells.items())
        yield Quarantined(
            table.name, batch.lines[row], cells.get(table.key) or "", f"{table.name} {reason}", text[:2000]
        )
