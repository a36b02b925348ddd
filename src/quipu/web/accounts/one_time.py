"""One-time codes of an app (RFC 6238): set up with a drawn or a typed secret, each taken once. Knows no request."""

import hmac
import time

import pyotp
import segno
from django.conf import settings

from quipu.web.accounts.models import Account, OneTimeCodes
from quipu.web.accounts.sealed import seal, unseal

_STEP = 30
_TOLERATED = (0, -1, 1)
"""Steps by which a clock may be wrong."""


def new_secret() -> str:
    """Return a secret to be put into an app."""
    return pyotp.random_base32()


def picture(account: Account, secret: str) -> str:
    """Return the secret as an address of a drawing that an app reads with its camera; black on white in any scheme."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.get_username(), issuer_name=settings.WAGTAIL_SITE_NAME)
    drawn: str = segno.make(uri, error="m").svg_data_uri(scale=4, border=4, light="#fff", dark="#000")
    return drawn


def in_groups(secret: str) -> str:
    """Return the secret as somebody types it."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def keep(account: Account, secret: str, code: str) -> bool:
    """Make an app the account's, once a code proves that it has the secret; tell whether it does."""
    step = _step_of(secret, code)
    if step:
        made = {"secret": seal(secret), "last_step": step}
        OneTimeCodes.objects.update_or_create(account=account, defaults=made)
    return bool(step)


def take(account: Account, code: str) -> bool:
    """Tell whether a code is right and was not used; it is from now on."""
    kept = OneTimeCodes.objects.filter(account=account).first()
    secret = unseal(kept.secret) if kept else None
    step = _step_of(secret, code) if secret else 0
    return bool(step and OneTimeCodes.objects.filter(account=account, last_step__lt=step).update(last_step=step))


def _step_of(secret: str, code: str) -> int:
    """Return the step whose code it is, or 0."""
    now, app = int(time.time()) // _STEP, pyotp.TOTP(secret)
    steps = (now + late for late in _TOLERATED)
    return next((step for step in steps if hmac.compare_digest(app.generate_otp(step).encode(), code.encode())), 0)
