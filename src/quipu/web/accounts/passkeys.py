"""Passkeys (WebAuthn): ask a browser for one, and prove what it answers. Knows no page."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from quipu.web.accounts.models import Account, Passkey

_VERIFICATION = UserVerificationRequirement.PREFERRED
State = dict[str, Any]
"""What must be remembered, in the session, from the question to its answer."""


def are_possible(host: str) -> bool:
    """Tell whether browsers have passkeys for a host: over HTTPS, or on "localhost"; never for a bare address."""
    return host == "localhost" or (settings.SESSION_COOKIE_SECURE and not host.replace(".", "").isdigit())


def ask_for_new(account: Account, host: str) -> tuple[dict[str, Any], State]:
    """Return what the browser is asked to make a passkey, and the state to keep."""
    user = PublicKeyCredentialUserEntity(
        id=str(account.pk).encode(), name=account.get_username(), display_name=str(account)
    )
    options, state = _server(host).register_begin(user, _credentials(account), user_verification=_VERIFICATION)
    return dict(options), state


def keep(account: Account, host: str, state: State, answer: str, name: str) -> Passkey | None:
    """Keep the passkey that the browser made; None where the answer proves none."""
    try:
        proven = _server(host).register_complete(state, _parsed(answer))
    except (ValueError, KeyError, TypeError, AssertionError):
        return None
    credential = proven.credential_data
    if credential is None:
        return None
    return Passkey.objects.create(
        account=account, name=name or "Passkey", credential=bytes(credential), counter=proven.counter
    )


def ask(account: Account, host: str) -> tuple[dict[str, Any], State]:
    """Return what the browser is asked to prove that it has one of the account's passkeys, and the state to keep."""
    options, state = _server(host).authenticate_begin(_credentials(account), user_verification=_VERIFICATION)
    return dict(options), state


@transaction.atomic
def take(account: Account, host: str, state: State, answer: str) -> bool:
    """Tell whether the browser proved it, with a passkey that no copy was used of."""
    try:
        response = AuthenticationResponse.from_dict(_parsed(answer))
        used = _server(host).authenticate_complete(state, _credentials(account), response)
    except Exception as error:
        if not _is_refusal(error):
            raise
        return False
    return _count(account, used, response.response.authenticator_data.counter)


def _parsed(answer: str) -> dict[str, Any]:
    told = json.loads(answer)
    if not isinstance(told, dict):
        raise TypeError
    return told


def _is_refusal(error: Exception) -> bool:
    from cryptography.exceptions import InvalidSignature

    return isinstance(error, ValueError | KeyError | TypeError | AssertionError | InvalidSignature)


def _count(account: Account, used: AttestedCredentialData, counter: int) -> bool:
    """Keep the passkey's own count; one that goes back tells of a copy. Many always count 0."""
    for passkey in account.passkeys.select_for_update():
        if AttestedCredentialData(bytes(passkey.credential)).credential_id == used.credential_id:
            if counter <= passkey.counter and (counter or passkey.counter):
                return False
            Passkey.objects.filter(pk=passkey.pk).update(counter=counter)
            return True
    return False


def _credentials(account: Account) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(passkey.credential)) for passkey in account.passkeys.order_by("pk")]


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name=settings.WAGTAIL_SITE_NAME))
