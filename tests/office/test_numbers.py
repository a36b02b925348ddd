"""The number check in the editor: what it tells, what it stops, what a reviewer may let pass, and how figures are bound."""

from typing import Any

import pytest
from tests.office.acting import account, act, form_of, problems, report, rich, signed_in, step, write
from tests.office.test_workflow import reviewed, submitted, translate

MISPRINT = "<p>We reached 52,9960 people with cash.</p>"
SENTENCE = "We reached 52,9960 people with cash."
ASYLUM = "PER/2020/population/asylum-seekers"


@pytest.fixture
def writer() -> Any:
    return signed_in("ana", "writer", "PER")


def looked_at(client: Any, page: Any, *sections: str) -> list[dict[str, Any]]:
    """What the panel shows for a text that is typed and not saved."""
    data = form_of(page)
    for place, html in enumerate(sections):
        data[f"narrative-{place}-value"] = rich(html)
    answer = client.post(f"/office/editions/{page.pk}/numbers/", data)
    assert answer.status_code == 200, answer.content
    return list(answer.json()["numbers"])


def value(address: str) -> str:
    """A figure of the sample as English writes it."""
    from quipu.core.address import Address
    from quipu.web.editorial import released

    found = released.record("en").get(Address.parse(address)).value
    return f"{found:,f}"


def let_pass(client: Any, page: Any, **changed: str) -> Any:
    passage = page.get_latest_revision_as_object().narrative[0].id
    asked = {
        "passage": passage,
        "written": "52,9960",
        "sentence": SENTENCE,
        "reason": "It is quoted from the donor's own letter.",
    }
    return client.post(f"/office/editions/{page.pk}/pass/", asked | changed)


def test_numbers_are_judged_while_they_are_typed(writer: Any) -> None:
    (number,) = looked_at(writer, report(), MISPRINT)
    assert (number["written"], number["standing"], number["stops"]) == ("52,9960", "impossible", True)
    assert number["passage"] == report().narrative[0].id
    assert report().latest_revision_id is None


def test_a_number_that_is_a_figure_can_be_bound(writer: Any) -> None:
    written = value(ASYLUM)
    (number,) = looked_at(writer, report(), f"<p>There were {written} asylum-seekers in Peru.</p>")
    assert number["standing"] == "equal"
    assert {"address": ASYLUM, "text": written}.items() <= number["candidates"][0].items()


def test_a_number_that_nearly_is_a_figure_is_offered_the_figure(writer: Any) -> None:
    (number,) = looked_at(writer, report(), "<p>There were 537,590 asylum-seekers in Peru.</p>")
    assert number["standing"] == "close"
    assert number["candidates"][0]["text"] == value(ASYLUM)


def test_a_bound_figure_keeps_its_address(writer: Any) -> None:
    html = f'<p>There were <span data-figure="{ASYLUM}">{value(ASYLUM)}</span> asylum-seekers.</p>'
    write(writer, report(), html)
    assert f'data-figure="{ASYLUM}"' in report().get_latest_revision_as_object().narrative[0].value.source
    (number,) = looked_at(writer, report())
    assert number["standing"] == "bound"


def test_a_bound_figure_that_says_something_else_now_is_told(writer: Any) -> None:
    html = f'<p>There were <span data-figure="{ASYLUM}">400,000</span> asylum-seekers.</p>'
    (number,) = looked_at(writer, report(), html)
    assert number["standing"] == "changed"
    assert value(ASYLUM) in number["message"]


def test_places_in_the_text_are_those_of_the_editor(writer: Any) -> None:
    """The script finds a number by counting characters of the editor's paragraphs, joined by line ends."""
    html = "<h3>Cash</h3><ul><li>We reached <b>many</b>;</li><li>52,9960 people &amp; more.</li></ul>"
    (number,) = looked_at(writer, report(), html)
    text = "Cash\nWe reached many;\n52,9960 people & more."
    assert text[number["start"] : number["end"]] == "52,9960"


def test_a_draft_with_any_number_can_be_saved(writer: Any) -> None:
    assert write(writer, report(), MISPRINT).status_code == 302
    assert "52,9960" in report().get_latest_revision_as_object().narrative[0].value.source


def test_an_impossible_number_stops_submission(writer: Any) -> None:
    (problem,) = problems(write(writer, report(), MISPRINT, **{"action-submit": "1"}))
    assert problem.startswith("Not handed on. 52,9960 cannot be read")
    assert step(report()) == "none"


