"""What the record was made of: every snapshot, and the quality list of each."""

from collections.abc import Iterator

from quipu.core.record import FaultNote, SnapshotNote
from quipu.pages import provenance
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import SNAPSHOTS, Url
from quipu.pages.views import Column, Row, Table, numbers

KIND = "source"
FAULTS_SHOWN = 500


def urls(press: Press) -> Iterator[Url]:
    """Yield the list, and a page a snapshot."""
    yield Url("/sources/", KIND, depends=(SNAPSHOTS,), listed=True)
    for name in press.snapshots:
        yield Url(provenance.snapshot_path(name), KIND, name=name, depends=(SNAPSHOTS,))


def render(press: Press, url: Url) -> bytes:
    """Return the list or one snapshot as HTML."""
    page = Page(press, url)
    return _one(page, press.snapshots[url.name]) if url.name else _list(page)


def _list(page: Page) -> bytes:
    words, notes = page.language, page.press.snapshots.values()
    columns = (
        *(Column(words.say(f"sources.{name}")) for name in ("file", "published", "licence", "sha")),
        *numbers(*(words.say(f"sources.{name}") for name in ("rows", "quarantined", "issues"))),
    )
    rows = tuple(Row(provenance.linked(page, note), _cells(page, note)) for note in notes)
    table = Table("snapshots-table", words.say("sources.list_caption"), columns, rows)
    return page.fill("sources.html", table=table, footer=provenance.footer(page, ""))


def _cells(page: Page, note: SnapshotNote) -> tuple[str, ...]:
    counts = (page.language.whole(count) for count in (note.rows, note.quarantined, note.issues))
    return (page.language.day(note.published), note.licence, note.name, *counts)


def _one(page: Page, note: SnapshotNote) -> bytes:
    faults = page.press.record.faults(note.name)
    hidden, words = len(faults) - FAULTS_SHOWN, page.language
    return page.fill(
        "snapshot.html",
        note=note,
        published=words.day(note.published),
        rows=words.whole(note.rows),
        quarantined=words.whole(note.quarantined),
        issues=words.whole(note.issues),
        faults=_faults(page, faults[:FAULTS_SHOWN]) if faults else None,
        more=words.say("sources.more", n=hidden, amount=words.whole(hidden)) if hidden > 0 else "",
        footer=provenance.footer(page, "", words.day(note.published)),
    )


def _faults(page: Page, faults: tuple[FaultNote, ...]) -> Table:
    words = page.language
    columns = (
        *(Column(words.say(f"sources.{name}")) for name in ("problem", "code", "identifier")),
        *numbers(words.say("sources.line"), words.say("sources.count")),
    )
    rows = tuple(
        Row(fault.message, (fault.code, fault.identifier, str(fault.line), words.whole(fault.count)))
        for fault in faults
    )
    return Table("faults-table", words.say("sources.faults_caption"), columns, rows)
