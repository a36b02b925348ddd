"""Everything comes back: on SQLite, on PostgreSQL, and from one to the other; or nothing changes, and one line says why."""

import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.command import begun, environment, one_line, quipu, until
from tests.office.postgresql import running

ROOT = Path(__file__).parents[2]
WRITTEN = """
from quipu.web import office
office.prepare()
import io
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Comment
from tests.office.acting import account, act, report, signed_in, write
ana, rosa = signed_in("ana", "writer", "PER"), signed_in("rosa", "reviewer", "AME")
write(ana, report("PER", 2020), "<p>Une année — \\u0639\\u0627\\u0645 — of arrivals.</p>", **{"action-submit": "1"})
write(ana, report("PER", 2021), "<p>Sent back.</p>", **{"action-submit": "1"})
act(rosa, report("PER", 2021), "reject", comment="Say where.")
write(ana, report("PER", 2019), "<p>A draft.</p>")
Comment.objects.create(page=report("PER", 2019), user=account("carl"), text="Where from?", contentpath="narrative")
drawn = io.BytesIO()
Picture.new("RGB", (8, 8), "teal").save(drawn, "PNG")
Image.objects.create(title="Teal", file=ContentFile(drawn.getvalue(), "teal é.png"), width=8, height=8)
Document.objects.create(title="Note", file=ContentFile(b"a,b\\n", "note.csv"))
with connection.cursor() as cursor:
    gone = '[{"id": "1", "type": "a_section_of_another_profile", "value": "<p>Kept.</p>"}]'
    cursor.execute("UPDATE editorial_reportpage SET narrative = %s WHERE year = 2022", [gone])
connection.close()
"""
ALIVE = """
from quipu.web import office
office.prepare()
from django.contrib.auth import authenticate
from wagtail.models import Comment, Page
from wagtail.images.models import Image
from tests.office.acting import PASSWORD, account, act, report, step, signed_in, write
from django.test import Client
assert authenticate(username="ana", password=PASSWORD) is not None
assert step(report("PER", 2020)).endswith("in_progress"), step(report("PER", 2020))
ana = Client(headers={"host": "127.0.0.1"})
assert ana.login(username="ana", password=PASSWORD)
assert write(ana, report("PER", 2019), "<p>It goes on.</p>").status_code == 302
newest = report("PER", 2019).get_latest_revision_as_object().narrative[0].value.source
assert "It goes on" in newest, newest
signed_in("eva", "writer", "PER")
assert Comment.objects.get().text == "Where from?"
assert Image.objects.get().file.read()[:4] == b"\\x89PNG"
assert Page.objects.search("Peru").count()
"""
WRITING = """
import sys, time
from quipu.web import office
office.prepare()
from tests.office.acting import report, signed_in, write
ana = signed_in("ana", "writer", "PER")
print("READY", flush=True)
while True:
    begun = time.monotonic()
    assert write(ana, report("PER", 2019), f"<p>{begun}</p>").status_code == 302
    print(time.monotonic() - begun, flush=True)
"""


def program(text: str, home: Path, database: str = "") -> None:
    env = environment(home, QUIPU_DATABASE=database)
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    done = subprocess.run([sys.executable, "-c", text], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2500:]


@pytest.fixture(scope="module")
def home(written_home: Path) -> Path:
    """A home in which people have written, on SQLite."""
    program(WRITTEN, written_home)
    return written_home


@pytest.fixture(scope="module")
def backup(home: Path) -> Path:
    file = home.parent / "backup.zip"
    quipu(home, "backup", file).check_returncode()
    return file


@pytest.fixture(scope="module")
def databases() -> Iterator[tuple[str, str]]:
    """Two empty databases of a PostgreSQL."""
    import psycopg

    with tempfile.TemporaryDirectory(prefix="quipu-pg-") as folder:
        Path(folder).chmod(0o755)  # whoever runs the database must come in
        with running(Path(folder) / "pg") as address:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute("CREATE DATABASE other")
            yield address, f"{address.rpartition('/')[0]}/other"


def content(file: Path) -> dict[str, object]:
    """What a backup holds, without the moment at which it was made."""
    with zipfile.ZipFile(file) as archive:
        listed = json.loads(archive.read("backup.json"))
    return {name: value for name, value in listed.items() if name != "made"}


def restored(file: Path, home: Path, database: str = "") -> str:
    done = quipu(home, "restore", file, QUIPU_DATABASE=database)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def saved(home: Path, file: Path, database: str = "") -> dict[str, object]:
    quipu(home, "backup", file, QUIPU_DATABASE=database).check_returncode()
    return content(file)


def published(home: Path, folder: Path) -> dict[str, str]:
    quipu(home, "publish", folder, "--no-fact-sheets").check_returncode()
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_all_comes_back_on_sqlite_and_the_same_is_published(home: Path, backup: Path, tmp_path: Path) -> None:
    told = restored(backup, tmp_path / "new")
    assert "is current, as it was then" in told
    assert saved(tmp_path / "new", tmp_path / "again.zip") == content(backup)
    assert published(tmp_path / "new", tmp_path / "a") == published(home, tmp_path / "b")
    program(ALIVE, tmp_path / "new")


