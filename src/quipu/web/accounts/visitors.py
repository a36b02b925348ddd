"""Tell whom an attempt is counted for: an account, an address, a browser that is known. Knows no password.

A browser in which somebody signed in before is counted by itself: attempts from elsewhere do not keep its owner out.
"""

import ipaddress
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from quipu.web.accounts.throttle import Limit

_COOKIE = "quipu_browser"
_DAYS_90 = 90 * 24 * 3600
_NAME = Limit(free=5, longest=300)
_ADDRESS = Limit(free=30, longest=900, forgiven=False)
_KNOWN = Limit(free=10, longest=60)


def limits(request: HttpRequest, name: str) -> dict[str, Limit]:
    """Return what a sign-in in somebody's name is counted under."""
    browser = _known_browser(request, name)
    if browser:
        return {f"browser {browser}": _KNOWN}
    return {f"name {name.casefold()}": _NAME, f"address {_address(request)}": _ADDRESS}


def limits_of_second(request: HttpRequest, name: str) -> dict[str, Limit]:
    """Return what a second factor is counted under, once the first was right."""
    browser = _known_browser(request, name)
    return {f"second, browser {browser}": _KNOWN} if browser else {f"second {name.casefold()}": _NAME}


def names_of(name: str) -> tuple[str, str]:
    """Return what all browsers that are not known are counted under."""
    return f"name {name.casefold()}", f"second {name.casefold()}"


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Know this browser the next time somebody of this name signs in with it."""
    browser = _known_browser(request, name) or secrets.token_urlsafe(12)
    response.set_signed_cookie(
        _COOKIE,
        signing.dumps([name.casefold(), browser]),
        salt=_COOKIE,
        max_age=_DAYS_90,
        path=reverse("sign_in"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _known_browser(request: HttpRequest, name: str) -> str:
    try:
        told = signing.loads(request.get_signed_cookie(_COOKIE, "", salt=_COOKIE, max_age=_DAYS_90))
    except signing.BadSignature:
        return ""
    return str(told[1]) if told[0] == name.casefold() else ""


def _address(request: HttpRequest) -> str:
    """Return the address, of IPv6 the network, which one person has whole."""
    told = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(told.strip("[]"))
    except ValueError:
        return told
    return str(ipaddress.ip_network((address, 64), strict=False) if address.version == 6 else address)
