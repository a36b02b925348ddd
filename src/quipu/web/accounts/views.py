"""Come in: by the link of an invitation, by name and password, by the second factor. Knows no roles."""

from typing import Any

from django import forms
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import LoginView

from quipu.web.accounts import factors, passkeys, sessions, throttle, visitors
from quipu.web.accounts.invitations import TOKENS
from quipu.web.accounts.journal import record, record_failure
from quipu.web.accounts.models import Account
from quipu.web.accounts.openid import provider_name
from quipu.web.accounts.pages import answered

_ASKED = "quipu.asked"
_TOO_MANY = 429


class Invitation(PasswordResetConfirmView):
    """The page behind an invitation's link."""

    template_name = "accounts/invitation.html"
    token_generator = TOKENS

    def get_user(self, uidb64: str) -> Account | None:
        """Return whose link it is, unless the account is closed."""
        found = super().get_user(uidb64)
        return found if found is not None and found.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password and sign in; whoever has a second factor shows it first."""
        account = form.save()
        record(account, "password", by=account)
        self.request.session.pop(INTERNAL_RESET_SESSION_TOKEN, None)
        return sessions.enter(self.request, account)


class SignInForm(LoginForm):
    """Name and password; whoever tries in vain waits."""

    def clean(self) -> dict[str, Any]:
        """Look at the password, unless it is too soon; what is answered tells nothing of whether the name is known."""
        name = self.cleaned_data.get("username", "")
        if not (name and self.cleaned_data.get("password")):
            return super().clean()
        limits = visitors.limits(self.request, name)
        wait = throttle.take(limits)
        if wait:
            raise ValidationError(throttle.in_words(wait), code="wait", params={"seconds": wait})
        try:
            cleaned = super().clean()
        except ValidationError:
            record_failure(Account.objects.filter(username=name).first())
            raise
        throttle.forgive(limits)
        return cleaned


class SignIn(LoginView):
    """The page on which somebody signs in."""

    template_name = "accounts/sign_in.html"

    def get_form_class(self) -> type[forms.Form]:
        """Return the form that counts attempts."""
        return SignInForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on to the second factor, or in."""
        onward, stay = self.get_success_url(), bool(form.cleaned_data.get("remember"))
        return sessions.enter(self.request, form.get_user(), onward, stay)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong, and to programs that they are too fast."""
        response = super().form_invalid(form)
        waits = [error.params["seconds"] for error in form.non_field_errors().as_data() if error.code == "wait"]
        return _too_soon(response, waits[0]) if waits else response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the provider of OpenID Connect, where there is one."""
        return super().get_context_data(**kwargs) | {"provider": provider_name()}


def _too_soon(response: HttpResponse, seconds: int) -> HttpResponse:
    response.status_code = _TOO_MANY
    response.headers["Retry-After"] = str(seconds)
    return response


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SecondStep(View):
    """The page on which somebody shows the second factor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Send back whoever has not shown the first."""
        found = sessions.pending(request)
        if found is None:
            return redirect("sign_in")
        self.account, self.told = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        return self._ask("")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at the answer, unless it is too soon."""
        limits = visitors.limits_of_second(request, self.account.get_username())
        wait = throttle.take(limits)
        if wait:
            return _too_soon(self._ask(throttle.in_words(wait)), wait)
        if not self._is_right(request):
            record(self.account, "second_failed")
            return self._ask("That was not right, or was used already. Try the next code.")
        throttle.forgive(limits)
        return sessions.complete(request, self.account, self.told)

    def _is_right(self, request: HttpRequest) -> bool:
        if "credential" in request.POST:
            state = request.session.pop(_ASKED, None)
            return bool(state) and passkeys.take(self.account, _host(request), state, request.POST["credential"])
        return factors.take_code(self.account, request.POST.get("code", ""))

    def _ask(self, fault: str) -> HttpResponse:
        with_app = hasattr(self.account, "one_time_codes")
        context: dict[str, Any] = {"fault": fault, "with_app": with_app}
        if self.account.passkeys.exists() and passkeys.are_possible(_host(self.request)):
            context["options"], self.request.session[_ASKED] = passkeys.ask(self.account, _host(self.request))
        return answered(self.request, "second_step", context)


def _host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]
