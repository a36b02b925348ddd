"""A real import, in its own process, while people write; and what is left when the server dies in the midst of it."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from tests.command import environment, sample_files

ROOT = Path(__file__).parents[2]
BEGIN = """
import sys, time
from pathlib import Path
from quipu.web import office
office.prepare()
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.office.acting import report, signed_in, write
from quipu.web.imports.jobs import look
from quipu.web.imports.models import Import, State

def upload():
    ada = signed_in("ada" + sys.argv[2], "administrator")
    content = Path(sys.argv[1]).read_bytes().replace(b",300,", f",{sys.argv[2]},".encode())
    sent = [SimpleUploadedFile("population-2023-01-31.csv", content)]
    assert ada.post("/office/data/import/", {"files": sent}).status_code == 302
    return Import.objects.first()

def until(states, job):
    end = time.monotonic() + 90
    while job.state not in states:
        assert time.monotonic() < end and job.is_running, (job.state, job.problem)
        time.sleep(0.05)
        job.refresh_from_db()
"""
WRITE = """
job = upload()
ana = signed_in("ana", "writer", "PER")
saved, slowest = 0, 0.0
until([State.READING, State.BUILDING], job)
while job.is_running:
    begun = time.monotonic()
    assert write(ana, report(), f"<p>Draft {saved}.</p>").status_code == 302
    slowest = max(slowest, time.monotonic() - begun)
    job.refresh_from_db()
    saved += job.is_running
    look(job)
assert job.state == State.DONE, (job.state, job.problem)
newest = report().get_latest_revision_as_object().narrative[0].value.source
assert newest.startswith("<p") and "Draft" in newest, newest
print("SAVED", saved, "SLOWEST", round(slowest, 2))
"""
DIE = """
import os
job = upload()
until([State.READING, State.BUILDING], job)
os._exit(0)
"""
AFTER = """
from quipu.web.imports.jobs import begin_again, folder_of
from quipu.web.imports import running
job = Import.objects.first()
end = time.monotonic() + 30
while running.is_running(folder_of(job)):
    assert time.monotonic() < end, "it goes on without a server"
    time.sleep(0.05)
assert look(job).state == State.INTERRUPTED, job.state
assert begin_again(job, job.account)
job.refresh_from_db()
until([State.DONE], job)
print("DONE", job.release)
"""


@pytest.fixture(scope="module")
def settings(written_home: Path) -> dict[str, str]:
    """A home and a database of its own, for what is really written."""
    address = os.environ.get("QUIPU_TEST_DATABASE", "")
    if address:
        import psycopg

        name = f"beside_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        address = f"{address.rpartition('/')[0]}/{name}"
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    return environment(written_home, QUIPU_DATABASE=address) | {"PYTHONPATH": path}


def run(program: str, settings: dict[str, str], people: int = 301) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, str(sample_files()[2]), str(people)],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-2500:]
    return done.stdout


def test_drafts_are_saved_while_an_import_runs(settings: dict[str, str]) -> None:
    told = run(BEGIN + WRITE, settings).split()
    assert int(told[1]) > 0, told


def test_a_server_that_dies_takes_its_import_along_and_it_can_be_tried_again(settings: dict[str, str]) -> None:
    link = Path(settings["QUIPU_HOME"]) / "releases" / "current"
    run(BEGIN + DIE, settings, people=302)
    current = link.resolve().name
    told = run(BEGIN + AFTER, settings).split()
    assert told[0] == "DONE"
    assert told[1] == link.resolve().name != current
