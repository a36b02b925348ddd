"""The desk: what is due, came back, waits, changed, is behind, is scheduled, was remarked - for each person, in few questions."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.office.acting import act, form_of, report, signed_in, write
from tests.office.test_changed_figures import changed, writer  # noqa: F401 - fixtures
from tests.office.test_synchronising import made_up_chile, subjects, synchronise
from tests.office.test_workflow import TEXT, reviewed, submitted, translate, translated

from quipu.core.profile import Call, parse
from quipu.core.profile import load as load_profile


def desk(name: str) -> Any:
    """The desk of somebody who has signed in before."""
    from quipu.web.accounts.models import Account
    from quipu.web.editorial.desk import Desk

    return Desk(Account.objects.get(username=name))


def titles(part: Any) -> list[str]:
    return [row.title for row in part.rows]


def test_what_nobody_has_begun_is_due_in_the_newest_year() -> None:
    newest = subjects()["PER"].years[-1]
    client = signed_in("ana", "writer", "PER")
    assert sorted(titles(desk("ana").due())) == [f"Peru {newest}: plan", f"Peru {newest}: report"]
    write(client, report(year=newest), TEXT)
    assert titles(desk("ana").due()) == [f"Peru {newest}: plan"]


def test_the_day_comes_from_the_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    from quipu.web.editorial import desk as module

    profile = replace(load_profile("unhcr"), calls=(Call("report", 1, 3, 31),))
    monkeypatch.setattr(module, "profile", lambda: profile)
    signed_in("ana", "writer", "PER")
    first, second = desk("ana").due().rows
    newest = subjects()["PER"].years[-1]
    assert (first.title, first.day, first.late) == (f"Peru {newest}: report", date(newest + 1, 3, 31), True)
    assert (second.day, second.late) == (None, False)


def test_a_writer_is_not_asked_for_another_operation() -> None:
    synchronise(made_up_chile())
    signed_in("ana", "writer", "PER")
    signed_in("rosa", "reviewer", "AME")
    assert not any("Chile" in title for title in titles(desk("ana").due()))
    assert any("Chile" in title for title in titles(desk("rosa").due()))


def test_what_came_back_tells_why() -> None:
    page = submitted()
    act(signed_in("rosa", "reviewer", "AME"), page, "reject", comment="Say where they arrived.")
    (row,) = desk("ana").came_back().rows
    assert (row.title, row.reason, row.who) == ("Peru 2020: report", "Say where they arrived.", "rosa")
    from django.test import Client

    from quipu.web.accounts.models import Account

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Account.objects.get(username="ana"))
    assert "Say where they arrived." in client.get("/office/").content.decode()


def test_a_review_waits_for_the_region_and_an_approval_for_headquarters() -> None:
    page = submitted()
    rosa = signed_in("rosa", "reviewer", "AME")
    signed_in("paul", "publisher")
    assert (titles(desk("rosa").waiting()), titles(desk("paul").waiting())) == (["Peru 2020: report"], [])
    assert titles(desk("ana").on_its_way()) == ["Peru 2020: report"]
    assert "Waits for you" in rosa.get("/office/").content.decode()
    act(rosa, page, "approve")
    for language in ("ar", "es", "fr"):
        translate(language)
    assert (titles(desk("rosa").waiting()), titles(desk("paul").waiting())) == ([], ["Peru 2020: report"])


def test_a_translation_waits_until_it_is_complete() -> None:
    reviewed()
    signed_in("fanny", "translator", "fr")
    (row,) = desk("fanny").to_translate().rows
    assert (row.language, row.begun) == ("French", False)
    translate("fr")
    assert not desk("fanny").to_translate()


def test_a_draft_is_compared_as_its_page_would_be() -> None:
    from quipu.web.editorial.behind import digests

    revision = submitted().get_latest_revision()
    assert digests(revision.content) == revision.as_object().digests()


def test_a_live_edition_that_changed_leaves_its_translations_behind() -> None:
    page = translated()
    publisher = signed_in("paul", "publisher")
    act(publisher, page, "approve")
    assert not desk("paul").behind()
    newest = report().get_latest_revision_as_object()
    newest.narrative[0].value.source = "<p>People arrived until May.</p>"
    revision = newest.save_revision()
    later = revision.created_at + timedelta(days=12, hours=1)
    type(newest).objects.filter(pk=newest.pk).update(latest_revision_created_at=later)
    rows = desk("paul").behind().rows
    assert [(row.language, row.sections, row.days) for row in rows] == [
        (name, 1, 12) for name in ("Arabic", "Spanish", "French")
    ]
    signed_in("fanny", "translator", "fr")
    assert [row.language for row in desk("fanny").behind().rows] == ["French"]


@pytest.mark.usefixtures("changed")
def test_what_the_data_changed_is_shown_old_beside_new() -> None:
    (row,) = desk("ana").changed().rows
    (figure,) = row.figures
    assert (row.title, figure.before, figure.after) == ("Peru 2020: report", "412,345", "537,552")


def test_what_is_scheduled_tells_when() -> None:
    from django.utils import timezone

    page = translated()
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = timezone.now().replace(microsecond=0) + timedelta(days=1)
    draft.save_revision()
    act(signed_in("paul", "publisher"), report(), "approve")
    (row,) = desk("ana").scheduled().rows
    assert (row.title, row.at) == ("Peru 2020: report", draft.go_live_at)


def comment(client: Any, page: Any, text: str) -> Any:
    """A comment on the first section, as the editor sends it."""
    from wagtail.test.utils.form_data import inline_formset, nested_form_data

    newest = page.get_latest_revision_as_object()
    told = {"text": text, "contentpath": f"narrative.{newest.narrative[0].id}", "replies": inline_formset([])}
    data = form_of(page) | nested_form_data({"comments": inline_formset([told])})
    return client.post(f"/office/pages/{page.pk}/edit/", data)


def test_a_comment_of_another_is_on_the_desk_until_it_is_answered_or_resolved() -> None:
    from wagtail.models import Comment, CommentReply

    page = submitted()
    assert comment(signed_in("rosa", "reviewer", "AME"), page, "Which month?").status_code == 302
    (row,) = desk("ana").remarks().rows
    assert (row.title, row.who, row.text) == ("Peru 2020: report", "rosa", "Which month?")
    assert not desk("rosa").remarks()
    (held,) = Comment.objects.all()
    from quipu.web.accounts.models import Account

    CommentReply.objects.create(comment=held, user=Account.objects.get(username="ana"), text="March.")
    assert not desk("ana").remarks()
    assert [row.text for row in desk("rosa").remarks().rows] == ["March."]
    Comment.objects.update(resolved_at=held.created_at)
    assert not desk("rosa").remarks()


@pytest.mark.parametrize(
    ("kind", "scope"),
    [("writer", "PER"), ("reviewer", "AME"), ("translator", "fr"), ("publisher", ""), ("administrator", "")],
)
def test_a_desk_asks_as_often_for_much_as_for_little(kind: str, scope: str, django_queries: Any) -> None:
    client = signed_in("somebody", kind, scope)
    client.get("/office/")
    submitted()
    with django_queries() as few:
        client.get("/office/")
    peru = subjects()["PER"]
    for number in range(3):
        name = (("en", f"Made-up {number}"),)
        synchronise(replace(peru, code=f"X{number}", slug=f"made-up-{number}", names=name))
        other = signed_in(f"writer-{number}", "writer", f"X{number}")
        write(other, report(f"X{number}"), TEXT, **{"action-submit": "1"})
    with django_queries() as many:
        client.get("/office/")
    assert len(many) <= len(few) + 3
    assert len(many) < 60


def test_a_call_for_editions_has_a_day_of_every_year() -> None:
    from importlib import resources

    from quipu.core.errors import QuipuError

    text = resources.files("quipu.publishers").joinpath("unhcr", "profile.toml").read_text("utf-8")
    call = '\n[[calls]]\nedition = "report"\nyears_after = 1\nmonth = 3\nday = 31\n'
    assert parse(text + call, "made-up").due("report", 2020) == date(2021, 3, 31)
    with pytest.raises(QuipuError, match="no day 31 of month 2"):
        parse(text + call.replace("month = 3", "month = 2"), "made-up")
