"""Sign in by a provider of OpenID Connect: whoever was invited under an e-mail address that it has verified. Makes no account."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from quipu.web.accounts import sessions
from quipu.web.accounts.journal import record_failure
from quipu.web.accounts.models import Account
from quipu.web.accounts.pages import answered

_ONWARD = "quipu.onward"
_TIMEOUT = 10
_AGAIN = "again"


def provider_name() -> str:
    """Return what people call the provider; nothing where there is none."""
    quipu = settings.QUIPU
    return quipu.oidc_name if quipu.oidc_issuer and quipu.oidc_client else ""


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider."""
    client = _client()
    request.session[_ONWARD] = sessions.safe(request, request.GET.get("next", ""))
    back = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('oidc_callback')}"
    try:
        return client.authorize_redirect(request, back)
    except _faults():
        return _refused(request, "The provider does not answer. Try again later, or sign in with your password.")


@never_cache
def callback(request: HttpRequest) -> HttpResponse:
    """Let in whoever comes back from the provider as somebody who was invited."""
    client = _client()
    if _AGAIN not in request.GET:
        # Our cookies do not come along from another site: the browser asks once more, from here.
        return answered(request, "oidc_back", {"address": f"{request.get_full_path()}&{_AGAIN}=1"})
    try:
        told = client.authorize_access_token(request, claims_options=_claims())
    except _faults():
        return _refused(request, "The provider's answer does not hold. Try again.")
    account = _invited(told.get("userinfo") or {})
    if account is None:
        record_failure(None)
        return _refused(request, "Nobody was invited under an e-mail address that your provider has verified as yours.")
    return sessions.enter(request, account, request.session.pop(_ONWARD, ""))


def _client() -> Any:
    """Return the client of the provider; there is no such page where there is none."""
    quipu = settings.QUIPU
    if not provider_name():
        raise Http404
    return _registered(quipu.oidc_issuer, quipu.oidc_client, quipu.oidc_secret)


@cache
def _registered(issuer: str, client: str, secret: str) -> Any:
    # Loading it takes a third of a second, which nobody without a provider waits for.
    from authlib.integrations.django_client import OAuth

    return OAuth().register(
        "provider",
        client_id=client,
        client_secret=secret or None,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": _TIMEOUT,
            "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
        },
    )


def _claims() -> dict[str, Any]:
    """Return what the provider's word must hold: its name and ours as they are set here, whatever it calls itself."""
    wanted = {"iss": settings.QUIPU.oidc_issuer, "aud": settings.QUIPU.oidc_client}
    return {name: {"essential": True, "value": value} for name, value in wanted.items()}


def _faults() -> tuple[type[Exception], ...]:
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    return AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, RuntimeError


def _invited(claims: dict[str, Any]) -> Account | None:
    """Return the one active account under the verified address; who first came in under it is who comes in later."""
    email, subject = claims.get("email"), claims.get("sub")
    if not email or not subject or claims.get("email_verified") is not True:
        return None
    found = list(Account.objects.filter(email__iexact=email, is_active=True)[:2])
    if len(found) != 1:
        return None
    identity = f"{claims['iss']} {subject}"
    Account.objects.filter(pk=found[0].pk, identity="").update(identity=identity)
    return Account.objects.filter(pk=found[0].pk, identity=identity).first()


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    response = answered(request, "refused", {"reason": reason})
    response.status_code = 403
    return response
