"""Emergencies and appeals that several operations belong to, gathered from what each of them says. Knows no page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quipu.core.profile import slugify
from quipu.core.record import Scope, Subject
from quipu.figures.lookup import Record

_LEAST = 2
"""So many operations make a situation; what one alone names stands on its page."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One emergency or appeal by its code, with the names it has in the newest year, and its operations by year."""

    slug: str
    code: str
    kind: str
    names: tuple[tuple[str, str], ...]
    operations: dict[int, tuple[Subject, ...]]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its operations, the newest first."""
        return tuple(sorted(self.operations, reverse=True))


def situations(record: Record, operations: Iterable[Subject]) -> dict[str, Situation]:
    """Return the situations by slug, the newest first."""
    held: dict[str, list[tuple[int, Subject, Scope]]] = {}
    for year, subject, scope in _told(record, operations):
        held.setdefault(slugify(scope.code), []).append((year, subject, scope))
    made = (_made(slug, found) for slug, found in held.items() if slug)
    found = (one for one in made if len({s.code for of in one.operations.values() for s in of}) >= _LEAST)
    return {one.slug: one for one in sorted(found, key=lambda one: (-one.years[0], one.slug))}


def _told(record: Record, operations: Iterable[Subject]) -> Iterator[tuple[int, Subject, Scope]]:
    for subject in operations:
        for edition in subject.editions:
            if edition.activity:
                yield from ((edition.year, subject, scope) for scope in record.scopes(subject.code, edition.year))


def _made(slug: str, found: list[tuple[int, Subject, Scope]]) -> Situation:
    newest = max(found, key=lambda told: told[0])[2]
    by_year: dict[int, dict[str, Subject]] = {}
    for year, subject, _ in found:
        by_year.setdefault(year, {})[subject.code] = subject
    operations = {year: tuple(of.values()) for year, of in by_year.items()}
    return Situation(slug, newest.code, newest.kind, newest.names, operations)
