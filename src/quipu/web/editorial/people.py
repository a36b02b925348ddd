"""Invite people, list them, and make the accounts of the demonstration. Knows no request."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from quipu.core.errors import UsageError
from quipu.web.accounts.invitations import link
from quipu.web.accounts.models import Account
from quipu.web.editorial.models import Role
from quipu.web.editorial.tasks import RoleKind


@dataclass(frozen=True, slots=True)
class Person:
    """An account as it is listed."""

    name: str
    email: str
    roles: tuple[str, ...]
    signed_in: str


def find_role(kind: str, scope: str) -> Role:
    """Return a role; raise UsageError that says which there are where there is no such one."""
    roles = Role.objects.filter(kind=kind).select_related("group")
    role = roles.filter(scope__iexact=scope).first()
    if role is None:
        known = ", ".join(roles.values_list("scope", flat=True).order_by("scope")) or "none: run quipu office sync"
        raise UsageError(f'there is no {kind} of "{scope}"', next=f"Known are: {known}.")
    return role


@transaction.atomic
def invite(name: str, email: str, role: Role) -> str:
    """Give an account a role, making it where there is none; return the link by which its password is set."""
    account = Account.objects.filter(username=name).first() or Account.objects.create_user(name, email)
    account.groups.add(role.group)
    return link(account)


def people() -> Iterator[Person]:
    """Yield every account by name."""
    for account in Account.objects.order_by("username").prefetch_related("groups"):
        roles = tuple(group.name for group in account.groups.all())
        signed_in = account.last_login.strftime("%Y-%m-%d") if account.last_login else "never"
        yield Person(
            account.username, account.email, roles or (("superuser",) if account.is_superuser else ()), signed_in
        )


@transaction.atomic
def demonstrate() -> Iterator[tuple[str, str, str]]:
    """Make an account of each role with a new password; yield name, password and what it does."""
    made = []
    for kind in RoleKind:
        role = Role.objects.filter(kind=kind).order_by("scope").first()
        if role is None:
            continue
        account, _ = Account.objects.get_or_create(username=str(kind))
        password = secrets.token_urlsafe(9)
        account.set_password(password)
        account.save()
        account.groups.set([role.group])
        made.append((account.username, password, role.group.name))
    return iter(made)
