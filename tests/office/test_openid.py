"""Signing in by a provider of OpenID Connect: whoever was invited comes in, and no answer that is wrong anywhere is believed."""

from collections.abc import Iterator
from typing import Any

import pytest
import urllib3
from joserfc.jwk import RSAKey
from tests.office.acting import account
from tests.office.coming_in import SECOND, add_app, browser, came_in, code_of, log_of, needed_by, type_password
from tests.office.provider import CLIENT, SECRET, Provider, provided

BEGIN = "/office/login/provider/"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with provided() as provider:
        told = {"oidc_issuer": provider.issuer, "oidc_client": CLIENT, "oidc_secret": SECRET, "oidc_name": "Example ID"}
        with needed_by(**told):
            yield provider


@pytest.fixture
def ana() -> Any:
    made = account("ana", "writer", "PER")
    made.email = "Ana@example.org"
    made.save()
    return made


def sent(client: Any, onward: str = "") -> str:
    """Go to the provider; give the path that it sends a browser back to."""
    there = client.get(f"{BEGIN}?next={onward}").headers["location"]
    back = urllib3.request("GET", there, redirect=False).headers["location"]
    assert back.startswith("http://127.0.0.1:8000/office/")
    return back.removeprefix("http://127.0.0.1:8000")


def come_back(client: Any, path: str) -> Any:
    """Come back as a browser does: first without cookies, then from our own page."""
    page = browser().get(path)
    again = f"{path}&again=1"
    assert again.replace("&", "&amp;") in page.content.decode()
    return client.get(again)


def try_it(client: Any) -> Any:
    return come_back(client, sent(client))


@pytest.mark.usefixtures("ana", "provider")
def test_whoever_was_invited_comes_in() -> None:
    client = browser()
    assert try_it(client).headers["location"] == "/office/"
    assert came_in(client)


@pytest.mark.usefixtures("ana", "provider")
def test_people_come_back_to_where_they_were_going() -> None:
    client = browser()
    assert come_back(client, sent(client, "/office/account/")).headers["location"] == "/office/account/"


@pytest.mark.usefixtures("ana", "provider")
def test_people_are_not_sent_to_another_site() -> None:
    client = browser()
    assert come_back(client, sent(client, "https://evil.example.org/")).headers["location"] == "/office/"


@pytest.mark.usefixtures("provider")
def test_the_sign_in_names_the_provider() -> None:
    assert b"Sign in with Example ID" in browser().get("/office/login/").content


def test_without_a_provider_there_is_nothing_of_it() -> None:
    assert b"Sign in with" not in browser().get("/office/login/").content
    assert browser().get(BEGIN).status_code == 404
    assert browser().get(f"{BEGIN}back/?code=x&state=y&again=1").status_code == 404


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "http://127.0.0.1:9/evil"},
        {"iss": None},
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"aud": ["somebody-else", "third"]},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"sub": None},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": "stranger@example.org"},
        {"email": None},
        {"email": ""},
        {"email": "%@example.org"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("ana")
def test_a_wrong_word_is_not_believed(provider: Provider, lies: dict[str, Any]) -> None:
    provider.lies = lies
    client = browser()
    assert try_it(client).status_code == 403
    assert not came_in(client)


@pytest.mark.usefixtures("ana")
def test_a_word_that_another_key_signed_is_not_believed(provider: Provider) -> None:
    provider.signing = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)
    assert try_it(browser()).status_code == 403


@pytest.mark.usefixtures("ana")
def test_without_a_word_nobody_comes_in(provider: Provider) -> None:
    provider.without_token = True
    assert try_it(browser()).status_code == 403


@pytest.mark.usefixtures("ana", "provider")
def test_an_answer_holds_in_the_browser_that_asked_alone() -> None:
    path = sent(browser())
    victim = browser()
    assert come_back(victim, path).status_code == 403
    assert not came_in(victim)


@pytest.mark.usefixtures("ana", "provider")
def test_an_answer_holds_once() -> None:
    client = browser()
    path = sent(client)
    come_back(client, path)
    client.post("/office/logout/")
    assert come_back(client, path).status_code == 403


@pytest.mark.usefixtures("ana", "provider")
@pytest.mark.parametrize("query", ["", "?again=1", "?error=access_denied&state=x&again=1", "?code=x&state=&again=1"])
def test_an_answer_that_is_none_is_no_error(query: str) -> None:
    client = browser()
    assert client.get(f"{BEGIN}back/{query}").status_code in {200, 403}
    assert not came_in(client)


@pytest.mark.usefixtures("provider")
def test_nobody_is_made_an_account() -> None:
    from quipu.web.accounts.models import Account

    before = Account.objects.count()
    assert try_it(browser()).status_code == 403
    assert Account.objects.count() == before


@pytest.mark.usefixtures("provider")
def test_a_closed_account_stays_closed(ana: Any) -> None:
    ana.is_active = False
    ana.save()
    assert try_it(browser()).status_code == 403


@pytest.mark.usefixtures("provider", "ana")
def test_an_address_that_two_accounts_have_lets_neither_in() -> None:
    other = account("anna")
    other.email = "ana@example.org"
    other.save()
    assert try_it(browser()).status_code == 403


@pytest.mark.usefixtures("ana")
def test_whoever_gets_the_address_later_is_not_them(provider: Provider) -> None:
    try_it(browser())
    provider.claims = provider.claims | {"sub": "person-2"}
    assert try_it(browser()).status_code == 403


@pytest.mark.usefixtures("provider")
def test_the_second_factor_is_asked_for_all_the_same(ana: Any) -> None:
    first = browser()
    type_password(first, "ana")
    secret, _ = add_app(first)
    client = browser()
    assert try_it(client).headers["location"] == SECOND
    assert not came_in(client)
    client.post(SECOND, {"code": code_of(secret, 1)})
    assert came_in(client)
    assert ("Signed in", "ana") in log_of(ana)


def test_a_provider_that_does_not_answer_is_said_so() -> None:
    with needed_by(oidc_issuer="http://127.0.0.1:9", oidc_client=CLIENT):
        answer = browser().get(BEGIN)
        assert answer.status_code == 403
        assert b"does not answer" in answer.content
