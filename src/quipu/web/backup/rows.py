"""The rows of the back office as lines of JSON, the same from SQLite and PostgreSQL, and back. Knows no archive.

A table is a line that names its columns, then a line a row. Values are those of the columns: no model's own reading or
writing stands between, so that nothing is lost that this code does not know.
"""

import base64
import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps as installed
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.duration import duration_iso_string

from quipu.core.errors import QuipuError

_DERIVED_APPS = ("wagtailsearch",)
"""Made again from the rest; its columns are not the same on every database."""
_PASSING = ("sessions.session",)
"""Who is signed in at the moment."""
_ROWS_AT_ONCE = 200
Migrations = tuple[tuple[str, str], ...]


@contextmanager
def one_moment() -> Iterator[None]:
    """Read every table as it is at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Django's own transactions would keep writers out.
            cursor.execute("BEGIN")
            try:
                cursor.execute("SELECT count(*) FROM django_migrations")
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def applied() -> Migrations:
    """Return the migrations that the database has seen."""
    return tuple(sorted(MigrationRecorder(connection).applied_migrations()))


def is_current() -> bool:
    """Tell whether the database is as this code's models are."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def tables(apps: Any = installed) -> dict[str, Any]:
    """Return the models whose rows are kept, by their names."""
    found = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
    return {
        label: model
        for label, model in sorted(found.items())
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in _DERIVED_APPS
        and label not in _PASSING
    }


def lines_of(model: Any) -> Iterator[bytes]:
    """Yield the lines of one table, its rows in the order of their keys."""
    fields = model._meta.local_concrete_fields
    yield _line([field.attname for field in fields])
    columns = [Cast(field.attname, TextField()) if _is_json(field) else field.attname for field in fields]
    for row in model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=2000):
        yield _line(
            [_same(value) if _is_json(field) else _plain(value) for field, value in zip(fields, row, strict=True)]
        )


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _is_json(field: Any) -> bool:
    return bool(field.get_internal_type() == "JSONField")


def _same(text: str | None) -> str | None:
    """Return JSON as every database gives it: PostgreSQL keeps neither the order of keys nor the spaces."""
    return None if text is None else json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; raise TypeError for one of a kind that nobody thought of."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{type(value).__name__} cannot be kept")


def load(folder: Path, migrations: Migrations) -> None:
    """Fill an empty database from files of lines: made as it was then, filled, and brought up to this code.

    Raise QuipuError for migrations or tables that this code does not know.
    """
    executor = MigrationExecutor(connection)
    newest = _newest(executor, migrations)
    executor.migrate(newest)
    models = tables(executor.loader.project_state(newest).apps)
    unknown = {path.stem for path in folder.glob("*.jsonl")} - models.keys()
    if unknown:
        raise QuipuError(f"its tables are not those of this program ({min(unknown)})")
    with transaction.atomic():
        _clear(models.values())
        for label, model in models.items():
            path = folder / f"{label}.jsonl"
            if path.exists():
                _fill(model, path)
        connection.check_constraints()
        _go_on_counting(models.values())


def _newest(executor: MigrationExecutor, migrations: Migrations) -> list[tuple[str, str]]:
    """Return the last migration of each app that the database had seen; raise QuipuError where this code cannot go there.

    A migration that stands for several was seen where all of these were.
    """
    loader, named = executor.loader, set(migrations)
    replacing = {key: set(found.replaces) for key, found in loader.disk_migrations.items() if found.replaces}
    known = loader.disk_migrations.keys() | set().union(*replacing.values())
    if unknown := named - known:
        app, name = min(unknown)
        raise QuipuError(f"it was made by a newer version of the program (its database knows {app}.{name})")
    graph = loader.graph
    seen = (named & graph.nodes.keys()) | {
        key for key, those in replacing.items() if those <= named and key in graph.nodes
    }
    later = {key: {child.key for child in graph.node_map[key].children if child.key[0] == key[0]} for key in seen}
    if {app for app, _ in named} != {app for app, _ in seen}:
        raise QuipuError("it was made by an older version of the program, whose database this one cannot make")
    return sorted(key for key in seen if not later[key] & seen)


def _clear(models: Iterable[Any]) -> None:
    """Remove what the migrations began with."""
    tables = [model._meta.db_table for model in models]
    flush = connection.ops.sql_flush(no_style(), tables, allow_cascade=True)
    connection.ops.execute_sql_flush(flush)


def _fill(model: Any, path: Path) -> None:
    """Insert the rows of one file as they are: no signal is sent, nothing is computed."""
    quote = connection.ops.quote_name
    with path.open("rb") as stream, connection.cursor() as cursor:
        fields = [model._meta.get_field(name) for name in json.loads(next(stream))]
        columns, marks = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
        insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"
        for some in iter(lambda: list(islice(stream, _ROWS_AT_ONCE)), []):
            rows = [[_kept(*pair) for pair in zip(fields, json.loads(line), strict=True)] for line in some]
            cursor.executemany(insert, rows)


def _kept(field: Any, value: Any) -> Any:
    """Return a value as the database takes it."""
    if value is None or _is_json(field):
        return value
    return field.get_db_prep_save(field.to_python(value), connection)


def _go_on_counting(models: Iterable[Any]) -> None:
    """Let new rows be numbered after the ones that are there."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
