"""An administrator imports in the back office what the command line would, and sees how it went; nobody else does."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.command import LATER, sample_files
from tests.made_up_activities import activity, document
from tests.office.acting import account, signed_in

from quipu.core.check import Finding
from quipu.pipeline.release import Outcome
from quipu.warehouse import releases
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing

IMPORT = "/office/data/import/"
BROKEN = document(activity("XM-DAC-41121-2021-AME-PER")).removesuffix("</iati-activities>\n").encode()


@pytest.fixture
def home(office_home: Path, tmp_path: Path) -> Iterator[Home]:
    """A home to be changed, with one worker and no patience; no process is begun."""
    from django.conf import settings
    from django.test import override_settings

    folder = tmp_path / "home"
    shutil.copytree(office_home, folder, symlinks=True, ignore=shutil.ignore_patterns("office.sqlite*", "site"))
    ours = replace(settings.QUIPU, home=folder, lock_wait=0, workers=1)
    with override_settings(HOME=Home(folder), QUIPU=ours):
        yield Home(folder)


@pytest.fixture(autouse=True)
def _no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    from quipu.web.imports import running

    monkeypatch.setattr(running, "begin", lambda _, commit: commit())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No release is built: for tests that are about something else."""
    from quipu.web.imports import work

    monkeypatch.setattr(work, "release_all", lambda _, home: Outcome(releases.current(home), ()))


@pytest.fixture
def client() -> Any:
    return signed_in("ada", "administrator")


