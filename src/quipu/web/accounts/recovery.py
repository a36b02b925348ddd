"""Recovery codes: ten, shown once, kept as hashes, each good for one sign-in. Knows no request."""

import secrets

from django.db import transaction
from django.utils.crypto import salted_hmac

from quipu.web.accounts.models import Account, RecoveryCode

_COUNT, _LENGTH = 10, 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look like others."""


@transaction.atomic
def renew(account: Account) -> list[str]:
    """Give an account new codes in place of all that it had; return them, to be shown once."""
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_COUNT)]
    account.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=_digest(account, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def take(account: Account, code: str) -> bool:
    """Tell whether it is a code of the account's; it is gone then."""
    digest = _digest(account, code.replace("-", "").lower())
    return bool(RecoveryCode.objects.filter(account=account, digest=digest).delete()[0])


def _digest(account: Account, code: str) -> str:
    return salted_hmac("quipu.web.accounts.recovery", f"{account.pk} {code}", algorithm="sha256").hexdigest()
