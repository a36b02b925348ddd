"""Who may see and touch what, tried by address as an outsider would."""

from typing import Any

import pytest
from tests.office.acting import form_of, report, signed_in, write
from tests.office.test_synchronising import made_up_chile, synchronise


@pytest.fixture
def chile() -> Any:
    """A report of an operation that is not Peru."""
    synchronise(made_up_chile())
    return report("CHL")


def addresses(page: Any) -> list[str]:
    """Every address under which an edition can be read or changed."""
    ends = [
        "edit",
        "history",
        "delete",
        "move",
        "copy",
        "unpublish",
        "view_draft",
        "edit/preview",
        "workflow_history",
        "privacy",
        "lock",
        "usage",
    ]
    office = [f"/office/pages/{page.pk}/{end}/" for end in ends]
    return [*office, *(f"/office/editions/{page.pk}/{end}/" for end in ("numbers", "figures", "pass"))]


def test_a_writer_sees_and_writes_the_own_operation() -> None:
    client = signed_in("ana", "writer", "PER")
    assert write(client, report(), "<p>People arrived.</p>").status_code == 302


def test_a_writer_cannot_see_another_operation_by_any_address(chile: Any) -> None:
    client = signed_in("ana", "writer", "PER")
    for address in addresses(chile):
        for answer in (client.get(address), client.post(address, {"reason": "because", "words": "x"})):
            assert answer.status_code in {302, 403, 404, 405}, (address, answer.status_code)
            assert b"Chile" not in answer.content, address


def test_a_writer_cannot_change_another_operation(chile: Any) -> None:
    client = signed_in("ana", "writer", "PER")
    client.post(f"/office/pages/{chile.pk}/edit/", form_of(chile) | {"action-submit": "1"})
    chile.refresh_from_db()
    assert chile.latest_revision_id is None
    assert chile.current_workflow_state is None


def test_another_operation_is_not_in_a_writers_lists(chile: Any) -> None:
    client = signed_in("ana", "writer", "PER")
    for address in (
        f"/office/pages/{chile.get_parent().get_parent().pk}/",
        "/office/pages/",
        "/office/pages/search/?q=Chile",
    ):
        assert chile.title.encode() not in client.get(address, follow=True).content


def test_a_writer_cannot_publish() -> None:
    client = signed_in("ana", "writer", "PER")
    write(client, report(), "<p>People arrived.</p>", **{"action-publish": "1"})
    assert not report().live


def test_a_writer_cannot_let_a_number_pass() -> None:
    from quipu.web.editorial.models import Passed

    client = signed_in("ana", "writer", "PER")
    answer = client.post(f"/office/editions/{report().pk}/pass/", {"reason": "It is what was published then."})
    assert answer.status_code in {302, 403}
    assert not Passed.objects.exists()


def test_a_reviewer_reads_every_operation_of_the_region(chile: Any) -> None:
    client = signed_in("rosa", "reviewer", "AME")
    for page in (report(), chile):
        assert client.get(f"/office/pages/{page.pk}/edit/").status_code == 200


def test_a_reviewer_of_another_region_reads_none() -> None:
    from quipu.web.editorial import roles
    from quipu.web.editorial.models import RegionPage

    asia = RegionPage(title="Asia", slug="asia", code="ASIA", locale=report().locale)
    report().get_parent().get_parent().get_parent().add_child(instance=asia)
    from wagtail.models import Collection

    roles.ensure(roles.of_region(asia, Collection.get_first_root_node()))
    client = signed_in("ravi", "reviewer", "ASIA")
    assert client.get(f"/office/pages/{report().pk}/edit/").status_code in {302, 403}


@pytest.mark.parametrize(
    ("kind", "scope"), [("writer", "PER"), ("reviewer", "AME"), ("publisher", ""), ("administrator", "")]
)
def test_nobody_adds_removes_copies_or_moves_editions_by_hand(kind: str, scope: str) -> None:
    client, page, before = signed_in("somebody", kind, scope), report(), tree()
    for end in ("delete", "copy", "unpublish", "move"):
        client.post(
            f"/office/pages/{page.pk}/{end}/", {"next": "", "new_title": "x", "new_slug": "x", "new_parent_page": "1"}
        )
    client.post(f"/office/pages/{page.pk}/move/{page.get_parent().get_parent().pk}/confirm/")
    for action in ("delete", "move", "publish"):
        client.post(
            f"/office/bulk/wagtailcore/page/{action}/?id={page.pk}", {"chooser": page.get_parent().get_parent().pk}
        )
    client.post(f"/office/pages/add/editorial/reportpage/{page.get_parent().pk}/", {"title": "x", "slug": "x"})
    client.post(f"/office/pages/{page.get_parent().pk}/delete/")
    assert tree() == before


def tree() -> list[tuple[str, str, bool]]:
    """All pages: where they stand, what they are called, whether readers see them."""
    from wagtail.models import Page

    return list(Page.objects.order_by("path").values_list("path", "title", "live"))


@pytest.mark.parametrize(
    "address", ["/office/", "/office/pages/", "/office/reports/site-history/", "/office/media/x.png"]
)
def test_strangers_are_led_to_the_door(address: str) -> None:
    from django.test import Client

    answer = Client(headers={"host": "127.0.0.1"}).get(address)
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/office/login/")


def test_an_administrator_manages_accounts_and_a_writer_does_not() -> None:
    assert signed_in("adam", "administrator").get("/office/users/").status_code == 200
    assert signed_in("ana", "writer", "PER").get("/office/users/").status_code in {302, 403}


def test_an_invitation_sets_a_password_once() -> None:
    from django.test import Client

    from quipu.web.editorial.people import find_role, invite

    path = "/office/" + invite("ana", "", find_role("writer", "PER")).split("/office/")[1]
    client = Client(headers={"host": "127.0.0.1"})
    page = client.get(path, follow=True)
    where = page.redirect_chain[-1][0]
    done = client.post(where, {"new_password1": "llamas graze high up", "new_password2": "llamas graze high up"})
    assert done.headers["location"] == "/office/"
    assert client.get("/office/").status_code == 200
    assert b"no longer works" in Client(headers={"host": "127.0.0.1"}).get(path, follow=True).content


def test_a_weak_password_is_refused() -> None:
    from django.test import Client

    from quipu.web.editorial.people import find_role, invite

    path = "/office/" + invite("ana", "", find_role("writer", "PER")).split("/office/")[1]
    client = Client(headers={"host": "127.0.0.1"})
    where = client.get(path, follow=True).redirect_chain[-1][0]
    assert client.post(where, {"new_password1": "short", "new_password2": "short"}).status_code == 200
    assert client.get("/office/").status_code == 302
