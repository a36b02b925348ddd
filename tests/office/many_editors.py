"""Run by `test_many_editors.py` in a process of its own: fifty editors save fifty editions at once, two of them the same one.

Prints what each was answered, and what is kept, as JSON.
"""

import json
import sys
import threading
from dataclasses import replace
from typing import Any

from quipu.web import office

OPERATIONS = int(sys.argv[1])
LANGUAGES = ("en", "fr", "es", "ar")


class Made:
    """A record of made-up operations, all like Peru."""

    def __init__(self, subjects: tuple[Any, ...]) -> None:
        self._subjects = subjects

    def subjects(self) -> tuple[Any, ...]:
        return self._subjects


def prepare() -> list[tuple[str, int]]:
    """Make the operations and their writers; return each writer with the edition that they save."""
    from tests.office.acting import account, report

    from quipu.core.profile import load
    from quipu.web.editorial import released
    from quipu.web.editorial.synchronising import synchronise

    office.prepare()
    known = {subject.code: subject for subject in released.record("en").subjects()}
    codes = [f"X{number:02}" for number in range(OPERATIONS)]
    peru = replace(known["PER"], editions=known["PER"].editions[:1])
    others = [replace(peru, code=code, slug=code.lower(), names=(("en", f"Made-up {code}"),)) for code in codes]
    synchronise(Made((*known.values(), *others)), load("unhcr"), LANGUAGES)
    year = peru.editions[0].year
    editors = []
    for code in (*codes, codes[0]):
        name = f"writer-{len(editors)}"
        account(name, "writer", code)
        editors.append((name, report(code, year).pk))
    return editors


def save(name: str, pk: int, begin: threading.Barrier, answers: dict[str, Any]) -> None:
    """Open the edition, wait for the others, save; keep what was answered."""
    from django.db import connection
    from django.test import Client
    from tests.office.acting import form_of, rich

    from quipu.web.accounts.models import Account
    from quipu.web.editorial.models import ReportPage

    try:
        client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
        client.force_login(Account.objects.get(username=name))
        data = form_of(ReportPage.objects.get(pk=pk)) | {"loaded_revision_id": "none", "loaded_revision_created_at": ""}
        data["narrative-0-value"] = rich(f"<p>Written by {name}.</p>")
        begin.wait(timeout=60)
        answer = client.post(f"/office/pages/{pk}/edit/", data)
        answers[name] = {"status": answer.status_code, "told": b"saved this edition" in answer.content}
    finally:
        connection.close()


def main() -> None:
    """Do it."""
    from django.test.utils import override_settings, setup_test_environment

    setup_test_environment()
    answers: dict[str, Any] = {}
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        editors = prepare()
        begin = threading.Barrier(len(editors))
        threads = [threading.Thread(target=save, args=(*editor, begin, answers)) for editor in editors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
    print(json.dumps({"answers": answers, "kept": kept(editors)}))  # noqa: T201 - it is read by the test


def kept(editors: list[tuple[str, int]]) -> dict[str, bool]:
    """Whether the text of each is in a version of the edition."""
    from quipu.web.editorial.models import ReportPage

    found = {}
    for name, pk in editors:
        revisions = ReportPage.objects.get(pk=pk).revisions.all()
        found[name] = any(f"Written by {name}." in json.dumps(revision.content) for revision in revisions)
    return found


if __name__ == "__main__":
    main()