def upload(client: Any, *files: tuple[str, bytes], **more: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(IMPORT, {"files": sent, **more})


def later(people: bytes = b"") -> tuple[str, bytes]:
    """An edition of the statistics that nobody has: made up by another number of people."""
    [sample] = sample_files(LATER)
    lines = sample.read_bytes().splitlines(keepends=True)
    return "population-2023-01-31.csv", b"".join(
        [*lines[:-1], lines[-1].replace(b",0,", b"," + (people or b"7") + b",", 1)]
    )


def job_of(answer: Any) -> Any:
    from quipu.web.imports.models import Import

    assert answer.status_code == 302, answer.content[-3000:]
    return Import.objects.get(pk=int(answer.headers["location"].rstrip("/").rsplit("/", 1)[1]))


def carried_out(job: Any) -> Any:
    """Carry it out in this process, and return it as it ended."""
    from quipu.web.imports.jobs import folder_of
    from quipu.web.imports.work import carry_out

    carry_out(folder_of(job))
    job.refresh_from_db()
    return job


def page(client: Any, job: Any) -> str:
    return client.get(f"/office/data/imports/{job.pk}/").content.decode()


def left(home: Home) -> list[Path]:
    """The uploaded files that lie on the disk."""
    return [path for path in (home.office / "imports").rglob("*") if path.is_file() and path.suffix != ".lock"]


def logged(instance: Any) -> list[tuple[str, str]]:
    from wagtail.models import ModelLogEntry

    entries = ModelLogEntry.objects.for_instance(instance).order_by("timestamp", "pk")
    return [(entry.action, entry.user.get_username()) for entry in entries]


def test_an_upload_becomes_a_snapshot_and_the_current_release(home: Home, client: Any) -> None:
    before = releases.current(home).name
    job = carried_out(job_of(upload(client, later(), origin="by mail")))
    assert (job.state, job.problem) == ("done", "")
    assert releases.current(home).name == job.release != before
    file = job.files.get()
    assert (file.outcome, file.dataset, str(file.published), file.published_by) == (
        "new",
        "population",
        "2023-01-31",
        "date in the file name",
    )
    assert (home.snapshots / file.snapshot / "bytes").read_bytes() == later()[1]
    assert left(home) == []
    assert job.changes["changed"] + job.changes["new"] > 0
    assert f"Release {job.release}" in page(client, job)


@pytest.mark.usefixtures("quick")
def test_the_log_says_who_imported_what_and_how_it_ended(home: Home, client: Any) -> None:  # noqa: ARG001
    job = carried_out(job_of(upload(client, later())))
    assert logged(job) == [("quipu.import_begin", "ada"), ("quipu.import_end", "ada")]
    assert "population-2023-01-31.csv" in client.get("/office/reports/site-history/").content.decode()


def test_a_file_that_is_here_already_changes_nothing(home: Home, client: Any) -> None:
    [sample] = sample_files(LATER)
    before = releases.current(home).name
    job = carried_out(job_of(upload(client, (sample.name, sample.read_bytes()))))
    assert (job.state, job.release, job.files.get().outcome) == ("done", before, "known")


def test_a_broken_file_is_refused_with_its_line_and_what_to_do_and_stays_listed(home: Home, client: Any) -> None:
    before = releases.current(home).name
    job = carried_out(job_of(upload(client, ("broken.xml", BROKEN))))
    file = job.files.get()
    assert (job.state, file.outcome, releases.current(home).name) == ("refused", "refused", before)
    assert file.where.startswith("broken.xml, line ")
    listed = client.get("/office/data/imports/?failed").content.decode()
    for text in (page(client, job), listed):
        assert file.where in text
        assert "ask its publisher for a valid file" in text
    assert left(home) == []


@pytest.mark.usefixtures("quick")
def test_one_broken_file_does_not_keep_the_others_out(home: Home, client: Any) -> None:
    job = carried_out(job_of(upload(client, ("broken.xml", BROKEN), later(), ("note.txt", b"Dear all,"))))
    assert (job.state, releases.current(home).name) == ("refused", job.release)
    assert [file.outcome for file in job.files.all()] == ["refused", "new", "passed over"]
    assert "1 of 3 files could not be read" in page(client, job)


def test_what_stops_a_release_is_said_and_it_can_be_made_current_by_hand(
    home: Home, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quipu.pipeline.build import build
    from quipu.web.imports import work

    before = releases.current(home).name
    finding = Finding("WORLD/2021/budget", "1 operations have it, of 100 in 2020")

    def stopped(settings: Any, home: Home) -> Outcome:
        return Outcome(build(home, settings.publisher), (finding,))

    monkeypatch.setattr(work, "release_all", stopped)
    job = carried_out(job_of(upload(client, later())))
    assert (job.state, releases.current(home).name) == ("stopped", before)
    assert str(finding) in page(client, job)
    client.post(f"/office/data/releases/{job.release}/")
    assert releases.current(home).name == job.release


@pytest.mark.usefixtures("quick")
def test_another_writer_is_named_and_it_can_be_tried_again(home: Home, client: Any) -> None:
    with writing(home, 0, "import"):
        job = carried_out(job_of(upload(client, later())))
    assert job.state == "busy"
    assert "(import, since" in page(client, job)
    assert len(left(home)) == 1
    client.post(f"/office/data/imports/{job.pk}/")
    job.refresh_from_db()
    assert (job.state, job.problem) == ("waiting", "")
    assert carried_out(job).state == "done"
    assert left(home) == []


@pytest.mark.usefixtures("quick")
def test_an_import_whose_process_is_gone_is_interrupted_and_says_what_to_do(home: Home, client: Any) -> None:
    job = job_of(upload(client, later()))
    text = page(client, job)
    assert "The server ended while the import ran" in text
    assert "Nothing is half-done" in text
    assert "Try again" in text
    assert logged(job) == [("quipu.import_begin", "ada"), ("quipu.import_end", "ada")]
    client.post(f"/office/data/imports/{job.pk}/")
    assert carried_out(job).state == "done"
    assert releases.current(home).name == job.release


def test_an_import_that_has_ended_is_not_begun_again(home: Home, client: Any) -> None:  # noqa: ARG001
    job = carried_out(job_of(upload(client, ("broken.xml", BROKEN))))
    assert "cannot be tried again" in client.post(f"/office/data/imports/{job.pk}/", follow=True).content.decode()
    job.refresh_from_db()
    assert job.state == "refused"


@pytest.mark.usefixtures("quick")
def test_the_page_asks_again_while_it_runs_and_not_afterwards(
    home: Home, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quipu.web.imports import running

    job = job_of(upload(client, later()))
    with monkeypatch.context() as patched:
        patched.setattr(running, "is_running", lambda _: True)
        answer = client.get(f"/office/data/imports/{job.pk}/")
        assert answer.headers["refresh"] == "2"
        assert "Waiting" in answer.content.decode()
        assert "refresh" not in client.get(f"/office/data/imports/{job.pk}/?still").headers
    carried_out(job)
    (home.site / job.release).mkdir(parents=True)
    (home.site / "current").symlink_to(job.release)
    assert "refresh" not in client.get(f"/office/data/imports/{job.pk}/").headers


@pytest.mark.parametrize("role", ["writer PER", "reviewer AME", "translator fr", "publisher"])
def test_nobody_else_imports_or_sees_it(home: Home, role: str) -> None:
    from quipu.web.imports.models import Import

    other = signed_in("ana", *role.split())
    assert upload(other, later()).headers["location"] == "/office/"
    for path in ("import/", "imports/", "snapshots/", "releases/", f"releases/{releases.current(home).name}/"):
        assert other.get(f"/office/data/{path}").headers["location"] == "/office/"
    assert "/office/data/" not in other.get("/office/").content.decode()
    assert (Import.objects.count(), left(home)) == (0, [])


def test_the_menu_leads_administrators_there(client: Any) -> None:
    assert IMPORT in client.get("/office/").content.decode()


@pytest.mark.parametrize("token", ["", "x" * 64])
def test_an_upload_without_the_right_token_is_refused_and_kept_nowhere(home: Home, token: str) -> None:
    from django.test import Client

    from quipu.web.imports.models import Import

    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    made = account("ada", "administrator")
    client.force_login(made)
    client.get(IMPORT)
    assert upload(client, later(), csrfmiddlewaretoken=token).status_code == 403
    assert (Import.objects.count(), left(home)) == (0, [])


@pytest.mark.parametrize("size", [1_000_001, 1_200_000])
def test_too_much_is_said_in_words_and_kept_nowhere(home: Home, client: Any, size: int) -> None:
    from django.conf import settings
    from django.test import override_settings

    with override_settings(QUIPU=replace(settings.QUIPU, upload_limit=1)):
        answer = upload(client, ("large.csv", b"x" * size))
    assert answer.status_code == 413
    assert "more than 1 MB" in answer.content.decode()
    assert left(home) == []


def test_nothing_to_upload_is_said(home: Home, client: Any) -> None:  # noqa: ARG001
    answer = client.post(IMPORT, {})
    assert (answer.status_code, "Choose one file or more" in answer.content.decode()) == (422, True)


def test_a_day_that_is_none_is_said_and_nothing_is_kept(home: Home, client: Any) -> None:
    answer = upload(client, later(), published="yesterday")
    assert (answer.status_code, "Enter a valid date" in answer.content.decode()) == (422, True)
    assert left(home) == []


@pytest.mark.usefixtures("quick")
def test_what_is_said_of_the_files_holds_where_they_do_not_say_it(home: Home, client: Any) -> None:  # noqa: ARG001
    content = later()[1]
    job = carried_out(job_of(upload(client, ("people.csv", content), published="2023-03-01")))
    assert (str(job.files.get().published), job.files.get().published_by) == ("2023-03-01", "said at import")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\people 2021-08-19.csv", "people 2021-08-19.csv"),
        ("a\x00b\n.xml", "a_b_.xml"),
        ("..", "file"),
        (".hidden", "hidden"),
        ("<script>.csv", "_script_.csv"),
        ("é" * 300 + ".csv", "é" * 96 + ".csv"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    from quipu.web.imports.uploads import harmless

    assert harmless(given) == kept


def test_two_files_of_one_name_do_not_overwrite_each_other(home: Home, client: Any) -> None:
    job = job_of(upload(client, ("a.csv", b"one"), ("a.csv", b"two")))
    assert sorted(path.read_bytes() for path in left(home)) == [b"one", b"two"]
    assert {file.outcome for file in carried_out(job).files.all()} == {"passed over"}


def test_snapshots_say_who_took_them_and_lead_to_their_public_page(home: Home, client: Any) -> None:
    job = carried_out(job_of(upload(client, later())))
    text = client.get("/office/data/snapshots/").content.decode()
    name = job.files.get().snapshot[:12]
    assert f'href="/en/sources/{name}/index.html"' in text
    assert "by ada" in text
    assert "by the command line" in text
    assert len(list(home.snapshots.glob("*"))) == text.count('<tr role="row" id="s-')


def test_releases_are_compared_and_one_can_be_returned_to(home: Home, client: Any) -> None:
    from quipu.web.imports.models import ReleaseChange

    before = releases.current(home).name
    job = carried_out(job_of(upload(client, later())))
    text = client.get("/office/data/releases/").content.decode()
    assert "1 snapshot more, 0 fewer" in text
    answer = client.post(f"/office/data/releases/{before}/", follow=True)
    assert f"Release {before} is current" in answer.content.decode()
    assert releases.current(home).name == before
    change = ReleaseChange.objects.get()
    assert (change.release, change.before, change.account.get_username()) == (before, job.release, "ada")
    assert logged(change) == [("quipu.release", "ada")]


def test_a_release_is_not_changed_while_somebody_writes(home: Home, client: Any) -> None:
    before = releases.current(home).name
    with writing(home, 0, "fetch"):
        answer = client.post(f"/office/data/releases/{before}/", follow=True)
    assert "(fetch, since" in answer.content.decode()


def test_a_release_that_is_not_kept_is_not_found(home: Home, client: Any) -> None:  # noqa: ARG001
    assert client.get("/office/data/releases/nothing/").status_code == 404
    assert "there is no release nothing" in client.post("/office/data/releases/nothing/", follow=True).content.decode()


def test_a_release_shows_what_its_checks_found(home: Home, client: Any) -> None:
    from quipu.web.imports.listing import report_of

    release = releases.current(home)
    text = client.get(f"/office/data/releases/{release.name}/").content.decode()
    report = report_of(release.folder)
    assert report is not None
    assert all(outcome.check.title in text for outcome in report.outcomes)


def test_what_was_broken_off_is_removed_in_time(home: Home, client: Any) -> None:
    import os

    old = home.office / "imports" / "broken-off"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))
    upload(client, ("a.csv", b"one"))
    assert not old.exists()


def test_pages_of_data_hold_no_script_of_their_own(home: Home, client: Any) -> None:
    import re

    job = job_of(upload(client, later()))
    for path in ("import/", "imports/", f"imports/{job.pk}/", "snapshots/", "releases/"):
        answer = client.get(f"/office/data/{path}")
        body = answer.content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>\s*\S", body) == [], path
        assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert releases.current(home).name
