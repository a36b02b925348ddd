"""Let nobody go further who has to show, or to set up, a second factor. Knows not how that is done."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from quipu.web.accounts import factors, sessions

_OPEN = {
    "sign_in", "second_step", "oidc_begin", "oidc_callback", "second_factor", "second_factor_app", "second_factor_passkey",
    "second_factor_codes", "second_factor_remove", "invitation", "wagtailadmin_login", "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
}  # fmt: skip


class SecondFactorRequired:
    """Middleware that looks at every session without a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Lead away from the page that is asked for, where something is missing."""
        match = request.resolver_match
        if match is None or match.url_name in _OPEN or not request.user.is_authenticated:
            return None
        if sessions.has_shown_second(request):
            return None
        if factors.has_one(request.user):
            return _lead(request, sessions.again)
        if factors.is_required(request.user):
            return _lead(request, lambda _: redirect("second_factor"))
        return None


def _lead(request: HttpRequest, away: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """Lead a page away; what a script of a page asks is refused, since it could not follow."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    return away(request)
