"""Figures that say something else than when an edition was last reviewed: told, taken by a click, never put in by themselves."""

import json
from decimal import Decimal
from typing import Any

import pytest
from tests.office.acting import act, form_of, report, signed_in, stream_of, write
from tests.office.test_synchronising import made_up_chile, synchronise
from tests.office.test_workflow import LANGUAGES, submitted, translate

BUDGET = "PER/2020/budget"
ASYLUM = "PER/2020/population/asylum-seekers"
WAS = Decimal(412345)
"""A made-up value that the figure had when the edition was reviewed."""


def now(address: str = ASYLUM) -> str:
    from quipu.web.editorial import released

    found = released.at(address, "en")
    return str(released.shown(found.value, found.unit, "en")[0])


def html(number: str, address: str = ASYLUM) -> str:
    return f'There were <span data-figure="{address}">{number}</span> asylum-seekers.'


def seen_before(address: str = ASYLUM, value: Decimal | str = WAS) -> None:
    """What was remembered is made another value, as if a release had changed it since."""
    from quipu.web.editorial.seen import Seen

    assert Seen.objects.filter(address=address).update(value=str(value)) == 1


def followed() -> None:
    """A release becomes current."""
    from quipu.web.editorial import released, reviewing

    reviewing.compare(released.record("en"))


def text(language: str = "en", place: int = 0) -> str:
    return str(report(language=language).get_latest_revision_as_object().narrative[place].value.source)


def decide(client: Any, deed: str, address: str = "all") -> Any:
    return client.post(f"/office/editions/{report().pk}/changed/", {deed: address})


@pytest.fixture
def writer() -> Any:
    return signed_in("ana", "writer", "PER")


@pytest.fixture
def changed(writer: Any) -> Any:
    """A report whose figure said 412,345, with the number by hand beside it."""
    write(writer, report(), f"<p>{html('412,345')} The 412,345 people came from <b>eight</b> countries &amp; more.</p>")
    seen_before()
    followed()
    return report()


def test_a_figure_is_remembered_when_it_is_put_into_the_text(writer: Any) -> None:
    from quipu.web.editorial.reviewing import changes
    from quipu.web.editorial.seen import Seen

    write(writer, report(), f"<p>{html(now())}</p>")
    (seen,) = Seen.objects.all()
    assert (seen.address, seen.translation_key, seen.changed) == (ASYLUM, report().translation_key, False)
    assert changes(report().get_latest_revision_as_object()) == []


def test_a_figure_that_is_taken_out_of_the_text_is_forgotten(writer: Any) -> None:
    from quipu.web.editorial.seen import Seen

    write(writer, report(), f"<p>{html(now())}</p>")
    write(writer, report(), "<p>Nothing.</p>")
    assert not Seen.objects.exists()


def test_a_changed_figure_is_told_with_old_and_new_side_by_side(writer: Any, changed: Any) -> None:
    for address in (f"/office/editions/{changed.pk}/changed/", f"/office/pages/{changed.pk}/edit/"):
        page = writer.get(address).content.decode()
        assert "412,345" in page
        assert now() in page
        assert "changed since last review" in page


def test_the_listing_marks_the_edition(writer: Any, changed: Any) -> None:
    listing = writer.get(f"/office/pages/{changed.get_parent().pk}/").content.decode()
    assert listing.count("(figures changed since last review)") >= 1
    decide(writer, "keep")
    followed()
    assert "(figures changed" not in writer.get(f"/office/pages/{changed.get_parent().pk}/").content.decode()


@pytest.mark.usefixtures("changed")
def test_nothing_changes_by_itself() -> None:
    before = text()
    synchronise(made_up_chile())
    followed()
    assert text() == before


@pytest.mark.usefixtures("changed")
def test_a_new_value_is_taken_with_the_numbers_beside_it(writer: Any) -> None:
    decide(writer, "take", ASYLUM)
    wanted = f"{html(now())} The {now()} people came from <b>eight</b> countries &amp; more.</p>"
    assert text().partition(">")[2] == wanted


@pytest.mark.usefixtures("changed")
def test_what_was_taken_is_no_longer_marked(writer: Any) -> None:
    from quipu.web.editorial.reviewing import changes
    from quipu.web.editorial.seen import Seen

    decide(writer, "take")
    assert changes(report().get_latest_revision_as_object()) == []
    assert not Seen.objects.filter(changed=True).exists()


@pytest.mark.usefixtures("changed")
def test_seen_stays_leaves_the_text_and_is_logged(writer: Any) -> None:
    from wagtail.models import PageLogEntry

    before = text()
    decide(writer, "keep", ASYLUM)
    assert text() == before
    (entry,) = PageLogEntry.objects.filter(action="quipu.keep")
    assert (entry.user.username, "was 412,345" in entry.message) == ("ana", True)


def test_one_of_two_figures_is_taken(writer: Any) -> None:
    write(writer, report(), f"<p>{html('412,345')} {html('US$1', BUDGET)}</p>")
    seen_before()
    seen_before(BUDGET, "1")
    decide(writer, "take", BUDGET)
    assert "412,345" in text()
    assert now(BUDGET) in text()


@pytest.mark.parametrize(
    ("written", "was", "address", "after"),
    [
        ("US$40.2 million", "40212345", BUDGET, "US$48.6 million"),
        ("40.21 million", "40212345", BUDGET, "48.63 million"),
        ("412,345", "412345", ASYLUM, "537,552"),
        ("0.41 million", "412345", ASYLUM, "0.54 million"),
    ],
)
def test_a_value_is_written_as_the_old_one_was(writer: Any, written: str, was: str, address: str, after: str) -> None:
    write(writer, report(), f"<p>{html(written, address)}</p>")
    seen_before(address, was)
    decide(writer, "take")
    assert f">{after}</span>" in text()


