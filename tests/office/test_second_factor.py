"""The second factor: set up, asked for, used once, lost, reset; and needed by those of whom it is asked."""

from typing import Any

import pytest
from tests.office.acting import account, signed_in
from tests.office.coming_in import (
    SECOND,
    SETUP,
    add_app,
    browser,
    came_in,
    code_of,
    let_pass,
    log_of,
    needed_by,
    told,
    type_password,
)


@pytest.fixture
def paul() -> Any:
    return account("paul", "publisher")


@pytest.fixture
def at_home(paul: Any) -> Any:  # noqa: ARG001 - the account must be there
    """A browser in which Paul just signed in."""
    client = browser()
    type_password(client, "paul")
    return client


def past_password() -> Any:
    """A browser in which Paul typed the password and is asked for more."""
    client = browser("203.0.113.77")
    answer = type_password(client, "paul")
    assert answer.headers["location"] == SECOND
    return client


def show(client: Any, code: str) -> Any:
    return client.post(SECOND, {"code": code})


def test_without_a_second_factor_the_password_is_enough_where_none_is_needed(at_home: Any) -> None:
    assert came_in(at_home)


def test_whoever_needs_one_and_has_none_is_led_to_set_it_up_and_nowhere_else(at_home: Any) -> None:
    with needed_by("publisher"):
        for path in ("", "pages/", "account/", "users/", "reports/site-history/", "documents/", "nothing/"):
            answer = at_home.get(f"/office/{path}")
            assert (answer.status_code, answer.headers.get("location")) == (302, SETUP), path
        assert b"asks for a second factor" in at_home.get(SETUP).content


def test_a_script_of_a_page_is_refused_then(at_home: Any) -> None:
    with needed_by("publisher"):
        answer = at_home.get("/office/pages/", headers={"x-requested-with": "XMLHttpRequest"})
        assert answer.status_code == 403


def test_after_setting_it_up_the_office_is_open(at_home: Any) -> None:
    with needed_by("publisher"):
        _, codes = add_app(at_home)
        assert len(set(codes)) == 10
        assert came_in(at_home)


@pytest.mark.parametrize(("kind", "scope"), [("writer", "PER"), ("reviewer", "AME"), ("translator", "fr")])
def test_it_is_asked_of_the_roles_that_are_named_alone(kind: str, scope: str) -> None:
    with needed_by("publisher", "administrator"):
        assert came_in(signed_in("ana", kind, scope))
    with needed_by(kind):
        assert not came_in(signed_in("eva", kind, scope))


def test_it_is_asked_of_a_superuser_like_of_an_administrator() -> None:
    from tests.office.acting import PASSWORD

    from quipu.web.accounts.models import Account

    Account.objects.create_superuser("root", password=PASSWORD)
    client = browser()
    type_password(client, "root")
    with needed_by("administrator"):
        assert not came_in(client)


def test_the_code_is_asked_for_after_the_password(at_home: Any) -> None:
    secret, _ = add_app(at_home)
    client = past_password()
    assert not came_in(client)
    assert show(client, code_of(secret, 1)).headers["location"] == "/office/"
    assert came_in(client)


def test_the_password_alone_opens_no_page(at_home: Any) -> None:
    add_app(at_home)
    client = past_password()
    for path in ("", "pages/", "account/", "second-factor/", "second-factor/app/"):
        assert client.get(f"/office/{path}").status_code == 302


def test_a_wrong_password_is_not_told_apart_by_the_second_step(at_home: Any) -> None:
    add_app(at_home)
    client = browser()
    type_password(client, "paul", "wrong")
    assert client.get(SECOND).headers["location"] == "/office/login/"


def test_a_code_is_good_once(at_home: Any) -> None:
    secret, _ = add_app(at_home)
    code = code_of(secret, 1)
    show(past_password(), code)
    again = past_password()
    assert "was used already" in told(show(again, code))
    assert not came_in(again)


def test_the_code_that_set_it_up_is_used_up(at_home: Any) -> None:
    secret, _ = add_app(at_home)
    client = past_password()
    assert show(client, code_of(secret)).status_code == 200


@pytest.mark.parametrize("later", [-40, 2, 40])
def test_a_code_of_another_time_is_wrong(at_home: Any, later: int) -> None:
    secret, _ = add_app(at_home)
    client = past_password()
    show(client, code_of(secret, later))
    assert not came_in(client)


