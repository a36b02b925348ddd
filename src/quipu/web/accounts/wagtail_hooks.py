"""What is ours in Wagtail's pages of accounts. Knows no rules."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.widgets.button import Button

from quipu.web.accounts import factors, journal, listing
from quipu.web.accounts.models import Account


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Add the page on which an administrator sees how somebody comes in."""
    return [path("access/<int:pk>/", listing.access, name="account_access")]


@hooks.register("register_user_listing_buttons")
def access_button(user: Account, request_user: Account) -> Iterator[Button]:
    """Lead there from the list."""
    if request_user.has_perm("accounts.change_account") and (request_user.is_superuser or not user.is_superuser):
        yield Button("Access", reverse("account_access", args=[user.pk]), icon_name="key", priority=20)


class _Nothing(forms.ModelForm):
    """A form that changes nothing: Wagtail asks one of each panel."""

    class Meta:
        model = Account
        fields: list[str] = []


@hooks.register("register_account_settings_panel")
class SecondFactorPanel(BaseSettingsPanel):
    """Lead people to their second factor from the page of their account."""

    name = "second_factor"
    title = "Second factor"
    order = 600
    form_class = _Nothing
    template_name = "accounts/panel.html"

    def get_context_data(self) -> dict[str, Any]:
        """Say whether there is one."""
        return {"has_one": factors.has_one(self.user), "required": factors.is_required(self.user)}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Let the log tell who came in, and whose access changed."""
    journal.register(actions)


@hooks.register("before_bulk_action")
def none_above(request: HttpRequest, _: str, objects: Iterable[Any], __: Any) -> None:
    """Refuse whoever would change accounts that may do more, from the list."""
    for each in objects:
        if isinstance(each, Account):
            listing.refuse_beneath(request.user, each)


@hooks.register("after_bulk_action")
def closed_in_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> None:
    """Write down accounts that were closed or opened from the list, which no signal tells of."""
    if action_type == "set_active_state":
        active = action.cleaned_form.cleaned_data["mark_as_active"]
        for account in objects:
            journal.record(account, "activated" if active else "deactivated", by=request.user)


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    """Add the look of our pages."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("accounts/accounts.css"))