def test_a_number_that_says_something_else_is_left(writer: Any) -> None:
    write(
        writer, report(), f"<p>{html('412,345')} We met 412,999 of them, and 12 partners.</p>", "<p>412,345 in all.</p>"
    )
    seen_before()
    decide(writer, "take")
    assert "We met 412,999 of them, and 12 partners." in text()
    assert text(place=1).count("412,345") == 1


def test_a_key_figure_is_set_right(writer: Any) -> None:
    value = {"number": "412,345", "unit": "people", "counts": "asylum-seekers", "standing": "result", "address": ASYLUM}
    data = form_of(report()) | stream_of("key_figures", [{"type": "figure", "id": "one", "value": value}])
    writer.post(f"/office/pages/{report().pk}/edit/", data)
    seen_before()
    decide(writer, "take")
    (figure,) = report().get_latest_revision_as_object().key_figures.raw_data
    assert figure["value"]["number"] == now()


def test_a_figure_that_was_withdrawn_can_only_be_seen(writer: Any) -> None:
    gone = "PER/2020/population/no-such-people"
    write(writer, report(), f"<p>{html('412,345', gone)}</p>")
    from quipu.web.editorial.reviewing import changes

    seen_before(gone)
    (change,) = changes(report().get_latest_revision_as_object())
    assert (change.before, change.can_be_taken) == ("412,345", False)
    decide(writer, "take")
    assert "412,345" in text()
    decide(writer, "keep")
    assert changes(report().get_latest_revision_as_object()) == []


def test_a_review_remembers_what_it_saw() -> None:
    from quipu.web.editorial.reviewing import changes

    page = submitted(f"<p>{html(now())}</p>")
    seen_before()
    assert changes(page.get_latest_revision_as_object())
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    assert changes(report().get_latest_revision_as_object()) == []


def test_a_live_edition_is_marked_and_what_is_taken_waits_as_a_draft() -> None:
    page = submitted(f"<p>{html(now())}</p>")
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    for language in LANGUAGES:
        translate(language, f"<p>Ils étaient {html(now())[11:]}</p>")
    publisher = signed_in("paul", "publisher")
    act(publisher, report(), "approve")
    assert report().live
    live = report().narrative[0].value.source
    seen_before()
    followed()
    assert "changed since last review" in publisher.get(f"/office/pages/{page.pk}/edit/").content.decode()
    seen_before(value=Decimal(537551))
    decide(publisher, "take")
    assert report().narrative[0].value.source == live


def test_translations_are_set_right_too_and_stay_complete() -> None:
    page = submitted(f"<p>{html('412,345')}</p>")
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    for language in LANGUAGES:
        translate(language, '<p>Ils étaient <span data-figure="' + ASYLUM + '">412 345</span>, ou 412 345.</p>')
    seen_before()
    decide(signed_in("paul", "publisher"), "take")
    french, source = report(language="fr").get_latest_revision_as_object(), report().get_latest_revision_as_object()
    assert "412" not in french.narrative[0].value.source
    assert french.narrative[0].value.source.count("537\u202f552") == 2
    assert french.is_complete(source)


@pytest.mark.usefixtures("changed")
def test_whoever_may_not_write_decides_nothing() -> None:
    before = text()
    assert decide(signed_in("fanny", "translator", "fr"), "take").status_code in {302, 403}
    assert text() == before


def test_what_was_submitted_is_not_changed_by_its_writer() -> None:
    submitted(f"<p>{html('412,345')}</p>")
    seen_before()
    before = text()
    assert decide(signed_in("berta", "writer", "PER"), "take").status_code in {302, 403}
    assert text() == before


@pytest.mark.usefixtures("changed")
def test_a_new_release_marks_editions_in_one_pass(django_queries: Any) -> None:
    with django_queries() as asked:
        followed()
    assert len(asked) <= 5, json.dumps([query["sql"][:200] for query in asked], indent=1)


def test_synchronising_leaves_what_was_seen(writer: Any) -> None:
    from quipu.web.editorial.seen import Seen

    write(writer, report(), f"<p>{html(now())}</p>")
    held = list(Seen.objects.values_list("address", "value", "changed"))
    reviewed_at = Seen.objects.get().at
    synchronise(made_up_chile())
    followed()
    assert list(Seen.objects.values_list("address", "value", "changed")) == held
    assert Seen.objects.get().at == reviewed_at


def test_what_the_editor_saved_by_itself_is_no_conflict_afterwards(writer: Any) -> None:
    told = writer.post(f"/office/pages/{report().pk}/edit/", form_of(report()), headers={"accept": "application/json"})
    held = told.json()["field_updates"]
    assert held["loaded_revision_id"] == report().latest_revision_id
    assert write(signed_in("berta", "writer", "PER"), report(), "<p>Hers.</p>", **held).status_code == 302


def test_somebody_elses_text_is_not_overwritten_without_a_word(writer: Any) -> None:
    berta = signed_in("berta", "writer", "PER")
    opened = {"loaded_revision_id": "none", "loaded_revision_created_at": ""}
    write(writer, report(), "<p>Mine.</p>", **opened)
    answer = write(berta, report(), "<p>Hers.</p>", **opened)
    assert "ana saved this edition" in str(answer.context["form"].non_field_errors())
    assert "Hers." in answer.content.decode()
    assert "Mine." in text()


def test_an_edition_that_nobody_saved_says_so_in_its_form(writer: Any) -> None:
    page = writer.get(f"/office/pages/{report().pk}/edit/").content.decode()
    assert '<input type="hidden" name="loaded_revision_id" value="none">' in page
