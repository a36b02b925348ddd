"""Administrators' pages of accounts: invite, change, close, hand over a link, reset a second factor. Knows no edition."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from quipu.web.accounts import factors, invitations, throttle, visitors
from quipu.web.accounts.journal import record
from quipu.web.accounts.models import Account
from quipu.web.accounts.pages import answered

_LINK = "quipu.link"


class _AccountForm(forms.ModelForm):
    """What invitation and change have in common: nobody is given all rights, and an address is one person's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)
        for name in ("first_name", "last_name"):
            self.fields[name].required = False
        self.fields["groups"].label, self.fields["groups"].help_text = "Roles", "What they may do, and where."
        self.fields["groups"].queryset = self.fields["groups"].queryset.order_by("name")
        self.order_fields(["username", "email", "first_name", "last_name", "is_active", "groups"])

    def clean_email(self) -> str:
        """Refuse an address that another account has: by it people are known to a provider of OpenID Connect."""
        email = str(self.cleaned_data["email"])
        if Account.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Another account has this address.")
        return email


class InvitationForm(_AccountForm, UserCreationForm):
    """Whom to invite."""


class ChangeForm(_AccountForm, UserEditForm):
    """What to change of an account."""


class Invite(CreateView):
    """Invite somebody."""

    success_message, submit_button_label = "%(object)s is invited.", "Invite"

    def get_page_subtitle(self) -> str:
        """Say what the page is for."""
        return "Invite somebody"

    def save_instance(self) -> Account:
        """Make the account, with nothing to sign in with but the link."""
        account = super().save_instance()
        account.set_unusable_password()
        account.save()
        self.request.session[_LINK] = [account.pk, invitations.link(account, self.request.user)]
        return account

    def get_success_url(self) -> str:
        """Go on to the page that shows the link."""
        return reverse("account_access", args=[self.object.pk])


class Change(EditView):
    """Change an account."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse whoever would change an account that may do more."""
        super().setup(request, *args, **kwargs)
        refuse_beneath(request.user, self.object)


class List(IndexView):
    """The list of accounts."""

    page_title, add_item_label = "Accounts", "Invite somebody"


class AccountViewSet(UserViewSet):
    """Wagtail's pages of accounts, with invitations."""

    menu_label = "Accounts"
    index_view_class = List
    add_view_class = Invite
    edit_view_class = Change
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return our forms."""
        return ChangeForm if for_update else InvitationForm


def access(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how somebody comes in, and do what an administrator can do about it."""
    account = get_object_or_404(Account, pk=pk)
    if not request.user.has_perm("accounts.change_account"):
        raise PermissionDenied
    refuse_beneath(request.user, account)
    if request.method == "POST":
        return _act(request, account)
    whose, link = request.session.pop(_LINK, None) or (None, "")
    context = {
        "account": account,
        "link": link if whose == pk else "",
        "app": hasattr(account, "one_time_codes"),
        "passkeys": account.passkeys.count(),
        "codes": account.recovery_codes.count(),
        "required": factors.is_required(account),
    }
    return answered(request, "access", context)


def refuse_beneath(who: Account, account: Account) -> None:
    """Raise PermissionDenied where somebody would change an account that may do more than theirs."""
    if account.is_superuser and not who.is_superuser:
        raise PermissionDenied


def _act(request: HttpRequest, account: Account) -> HttpResponse:
    act = {"link": _new_link, "reset": _reset, "out": _sign_out}.get(request.POST.get("do", ""))
    if act is not None:
        act(request, account)
    return redirect("account_access", account.pk)


def _new_link(request: HttpRequest, account: Account) -> None:
    request.session[_LINK] = [account.pk, invitations.renew(account, request.user)]


def _reset(request: HttpRequest, account: Account) -> None:
    factors.remove_all(account)
    throttle.forget(visitors.names_of(account.get_username()))
    record(account, "second_reset", by=request.user)
    messages.success(request, f"{account} has no second factor any more, and is signed out.")


def _sign_out(request: HttpRequest, account: Account) -> None:
    account.end_sessions()
    record(account, "signed_out", by=request.user)
    messages.success(request, f"{account} is signed out everywhere.")
