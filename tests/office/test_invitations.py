"""Administrators invite, hand over links, close accounts and reset second factors; nobody else does, and all of it is logged."""

import re
from typing import Any

import pytest
from tests.office.acting import PASSWORD, account, signed_in
from tests.office.coming_in import add_app, browser, came_in, log_of, type_password


@pytest.fixture
def admin() -> Any:
    return signed_in("ada", "administrator")


def role(kind: str, scope: str = "") -> Any:
    from quipu.web.editorial.people import find_role

    return find_role(kind, scope).group


def invite(admin: Any, name: str = "ana", email: str = "ana@example.org", **more: Any) -> Any:
    data = {"username": name, "email": email, "groups": [role("writer", "PER").pk]} | more
    return admin.post("/office/users/new/", data, follow=True)


def link_on(answer: Any) -> str:
    found = re.search(r"<code>http://127.0.0.1:8000(/office/invitation/[^<]+)</code>", answer.content.decode())
    return found[1] if found else ""


def accept(link: str, password: str = PASSWORD) -> Any:
    client = browser()
    form = client.get(link, follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"new_password1": password, "new_password2": password})
    return client if answer.status_code == 302 else None


def of(name: str) -> Any:
    from quipu.web.accounts.models import Account

    return Account.objects.get(username=name)


def access(name: str) -> str:
    return f"/office/access/{of(name).pk}/"


def test_an_invitation_gives_a_link_that_sets_a_password_and_signs_in(admin: Any) -> None:
    client = accept(link_on(invite(admin)))
    assert came_in(client)
    assert [group.name for group in of("ana").groups.all()] == [role("writer", "PER").name]


def test_the_link_is_shown_once(admin: Any) -> None:
    assert link_on(invite(admin))
    assert link_on(admin.get(access("ana"))) == ""


def test_nobody_sets_somebody_elses_password(admin: Any) -> None:
    invite(admin, password1=PASSWORD, password2=PASSWORD)
    assert not of("ana").has_usable_password()
    body = admin.get(f"/office/users/edit/{of('ana').pk}/").content.decode()
    assert "password" not in re.findall(r'<input[^>]+type="([^"]+)"', body)


def test_nobody_is_made_a_superuser(admin: Any) -> None:
    invite(admin, is_superuser="on", is_staff="on")
    assert not of("ana").is_superuser


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012345", "ana.writes.here"])
def test_weak_passwords_are_refused(admin: Any, password: str) -> None:
    link = link_on(invite(admin, name="ana.writes.her"))
    assert accept(link, password) is None


def test_the_link_works_once(admin: Any) -> None:
    link = link_on(invite(admin))
    accept(link)
    assert b"no longer works" in browser().get(link, follow=True).content


def test_the_link_holds_for_three_days(admin: Any) -> None:
    from datetime import timedelta
    from unittest.mock import patch

    from quipu.web.accounts.invitations import TOKENS

    link = link_on(invite(admin))
    later = TOKENS._now() + timedelta(days=3, minutes=1)
    with patch.object(type(TOKENS), "_now", return_value=later):
        assert b"no longer works" in browser().get(link, follow=True).content


def test_a_new_link_makes_the_old_one_worthless_and_signs_out(admin: Any) -> None:
    old = link_on(invite(admin))
    client = accept(old)
    older = link_on(admin.post(access("ana"), {"do": "link"}, follow=True))
    newer = link_on(admin.post(access("ana"), {"do": "link"}, follow=True))
    assert not came_in(client)
    assert b"no longer works" in browser().get(older, follow=True).content
    assert came_in(accept(newer, "yet another password"))


def test_a_link_of_a_closed_account_does_not_work(admin: Any) -> None:
    link = link_on(invite(admin))
    ana = of("ana")
    ana.is_active = False
    ana.save()
    assert b"no longer works" in browser().get(link, follow=True).content


def test_a_link_does_not_go_around_the_second_factor(admin: Any) -> None:
    add_app(accept(link_on(invite(admin))))
    client = accept(link_on(admin.post(access("ana"), {"do": "link"}, follow=True)), "yet another password")
    assert not came_in(client)
    assert client.get("/office/login/second/").status_code == 200


def test_a_new_link_forgets_failed_attempts(admin: Any) -> None:
    account("eva", "writer", "PER")
    for _ in range(5):
        type_password(browser(), "eva", "wrong")
    admin.post(access("eva"), {"do": "link"})
    assert type_password(browser(), "eva").status_code == 302


def test_an_address_belongs_to_one_account(admin: Any) -> None:
    invite(admin)
    assert b"Another account has this address" in invite(admin, name="eva", email="ANA@example.org").content


def test_an_administrator_resets_a_lost_second_factor(admin: Any) -> None:
    client = accept(link_on(invite(admin)))
    add_app(client)
    admin.post(access("ana"), {"do": "reset"})
    assert not came_in(client)
    fresh = browser()
    type_password(fresh, "ana")
    assert came_in(fresh)
    assert not of("ana").recovery_codes.exists()


