"""Tell how far translations are behind their sources, for many editions in a few questions. Knows no person."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from wagtail.models import Locale, Revision

from quipu.web.editorial.models import EDITION_PAGES, EditionPage, written


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation: its page (None: not made yet), how many blocks it does not follow, and by how much it is older."""

    title: str
    language: str
    page: int | None
    begun: bool
    sections: int
    age: timedelta

    @property
    def complete(self) -> bool:
        """Whether it follows its source as it is now."""
        return self.begun and not self.sections

    @property
    def days(self) -> int:
        """By how many days its source is newer."""
        return max(0, self.age.days)


def behind(keys: Iterable[UUID], locales: Iterable[Locale]) -> list[Draft]:
    """Return the translations of editions into languages that do not follow their newest source, in the order of `keys`."""
    wanted, languages = list(keys), list(locales)
    source = Locale.get_default()
    held = _newest(wanted, [source, *languages])
    drafts = (
        _draft(held, held.get((key, source.pk), ({}, {})), key, language) for key in wanted for language in languages
    )
    return [draft for draft in drafts if draft is not None and not draft.complete]


_Page = tuple[dict[str, Any], dict[str, Any]]
_Held = Mapping[tuple[UUID, int], _Page]


def _newest(keys: list[UUID], locales: list[Locale]) -> _Held:
    """Return each page as a row, with its newest content: of its newest revision, else of the page itself."""
    fields = (
        "pk",
        "title",
        "translation_key",
        "locale_id",
        "latest_revision_id",
        "latest_revision_created_at",
        "follows",
    )
    rows = [
        row
        for kind in EDITION_PAGES
        for row in kind.objects.filter(translation_key__in=keys, locale__in=locales).values(*fields)
    ]
    revisions = [row["latest_revision_id"] for row in rows if row["latest_revision_id"]]
    contents = dict(Revision.objects.filter(pk__in=revisions).values_list("pk", "content"))
    return {
        (row["translation_key"], row["locale_id"]): (row, contents.get(row["latest_revision_id"], {})) for row in rows
    }


def _draft(held: _Held, of: _Page, key: UUID, locale: Locale) -> Draft | None:
    source, content = of
    if not content:
        return None
    row, own = held.get((key, locale.pk), ({}, {}))
    language = locale.get_display_name()
    if not row:
        return Draft(source["title"], language, None, False, len(digests(content)), timedelta(0))
    follows, now = _follows(own or row), digests(content)
    sections = sum(now.get(name) != follows.get(name) for name in now.keys() | follows.keys())
    age = source["latest_revision_created_at"] - (
        row["latest_revision_created_at"] or source["latest_revision_created_at"]
    )
    return Draft(row["title"], language, row["pk"], bool(follows), sections, age)


def _follows(content: Mapping[str, Any]) -> dict[str, str]:
    follows = content.get("follows") or {}
    return dict(json.loads(follows) if isinstance(follows, str) else follows)


def digests(content: Mapping[str, Any]) -> dict[str, str]:
    """Return a hash of each block of a revision's content: the same as `EditionPage.digests` of its page."""
    return {block["id"]: hashlib.sha256(written(block)).hexdigest()[:16] for block in _blocks(content)}


def _blocks(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in EditionPage.STREAMS:
        yield from json.loads(content.get(name) or "[]")


def other_locales(languages: Iterable[str] | None = None) -> list[Locale]:
    """Return the languages that are translated into; of those, the ones named."""
    found = Locale.objects.exclude(pk=Locale.get_default().pk).order_by("language_code")
    return list(found if languages is None else found.filter(language_code__in=languages))
