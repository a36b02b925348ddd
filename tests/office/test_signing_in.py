"""Who tries in vain waits; nobody learns which names there are; nobody is kept out for ever."""

from typing import Any

import pytest
from tests.office.acting import PASSWORD, account
from tests.office.coming_in import browser, came_in, let_pass, log_of, told, type_password


@pytest.fixture(autouse=True)
def ana() -> Any:
    return account("ana", "writer", "PER")


def fail(client: Any, times: int, name: str = "ana") -> Any:
    for _ in range(times):
        answer = type_password(client, name, "wrong")
    return answer


def test_name_and_password_let_in() -> None:
    client = browser()
    answer = type_password(client, "ana")
    assert (answer.status_code, answer.headers["location"]) == (302, "/office/")
    assert came_in(client)


def test_the_session_is_another_one_after_signing_in() -> None:
    client = browser()
    client.get("/office/login/")
    session = client.session
    session["mine"] = "yes"
    session.save()
    client.cookies["quipu_office"] = session.session_key
    type_password(client, "ana")
    assert client.cookies["quipu_office"].value != session.session_key


@pytest.mark.parametrize("onward", ["https://evil.example.org/", "//evil.example.org", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(onward: str) -> None:
    assert type_password(browser(), "ana", next=onward).headers["location"] == "/office/"


def test_an_unknown_name_and_a_wrong_password_are_answered_alike() -> None:
    answers = [type_password(browser(), name, "wrong") for name in ("ana", "nobody")]
    assert told(answers[0]) == told(answers[1]) != ""
    assert len({answer.status_code for answer in answers}) == 1
    bodies = {answer.content.decode().replace("nobody", "ana") for answer in answers}
    assert len({len(body) for body in bodies}) == 1


def test_closed_and_invited_accounts_are_answered_like_unknown_ones() -> None:
    closed, invited = account("closed"), account("invited")
    closed.is_active = False
    closed.save()
    invited.set_unusable_password()
    invited.save()
    answers = {told(type_password(browser(), name)) for name in ("closed", "invited", "nobody")}
    assert len(answers) == 1


def test_an_unknown_name_takes_as_much_work_as_a_wrong_password() -> None:
    """Counted, not timed: the same number of hashes of passwords and of writes to the database."""
    from unittest.mock import patch

    from django.contrib.auth.hashers import MD5PasswordHasher
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work = []
    for address, name in (("198.51.100.8", "ana"), ("198.51.100.9", "nobody")):
        with patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode) as hashed:
            with CaptureQueriesContext(connection) as asked:
                type_password(browser(address), name, "wrong")
            writes = [q["sql"].split()[0] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
            work.append((hashed.call_count, writes))
    assert work[0] == work[1]


def test_after_five_failures_somebody_waits_and_is_told_how_long() -> None:
    client = browser()
    assert "didn't match" in told(fail(client, 5))
    answer = type_password(client, "ana")
    assert answer.status_code == 429
    assert told(answer) in {"Too many attempts. Try again in 5 seconds.", "Too many attempts. Try again in 4 seconds."}
    assert int(answer.headers["retry-after"]) <= 5


def test_an_unknown_name_waits_alike() -> None:
    client = browser()
    fail(client, 5, "nobody")
    assert type_password(client, "nobody").status_code == 429


def test_after_the_wait_the_right_password_lets_in_and_clears_the_count() -> None:
    client = browser()
    fail(client, 5)
    let_pass(seconds=6)
    assert type_password(client, "ana").status_code == 302
    assert type_password(browser(), "ana", "wrong").status_code == 200


def test_waits_grow_to_five_minutes_and_no_further() -> None:
    client, waits = browser(), []
    fail(client, 5)
    for _ in range(9):
        waits.append(int(type_password(client, "ana", "wrong").headers["retry-after"]))
        let_pass(seconds=301)
        type_password(client, "ana", "wrong")
    assert waits == sorted(waits)
    assert 295 <= waits[-1] <= 300


def test_attempts_during_the_wait_do_not_prolong_it() -> None:
    client = browser()
    fail(client, 5)
    for _ in range(30):
        type_password(client, "ana", "wrong")
    let_pass(seconds=6)
    assert type_password(client, "ana").status_code == 302


def test_somebody_elses_attempts_do_not_keep_out_who_signed_in_here_before() -> None:
    mine = browser("203.0.113.5")
    type_password(mine, "ana")
    mine.post("/office/logout/")
    fail(browser("198.51.100.66"), 12)
    assert type_password(browser("203.0.113.5"), "ana").status_code == 429
    assert type_password(mine, "ana").status_code == 302


def test_a_known_browser_waits_too() -> None:
    mine = browser()
    type_password(mine, "ana")
    mine.post("/office/logout/")
    fail(mine, 10)
    assert type_password(mine, "ana").status_code == 429


def test_a_known_browser_is_known_for_one_name_alone() -> None:
    account("eva", "writer", "PER")
    mine = browser()
    type_password(mine, "ana")
    mine.post("/office/logout/")
    fail(mine, 5, "eva")
    assert type_password(mine, "eva").status_code == 429


def test_one_address_cannot_try_many_names() -> None:
    client = browser("198.51.100.20")
    for number in range(30):
        type_password(client, f"name{number}", "Summer2026")
    assert type_password(client, "somebody").status_code == 429
    assert type_password(browser("198.51.100.21"), "ana").status_code == 302


def test_addresses_of_one_network_of_ipv6_are_one() -> None:
    for number in range(30):
        type_password(browser(f"2001:db8:1:2::{number + 1:x}"), f"name{number}", "x")
    assert type_password(browser("2001:db8:1:2:ffff::9"), "ana").status_code == 429
    assert type_password(browser("2001:db8:1:3::1"), "ana").status_code == 302


def test_a_header_does_not_make_another_address() -> None:
    for number in range(30):
        client = browser("198.51.100.30")
        client.post(
            "/office/login/",
            {"username": f"n{number}", "password": "x"},
            headers={"x-forwarded-for": f"10.0.0.{number}"},
        )
    assert type_password(browser("198.51.100.30"), "ana").status_code == 429


def test_what_is_counted_is_in_the_database_without_names_and_addresses() -> None:
    from quipu.web.accounts.models import Attempts

    type_password(browser("198.51.100.40"), "ana", "wrong")
    rows = [str(row) for row in Attempts.objects.values_list()]
    assert len(rows) == 2
    assert not [row for row in rows if "ana" in row or "198.51" in row]


def test_attempts_are_forgotten_after_a_day() -> None:
    from quipu.web.accounts.models import Attempts

    fail(browser(), 3)
    let_pass(hours=25)
    type_password(browser("198.51.100.41"), "eva", "wrong")
    assert Attempts.objects.count() == 2


def test_many_attempts_at_once_gain_nothing() -> None:
    """An attempt counts before the password is looked at."""
    from quipu.web.accounts import throttle

    limits = {"name ana": throttle.Limit(free=5, longest=300)}
    assert [throttle.take(limits) for _ in range(7)] == [0, 0, 0, 0, 0, 5, 5]


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (45, "45 seconds"), (90, "2 minutes"), (300, "5 minutes")]
)
def test_a_wait_is_told_in_words(seconds: int, words: str) -> None:
    from quipu.web.accounts.throttle import in_words

    assert in_words(seconds) == f"Too many attempts. Try again in {words}."


