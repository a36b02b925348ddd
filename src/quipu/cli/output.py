"""Print rows and numbers as text, JSON or CSV. Knows nothing of where they come from."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Format(StrEnum):
    """How a command prints."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def say(text: str = "") -> None:
    """Print one line."""
    sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """Print one line where errors go."""
    sys.stderr.write(text + "\n")


def number(value: Decimal | None) -> int | float | None:
    """Return a JSON number with all published digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def print_json(value: object) -> None:
    """Print a value as JSON; dates as ISO days, numbers with all their digits."""
    say(json.dumps(value, ensure_ascii=False, indent=2, default=_as_json))


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def print_rows(rows: Sequence[Mapping[str, object]], form: Format, empty: str) -> None:
    """Print rows that share their columns; `empty` is what is said in text where there are none."""
    if form is Format.JSON:
        print_json(rows)
    elif form is Format.CSV:
        print_csv(rows)
    elif rows:
        _print_table(rows)
    else:
        say(empty)


def print_csv(rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows as CSV with a header; lists are joined by spaces."""
    if not rows:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([_as_cell(value) for value in row.values()] for row in rows)


def _as_cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value)
    return "" if value is None else value


def _print_table(rows: Sequence[Mapping[str, object]]) -> None:
    texts = [[str(_as_cell(value)) for value in row.values()] for row in rows]
    header = [name.replace("_", " ") for name in rows[0]]
    widths = [max(len(cell) for cell in column) for column in zip(header, *texts, strict=True)]
    for row in (header, *texts):
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def grouped(value: Decimal | None, unit: str) -> str:
    """Return a number as a person reads it: thousands in groups, its unit behind it."""
    if value is None:
        return "missing"
    digits = f"{value:,f}"
    return f"{digits} %" if unit == "per cent" else f"{digits} {unit}"
