"""From a right password to a session: the second factor stands between. Knows neither passwords nor factors."""

import secrets
import time
from dataclasses import asdict, dataclass

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from quipu.web.accounts import factors
from quipu.web.accounts.models import Account
from quipu.web.accounts.visitors import remember

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_PENDING, _SECOND, _SINCE = "quipu.pending", "quipu.second", "quipu.since"
_PATIENCE, _FRESH = 10 * 60, 15 * 60
"""Seconds that the second step may take, and that a sign-in is fresh enough to change how one signs in."""


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody whose first factor was right: who, when, with which password, and where they want to go."""

    account: int
    since: float
    holds: str
    onward: str
    stay: bool


def safe(request: HttpRequest, onward: str) -> str:
    """Return where somebody wants to go, if it is ours; else the first page."""
    allowed = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if allowed else reverse("wagtailadmin_home")


def enter(request: HttpRequest, account: Account, onward: str = "", stay: bool = False) -> HttpResponse:
    """Sign in whoever has shown the first factor, or ask for the second."""
    onward = safe(request, onward)
    if not factors.has_one(account):
        return _begin(request, account, onward, stay)
    request.session.flush()
    told = Pending(account.pk, time.time(), account.get_session_auth_hash(), onward, stay)
    request.session[_PENDING] = asdict(told)
    return redirect("second_step")


def pending(request: HttpRequest) -> tuple[Account, Pending] | None:
    """Return who has shown the first factor and not the second, while that holds."""
    told = request.session.get(_PENDING)
    if not told or time.time() - told["since"] > _PATIENCE:
        return None
    account = Account.objects.filter(pk=told["account"], is_active=True).first()
    if account is None or not secrets.compare_digest(account.get_session_auth_hash(), told["holds"]):
        return None
    return account, Pending(**told)


def complete(request: HttpRequest, account: Account, told: Pending) -> HttpResponse:
    """Sign in whoever has shown both."""
    del request.session[_PENDING]
    response = _begin(request, account, told.onward, told.stay)
    request.session[_SECOND] = True
    return response


def _begin(request: HttpRequest, account: Account, onward: str, stay: bool) -> HttpResponse:
    login(request, account, _BACKEND)
    request.session[_SINCE] = time.time()
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if stay else 0)
    response = redirect(onward)
    remember(request, response, account.get_username())
    return response


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether somebody signed in a short while ago."""
    return time.time() - request.session.get(_SINCE, 0) < _FRESH


def has_shown_second(request: HttpRequest) -> bool:
    """Tell whether the session was begun, or went on, with a second factor."""
    return bool(request.session.get(_SECOND))


def follow_factors(request: HttpRequest, account: Account) -> None:
    """After somebody changed their second factors: go on here with those they have now, end all other sessions."""
    account.end_sessions()
    update_session_auth_hash(request, account)
    request.session[_SECOND] = factors.has_one(account)


def again(request: HttpRequest, onward: str = "") -> HttpResponse:
    """Let somebody sign in anew, and come back to the page, or where it is better to begin."""
    onward = onward or request.get_full_path()
    logout(request)
    return redirect_to_login(onward, reverse("sign_in"))