@pytest.mark.parametrize("code", ["", "abc", "000000x", "１２３４５６", "0" * 400, "%00", "\x00", "-", "١٢٣٤٥٦"])
def test_anything_else_is_wrong_and_no_error(at_home: Any, code: str) -> None:
    add_app(at_home)
    client = past_password()
    assert show(client, code).status_code == 200
    assert not came_in(client)


def test_a_code_with_spaces_is_the_code(at_home: Any) -> None:
    secret, _ = add_app(at_home)
    code = code_of(secret, 1)
    assert show(past_password(), f" {code[:3]} {code[3:]} ").status_code == 302


def test_a_recovery_code_lets_in_once(at_home: Any) -> None:
    _, codes = add_app(at_home)
    assert show(past_password(), codes[3].upper()).status_code == 302
    assert show(past_password(), codes[3]).status_code == 200
    assert show(past_password(), codes[4].replace("-", " ")).status_code == 302


def test_new_recovery_codes_replace_the_old(at_home: Any) -> None:
    import re

    _, old = add_app(at_home)
    new = re.findall(r"<code>([a-z0-9-]{11})</code>", at_home.post(f"{SETUP}codes/").content.decode())
    assert len(new) == 10
    assert show(past_password(), old[0]).status_code == 200
    assert show(past_password(), new[0]).status_code == 302


def test_recovery_codes_and_secrets_cannot_be_read_in_the_database(at_home: Any, paul: Any) -> None:
    secret, codes = add_app(at_home)
    from quipu.web.accounts.models import OneTimeCodes, RecoveryCode

    kept = str(list(OneTimeCodes.objects.values())) + str(list(RecoveryCode.objects.values()))
    assert not [word for word in (secret, *codes, *(code.replace("-", "") for code in codes)) if word in kept]
    assert paul.recovery_codes.count() == 10


def test_another_key_of_the_back_office_makes_codes_wrong_and_no_error(at_home: Any) -> None:
    from django.test import override_settings

    secret, _ = add_app(at_home)
    other = "of another back office, made up for this test"
    with override_settings(SECRET_KEY=other):
        client = past_password()
        assert show(client, code_of(secret, 1)).status_code == 200
        assert not came_in(client)


def test_wrong_codes_make_somebody_wait(at_home: Any) -> None:
    secret, _ = add_app(at_home)
    client = past_password()
    for _ in range(5):
        show(client, "000000")
    answer = show(client, code_of(secret, 1))
    assert answer.status_code == 429
    assert "Try again in" in told(answer)
    let_pass(seconds=6)
    assert show(client, code_of(secret, 1)).status_code == 302


def test_typing_the_password_again_does_not_shorten_that_wait(at_home: Any) -> None:
    add_app(at_home)
    for _ in range(5):
        show(past_password(), "000000")
    assert show(past_password(), "000000").status_code == 429


def test_the_second_step_lasts_ten_minutes(at_home: Any) -> None:
    secret, _ = add_app(at_home)
    client = past_password()
    session = client.session
    session["quipu.pending"] = session["quipu.pending"] | {"since": session["quipu.pending"]["since"] - 601}
    session.save()
    assert show(client, code_of(secret, 1)).headers["location"] == "/office/login/"


def test_a_changed_password_ends_the_second_step(at_home: Any, paul: Any) -> None:
    secret, _ = add_app(at_home)
    client = past_password()
    paul.refresh_from_db()
    paul.set_password("another long password")
    paul.save()
    show(client, code_of(secret, 1))
    assert not came_in(client)


def test_other_sessions_end_when_a_second_factor_is_added(at_home: Any) -> None:
    elsewhere = browser("203.0.113.9")
    type_password(elsewhere, "paul")
    add_app(at_home)
    assert not came_in(elsewhere)
    assert came_in(at_home)


def test_a_session_without_the_second_factor_is_ended_however_it_began(at_home: Any, paul: Any) -> None:
    add_app(at_home)
    client = browser()
    paul.refresh_from_db()
    client.force_login(paul)
    answer = client.get("/office/pages/")
    assert answer.headers["location"] == "/office/login/?next=/office/pages/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["", "app/", "passkey/"])
