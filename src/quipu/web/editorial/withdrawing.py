"""Ask for the reason, and take a public edition back. Knows no rules of what readers see."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.admin import messages
from wagtail.models import Page

from quipu.web.editorial.corrections import ReasonForm, texts_in, withdraw
from quipu.web.editorial.models import EditionPage
from quipu.web.editorial.tasks import RoleKind, has_role


def may_withdraw(page: EditionPage, user: Any) -> bool:
    """Tell whether somebody may take an edition back: a publisher, one that is public, with all its translations."""
    return page.is_source and page.live and has_role(RoleKind.PUBLISHER, page, user)


def withdraw_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason; with one, withdraw."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, EditionPage) or not may_withdraw(page, request.user):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw(page, texts_in(form.cleaned_data), request.user)
        messages.success(request, f"{page.get_admin_display_title()} is withdrawn. Readers see the reason.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "editorial/withdraw.html", {"page": page, "form": form})
