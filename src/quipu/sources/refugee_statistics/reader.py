"""Read a file of refugee statistics into fact rows of text. Knows neither types nor the warehouse."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

from quipu.core.errors import UnreadableFileError
from quipu.core.snapshot import Batch, Issue, Quarantined, Recognised
from quipu.formats.delimited import Rows, read_rows
from quipu.formats.json_pages import read_items
from quipu.sources.refugee_statistics.declaration import Form, Place, columns_of, declaration, key
from quipu.sources.refugee_statistics.recognition import HEADER_ROWS, find_header, recognise

__all__ = ["read", "recognise"]

BATCH_ROWS = 5_000
_ROWS_AT_ONCE = 500
"""Rows turned into columns at once: so few stay in the processor's cache, and 20,000 take three times as long each."""
_ROW_TEXT = 500
"""Characters of a refused row that are kept: enough to find and mend it."""

_PLACES = (("coo_iso", "coo", "coo_name"), ("coa_iso", "coa", "coa_name"), ("iso_code", "unhcr_code", "name"))
"""ISO field, UNHCR code and name, wherever a table speaks of a country."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of one file: `names` holds a fact column, or None, for each header."""

    table: str
    form: Form
    headers: Sequence[str]
    names: Sequence[str | None]
    line: int
    oip_published_as: str | None


def read(stream: BinaryIO, recognised: Recognised, file: str = "") -> Iterator[Batch | Issue | Quarantined]:
    """Yield batches of some 5,000 rows, issues and refused rows, each kind in the order of the file.

    Raise UnreadableFileError for a file that is empty, not UTF-8, broken, or lacks a column without which a row says
    nothing. A row's line is the physical line on which it begins, in a page of JSON that of its item.
    """
    batches = _item_rows(stream, file) if recognised.form == "api" else read_rows(stream, file, _ROWS_AT_ONCE)
    first = next(batches, None)
    if first is None or not first.cells:
        raise UnreadableFileError("the file is empty", where=file)
    layout, rest = _layout(first, recognised, file)
    yield from _unknown_columns(layout)
    for record in _gathered(chain.from_iterable(_records(rows, layout) for rows in chain([rest], batches))):
        yield record
        if isinstance(record, Batch):
            yield from _sums_over_origins(record)


def _layout(first: Rows, recognised: Recognised, file: str) -> tuple[_Layout, Rows]:
    """Return the columns that the header names, and the rows below it."""
    header = find_header(first.cells[:HEADER_ROWS], [recognised.form])
    if header is None:
        raise UnreadableFileError(f"no row names the columns of {recognised.dataset}", where=file)
    declared = declaration()
    headers = first.cells[header.index]
    names = columns_of(headers, header.form, declared.datasets[recognised.dataset])
    line = first.lines[header.index]
    _check_columns(headers, names, declared.datasets[recognised.dataset].required, f"{file}, line {line}".lstrip(", "))
    published_as = next((declared.published_as[key(h)] for h in headers if key(h) in declared.published_as), None)
    layout = _Layout(recognised.dataset, header.form, headers, names, line, published_as)
    return layout, Rows(first.cells[header.index + 1 :], first.lines[header.index + 1 :])


def _check_columns(headers: Sequence[str], names: Sequence[str | None], required: Sequence[str], where: str) -> None:
    """Raise UnreadableFileError for a column that is missing or there twice."""
    missing = [name for name in required if name not in names]
    if missing:
        found = ", ".join(headers)
        raise UnreadableFileError(f"column {' and '.join(missing)} is missing; found are: {found}", where=where)
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise UnreadableFileError(f"column {', '.join(sorted(twice))} is there twice", where=where)


def _unknown_columns(layout: _Layout) -> Iterator[Issue]:
    for header, name in zip(layout.headers, layout.names, strict=True):
        if name is None and key(header) not in layout.form.ignored:
            message = f'{layout.table} has no column "{header}": its values are not taken'
            yield Issue("unknown-column", layout.line, header, message)


def _records(rows: Rows, layout: _Layout) -> Iterator[Batch | Quarantined]:
    rows, uneven = _even(rows, layout)
    yield from uneven
    columns = _columns(rows, layout)
    columns, lines, placeless = _with_country(columns, rows, layout)
    yield from placeless
    if lines:
        yield Batch(layout.table, columns, lines)


def _gathered(records: Iterable[Batch | Quarantined]) -> Iterator[Batch | Quarantined]:
    """Join small batches to such of BATCH_ROWS, and let refused rows pass."""
    whole: Batch | None = None
    for record in records:
        if isinstance(record, Quarantined):
            yield record
        else:
            whole = _joined(whole, record)
            if len(whole.lines) >= BATCH_ROWS:
                yield whole
                whole = None
    if whole:
        yield whole


def _joined(whole: Batch | None, part: Batch) -> Batch:
    """Lengthen `whole`, which nobody has seen yet, by `part`."""
    if whole is None:
        return part
    for name, column in whole.columns.items():
        column.extend(part.columns[name])
    whole.lines.extend(part.lines)
    return whole


