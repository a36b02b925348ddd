"""Comments, comparisons, undo and the log: Wagtail's own, for each role on what it reaches and nothing else."""

from typing import Any

import pytest
from tests.office.acting import act, form_of, report, signed_in, write
from tests.office.test_desk import comment
from tests.office.test_roles import chile  # noqa: F401 - a fixture
from tests.office.test_workflow import TEXT, reviewed, submitted

FIRST, SECOND = "<p>People arrived in March.</p>", "<p>People arrived in April.</p>"


@pytest.fixture
def writer() -> Any:
    return signed_in("ana", "writer", "PER")


@pytest.fixture
def twice(writer: Any) -> list[Any]:
    """The revisions of a report that was written twice, oldest first."""
    write(writer, report(), FIRST)
    write(writer, report(), SECOND)
    return list(report().revisions.order_by("created_at"))


def source() -> str:
    return str(report().get_latest_revision_as_object().narrative[0].value.source)


def test_two_versions_are_compared(writer: Any, twice: list[Any]) -> None:
    answer = writer.get(f"/office/pages/{report().pk}/revisions/compare/{twice[0].pk}...{twice[1].pk}/")
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "March" in told
    assert "April" in told


def test_a_writer_goes_back_to_an_earlier_version(writer: Any, twice: list[Any]) -> None:
    from wagtail.models import PageLogEntry

    shown = writer.get(f"/office/pages/{report().pk}/revisions/{twice[0].pk}/revert/")
    assert "People arrived in March." in shown.content.decode()
    old = twice[0].as_object()
    data = form_of(report()) | form_of_version(old)
    assert writer.post(f"/office/pages/{report().pk}/revisions/{twice[0].pk}/revert/", data).status_code == 302
    assert "March" in source()
    assert len(report().revisions.all()) == 3
    assert PageLogEntry.objects.filter(action="wagtail.revert", user__username="ana").exists()


def form_of_version(page: Any) -> dict[str, str]:
    from tests.office.acting import stream_of

    return stream_of("narrative", list(page.narrative.raw_data))


def test_going_back_does_not_pass_over_what_another_saved_meanwhile(twice: list[Any]) -> None:
    opened = {"loaded_revision_id": str(twice[0].pk), "loaded_revision_created_at": twice[0].created_at.isoformat()}
    data = form_of(report()) | form_of_version(twice[0].as_object()) | opened
    berta = signed_in("berta", "writer", "PER")
    answer = berta.post(f"/office/pages/{report().pk}/revisions/{twice[0].pk}/revert/", data)
    assert "April" in source()
    assert "saved this edition" in answer.content.decode()


def test_a_writer_cannot_undo_elsewhere(chile: Any, writer: Any) -> None:  # noqa: F811 - the fixture
    write(signed_in("carla", "writer", "CHL"), chile, TEXT)
    chile.refresh_from_db()
    revision = chile.get_latest_revision()
    for address in (f"revisions/{revision.pk}/revert", f"revisions/compare/earliest...{revision.pk}", "history"):
        assert writer.get(f"/office/pages/{chile.pk}/{address}/").status_code in {302, 403}
    writer.post(f"/office/pages/{chile.pk}/revisions/{revision.pk}/revert/", form_of(chile))
    assert chile.revisions.count() == 1


def test_a_submitted_edition_is_not_undone_by_its_writer() -> None:
    page = submitted()
    revision = page.get_latest_revision()
    berta = signed_in("berta", "writer", "PER")
    berta.post(f"/office/pages/{page.pk}/revisions/{revision.pk}/revert/", form_of(page))
    assert report().revisions.count() == 1


@pytest.mark.parametrize(
    ("kind", "scope", "language"),
    [("writer", "PER", "en"), ("reviewer", "AME", "en"), ("translator", "fr", "fr"), ("publisher", "", "en")],
)
def test_everybody_comments_where_they_read(kind: str, scope: str, language: str) -> None:
    from wagtail.models import Comment

    page = reviewed()
    act(signed_in("a-publisher", "publisher"), page, "reject", comment="Again.")
    here = report(language=language)
    assert comment(signed_in("somebody", kind, scope), here, "Which month?").status_code == 302
    (held,) = Comment.objects.all()
    assert (held.user.username, held.text, held.page_id) == ("somebody", "Which month?", here.pk)


def test_a_comment_outlives_what_is_written_after_it() -> None:
    from wagtail.models import Comment

    page = submitted()
    rosa = signed_in("rosa", "reviewer", "AME")
    comment(rosa, page, "Which month?")
    act(rosa, page, "reject", comment="See the comment.")
    (held,) = Comment.objects.all()
    berta = signed_in("berta", "writer", "PER")
    write(berta, report(), "<p>People arrived in March.</p>", **kept(held))
    assert "Which month?" in berta.get(f"/office/pages/{page.pk}/edit/").content.decode()
    assert not Comment.objects.get().resolved_at


def kept(held: Any) -> dict[str, str]:
    """A comment that is there, as the editor sends it along."""
    from wagtail.test.utils.form_data import inline_formset, nested_form_data

    told = {"id": str(held.pk), "text": held.text, "contentpath": held.contentpath, "replies": inline_formset([])}
    return dict(nested_form_data({"comments": inline_formset([told], initial=1)}))


def test_nobody_comments_elsewhere(chile: Any, writer: Any) -> None:  # noqa: F811 - the fixture
    from wagtail.models import Comment

    assert comment(writer, chile, "Which month?").status_code in {302, 403}
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("kind", "scope"), [("administrator", ""), ("publisher", "")])
def test_the_history_of_the_site_tells_who_did_what(kind: str, scope: str, twice: list[Any]) -> None:
    answer = signed_in("somebody", kind, scope).get("/office/reports/site-history/")
    assert answer.status_code == 200
    assert len(twice) == 2
    told = answer.content.decode()
    assert "Peru 2020: report" in told
    assert "ana" in told


def test_a_writer_reads_no_history_of_others(chile: Any, writer: Any) -> None:  # noqa: F811 - the fixture
    write(signed_in("carla", "writer", "CHL"), chile, TEXT)
    assert "Chile" not in writer.get("/office/reports/site-history/", follow=True).content.decode()
