"""Second factors of an account: which it has, whether it needs one, and taking them away. Knows no request."""

from django.conf import settings
from django.db import transaction

from quipu.web.accounts import one_time, recovery
from quipu.web.accounts.models import Account, OneTimeCodes, Passkey


def has_one(account: Account) -> bool:
    """Tell whether the account has a second factor; recovery codes alone are none."""
    kinds = (OneTimeCodes, Passkey)
    return any(kind.objects.filter(account=account).exists() for kind in kinds)


def is_required(account: Account) -> bool:
    """Tell whether a role of the account asks for one."""
    roles = settings.QUIPU.second_factor
    if account.is_superuser:
        return "administrator" in roles
    return bool(roles) and account.groups.filter(role__kind__in=roles).exists()


def take_code(account: Account, written: str) -> bool:
    """Tell whether what somebody wrote is the app's code, or a recovery code; either is used up."""
    code = "".join(written.split())
    return one_time.take(account, code) if code.isdigit() else recovery.take(account, code)


@transaction.atomic
def remove_all(account: Account) -> None:
    """Take every second factor from an account, with who it is elsewhere; end its sessions."""
    for held in (OneTimeCodes.objects.filter(account=account), account.passkeys.all(), account.recovery_codes.all()):
        held.delete()
    account.identity = ""
    account.save(update_fields=["identity"])
    account.end_sessions()


def drop_codes_alone(account: Account) -> None:
    """Take the recovery codes away once there is nothing that they stand in for."""
    if not has_one(account):
        account.recovery_codes.all().delete()
