"""What the record was made of: every snapshot with the quality list of each, and what the checks found."""

from collections.abc import Iterator

from quipu.core.check import Outcome
from quipu.core.record import FaultNote, SnapshotNote
from quipu.pages import feeds, provenance
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import RELEASE, SNAPSHOTS, Url
from quipu.pages.views import Column, Row, Table, numbers

KIND = "source"
FAULTS_SHOWN = 500


def urls(press: Press) -> Iterator[Url]:
    """Yield the list, and a page a snapshot."""
    yield Url(press.at("/sources/"), KIND, press.language.code, depends=(SNAPSHOTS, RELEASE), listed=True)
    for name in press.snapshots:
        yield Url(press.at(provenance.snapshot_path(name)), KIND, press.language.code, name=name, depends=(SNAPSHOTS,))


def render(press: Press, url: Url) -> bytes:
    """Return the list or one snapshot as HTML."""
    page = Page(press, url)
    return _one(page, press.snapshots[url.name]) if url.name else _list(page)


def _list(page: Page) -> bytes:
    words, notes = page.language, page.press.snapshots.values()
    columns = (
        *(Column(words.say(f"sources.{name}")) for name in ("file", "published", "publisher", "licence", "sha")),
        *numbers(*(words.say(f"sources.{name}") for name in ("rows", "quarantined", "issues"))),
    )
    rows = tuple(Row(provenance.linked(page, note), _cells(page, note)) for note in notes)
    table = Table("snapshots-table", words.say("sources.list_caption"), columns, rows)
    record = page.press.record
    return page.fill(
        "sources.html",
        about=words.say("sources.list_about"),
        table=table,
        feeds=feeds.links(page),
        json=page.link("/sources.json"),
        csv=page.link("/sources.csv"),
        release=words.say("sources.release", name=record.name, day=words.day(record.as_of)),
        checks=[_checked(page, outcome) for outcome in record.checks().outcomes],
        footer=provenance.footer(page, ""),
    )


def _checked(page: Page, outcome: Outcome) -> dict[str, object]:
    """Return one check with what it found, as its template reads it."""
    words, check, of = page.language, outcome.check, page.press.record.texts.of
    count = len(outcome.findings)
    return {
        "title": of(check.title),
        "severity": words.say(f"checks.{check.severity}"),
        "meaning": of(check.meaning),
        "told": words.say("checks.found", n=count, amount=words.whole(count)) if count else words.say("checks.nothing"),
        "findings": [page.data(str(finding)) for finding in outcome.findings],
    }


def _cells(page: Page, note: SnapshotNote) -> tuple[str, ...]:
    counts = (page.language.whole(count) for count in (note.rows, note.quarantined, note.issues))
    return (page.language.day(note.published), note.publisher, note.licence, note.name, *counts)


def _one(page: Page, note: SnapshotNote) -> bytes:
    faults = page.press.record.faults(note.name)
    hidden, words = len(faults) - FAULTS_SHOWN, page.language
    return page.fill(
        "snapshot.html",
        about=f"{note.file}, {words.day(note.published)}, {note.publisher}",
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
        Row(page.data(fault.message), (fault.code, fault.identifier, str(fault.line), words.whole(fault.count)))
        for fault in faults
    )
    return Table("faults-table", words.say("sources.faults_caption"), columns, rows)
