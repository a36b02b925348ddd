"""Draft, review, translation, approval, publication: an edition goes one step at a time, and back with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from tests.office.acting import account, act, form_of, problems, report, rich, signed_in, step, write

LANGUAGES = ("ar", "es", "fr")
TEXT = "<p>People arrived throughout the year.</p>"


def submitted(*sections: str) -> Any:
    """A report of Peru that its writer has submitted."""
    write(signed_in("ana", "writer", "PER"), report(), *(sections or (TEXT,)), **{"action-submit": "1"})
    return report()


def reviewed() -> Any:
    """The same, when the region has approved it."""
    page = submitted()
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    return report()


def translate(language: str, text: str = "<p>Des gens sont arrivés.</p>") -> Any:
    """Translate the report of Peru and call it complete."""
    client = signed_in(f"translator-{language}", "translator", language)
    return write(client, report(language=language), text, **{"action-translation-complete": "1"})


def translated() -> Any:
    """The same, in every language."""
    reviewed()
    for language in LANGUAGES:
        translate(language)
    return report()


def lives() -> list[bool]:
    from quipu.web.editorial.models import ReportPage

    return list(ReportPage.objects.filter(subject="PER", year=2020).values_list("live", flat=True))


def test_the_steps_follow_each_other_until_everything_is_public() -> None:
    page = submitted()
    assert step(page) == "Review by the region: in_progress"
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    assert step(page) == "Translation: in_progress"
    for language in LANGUAGES:
        translate(language)
    assert step(page) == "Approval: in_progress"
    assert lives() == [False] * 4
    act(signed_in("paul", "publisher"), report(), "approve")
    assert lives() == [True] * 4


def test_nothing_is_public_before_approval() -> None:
    from django.test import Client

    page = translated()
    assert not any(lives())
    stranger = Client(headers={"host": "127.0.0.1"})
    for address in ("/", "/en/", f"/office/pages/{page.pk}/view_draft/", f"/office/pages/{page.pk}/edit/"):
        assert b"People arrived" not in stranger.get(address, follow=True).content


def test_every_language_gets_a_draft_with_the_blocks_of_the_source() -> None:
    page = reviewed()
    source = page.get_latest_revision_as_object()
    for language in LANGUAGES:
        draft = report(language=language).get_latest_revision_as_object()
        assert list(draft.blocks()) == list(source.blocks())
        assert draft.get_parent().get_parent().locale.language_code == language


def test_a_returned_edition_needs_a_reason() -> None:
    page = submitted()
    reviewer = signed_in("rosa", "reviewer", "AME")
    act(reviewer, page, "reject", comment=" ")
    assert step(page) == "Review by the region: in_progress"
    act(reviewer, page, "reject", comment="Say where they arrived.")
    assert step(page) == "Review by the region: needs_changes"


def test_a_returned_edition_is_submitted_again() -> None:
    page = submitted()
    act(signed_in("rosa", "reviewer", "AME"), page, "reject", comment="Say where they arrived.")
    from django.test import Client

    from quipu.web.accounts.models import Account

    writer = Client(headers={"host": "127.0.0.1"})
    writer.force_login(Account.objects.get(username="ana"))
    write(writer, page, "<p>People arrived in Tumbes.</p>", **{"action-submit": "1"})
    assert step(page) == "Review by the region: in_progress"


@pytest.mark.parametrize(("kind", "scope"), [("writer", "PER"), ("translator", "fr"), ("administrator", "")])
def test_only_reviewers_review(kind: str, scope: str) -> None:
    page = submitted()
    act(signed_in("somebody", kind, scope), page, "approve")
    assert step(page) == "Review by the region: in_progress"


@pytest.mark.parametrize(
    ("kind", "scope"), [("writer", "PER"), ("reviewer", "AME"), ("translator", "fr"), ("administrator", "")]
)
def test_only_publishers_approve(kind: str, scope: str) -> None:
    page = translated()
    act(signed_in("somebody", kind, scope), page, "approve")
    assert step(page) == "Approval: in_progress"
    assert not any(lives())


def test_what_was_submitted_is_kept_from_its_writer() -> None:
    page = submitted()
    writer = signed_in("berta", "writer", "PER")
    write(writer, page, "<p>Something else.</p>")
    assert "Something else" not in report().get_latest_revision_as_object().narrative[0].value.source


def test_a_publisher_cannot_pass_over_review_and_translation() -> None:
    publisher = signed_in("paul", "publisher")
    answer = write(publisher, report(), TEXT, **{"action-publish": "1"})
    assert problems(answer) == [f"Not handed on. {name} is not complete." for name in ("Arabic", "Spanish", "French")]
    assert not report().live


def test_a_translator_cannot_publish() -> None:
    reviewed()
    client = signed_in("fanny", "translator", "fr")
    write(client, report(language="fr"), "<p>…</p>", **{"action-publish": "1"})
    assert not report(language="fr").live


def test_a_translation_is_not_complete_once_its_source_has_changed() -> None:
    page = translated()
    publisher = signed_in("paul", "publisher")
    write(publisher, page, "<p>People arrived until May.</p>")
    act(publisher, report(), "approve")
    assert not any(lives())
    french = report(language="fr").get_latest_revision_as_object()
    assert french.changed_since_translated(report().get_latest_revision_as_object()) == [french.narrative[0].id]


def test_a_later_round_keeps_what_was_translated_and_adds_what_is_new() -> None:
    page = translated()
    publisher = signed_in("paul", "publisher")
    act(publisher, page, "reject", comment="Tell of the needs.")
    french = report(language="fr").get_latest_revision_as_object()
    from quipu.web.editorial.translating import prepare

    source = page.get_latest_revision_as_object()
    source.callouts = (
        type(source)
        ._meta.get_field("callouts")
        .stream_block.to_python(
            [{"type": "callout", "id": "new", "value": {"text": "<p>We left at night.</p>", "source": "A mother"}}]
        )
    )
    source.save_revision()
    prepare(report())
    brought_up = report(language="fr").get_latest_revision_as_object()
    assert brought_up.narrative.raw_data[0] == french.narrative.raw_data[0]
    assert [block.id for block in brought_up.callouts] == ["new"]


def test_an_approved_edition_waits_for_its_day() -> None:
    from django.core.management import call_command
    from django.utils import timezone
    from wagtail.models import Revision

    page = translated()
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision()
    act(signed_in("paul", "publisher"), report(), "approve")
    assert not any(lives())
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    revision = report().get_latest_revision()
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    assert lives() == [True] * 4


def test_translators_find_what_waits_for_them_on_their_desk() -> None:
    reviewed()
    desk = signed_in("fanny", "translator", "fr").get("/office/").content.decode()
    assert "To translate" in desk
    assert report(language="fr").title in desk


def test_a_translator_has_the_source_beside_the_text() -> None:
    reviewed()
    editor = signed_in("fanny", "translator", "fr").get(f"/office/pages/{report(language='fr').pk}/edit/")
    assert "People arrived throughout the year." in editor.content.decode()


def test_two_writers_do_not_overwrite_each_other_silently() -> None:
    page = report()
    first, second = signed_in("ana", "writer", "PER"), signed_in("berta", "writer", "PER")
    data = form_of(page)
    write(first, page, TEXT)
    headers = {"accept": "application/json"}
    old = data | {
        "loaded_revision_id": "1",
        "loaded_revision_created_at": "",
        "narrative-0-value": rich("<p>Mine.</p>"),
    }
    answer = second.post(f"/office/pages/{page.pk}/edit/", old, headers=headers)
    assert answer.json()["success"] is False
    assert TEXT[3:-4] in report().get_latest_revision_as_object().narrative[0].value.source


def test_what_saves_itself_takes_no_step() -> None:
    page = submitted()
    reviewer = signed_in("rosa", "reviewer", "AME")
    pressed = form_of(page) | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    reviewer.post(f"/office/pages/{page.pk}/edit/", pressed, headers={"accept": "application/json"})
    assert step(page) == "Review by the region: in_progress"
    reviewer.post(f"/office/pages/{page.pk}/edit/", pressed)
    assert step(page) == "Translation: in_progress"


def test_a_step_that_was_taken_is_not_taken_again() -> None:
    from django.core.exceptions import PermissionDenied

    page = reviewed()
    rosa = account("second", "reviewer", "AME")
    with pytest.raises(PermissionDenied, match="another step"):
        page.current_workflow_task.on_action(page.current_workflow_task_state, rosa, "approve")


def test_writers_find_their_editions_on_their_desk() -> None:
    desk = signed_in("ana", "writer", "PER").get("/office/").content.decode()
    assert f"/office/pages/{report().pk}/edit/" in desk


@pytest.mark.parametrize(
    ("text", "told"), [(TEXT, "is still in English"), ("<p></p>", "is empty"), ("<p>…</p>", "is empty")]
)
def test_a_section_that_is_not_translated_is_named(text: str, told: str) -> None:
    reviewed()
    (problem,) = problems(translate("fr", text))
    assert problem.startswith("Not handed on. Operational context")
    assert told in problem
    assert not report(language="fr").get_latest_revision_as_object().follows
