"""The page that says of every figure of a subject and year what it means, where it comes from, and what it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quipu.core.figure import Observation, Source
from quipu.core.record import Level, Subject
from quipu.pages import provenance
from quipu.pages.markup import Html, escaped
from quipu.pages.operation import frame
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SNAPSHOTS, Url, section_of

KIND = "trace"
_RUNS_SHOWN = 40
_PARTS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one file that a figure comes from."""

    file: str
    count: str
    lines: str
    more: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything known of one figure."""

    anchor: str
    address: str
    title: str
    number: str
    unit: str
    status: str
    reason: str
    definition: str
    definition_link: str
    member: bool
    as_of: str
    revisions: tuple[str, ...]
    sources: tuple[Lines, ...]
    parts: tuple[Html, ...]
    parts_note: str


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a subject and year, nodes included."""
    for level in Level:
        for subject in press.at_level(level):
            for year in subject.years:
                path = f"{section_of(subject)}{year}/figures/"
                yield Url(path, KIND, subject.code, year, depends=(subject.code, DEFINITIONS, SNAPSHOTS))


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, subject = Page(press, url), press.subjects[url.subject]
    account = press.account(subject.code, url.year)
    has_page = subject.level is not Level.NODE
    return page.fill(
        "trace.html",
        subject=press.name(subject),
        year=url.year,
        back=page.link(press.path(subject, url.year)) if has_page else "",
        entries=tuple(_entry(page, subject, found) for found in account),
        **frame(page, subject, account),
    )


def _entry(page: Page, subject: Subject, found: Observation) -> Entry:
    words, address = page.language, found.address
    definition = page.press.definitions[address.figure]
    summed = parts_of(page.press, subject, found)
    return Entry(
        anchor=f"{address.figure}/{address.member}" if address.member else address.figure,
        address=str(address),
        title=definition.member_title(address.member),
        number=page.text(found) if found.value is None else words.number(found.value),
        unit=words.say(f"unit.{found.unit.replace(' ', '-')}"),
        status=words.say(f"status.{found.status.value}"),
        reason=found.reason,
        definition=definition.definition,
        definition_link=page.link(f"/figures/{definition.name}/"),
        member=bool(address.member),
        as_of=words.day(found.as_of) if found.as_of else "",
        revisions=tuple(_revisions(page, found)),
        sources=() if summed else tuple(_files(page, page.press.record.sources(address))),
        parts=tuple(_part(page, part) for part in summed[:_PARTS_SHOWN]),
        parts_note=_parts_note(page, found, summed),
    )


def parts_of(press: Press, subject: Subject, found: Observation) -> list[Observation]:
    """Return the figures of the subjects below a region or the world; an operation has none."""
    below = _below(press, subject, found.address.year)
    held = (press.account(part.code, found.address.year).get(found.address.figure, found.address.member) for part in below)
    return [part for part in held if part.value is not None] if found.value is not None else []


def _below(press: Press, subject: Subject, year: int) -> list[Subject]:
    if subject.level is Level.WORLD:
        nodes = [n for n in press.at_level(Level.NODE) if (e := n.edition(year)) and not _in_region(press, e.region)]
        return [*(r for r in press.at_level(Level.REGION) if r.edition(year)), *nodes]
    if subject.level is Level.REGION:
        return [s for level in (Level.OPERATION, Level.NODE) for s in press.within(subject.code, year, level)]
    return []


def _in_region(press: Press, code: str) -> bool:
    found = press.subjects.get(code)
    return found is not None and found.level is Level.REGION


def _part(page: Page, part: Observation) -> Html:
    name = page.press.name(page.press.subjects[part.address.subject])
    return page.language.html("trace.part", name=name, value=page.figure(part))


def _parts_note(page: Page, found: Observation, summed: list[Observation]) -> str:
    if not summed:
        return ""
    count = page.language.whole(found.source_count)
    note = page.language.say("trace.rows_behind", n=found.source_count, amount=count)
    hidden = len(summed) - _PARTS_SHOWN
    return f"{note} {page.language.say('trace.parts_more', n=hidden)}" if hidden > 0 else note


def _revisions(page: Page, found: Observation) -> Iterator[str]:
    """What the figure was, and until when; nothing where it was never anything else."""
    words, held = page.language, page.press.record.revisions(found.address)
    for one, following in zip(held, held[1:], strict=False):
        value = words.say("trace.withdrawn") if one.value is None else words.number(one.value)
        yield words.say("trace.was", value=value, since=words.day(one.as_of), until=words.day(following.as_of))


def _files(page: Page, sources: Iterable[Source]) -> Iterator[Lines]:
    """One entry a file, in the order of the record."""
    held: dict[str, list[Source]] = {}
    for source in sources:
        held.setdefault(source.snapshot, []).append(source)
    for snapshot, rows in held.items():
        yield _lines(page, snapshot, rows)


def _lines(page: Page, snapshot: str, rows: list[Source]) -> Lines:
    words, note = page.language, page.press.snapshots.get(snapshot)
    named = list(runs(row.line for row in rows))
    hidden = sum(last - first + 1 for first, last in named[_RUNS_SHOWN:])
    return Lines(
        provenance.linked(page, note) if note else escaped(rows[0].file),
        words.say("trace.rows", n=len(rows), amount=words.whole(len(rows))),
        ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in named[:_RUNS_SHOWN]),
        words.say("trace.more", n=hidden, amount=words.whole(hidden)) if hidden else "",
    )


def runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield line numbers as runs of neighbours: 3, 4, 5, 9 is (3, 5), (9, 9)."""
    first = last = None
    for line in sorted(set(lines)):
        if last is not None and line == last + 1:
            last = line
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = line
    if first is not None and last is not None:
        yield first, last
