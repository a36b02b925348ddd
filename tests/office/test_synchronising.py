"""Pages for every operation and year appear by themselves, once, and stay as people wrote them."""

from dataclasses import replace
from typing import Any

from tests.office.acting import report, signed_in, write

from quipu.core.profile import load
from quipu.core.record import Edition


class Made:
    """A record that knows Peru, and what a test adds."""

    def __init__(self, *subjects: Any) -> None:
        self._subjects = subjects

    def subjects(self) -> tuple[Any, ...]:
        return self._subjects


def subjects() -> dict[str, Any]:
    from quipu.web.editorial import released

    return {subject.code: subject for subject in released.record("en").subjects()}


def synchronise(*changed: Any) -> Any:
    from quipu.web.editorial.synchronising import synchronise

    known = subjects() | {subject.code: subject for subject in changed}
    return synchronise(Made(*known.values()), load("unhcr"), ("en", "fr", "es", "ar"))


def made_up_chile() -> Any:
    peru = subjects()["PER"]
    years = tuple(replace(edition, countries=("CHL",)) for edition in peru.editions)
    return replace(peru, code="CHL", slug="chile", names=(("en", "Chile"), ("fr", "Chili")), editions=years)


def test_every_operation_and_year_has_a_plan_and_a_report() -> None:
    from quipu.web.editorial.models import PlanPage, ReportPage

    years = set(subjects()["PER"].years)
    for kind in (PlanPage, ReportPage):
        assert set(kind.objects.filter(subject="PER").values_list("year", flat=True)) == years


def test_a_report_begins_with_the_sections_of_the_profile() -> None:
    begun = [block.block_type for block in report().narrative]
    assert begun == ["operational_context", "population_trends", "key_achievements", "unmet_needs", "flexible_funding"]


def test_nothing_is_made_twice() -> None:
    outcome = synchronise()
    assert (outcome.editions, outcome.operations, outcome.moved) == (0, 0, 0)


def test_a_new_operation_has_pages_writers_and_a_place_for_files() -> None:
    from wagtail.models import Collection

    from quipu.web.editorial.models import Role

    outcome = synchronise(made_up_chile())
    assert (outcome.editions, outcome.operations) == (2 * len(made_up_chile().years), 1)
    assert Role.objects.get(kind="writer", scope="CHL").group.name == "Writers of Chile"
    assert Collection.objects.filter(name="CHL").exists()


def test_a_new_year_adds_two_editions() -> None:
    peru = subjects()["PER"]
    next_year = Edition(peru.years[-1] + 1, "operation", "AME", ("PER",), "", ())
    assert synchronise(replace(peru, editions=(*peru.editions, next_year))).editions == 2


def test_what_people_wrote_stays() -> None:
    client = signed_in("ana", "writer", "PER")
    write(client, report(), "<p>The year began with new arrivals.</p>")
    synchronise(made_up_chile())
    newest = report().get_latest_revision_as_object()
    assert "new arrivals" in newest.narrative[0].value.source


def test_an_operation_that_changes_its_region_is_moved_with_all_below_it() -> None:
    page, peru = report(), subjects()["PER"]
    elsewhere = replace(peru.editions[-1], region="EUR")
    outcome = synchronise(replace(peru, editions=(*peru.editions[:-1], elsewhere)))
    assert (outcome.moved, outcome.operations, outcome.editions) == (1, 0, 0)
    moved = report()
    assert moved.pk == page.pk
    assert moved.get_parent().get_parent().specific.code == "EUR"


def test_writers_keep_their_operation_when_it_moves() -> None:
    client, peru = signed_in("ana", "writer", "PER"), subjects()["PER"]
    synchronise(replace(peru, editions=(*peru.editions[:-1], replace(peru.editions[-1], region="EUR"))))
    assert write(client, report(), "<p>Still ours.</p>").status_code == 302


def test_what_the_framework_begins_with_is_gone() -> None:
    """Its groups would have rights over everything, and its workflow would hold translations."""
    from django.contrib.auth.models import Group
    from wagtail.models import Page, Workflow

    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert [workflow.name for workflow in Workflow.objects.all()] == ["review and publication"]
    assert not Group.objects.filter(role=None).exists()


def test_the_sample_has_an_edition_with_the_faults_that_it_is_to_have() -> None:
    from quipu.web.editorial.checking import check
    from quipu.web.editorial.demonstration import write_sample

    assert write_sample()
    assert not write_sample()
    found = {
        each.verdict.number.written: str(each.verdict.standing)
        for each in check(report().get_latest_revision_as_object())
    }
    assert {"537,590": "close", "52,9960": "impossible", "55": "doubtful", "4,302": "close"}.items() <= found.items(), (
        found
    )
    assert "contradicted" in found.values()