def test_a_session_ends_when_the_password_changes_elsewhere(ana: Any) -> None:
    client = browser()
    type_password(client, "ana")
    ana.set_password("another long password")
    ana.save()
    assert not came_in(client)


def test_a_session_ends_when_the_account_is_closed(ana: Any) -> None:
    client = browser()
    type_password(client, "ana")
    ana.is_active = False
    ana.save()
    assert not came_in(client)


def test_the_log_tells_who_came_in_and_who_failed(ana: Any) -> None:
    type_password(browser(), "ana", "wrong")
    type_password(browser(), "ana")
    assert log_of(ana)[-2:] == [("Failed to sign in", ""), ("Signed in", "ana")]


def test_the_log_tells_of_unknown_names_without_naming_them() -> None:
    from wagtail.models import ModelLogEntry

    type_password(browser(), "hunter2 my password", "ana")
    entry = ModelLogEntry.objects.latest("pk")
    assert (entry.action, entry.label) == ("quipu.account.failed", "a name that nobody has")
    assert "hunter2" not in str(entry.__dict__)


def test_failures_are_throttled_in_milliseconds() -> None:
    """What waits is refused before a password is hashed."""
    from unittest.mock import patch

    client = browser()
    fail(client, 5)
    with patch("django.contrib.auth.forms.authenticate") as looked_at:
        type_password(client, "ana", PASSWORD)
    assert not looked_at.called
