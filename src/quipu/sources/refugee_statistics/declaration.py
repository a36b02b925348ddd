"""What source.toml declares: datasets, forms, headers, places. Knows nothing of a file."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from quipu.core.facts import STATISTICS_TABLES, TABLES


@dataclass(frozen=True, slots=True)
class Dataset:
    """One fact table and the columns that tell it from others; those of `told_by_rows` share their columns."""

    name: str
    marks: frozenset[str]
    told_by_rows: bool
    columns: frozenset[str]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which datasets come: `columns` maps a header's key to a fact column, `absent` are its gaps."""

    name: str
    complete: bool
    columns: dict[str, str]
    ignored: frozenset[str]
    absent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where people are counted who belong to no country, and the ways in which editions write it."""

    iso: str
    written: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Declaration:
    """Everything of source.toml that reading needs."""

    datasets: dict[str, Dataset]
    forms: dict[str, Form]
    places: tuple[Place, ...]
    published_as: dict[str, str]


@cache
def declaration() -> Declaration:
    """Return what source.toml declares."""
    content = tomllib.loads(files(__package__).joinpath("source.toml").read_text("utf-8"))
    return Declaration(
        datasets={name: _dataset(name, entry) for name, entry in content["datasets"].items()},
        forms={name: _form(name, entry) for name, entry in content["forms"].items()},
        places=tuple(_place(entry) for entry in content["places"]),
        published_as={key(header): name for header, name in content["published_as"].items()},
    )


def key(header: str) -> str:
    """Return a header's letters and digits, in lower case: what is left of it across editions."""
    return re.sub(r"[^a-z0-9]", "", header.lower())


def columns_of(headers: Sequence[str], form: Form, dataset: Dataset) -> list[str | None]:
    """Return the dataset's column for each header; None for one that it has not."""
    columns = (form.columns.get(key(header)) for header in headers)
    return [_of_dataset(column, dataset) for column in columns]


def _of_dataset(column: str | None, dataset: Dataset) -> str | None:
    if column == "cases_or_persons":
        column = "dec_pc" if "dec_pc" in dataset.columns else "app_pc"
    return column if column in dataset.columns else None


def _dataset(name: str, entry: dict[str, Any]) -> Dataset:
    columns = tuple(column.name for column in TABLES[name].columns)
    required = ("year", "coa_iso") if "coa_iso" in columns else ("unhcr_code", "name")
    return Dataset(name, frozenset(entry["marks"]), entry.get("told_by_rows", False), frozenset(columns), required)


def _form(name: str, entry: dict[str, Any]) -> Form:
    own = {column.name for table in STATISTICS_TABLES for column in table.columns} if entry["own_names"] else set()
    columns = {key(column): column for column in own} | {key(h): column for h, column in entry["columns"].items()}
    return Form(
        name=name,
        complete=entry["complete"],
        columns=columns,
        ignored=frozenset(key(header) for header in entry["ignored"]),
        absent=frozenset(entry["absent"]),
    )


def _place(entry: dict[str, Any]) -> Place:
    return Place(
        iso=entry["iso"],
        written=frozenset(entry["written"]),
        codes=frozenset(entry["codes"]),
        names=frozenset(name.lower() for name in entry["names"]),
    )
