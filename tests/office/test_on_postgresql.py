"""All tests of the back office again, on a real PostgreSQL that this test starts. Without one it fails, and says so."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.office.postgresql import running

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.mark.skipif("QUIPU_TEST_DATABASE" in os.environ, reason="this is that run")
def test_everything_holds_on_postgresql() -> None:
    with tempfile.TemporaryDirectory(prefix="quipu-pg-") as folder:
        Path(folder).chmod(0o755)  # whoever runs the database must come in
        with running(Path(folder) / "pg") as address:
            command = [sys.executable, "-m", "pytest", str(HERE), "-p", "no:cacheprovider", "-p", "no:xdist"]
            command.append(f"--ignore={HERE / 'test_lightness.py'}")  # what commands load has no database
            env = os.environ | {"QUIPU_TEST_DATABASE": address, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            env.pop("PYTEST_XDIST_WORKER", None)
            done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-1000:]
    assert re.search(r"[5-9]\d passed|\d{3} passed", done.stdout), done.stdout[-300:]
    assert "failed" not in done.stdout


def test_it_is_postgresql_that_is_asked(office: object) -> None:  # noqa: ARG001 - it must be open
    from django.db import connection

    assert connection.vendor == ("postgresql" if os.environ.get("QUIPU_TEST_DATABASE") else "sqlite")
