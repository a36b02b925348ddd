"""The link by which somebody sets a password: it holds for three days, once, and until a newer one. Knows no role."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from quipu.web.accounts import throttle, visitors
from quipu.web.accounts.journal import record
from quipu.web.accounts.models import Account


class Tokens(PasswordResetTokenGenerator):
    """What makes a link hard to guess, and worthless once the password is set or all sessions are ended."""

    key_salt = "quipu.web.accounts.invitations"

    def _make_hash_value(self, user: Account, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.sessions_ended}"


TOKENS = Tokens()


def link(account: Account, by: Account | None = None) -> str:
    """Return a link to set a password, and write down who made it."""
    who = urlsafe_base64_encode(force_bytes(account.pk))
    record(account, "invited", by=by)
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('invitation', args=[who, TOKENS.make_token(account)])}"


def renew(account: Account, by: Account | None = None) -> str:
    """Return a new link; those given before no longer hold, sessions end, and failed attempts are forgotten."""
    account.end_sessions()
    throttle.forget(visitors.names_of(account.get_username()))
    return link(account, by)
