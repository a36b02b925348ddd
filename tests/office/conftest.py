"""A back office over the sample: its database is made once, and each test is undone.

`QUIPU_TEST_DATABASE` names the database; without it, a file of SQLite. `test_on_postgresql.py` runs all of this again.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def office_home(office_ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own, with the sample."""
    return Path(shutil.copytree(office_ready, tmp_path_factory.mktemp("office") / "home", symlinks=True))


@pytest.fixture(scope="session")
def office(office_home: Path) -> Iterator[Any]:
    """The module `quipu.web.office`, opened on that home."""
    before = dict(os.environ)
    os.environ |= {"QUIPU_HOME": str(office_home), "QUIPU_DATABASE": os.environ.get("QUIPU_TEST_DATABASE", "")}
    os.environ.pop("QUIPU_OFFICE_URL", None)
    # Tests in a browser, in the same process, leave a loop running, in which Django would refuse to ask its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from quipu.web import office

    office.prepare()
    from django.db import connections
    from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

    setup_test_environment()
    # Hashing a password takes half a second on purpose, which no test is about.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield office
    teardown_test_environment()
    connections.close_all()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(autouse=True)
def _undone(office: Any) -> Iterator[None]:  # noqa: ARG001 - the office must be open before
    """Undo what a test did to the database."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def django_queries(office: Any) -> Any:  # noqa: ARG001 - the office must be open before
    """What is asked of the database: `with django_queries() as asked`, then the length of `asked`."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)
