"""An empty database that is filled aside and made visible at once, on SQLite and on PostgreSQL. Knows no archive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import quipu.web.office  # noqa: F401  # isort: skip - it sets Django up
from django.core.management import call_command
from django.db import connection, transaction

from quipu.core.errors import UsageError
from quipu.web.backup import rows

_ASIDE = "quipu_restoring"
Finish = Callable[[Callable[[], None]], None]


@contextmanager
def aside() -> Iterator[Finish]:
    """Fill the database where nobody sees it; call what is given with the swap of the home, to make both visible.

    Raise UsageError where the database is not empty.
    """
    if connection.introspection.table_names():
        next_step = "Make an empty one, and name it in QUIPU_DATABASE."
        raise UsageError("the database is not empty; a backup is restored into an empty one", next=next_step)
    with _in_a_file() if connection.vendor == "sqlite" else _in_a_schema() as finish:
        yield finish


@contextmanager
def _in_a_file() -> Iterator[Finish]:
    """Fill a file in the home that is prepared, with which it comes."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")

    def finish(swap: Callable[[], None]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        swap()

    try:
        yield finish
    finally:
        connection.close()


@contextmanager
def _in_a_schema() -> Iterator[Finish]:
    """Make tables in a schema of their own, and move them into the usual one all at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        [(usual,)] = cursor.fetchall()
        cursor.execute(f"DROP SCHEMA IF EXISTS {_ASIDE} CASCADE")
        cursor.execute(f"CREATE SCHEMA {_ASIDE}")
        cursor.execute(f"SET search_path TO {_ASIDE}")

    def finish(swap: Callable[[], None]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'ALTER TABLE {_ASIDE}."{table}" SET SCHEMA "{usual}"')
            cursor.execute(f"DROP SCHEMA {_ASIDE}")
            # Last, so that a home that cannot be put in its place undoes the rest.
            swap()

    try:
        yield finish
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {_ASIDE} CASCADE")
        connection.close()


def fill(folder: Path, migrations: rows.Migrations) -> None:
    """Fill it, bring it up to this code, and make again what is derived."""
    rows.load(folder, migrations)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("update_index", verbosity=0)
