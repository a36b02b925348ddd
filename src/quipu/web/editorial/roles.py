"""Groups that do one thing each - write, review, translate, publish, administer - with permissions by subtree. Knows no account."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from quipu.web.editorial.models import Editions, OperationPage, RegionPage, Role
from quipu.web.editorial.tasks import RoleKind

_EVERYTHING = ("change", "publish", "lock", "unlock")
_KEPT = ("add", "change", "choose")
"""What a group may do with the pictures and documents of its collection."""
_CHOSEN = ("choose",)
_ACCOUNTS = ("add_account", "change_account", "delete_account")
_DATA = ("add_import", "view_import", "add_releasechange", "view_releasechange")


@dataclass(frozen=True, slots=True)
class Scope:
    """One role as it should be: what its group is called, on which pages it may do what, and with which files."""

    kind: RoleKind
    scope: str
    name: str
    pages: tuple[Page, ...]
    may: tuple[str, ...]
    files: tuple[str, ...] = ()
    collection: Collection | None = None
    others: tuple[str, ...] = ()


def ensure(scope: Scope) -> Role:
    """Make the group of a role, or bring up its permissions; its members stay."""
    role = Role.objects.filter(kind=scope.kind, scope=scope.scope).select_related("group").first()
    if role is None:
        group, _ = Group.objects.get_or_create(name=scope.name)
        role = Role.objects.create(group=group, kind=scope.kind, scope=scope.scope)
    _grant_pages(role.group, scope)
    _grant_files(role.group, scope)
    role.group.permissions.add(*_permissions(("access_admin", *scope.others)))
    return role


def _permissions(codes: Iterable[str]) -> list[Permission]:
    return list(Permission.objects.filter(codename__in=codes))


def _grant_pages(group: Group, scope: Scope) -> None:
    held = set(group.page_permissions.values_list("page_id", "permission__codename"))
    for page in scope.pages:
        for action in scope.may:
            if (page.pk, f"{action}_page") not in held:
                GroupPagePermission.objects.create(group=group, page=page, permission_type=action)


def _grant_files(group: Group, scope: Scope) -> None:
    if scope.collection is None:
        return
    codes = [f"{action}_{kind}" for action in scope.files for kind in ("image", "document")]
    for permission in _permissions(codes):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=scope.collection, permission=permission)


def of_operation(page: OperationPage, collection: Collection) -> Scope:
    """Return the role of those who write about an operation; in the first language of the site."""
    name = f"Writers of {page.title}"
    return Scope(RoleKind.WRITER, page.subject, name, (page,), ("change",), _KEPT, collection)


def of_region(page: RegionPage, collection: Collection) -> Scope:
    """Return the role of those who review the editions of a region."""
    name = f"Reviewers of {page.title}"
    return Scope(RoleKind.REVIEWER, page.code, name, (page,), ("change",), _KEPT, collection)


def of_language(page: Editions, collection: Collection) -> Scope:
    """Return the role of those who translate into a language."""
    code, name = page.locale.language_code, f"Translators into {page.locale.get_display_name()}"
    return Scope(RoleKind.TRANSLATOR, code, name, (page,), ("change",), _CHOSEN, collection)


def of_all(homes: Iterable[Editions], collection: Collection) -> tuple[Scope, Scope]:
    """Return the roles of headquarters: who approves and publishes, and who looks after accounts and locks."""
    pages = tuple(homes)
    return (
        Scope(RoleKind.PUBLISHER, "", "Publishers", pages, _EVERYTHING, _KEPT, collection),
        Scope(
            RoleKind.ADMINISTRATOR,
            "",
            "Administrators",
            pages,
            ("change", "lock", "unlock"),
            _KEPT,
            collection,
            (*_ACCOUNTS, *_DATA),
        ),
    )