def test_all_goes_to_postgresql_and_another_and_back_to_sqlite(
    backup: Path, databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = databases
    restored(backup, tmp_path / "one", first)
    assert saved(tmp_path / "one", tmp_path / "one.zip", first) == content(backup)
    restored(tmp_path / "one.zip", tmp_path / "two", second)
    assert saved(tmp_path / "two", tmp_path / "two.zip", second) == content(backup)
    restored(tmp_path / "two.zip", tmp_path / "three")
    assert saved(tmp_path / "three", tmp_path / "three.zip") == content(backup)
    program(ALIVE, tmp_path / "one", first)
    refused = quipu(tmp_path / "four", "restore", backup, QUIPU_DATABASE=first)
    assert "the database is not empty" in one_line(refused, 2)
    assert not (tmp_path / "four").exists()


def test_it_holds_what_people_wrote_and_not_the_key(home: Path, backup: Path) -> None:
    key = (home / "office" / "secret-key").read_bytes()
    with zipfile.ZipFile(backup) as archive:
        assert not any(key in archive.read(name) for name in archive.namelist())
        pages = archive.read("database/editorial.reportpage.jsonl").decode()
        assert "a_section_of_another_profile" in pages
        assert "Say where." in archive.read("database/wagtailcore.taskstate.jsonl").decode()
        names = archive.namelist()
    assert any(name.startswith("media/") and name.endswith(".png") for name in names)
    assert not any("session" in name and "editingsession" not in name for name in names)


def test_its_owner_alone_reads_it(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_no_file_is_overwritten(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "there"
    file.write_text("precious")
    assert "nothing is overwritten" in one_line(quipu(home, "backup", file), 2)
    assert (file.read_text(), list(tmp_path.iterdir())) == ("precious", [file])


def test_nothing_is_no_backup(tmp_path: Path) -> None:
    assert "there is nothing to back up" in one_line(quipu(tmp_path / "none", "backup", tmp_path / "file"), 2)
    assert list(tmp_path.iterdir()) == []


def test_a_home_in_use_is_not_touched(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    told = one_line(quipu(tmp_path, "restore", backup), 2)
    assert "there is something already" in told
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_damaged_backup_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    harmed = bytearray(backup.read_bytes())
    harmed[len(harmed) // 3] ^= 1
    (tmp_path / "harmed").write_bytes(harmed)
    assert "damaged" in one_line(quipu(tmp_path / "home", "restore", tmp_path / "harmed"))
    assert [path.name for path in tmp_path.iterdir()] == ["harmed"]


def test_one_of_newer_code_is_refused(backup: Path, tmp_path: Path) -> None:
    file = tmp_path / "newer"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "backup.json":
                listed = json.loads(text)
                listed["migrations"].append(["editorial", "9999_of_tomorrow"])
                text = json.dumps(listed).encode()
            new.writestr(name, text)
    told = one_line(quipu(tmp_path / "home", "restore", file))
    assert "newer version of the program (its database knows editorial.9999_of_tomorrow)" in told
    assert [path.name for path in tmp_path.iterdir()] == ["newer"]


def test_one_of_another_publisher_is_refused(backup: Path, tmp_path: Path) -> None:
    done = quipu(tmp_path / "home", "restore", backup, QUIPU_PUBLISHER="other")
    assert "record of the publisher unhcr" in one_line(done, 2)


def test_a_restore_that_is_killed_has_changed_nothing(backup: Path, tmp_path: Path) -> None:
    process = begun(tmp_path / "home", "restore", backup)
    until(lambda: list(tmp_path.glob(".home.restoring-*/home/snapshots")))
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (tmp_path / "home").exists()


def test_it_is_of_one_moment_while_others_write(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "home"
    shutil.copytree(home, copy, symlinks=True)
    env = environment(copy)
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    text = WRITING.replace('"ana"', '"zoe"')
    log = tmp_path / "log"
    with log.open("w") as out:
        writer = subprocess.Popen([sys.executable, "-c", text], env=env, stdout=out, stderr=out)
    try:
        until(lambda: "READY" in log.read_text(), 90)
        quipu(copy, "backup", tmp_path / "file").check_returncode()
        time.sleep(0.2)
        assert writer.poll() is None, log.read_text()[-2000:]
    finally:
        writer.kill()
        writer.wait()
    assert len(log.read_text().splitlines()) > 2
    with zipfile.ZipFile(tmp_path / "file") as archive:
        pages = [json.loads(line) for line in archive.read("database/wagtailcore.page.jsonl").splitlines()]
        revisions = [json.loads(line) for line in archive.read("database/wagtailcore.revision.jsonl").splitlines()]
    latest, key = pages[0].index("latest_revision_id"), revisions[0].index("id")
    known = {row[key] for row in revisions[1:]}
    assert {row[latest] for row in pages[1:]} - {None} <= known
