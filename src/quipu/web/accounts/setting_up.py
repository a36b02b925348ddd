"""The pages on which people set up, change and remove their own second factor. Knows no roles."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quipu.web.accounts import factors, one_time, passkeys, recovery, sessions
from quipu.web.accounts.journal import record
from quipu.web.accounts.models import OneTimeCodes
from quipu.web.accounts.pages import answered

_SECRET, _ASKED = "quipu.secret", "quipu.asked_new"
_View = Callable[..., HttpResponse]


def _freshly_signed_in(view: _View) -> _View:
    """Let in whoever signed in a short while ago with all that they have; others sign in anew."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = request.user
        shown = account.is_authenticated and (sessions.has_shown_second(request) or not factors.has_one(account))
        if shown and sessions.is_fresh(request):
            return view(request, *args, **kwargs)
        return sessions.again(request, reverse("second_factor"))

    return guarded


@_freshly_signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """Show what somebody has, and what can be added."""
    account = request.user
    context = {
        "app": OneTimeCodes.objects.filter(account=account).first(),
        "passkeys": account.passkeys.order_by("made"),
        "codes": account.recovery_codes.count(),
        "has_one": factors.has_one(account),
        "required": factors.is_required(account),
        "passkeys_possible": passkeys.are_possible(_host(request)),
    }
    return answered(request, "second_factor", context)


@_freshly_signed_in
def app(request: HttpRequest) -> HttpResponse:
    """Set up an app that shows one-time codes."""
    secret = request.session.setdefault(_SECRET, one_time.new_secret())
    code = "".join(request.POST.get("code", "").split())
    if request.method == "POST" and one_time.keep(request.user, secret, code):
        del request.session[_SECRET]
        return _added(request, "an app for one-time codes")
    drawn = {"picture": one_time.picture(request.user, secret), "secret": one_time.in_groups(secret)}
    return answered(request, "app", drawn | {"wrong": request.method == "POST"})


@_freshly_signed_in
def passkey(request: HttpRequest) -> HttpResponse:
    """Set up a passkey."""
    if not passkeys.are_possible(_host(request)):
        return redirect("second_factor")
    if request.method == "POST":
        state, name = request.session.pop(_ASKED, {}), request.POST.get("name", "").strip()[:80]
        if passkeys.keep(request.user, _host(request), state, request.POST.get("credential", ""), name):
            return _added(request, f"the passkey {name}")
    options, request.session[_ASKED] = passkeys.ask_for_new(request.user, _host(request))
    return answered(request, "passkey", {"options": options, "wrong": request.method == "POST"})


def _added(request: HttpRequest, told: str) -> HttpResponse:
    """Go on with the new factor; show recovery codes with the first."""
    account = request.user
    record(account, "second_set", by=account, told=told)
    sessions.follow_factors(request, account)
    if account.recovery_codes.exists():
        return redirect("second_factor")
    return answered(request, "codes", {"codes": recovery.renew(account)})


@require_POST
@_freshly_signed_in
def codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them once."""
    if not factors.has_one(request.user):
        return redirect("second_factor")
    record(request.user, "codes", by=request.user)
    return answered(request, "codes", {"codes": recovery.renew(request.user)})


@require_POST
@_freshly_signed_in
def remove(request: HttpRequest) -> HttpResponse:
    """Remove the app, or a passkey; end all other sessions."""
    account, number = request.user, request.POST.get("passkey", "")
    held = account.passkeys.filter(pk=number) if number.isdigit() else OneTimeCodes.objects.filter(account=account)
    if held.delete()[0]:
        factors.drop_codes_alone(account)
        sessions.follow_factors(request, account)
        record(account, "second_removed", by=account, told="a passkey" if number else "the app for one-time codes")
    return redirect("second_factor")


def _host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]
