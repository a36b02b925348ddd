"""How far somebody's roles reach: which pages, in which languages, to do what. Asks once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from wagtail.models import GroupPagePermission

from quipu.web.editorial.tasks import RoleKind

_NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Reach:
    """The places in the tree below which somebody has each role, and the languages that they translate into."""

    paths: Mapping[RoleKind, frozenset[str]]
    languages: tuple[str, ...]

    def below(self, *kinds: RoleKind, field: str = "path") -> Q:
        """Return the condition that a page lies below one of the places of these roles."""
        paths = {path for kind in kinds for path in self.paths.get(kind, ())}
        return reduce(or_, (Q(**{f"{field}__startswith": path}) for path in sorted(paths)), _NOTHING)

    def holds(self, path: str, *kinds: RoleKind) -> bool:
        """Tell whether a page lies below one of the places of these roles."""
        return any(path.startswith(place) for kind in kinds for place in self.paths.get(kind, ()))

    def has(self, *kinds: RoleKind) -> bool:
        """Tell whether there is any place with one of these roles."""
        return any(self.paths.get(kind) for kind in kinds)


def reach_of(user: Any) -> Reach:
    """Return how far somebody's roles reach; a superuser's as far as a publisher's."""
    if user.is_superuser:
        return Reach({RoleKind.PUBLISHER: frozenset({""})}, ())
    rows = GroupPagePermission.objects.filter(group__user=user, group__role__isnull=False)
    paths: dict[RoleKind, set[str]] = defaultdict(set)
    languages = set()
    for kind, scope, path in rows.values_list("group__role__kind", "group__role__scope", "page__path").distinct():
        paths[RoleKind(kind)].add(path)
        if kind == RoleKind.TRANSLATOR:
            languages.add(scope)
    return Reach({kind: frozenset(held) for kind, held in paths.items()}, tuple(sorted(languages)))
