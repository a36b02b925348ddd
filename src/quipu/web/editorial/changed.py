"""The page on which somebody takes the new values of figures that changed, or keeps the text. Knows no rules."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from quipu.web.editorial.models import EditionPage
from quipu.web.editorial.reviewing import Change, changes
from quipu.web.editorial.taking import keep, may_decide, take

_ALL = "all"


@require_http_methods(["GET", "POST"])
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show old and new side by side; or take or keep one figure, or all."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, EditionPage) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        return _decide(request, page)
    newest = page.get_latest_revision_as_object()
    return render(request, "editorial/changed.html", described(newest, request.user, changes(newest)))


def described(page: EditionPage, user: Any, found: list[Change]) -> dict[str, Any]:
    """Return what the page and the panel show."""
    return {
        "edition": page,
        "changes": found,
        "may_decide": may_decide(page, user),
        "decide": reverse("edition_changed", args=[page.pk]),
        "back": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "all": _ALL,
    }


def _decide(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """Do what a button says: its name is the deed, its value the address, or all."""
    for name, deed, told in (("take", take, "taken into the text"), ("keep", keep, "seen; the text stays")):
        if name in request.POST:
            address = request.POST[name]
            count = deed(page, None if address == _ALL else [address], request.user)
            messages.success(request, f"{count} {'figure' if count == 1 else 'figures'} {told}.")
            break
    return redirect("wagtailadmin_pages:edit", page.pk)