def test_a_contradiction_stops_submission(writer: Any) -> None:
    texts = (
        "<p>The helpline answered 70,120 calls and messages.</p>",
        "<p>The helpline answered 70,210 calls and messages.</p>",
    )
    assert len(problems(write(writer, report(), *texts, **{"action-submit": "1"}))) == 2


def test_an_impossible_number_stops_approval() -> None:
    page = submitted()
    reviewer = signed_in("rosa", "reviewer", "AME")
    write(reviewer, page, MISPRINT)
    act(reviewer, page, "approve")
    assert step(page) == "Review by the region: in_progress"


def test_a_number_that_a_translation_has_otherwise_stops_it() -> None:
    submitted("<p>The helpline answered 70,120 calls and messages.</p>")
    page = report()
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    translate("fr", "<p>La ligne d'assistance a répondu à 72\u00a0120 appels et messages.</p>")
    assert not report(language="fr").get_latest_revision_as_object().follows


def test_a_reviewer_lets_a_number_pass_with_a_reason_that_is_kept(writer: Any) -> None:
    write(writer, report(), MISPRINT)
    reviewer = signed_in("rosa", "reviewer", "AME")
    answer = let_pass(reviewer, report()).json()
    assert answer["stopping"] == 0
    assert answer["numbers"][0]["passed"] == "rosa: It is quoted from the donor's own letter."
    assert write(writer, report(), MISPRINT, **{"action-submit": "1"}).status_code == 302
    assert step(report()) == "Review by the region: in_progress"


def test_the_log_tells_who_let_what_pass_and_why(writer: Any) -> None:
    from wagtail.models import PageLogEntry

    write(writer, report(), MISPRINT)
    let_pass(signed_in("rosa", "reviewer", "AME"), report())
    (entry,) = PageLogEntry.objects.filter(action="quipu.pass")
    assert entry.user.username == "rosa"
    assert "52,9960" in entry.message
    assert "donor's own letter" in entry.message


def test_a_reason_is_required(writer: Any) -> None:
    write(writer, report(), MISPRINT)
    assert let_pass(signed_in("rosa", "reviewer", "AME"), report(), reason=" ok ").status_code == 422


def test_what_passed_holds_for_that_sentence_alone(writer: Any) -> None:
    write(writer, report(), MISPRINT)
    let_pass(signed_in("rosa", "reviewer", "AME"), report())
    (number,) = looked_at(writer, report(), "<p>We reached 52,9960 families with cash.</p>")
    assert number["stops"]


def test_a_number_that_is_not_there_cannot_pass(writer: Any) -> None:
    write(writer, report(), MISPRINT)
    assert let_pass(signed_in("rosa", "reviewer", "AME"), report(), written="7").status_code == 409


@pytest.mark.parametrize("name", ["numbers", "pass"])
def test_no_other_site_can_ask_in_somebodys_name(name: str) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    client.force_login(account("ana", "writer", "PER"))
    assert client.post(f"/office/editions/{report().pk}/{name}/", form_of(report())).status_code == 403


def test_key_figures_are_judged_like_the_text(writer: Any) -> None:
    from tests.office.acting import stream_of

    figure = {"number": "52,9960", "unit": "people", "counts": "people with cash", "standing": "result", "address": ""}
    data = form_of(report()) | stream_of("key_figures", [{"type": "figure", "id": "one", "value": figure}])
    answer = writer.post(f"/office/editions/{report().pk}/numbers/", data)
    assert [n["standing"] for n in answer.json()["numbers"]] == ["impossible"]


def test_figures_are_found_by_words(writer: Any) -> None:
    found = writer.get(f"/office/editions/{report().pk}/figures/?q=asylum-seekers").json()["figures"]
    assert (found[0]["address"], found[0]["year"], found[0]["text"]) == (ASYLUM, 2020, value(ASYLUM))


def test_figures_are_found_by_address(writer: Any) -> None:
    (figure,) = writer.get(f"/office/editions/{report().pk}/figures/?q=PER/2020/budget").json()["figures"]
    assert (figure["text"], figure["short"]) == ("US$48,625,534", "US$48.6 million")


def test_figures_speak_the_language_of_the_edition() -> None:
    reviewed()
    client = signed_in("fanny", "translator", "fr")
    (figure,) = client.get(f"/office/editions/{report(language='fr').pk}/figures/?q=PER/2020/budget").json()["figures"]
    assert "48\u202f625\u202f534" in figure["text"]


def test_an_address_that_is_none_is_no_error(writer: Any) -> None:
    assert writer.get(f"/office/editions/{report().pk}/figures/?q=XXX/2020/nothing").json()["figures"] == []
