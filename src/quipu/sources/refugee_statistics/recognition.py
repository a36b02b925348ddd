"""Say which dataset a file holds, and in which form, from its first bytes. Reads no figures."""

import csv
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial

from quipu.core.errors import QuipuError, UnrecognisedFileError
from quipu.core.snapshot import Recognised
from quipu.formats.json_pages import read_items
from quipu.sources.refugee_statistics.declaration import Dataset, Form, columns_of, declaration, key

HEADER_ROWS = 60
"""The header stands among the first rows: a download has some 14 rows about itself before it."""

_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DAY_EXTRACTED = re.compile(r'Date extracted:?"?,?\s*"?(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)/(\d\d)/(\d{4}))')
_PALESTINE = "PSE"


@dataclass(frozen=True, slots=True)
class Header:
    """Where the column names stand among the first rows, and what they make the file."""

    index: int
    form: Form
    datasets: tuple[Dataset, ...]


def recognise(head: bytes, file_name: str) -> Recognised | None:
    """Return which dataset the first bytes (64 KB, decompressed) are of, by content; None when of none.

    Raise UnrecognisedFileError where the columns are those of two datasets and the rows do not tell which.
    """
    text = head.decode("utf-8-sig", errors="ignore")
    is_page = text.lstrip().startswith("{")
    rows = _items(text) if is_page else _rows(text)
    header = find_header(rows, ["api"] if is_page else ["data-pack", "website"])
    if header is None:
        return None
    dataset = _only(header, rows, file_name)
    published, published_by = _published(text, file_name)
    return Recognised(dataset.name, header.form.name, header.form.complete, published, published_by)


def find_header(rows: Sequence[Sequence[str]], forms: Sequence[str]) -> Header | None:
    """Return the first row that names the columns of a dataset, in the form that knows most of them."""
    declared = declaration()
    for index, cells in enumerate(rows[:HEADER_ROWS]):
        form = max((declared.forms[name] for name in forms), key=partial(_known, cells))
        datasets = _candidates(cells, form)
        if datasets:
            return Header(index, form, datasets)
    return None


def _known(cells: Sequence[str], form: Form) -> int:
    return sum(key(cell) in form.columns for cell in cells)


def _candidates(cells: Sequence[str], form: Form) -> tuple[Dataset, ...]:
    """Return the first dataset that has one of its marks and two columns more, with those of the same columns."""
    fitting = [dataset for dataset in declaration().datasets.values() if _fits(cells, form, dataset)]
    if not fitting:
        return ()
    return tuple(dataset for dataset in fitting if dataset.columns == fitting[0].columns)


def _fits(cells: Sequence[str], form: Form, dataset: Dataset) -> bool:
    columns = {column for column in columns_of(cells, form, dataset) if column}
    return len(columns) >= 3 and not columns.isdisjoint(dataset.marks)


def _only(header: Header, rows: Sequence[Sequence[str]], file_name: str) -> Dataset:
    """Return the dataset; where two have the same columns, the one whose rule all rows keep and the other's do not."""
    if len(header.datasets) == 1:
        return header.datasets[0]
    by_name = {dataset.name: dataset for dataset in header.datasets}
    columns = columns_of(rows[header.index], header.form, header.datasets[0])
    pairs = _pairs(rows[header.index + 1 :], columns)
    within = all(origin == asylum for origin, asylum in pairs)
    palestinian = all(origin == _PALESTINE for origin, _ in pairs)
    if within == palestinian:
        raise UnrecognisedFileError(
            "the columns are those of both idmc and unrwa, and the first rows do not tell which",
            where=file_name,
            next="Import more countries at once: idmc has the same country twice, unrwa's origin is always Palestine.",
        )
    return by_name["idmc" if within else "unrwa"]


def _pairs(rows: Sequence[Sequence[str]], columns: Sequence[str | None]) -> set[tuple[str, str]]:
    """Return the countries of origin and asylum that occur together."""
    if "coo_iso" not in columns or "coa_iso" not in columns:
        return set()
    origin, asylum = columns.index("coo_iso"), columns.index("coa_iso")
    return {(row[origin], row[asylum]) for row in rows if len(row) == len(columns)}


def _rows(text: str) -> list[list[str]]:
    """Return the rows of the text; the last may be cut off, and then has fewer cells than its header."""
    try:
        return [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error:
        return []


def _items(text: str) -> list[list[str]]:
    """Return the items as rows below a row of their names; the text may be cut off inside one."""
    items: list[dict[str, object]] = []
    with suppress(QuipuError):  # what stands before the cut is enough
        items.extend(item for _, item in read_items(io.BytesIO(text.encode())) if isinstance(item, dict))
    return [list(items[0]), *([str(value) for value in item.values()] for item in items)] if items else []


def _published(text: str, file_name: str) -> tuple[date | None, str]:
    extracted = _DAY_EXTRACTED.search(text)
    if extracted:
        year, month, day, day_first, month_second, year_last = extracted.groups()
        return _day(year or year_last, month or month_second, day or day_first), "date extracted, in the file"
    named = _DAY_IN_NAME.search(file_name)
    found = _day(*named.groups()) if named else None
    return found, "date in the file name" if found else ""


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