def test_an_administrator_ends_all_sessions(admin: Any) -> None:
    client = accept(link_on(invite(admin)))
    admin.post(access("ana"), {"do": "out"})
    assert not came_in(client)
    assert came_in(admin)


def test_an_administrator_closes_an_account(admin: Any) -> None:
    client = accept(link_on(invite(admin)))
    data = {"username": "ana", "email": "ana@example.org", "groups": []}
    admin.post(f"/office/users/edit/{of('ana').pk}/", data)
    assert not of("ana").is_active
    assert not came_in(client)
    assert type_password(browser(), "ana").status_code == 200


@pytest.mark.parametrize(
    ("kind", "scope"), [("writer", "PER"), ("reviewer", "AME"), ("translator", "fr"), ("publisher", "")]
)
def test_nobody_else_does_any_of_this(admin: Any, kind: str, scope: str) -> None:
    invite(admin)
    client = signed_in("eva", kind, scope)
    before = of("ana").sessions_ended
    for path in ("/office/users/", "/office/users/new/", f"/office/users/edit/{of('ana').pk}/", access("ana")):
        assert client.get(path).status_code in {302, 403}, path
    for act in ("link", "reset", "out"):
        client.post(access("ana"), {"do": act})
    invite(client, name="friend", email="friend@example.org")
    assert of("ana").sessions_ended == before
    from quipu.web.accounts.models import Account

    assert not Account.objects.filter(username="friend").exists()


def test_an_administrator_has_no_hold_on_a_superuser(admin: Any) -> None:
    from quipu.web.accounts.models import Account

    root = Account.objects.create_superuser("root", "root@example.org", PASSWORD)
    admin.post(access("root"), {"do": "link"})
    admin.post(f"/office/users/edit/{root.pk}/", {"username": "root", "email": "mine@example.org"})
    admin.post(f"/office/bulk/accounts/account/set_active_state/?id={root.pk}", {"mark_as_active": "False"})
    admin.post(f"/office/users/delete/{root.pk}/")
    root.refresh_from_db()
    assert (root.sessions_ended, root.email, root.is_active) == (0, "root@example.org", True)


def test_no_other_site_can_act_in_an_administrators_name(admin: Any) -> None:
    from django.test import Client

    invite(admin)
    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    client.force_login(of("ada"))
    assert client.post(access("ana"), {"do": "reset"}).status_code == 403


def test_the_log_tells_of_invitation_roles_link_reset_and_closing(admin: Any) -> None:
    accept(link_on(invite(admin)))
    data = {"username": "ana", "email": "ana@example.org", "groups": [role("translator", "fr").pk]}
    admin.post(f"/office/users/edit/{of('ana').pk}/", data | {"is_active": "on"})
    admin.post(access("ana"), {"do": "reset"})
    admin.post(access("ana"), {"do": "out"})
    admin.post(f"/office/users/edit/{of('ana').pk}/", data)
    by_admin = [message for message, who in log_of(of("ana")) if who == "ada"]
    writes, translates = role("writer", "PER").name, role("translator", "fr").name
    for message in (
        f"Gave roles: {writes}",
        "Made a link to set a password",
        f"Took roles: {writes}",
        f"Gave roles: {translates}",
        "Reset the second factor",
        "Ended all sessions",
        "Deactivated the account",
    ):
        assert message in by_admin, by_admin


def test_closing_many_accounts_at_once_is_logged(admin: Any) -> None:
    eva = account("eva", "writer", "PER")
    admin.post(f"/office/bulk/accounts/account/set_active_state/?id={eva.pk}", {"mark_as_active": "False"})
    assert not of("eva").is_active
    assert ("Deactivated the account", "ada") in log_of(eva)


def test_administrators_read_the_log_and_others_do_not(admin: Any) -> None:
    type_password(browser(), "ada", "wrong")
    assert b"Failed to sign in" in admin.get("/office/reports/site-history/").content
    writer = signed_in("eva", "writer", "PER")
    assert b"Failed to sign in" not in writer.get("/office/reports/site-history/").content


def test_pages_of_accounts_hold_no_script_of_their_own(admin: Any) -> None:
    invite(admin)
    client = accept(link_on(admin.post(access("ana"), {"do": "link"}, follow=True)), "yet another password")
    setup = [client.get(f"/office/second-factor/{path}").content.decode() for path in ("", "app/")]
    lists = [admin.get(path).content.decode() for path in (access("ana"), "/office/users/", "/office/users/new/")]
    for body in [*setup, *lists, browser().get("/office/login/").content.decode()]:
        assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>\s*\S", body) == []
        assert re.findall(r'\son(?:click|load|error|submit|change)="', body) == []
