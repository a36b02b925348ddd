"""The back office is strict from the start: its key, its cookies, its headers, and nobody else's host."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.command import environment
from tests.office.acting import account, report, signed_in

from quipu.web.secret import kept_secret


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "office" / "secret-key"
    key = kept_secret(file)
    assert len(key) > 50
    assert kept_secret(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_django_finds_no_fault_for_production(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core import checks

    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")  # set for these tests alone

    # Not ours: what the proxy does, what follows from HTTPS, and that the editor shows previews in a frame of its own.
    expected = {"security.W004", "security.W008", "security.W012", "security.W016", "security.W019"}
    found = {message.id for message in checks.run_checks(include_deployment_checks=True)}
    assert found <= expected


def test_with_https_cookies_are_sent_over_https_alone(office_home: Path) -> None:
    program = (
        "from quipu.web import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.ALLOWED_HOSTS)"
    )
    env = environment(office_home, QUIPU_OFFICE_URL="https://record.example.org") | {
        "PYTHONPATH": os.pathsep.join(sys.path)
    }
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "True True ['127.0.0.1', 'localhost', 'record.example.org']", done.stderr


def test_another_host_is_not_answered() -> None:
    from django.test import Client

    assert Client(headers={"host": "evil.example.org"}).get("/office/login/").status_code == 400


def test_cookies_are_kept_from_scripts_and_other_sites() -> None:
    from django.test import Client
    from tests.office.acting import PASSWORD

    account("ana", "writer", "PER")
    client = Client(headers={"host": "127.0.0.1"})
    client.get("/office/login/")
    client.post("/office/login/", {"username": "ana", "password": PASSWORD})
    assert {"quipu_office", "quipu_office_csrf"} <= client.cookies.keys()
    for name in ("quipu_office", "quipu_office_csrf"):
        cookie = client.cookies[name]
        assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/office/", "Strict", True)


@pytest.mark.parametrize("path", ["/office/login/", "/office/", "/office/nothing/"])
def test_pages_load_from_us_alone_and_are_kept_by_nobody(path: str) -> None:
    headers = signed_in("ana", "writer", "PER").get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert "no-store" in headers["cache-control"]
    assert "noindex" in headers["x-robots-tag"]


def test_pages_name_no_picture_script_or_style_of_another_host() -> None:
    import re

    client = signed_in("ana", "writer", "PER")
    for path in ("/office/", f"/office/pages/{report().pk}/edit/", "/office/account/"):
        body = client.get(path).content.decode()
        loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="([^"]+)"', body)
        assert [address for address in loaded if not address.startswith(("/office/", "data:"))] == []
        assert "gravatar" not in body
        assert "releases.wagtail" not in body


def test_an_uploaded_document_runs_nothing() -> None:
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document

    made = Document.objects.create(title="x", file=ContentFile(b"<script>1</script>", "x.html"))
    answer = signed_in("paul", "publisher").get(made.url)
    answer.close()
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")


def test_migrations_are_what_the_models_say() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "accounts", "editorial", "imports", check=True, dry_run=True, verbosity=0)


def test_no_page_holds_a_script_of_its_own() -> None:
    import re

    client = signed_in("paul", "publisher")
    region = report().get_parent().get_parent()
    for path in (
        "",
        f"pages/{region.pk}/",
        f"pages/{report().pk}/edit/",
        "images/add/",
        "reports/site-history/",
        "account/",
    ):
        body = client.get(f"/office/{path}").content.decode()
        inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>\s*\S", body)
        assert inline == [], path
        assert re.findall(r'\son(?:click|load|error|submit|change)="', body) == [], path
