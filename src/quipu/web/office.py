"""Open the back office: settings, database, pages, and its WSGI application. Imports Django, and so does nobody below.

Whoever imports this module waits for it; `quipu serve` does so in a thread, while the site is already served.
"""

import os
from pathlib import Path
from typing import Any

from filelock import FileLock

os.environ["DJANGO_SETTINGS_MODULE"] = "quipu.web.settings"
import django

django.setup()

from django.apps import apps  # noqa: E402 - models are there only after the setup
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import DatabaseError, close_old_connections, connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from whitenoise import WhiteNoise  # noqa: E402

from quipu.core.errors import QuipuError  # noqa: E402
from quipu.core.profile import load  # noqa: E402
from quipu.figures.lookup import Record  # noqa: E402
from quipu.pages.site import LANGUAGES  # noqa: E402
from quipu.warehouse import releases  # noqa: E402
from quipu.web.editorial import printing, public, reviewing  # noqa: E402
from quipu.web.editorial.synchronising import Outcome, synchronise  # noqa: E402

_YEAR = 365 * 24 * 3600


def prepare() -> Outcome:
    """Bring the database and the pages up to this code and the current release; one process at a time."""
    settings.HOME.office.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.HOME.office / "office.lock"):
        file = Path(str(connection.settings_dict["NAME"]))
        if connection.vendor == "sqlite" and not file.exists():
            _make_aside(file)
        call_command("migrate", interactive=False, verbosity=0)
        public.take_up()
        return follow()


def open_existing() -> None:
    """Let the models be asked, without making or changing anything; raise QuipuError where there is no back office yet."""
    file = Path(str(connection.settings_dict["NAME"]))
    try:
        there = connection.vendor != "sqlite" or file.exists()
        behind = there and _is_behind()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise QuipuError(f"the database of the back office does not answer: {reason}", "QUIPU_DATABASE") from error
    if not there or behind:
        what = "is of an older version of quipu" if there and _has_pages() else "is not there yet"
        raise QuipuError(f"the back office {what}", str(settings.HOME.office), "Run: quipu office sync")


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _has_pages() -> bool:
    return "wagtailcore_page" in connection.introspection.table_names()


def _make_aside(file: Path) -> None:
    """Make an empty database without waiting for the disk after each table, and put it in its place by a rename."""
    aside = file.with_name(f"{file.name}.new")
    aside.unlink(missing_ok=True)
    connection.close()
    connection.settings_dict["NAME"] = aside
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = file
    with aside.open("rb") as made:
        os.fsync(made.fileno())
    aside.rename(file)


def follow() -> Outcome:
    """Bring the pages up to the current release, and mark the editions whose figures it changes."""
    close_old_connections()
    record = Record.open(releases.current(settings.HOME).folder)
    try:
        outcome = synchronise(record, load(settings.QUIPU.publisher), LANGUAGES)
        reviewing.compare(record)
        return outcome
    finally:
        record.close()
        printing.warm()


def publish_due() -> None:
    """Publish what was approved for a moment that has come, and bring out what could not be brought out before."""
    close_old_connections()
    call_command("publish_scheduled", verbosity=0)
    public.bring_out_due()


def application() -> Any:
    """Return the WSGI application, with the files of its pages, straight from where they are installed."""
    served = WhiteNoise(get_wsgi_application(), max_age=_YEAR)
    prefix = settings.STATIC_URL.strip("/")
    for app in apps.get_app_configs():
        folder = Path(app.path) / "static"
        if folder.is_dir():
            served.add_files(folder, prefix=prefix)
    return served
