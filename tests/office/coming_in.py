"""Come in as people do: type a password, a code; move the clock. Imports Django only when it is open."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from tests.office.acting import PASSWORD

SIGN_IN, SECOND, SETUP = "/office/login/", "/office/login/second/", "/office/second-factor/"


def browser(address: str = "198.51.100.7", host: str = "127.0.0.1") -> Any:
    """A browser somewhere."""
    from django.test import Client

    return Client(headers={"host": host}, REMOTE_ADDR=address)


def type_password(client: Any, name: str, password: str = PASSWORD, **more: str) -> Any:
    """Send the form of the sign-in."""
    return client.post(SIGN_IN, {"username": name, "password": password, **more})


def came_in(client: Any) -> bool:
    """Whether the first page of the back office opens."""
    return bool(client.get("/office/").status_code == 200)


def told(answer: Any) -> str:
    """What the page of the sign-in says against it."""
    import html
    import re

    found = re.search(r'<li class="error">(.*?)</li>|data-quipu-fault>(.*?)</p>', answer.content.decode(), re.DOTALL)
    return html.unescape((found[1] or found[2] or "").strip()) if found else ""


def add_app(client: Any) -> tuple[str, list[str]]:
    """Set up an app for one-time codes; give its secret and the recovery codes."""
    import re

    client.get(f"{SETUP}app/")
    secret = client.session["quipu.secret"]
    answer = client.post(f"{SETUP}app/", {"code": code_of(secret)})
    return secret, re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", answer.content.decode())


def code_of(secret: str, later: int = 0) -> str:
    """What the app shows, so many steps from now."""
    import time

    import pyotp

    return str(pyotp.TOTP(secret).generate_otp(int(time.time()) // 30 + later))


@contextmanager
def needed_by(*roles: str, **more: Any) -> Iterator[None]:
    """A back office in which these roles need a second factor."""
    from dataclasses import replace

    from django.conf import settings
    from django.test import override_settings

    with override_settings(QUIPU=replace(settings.QUIPU, second_factor=frozenset(roles), **more)):
        yield


def let_pass(**span: float) -> None:
    """Let time pass for whoever has to wait."""
    from django.db.models import F

    from quipu.web.accounts.models import Attempts

    Attempts.objects.update(last=F("last") - timedelta(**span), until=F("until") - timedelta(**span))


def log_of(account: Any) -> list[tuple[str, str]]:
    """What the log tells of an account, oldest first: what happened and who did it."""
    from wagtail.log_actions import registry

    entries = registry.get_logs_for_instance(account).order_by("timestamp", "pk")
    return [(str(entry.message), entry.user.username if entry.user else "") for entry in entries]
