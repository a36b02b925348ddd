"""Make whoever tries in vain wait, longer each time. Knows no account and no request.

An attempt is counted before it is looked at, so that many at once gain nothing; what is refused for the wait is not counted, so
that nobody is kept out for ever by somebody else's attempts.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from quipu.web.accounts.models import Attempts

_FIRST_WAIT = 5
_FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many attempts are free, and the longest wait in seconds after those."""

    free: int
    longest: int
    forgiven: bool = True
    """Whether a success clears the count; otherwise it takes back its own attempt alone."""

    def wait_after(self, failures: int) -> timedelta:
        """Return how long to wait after so many: twice as long each time."""
        beyond = failures - self.free
        return timedelta(seconds=0 if beyond < 0 else min(_FIRST_WAIT * 2 ** min(beyond, 20), self.longest))


@transaction.atomic
def take(limits: Mapping[str, Limit]) -> int:
    """Count an attempt for each name; return 0, or the seconds to wait where one must, and count nothing then."""
    now = timezone.now()
    Attempts.objects.filter(last__lt=now - _FORGOTTEN).delete()
    # In the order of their names, so that two that want the same do not wait for each other.
    found = [(_locked(name, now), limits[name]) for name in sorted(limits)]
    wait = max((row.until - now for row, _ in found), default=timedelta())
    if wait > timedelta():
        return math.ceil(wait.total_seconds())
    for row, limit in found:
        row.failures, row.last = row.failures + 1, now
        row.until = now + limit.wait_after(row.failures)
        row.save()
    return 0


def _locked(name: str, now: datetime) -> Attempts:
    row, _ = Attempts.objects.select_for_update().get_or_create(digest=_digest(name), defaults={"until": now})
    return row


def forgive(limits: Mapping[str, Limit]) -> None:
    """Take back what a successful attempt counted."""
    now = timezone.now()
    for name, limit in limits.items():
        left = 0 if limit.forgiven else Greatest(F("failures") - 1, 0)
        Attempts.objects.filter(digest=_digest(name)).update(failures=left, until=now)


def forget(names: Iterable[str]) -> None:
    """Forget all attempts for these names."""
    Attempts.objects.filter(digest__in=[_digest(name) for name in names]).delete()


def in_words(seconds: int) -> str:
    """Say how long to wait."""
    minutes = math.ceil(seconds / 60)
    count, unit = (seconds, "second") if seconds < 90 else (minutes, "minute")
    return f"Too many attempts. Try again in {count} {unit}{'' if count == 1 else 's'}."


def _digest(name: str) -> str:
    return salted_hmac("quipu.web.accounts.attempts", name, algorithm="sha256").hexdigest()