def _even(rows: Rows, layout: _Layout) -> tuple[Rows, list[Quarantined]]:
    """Return the rows that have a cell for each header, and the others with what is wrong with them."""
    width = len(layout.headers)
    if set(map(len, rows.cells)) <= {width}:
        return rows, []
    uneven = [(row, line) for row, line in zip(rows.cells, rows.lines, strict=True) if len(row) != width]
    refused = [_refused(layout.table, row, line, _width_fault(row, layout)) for row, line in uneven]
    at = [position for position, row in enumerate(rows.cells) if len(row) == width]
    return Rows([rows.cells[position] for position in at], [rows.lines[position] for position in at]), refused


def _width_fault(row: Sequence[str], layout: _Layout) -> str:
    if layout.form.name == "api":
        return "not an item with the fields of the first, each a text or a number"
    fault = f"{len(row)} cell{'s' * (len(row) != 1)} where the header has {len(layout.headers)}"
    runs_on = sum(cell.count("\n") for cell in row)
    return f"{fault}; the row runs over {runs_on + 1} lines: is a quotation mark never closed?" if runs_on else fault


def _refused(table: str, row: Sequence[str], line: int, reason: str) -> Quarantined:
    return Quarantined(table, line, "", reason, ",".join(row)[:_ROW_TEXT])


def _columns(rows: Rows, layout: _Layout) -> dict[str, list[str | None]]:
    """Turn rows into the fact table's columns; what the form writes for "no value" becomes None."""
    cells: Sequence[Sequence[str]] = list(zip(*rows.cells, strict=True)) or [()] * len(layout.headers)
    named = {name: column for name, column in zip(layout.names, cells, strict=True) if name}
    columns = {name: _with_none(column, layout.form.absent) for name, column in named.items()}
    for iso, code, name in _PLACES:
        if iso in columns:
            columns[iso] = _of_no_country(columns[iso], columns.get(code), columns.get(name))
    if layout.oip_published_as:
        columns["oip_published_as"] = [layout.oip_published_as if oip else None for oip in columns["oip"]]
    return columns


def _with_none(column: Sequence[str], absent: frozenset[str]) -> list[str | None]:
    if any(marker in column for marker in absent):
        return [None if not cell or cell in absent else cell for cell in column]
    return [cell or None for cell in column] if "" in column else list(column)


def _of_no_country(
    isos: list[str | None], codes: list[str | None] | None, names: list[str | None] | None
) -> list[str | None]:
    """Write one ISO field for people of no known country, whichever the edition wrote."""
    written = {iso or "" for iso in set(isos)}
    for place in declaration().places:
        if not place.written.isdisjoint(written):
            evidence = zip(isos, codes or [None] * len(isos), names or [None] * len(isos), strict=True)
            isos = [place.iso if _is_of(place, iso, code, name) else iso for iso, code, name in evidence]
    return isos


def _is_of(place: Place, iso: str | None, code: str | None, name: str | None) -> bool:
    if (iso or "") not in place.written:
        return False
    return code in place.codes if code else (name or "").strip().lower() in place.names


def _with_country(
    columns: dict[str, list[str | None]], rows: Rows, layout: _Layout
) -> tuple[dict[str, list[str | None]], list[int], list[Quarantined]]:
    """Set aside the rows without a country of asylum: a page of sums over countries has such."""
    places = columns.get("coa_iso")
    if places is None or None not in places:
        return columns, rows.lines, []
    reason = "no country of asylum: a sum over countries, or a code that is missing"
    placeless = [position for position, place in enumerate(places) if place is None]
    refused = [_refused(layout.table, rows.cells[at], rows.lines[at], reason) for at in placeless]
    kept = [position for position, place in enumerate(places) if place is not None]
    columns = {name: [column[at] for at in kept] for name, column in columns.items()}
    return columns, [rows.lines[at] for at in kept], refused


def _sums_over_origins(batch: Batch) -> Iterator[Issue]:
    origins = batch.columns.get("coo_iso", [])
    if None in origins:
        message = f"{origins.count(None)} rows from here on name no country of origin: they are sums over origins"
        yield Issue("no-origin", batch.lines[origins.index(None)], batch.table, message)


def _item_rows(stream: BinaryIO, file: str) -> Iterator[Rows]:
    """Yield the items of JSON pages as rows; the first item's names are the header, an item with others is uneven."""
    names: list[str] | None = None
    rows = Rows([], [])
    for line, item in read_items(stream, file):
        if names is None and isinstance(item, dict):
            names = list(item)
            rows = replace(rows, cells=[names], lines=[line])
        rows.cells.append(_cells(item, names or []))
        rows.lines.append(line)
        if len(rows.cells) >= _ROWS_AT_ONCE:
            yield rows
            rows = Rows([], [])
    if rows.cells:
        yield rows


def _cells(item: object, names: list[str]) -> list[str]:
    """Return an item's values in the header's order; a single cell with its text where it is not such an item."""
    if not isinstance(item, dict) or item.keys() != set(names):
        return [str(item)]
    if not all(isinstance(value, str) or value is None for value in item.values()):
        return [str(item)]
    return [item[name] or "" for name in names]
