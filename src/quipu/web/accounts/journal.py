"""Write down who came in, who did not, and whose roles or access changed, for administrators. Knows no page.

No address of a machine is written down, and no name that is no account's: it may be a password in the wrong field.
"""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import m2m_changed, pre_save
from django.utils import timezone
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry

from quipu.web.accounts.models import Account

ACTIONS = {
    "signed_in": "Signed in",
    "failed": "Failed to sign in",
    "second_failed": "Gave a wrong second factor",
    "second_set": "Set up a second factor",
    "second_removed": "Removed a second factor",
    "second_reset": "Reset the second factor",
    "codes": "Made new recovery codes",
    "invited": "Made a link to set a password",
    "password": "Set a password",
    "roles_added": "Gave roles",
    "roles_removed": "Took roles",
    "deactivated": "Deactivated the account",
    "activated": "Activated the account",
    "signed_out": "Ended all sessions",
}
_PREFIX = "quipu.account."
_CHANGES = {"post_add": "roles_added", "post_remove": "roles_removed", "pre_clear": "roles_removed"}


def record(account: Account, what: str, by: Account | None = None, told: str = "") -> None:
    """Write down what happened to an account, by whom and how."""
    log(instance=account, action=_PREFIX + what, user=by, data={"told": told} if told else None)


def record_failure(account: Account | None) -> None:
    """Write down that somebody failed to sign in, as slowly for a name that nobody has."""
    if account is not None:
        record(account, "failed")
        return
    kind = ContentType.objects.get_for_model(Account)
    ModelLogEntry.objects.create(
        content_type=kind,
        object_id="-",
        label="a name that nobody has",
        action=f"{_PREFIX}failed",
        timestamp=timezone.now(),
    )


def connect() -> None:
    """Begin."""
    user_logged_in.connect(_signed_in, dispatch_uid="quipu.journal")
    m2m_changed.connect(_roles_changed, sender=Account.groups.through, dispatch_uid="quipu.journal")
    pre_save.connect(_activity_changed, sender=Account, dispatch_uid="quipu.journal")


def register(actions: Any) -> None:
    """Name the actions to Wagtail's log."""
    for name, label in ACTIONS.items():
        actions.register_action(_PREFIX + name)(type("Told", (_Told,), {"label": label}))


class _Told(LogFormatter):
    """Says what happened, and what of it there is to tell."""

    def format_message(self, entry: Any) -> str:
        told = (entry.data or {}).get("told")
        return f"{self.label}: {told}" if told else str(self.label)


def _signed_in(user: Account, **_: Any) -> None:
    record(user, "signed_in", by=user)


def _roles_changed(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_: Any) -> None:
    if action not in _CHANGES or (pk_set is not None and not pk_set):
        return
    if reverse:
        for account in Account.objects.filter(pk__in=pk_set) if pk_set else instance.user_set.all():
            record(account, _CHANGES[action], told=instance.name)
        return
    groups = instance.groups.model.objects.filter(pk__in=pk_set) if pk_set else instance.groups.all()
    names = ", ".join(groups.order_by("name").values_list("name", flat=True))
    if names:
        record(instance, _CHANGES[action], told=names)


def _activity_changed(instance: Account, **_: Any) -> None:
    before = Account.objects.filter(pk=instance.pk).values_list("is_active", flat=True).first()
    if before is not None and before != instance.is_active:
        record(instance, "activated" if instance.is_active else "deactivated")
