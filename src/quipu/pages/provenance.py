"""The part of a page on its sources: which files its figures come from, and its footer. Knows no other part."""

from collections.abc import Iterable
from dataclasses import dataclass

from quipu.core.record import SnapshotNote
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table

EDITION_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of a page. `edition` is empty on pages that are about no subject."""

    edition: str
    day: str
    licence: str


def footer(page: Page, about: str, day: str = "") -> Footer:
    """Return the foot of a page about what a fingerprint covers: a subject, or a subject in a year."""
    edition = page.press.record.fingerprint(about)[:EDITION_DIGITS] if about else ""
    return Footer(edition, day, ", ".join(licences(page)))


def licences(page: Page) -> tuple[str, ...]:
    """Return the licences of the data, each once."""
    return tuple(dict.fromkeys(note.licence for note in page.press.snapshots.values() if note.licence))


def table(page: Page, notes: Iterable[SnapshotNote]) -> Table:
    """Return a table of snapshots with their day, publisher and licence."""
    words = page.language
    columns = tuple(Column(words.say(f"sources.{name}")) for name in ("file", "published", "publisher", "licence"))
    rows = tuple(Row(linked(page, note), (words.day(note.published), note.publisher, note.licence)) for note in notes)
    return Table("sources-table", words.say("sources.caption"), columns, rows)


def linked(page: Page, note: SnapshotNote) -> Html:
    """Return a file's name, leading to what is known of it."""
    return Html(f'<a href="{page.link(page.press.at(snapshot_path(note.name)))}">{escaped(note.file)}</a>')


def snapshot_path(name: str) -> str:
    """Return the path of the page about a snapshot."""
    return f"/sources/{name}/"