def test_changing_it_takes_a_fresh_sign_in(at_home: Any, path: str) -> None:
    session = at_home.session
    session["quipu.since"] -= 15 * 60 + 1
    session.save()
    assert at_home.get(SETUP + path).headers["location"].startswith("/office/login/?next=/office/second-factor/")


def test_a_stranger_sees_none_of_its_pages() -> None:
    for path in ("", "app/", "passkey/"):
        assert browser().get(SETUP + path).status_code == 302
    for path in ("codes/", "remove/"):
        assert browser().post(SETUP + path).status_code == 302


def test_removing_the_last_one_removes_recovery_codes_and_leads_back_where_one_is_needed(
    at_home: Any, paul: Any
) -> None:
    add_app(at_home)
    at_home.post(f"{SETUP}remove/")
    assert not paul.recovery_codes.exists()
    assert came_in(at_home)
    with needed_by("publisher"):
        assert not came_in(at_home)


def test_nobody_removes_the_passkey_of_another(at_home: Any) -> None:
    from quipu.web.accounts.models import Passkey

    other = Passkey.objects.create(account=account("eva"), name="Eva's", credential=b"x")
    at_home.post(f"{SETUP}remove/", {"passkey": str(other.pk)})
    assert Passkey.objects.filter(pk=other.pk).exists()


def test_passkeys_are_not_offered_where_browsers_have_none(at_home: Any) -> None:
    assert b"Add a passkey" not in at_home.get(SETUP).content
    assert at_home.get(f"{SETUP}passkey/").headers["location"] == SETUP


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"id": 1}', '{"response": {}}', "not json", '"x"'])
def test_an_answer_that_is_none_makes_no_passkey(paul: Any, credential: str) -> None:
    client = browser(host="localhost")
    type_password(client, "paul")
    client.get(f"{SETUP}passkey/")
    answer = client.post(f"{SETUP}passkey/", {"name": "mine", "credential": credential})
    assert b"does not hold" in answer.content
    assert not paul.passkeys.exists()


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"id": 1}', "not json", '"x"'])
def test_an_answer_that_is_none_lets_nobody_in(at_home: Any, credential: str) -> None:
    add_app(at_home)
    client = past_password()
    assert client.post(SECOND, {"credential": credential}).status_code == 200
    session = client.session
    session["quipu.asked"] = {"challenge": "AAAAAAAAAAAAAAAAAAAAAA", "user_verification": "preferred"}
    session.save()
    assert client.post(SECOND, {"credential": credential}).status_code == 200
    assert not came_in(client)


def test_the_log_tells_what_was_set_up_failed_and_removed(at_home: Any, paul: Any) -> None:
    add_app(at_home)
    show(past_password(), "000000")
    at_home.post(f"{SETUP}codes/")
    at_home.post(f"{SETUP}remove/")
    messages = [message for message, _ in log_of(paul)]
    assert messages[-4:] == [
        "Set up a second factor: an app for one-time codes",
        "Gave a wrong second factor",
        "Made new recovery codes",
        "Removed a second factor: the app for one-time codes",
    ]


def test_the_account_page_leads_to_it(at_home: Any) -> None:
    body = at_home.get("/office/account/").content.decode()
    assert 'href="/office/second-factor/"' in body


def test_the_roles_that_a_setting_names_are_those_of_the_office() -> None:
    from quipu.core.settings import ROLES
    from quipu.web.editorial.tasks import RoleKind

    assert tuple(map(str, RoleKind)) == ROLES


@pytest.mark.parametrize(
    ("kept", "told", "right"), [(0, 0, True), (5, 6, True), (5, 5, False), (5, 4, False), (5, 0, False)]
)
def test_a_copied_passkey_is_refused(paul: Any, kept: int, told: int, right: bool) -> None:
    """A key counts its uses: who comes with an older count has a copy. Many keys always say 0."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from fido2.cose import ES256
    from fido2.webauthn import Aaguid, AttestedCredentialData

    from quipu.web.accounts import passkeys
    from quipu.web.accounts.models import Passkey

    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"one", public)
    Passkey.objects.create(account=paul, name="one", credential=bytes(credential), counter=kept)
    assert passkeys._count(paul, credential, told) is right
