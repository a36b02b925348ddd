"""An account of the back office, its second factors, and how often somebody tried to come in."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Account(AbstractUser):
    """Someone who writes, reviews, translates, publishes or administers; what they may do is in their groups."""

    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    """How often all sessions were ended; those begun before, and links given before, hold no longer."""
    identity = models.CharField(max_length=400, blank=True, editable=False)
    """Who they are at the provider of OpenID Connect, since they first came in by it."""

    class Meta(AbstractUser.Meta):
        verbose_name, verbose_name_plural = "account", "accounts"

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Return what a session must hold to be theirs: it changes with the password, and when all sessions are ended."""
        held = f"{self.password}{self.sessions_ended}"
        return salted_hmac("quipu.web.accounts.session", held, secret=secret, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """Sign them out everywhere, and make links that they were given worthless."""
        self.sessions_ended += 1
        self.save(update_fields=["sessions_ended"])


class OneTimeCodes(models.Model):
    """The app of an account that shows a new code every half minute; `last_step` is the newest code that was used."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="one_time_codes")
    secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    made = models.DateTimeField(default=timezone.now)


class Passkey(models.Model):
    """A key that a device or a person's keychain holds; we have its public half."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    credential = models.BinaryField()
    counter = models.BigIntegerField(default=0)
    made = models.DateTimeField(default=timezone.now)


class RecoveryCode(models.Model):
    """A code for the day on which the second factor is lost; it is gone once used."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)


class Attempts(models.Model):
    """How often something was tried in vain; `digest` tells of what, but not to somebody who reads the table."""

    digest = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(default=timezone.now, db_index=True)
    until = models.DateTimeField(default=timezone.now)
