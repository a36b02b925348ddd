"""The page that says of every figure of a subject and year what it means, where it comes from, and what it was."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from quipu.core.address import Address
from quipu.core.figure import Definition, Observation, Revision
from quipu.core.record import Level, Subject
from quipu.figures.origins import FileLines
from quipu.pages import provenance, structured
from quipu.pages.account import Account
from quipu.pages.markup import Html, escaped
from quipu.pages.operation import frame
from quipu.pages.page import Page
from quipu.pages.press import ABOUT_COUNTRIES, Press
from quipu.pages.url import DEFINITIONS, Url, anchor, edition_of
from quipu.pages.views import Column, Row, Table

KIND = "trace"
_RUNS_SHOWN = 40
_ROWS_OF_A_PAGE = 2000
_PARTS_SHOWN = 40
_MEMBERS_SHOWN = 50
BY_COUNTRY = "population-by-country"
_LED_TO_FROM_ELSEWHERE = {
    Level.WORLD: (*ABOUT_COUNTRIES, "contributions-by-donor"),
    Level.REGION: (BY_COUNTRY, "contributions-by-donor"),
}
"""Figures of the world and of regions whose members pages of operations, countries and donors lead to, each of them."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one file that a figure comes from."""

    file: str
    count: str
    lines: str
    more: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything known of one observation."""

    anchor: Html
    address: Html
    title: str
    number: str
    unit: str
    status: str
    reason: str
    as_of: str
    revisions: tuple[str, ...]
    sources: tuple[Lines, ...]
    parts: tuple[Html, ...]
    parts_note: str


@dataclass(frozen=True, slots=True)
class Group:
    """One figure: its total and the members of its definition in full, members without number in a table."""

    title: str
    definition: str
    link: str
    entries: tuple[Entry, ...]
    table: Table | None


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a subject and year, nodes included."""
    for level in Level:
        for subject in press.at_level(level):
            for year in subject.years:
                path = press.traces(subject.code, year)
                depends = (edition_of(subject, year), DEFINITIONS)
                yield Url(path, KIND, press.language.code, subject.code, year, depends=depends)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, subject = Page(press, url), press.subjects[url.subject]
    account = press.account(subject.code, url.year)
    has_page = subject.level is not Level.NODE
    groups = tuple(_groups(page, subject, account))
    return page.fill(
        "trace.html",
        about=page.language.say("trace.about"),
        structured=structured.of_figures(page, subject, account, _published(page, account)),
        subject=press.name(subject),
        year=url.year,
        back=page.link(press.path(subject, url.year)) if has_page else "",
        groups=groups,
        **frame(page, subject, account, edition_of(subject, url.year)),
    )


def _published(page: Page, account: Account) -> list[str]:
    """Return the names of the figures that the year has, themselves or members of theirs."""
    names = page.press.definitions
    return [name for name in names if account.known(name) or account.members(name)]


def _groups(page: Page, subject: Subject, account: Account) -> Iterator[Group]:
    for definition in page.press.definitions.values():
        held = [account.get(definition.name), *account.members(definition.name)]
        if len(held) > 1 and held[0].value is None:
            held = held[1:]
        closed, others = (tuple(group) for group in _sorted_out(definition, held))
        yield Group(
            definition.title,
            definition.definition,
            page.link(page.press.at(f"/figures/{definition.name}/")),
            tuple(_entry(page, subject, found) for found in closed),
            _table(page, subject, definition, others) if others else None,
        )


def _sorted_out(definition: Definition, held: Iterable[Observation]) -> tuple[list[Observation], list[Observation]]:
    """Return the total and declared members first, then those that only the data name (donors, countries)."""
    declared = {"", *(slug for slug, _ in definition.members)}
    closed: list[Observation] = []
    others: list[Observation] = []
    for found in held:
        (closed if found.address.member in declared else others).append(found)
    return closed, others


def _entry(page: Page, subject: Subject, found: Observation) -> Entry:
    words, address = page.language, found.address
    summed = parts_of(page.press, subject, found)
    return Entry(
        anchor=Html(anchor(address)),
        address=Html(address),
        title=page.title(found) if address.member else words.say("trace.total"),
        number=_number(page, found),
        unit=words.unit(found.unit),
        status=words.say(f"status.{found.status.value}"),
        reason=found.reason,
        as_of=words.day(found.as_of) if found.as_of else "",
        revisions=_revisions(page, found),
        sources=() if summed or _is_beyond_a_page(found) else _files(page, address),
        parts=tuple(_part(page, part) for part in summed[:_PARTS_SHOWN]),
        parts_note=_parts_note(page, found, summed),
    )


def _number(page: Page, found: Observation) -> str:
    """Return the number with all its digits."""
    return page.text(found) if found.value is None else page.language.number(found.value)


def _table(page: Page, subject: Subject, definition: Definition, held: Sequence[Observation]) -> Table:
    """Return a row for each member that only the data name, with the place of its rows and what it was before.

    All of an operation's, for its page leads here; the largest of those of regions and the world, but for what other
    pages lead to.
    """
    words = page.language
    whole = definition.name in _LED_TO_FROM_ELSEWHERE.get(subject.level, (definition.name,))
    shown = held if whole else held[:_MEMBERS_SHOWN]
    columns = (
        Column(words.say("trace.member")),
        Column(words.unit(definition.unit), numeric=True),
        Column(words.say("trace.source")),
        Column(words.say("trace.revisions")),
    )
    rows = tuple(Row(page.title(found), _member_cells(page, found), anchor=anchor(found.address)) for found in shown)
    hidden = len(held) - len(shown)
    more = (words.say("trace.members_more", n=hidden, amount=words.whole(hidden)),) if hidden else ()
    return Table(f"{definition.name}-members", definition.title, columns, rows, more)


def _member_cells(page: Page, found: Observation) -> tuple[str, ...]:
    return _number(page, found), _first_line(page, found), "; ".join(_revisions(page, found))


def _first_line(page: Page, found: Observation) -> str:
    """Return the first place that a member comes from; of a sum over many files, how many rows there are."""
    if page.press.subjects[found.address.subject].level in (Level.WORLD, Level.REGION):
        count = page.language.whole(found.source_count)
        return page.language.say("trace.rows_behind", n=found.source_count, amount=count)
    return page.source_line(found)


def parts_of(press: Press, subject: Subject, found: Observation) -> list[Observation]:
    """Return the figures of the subjects below a region or the world.

    An operation has none, nor has a member that only the data name: there are too many of them.
    """
    address = found.address
    if found.value is None or subject.level not in (Level.WORLD, Level.REGION):
        return []
    if address.member and address.member not in press.declared(address.figure):
        return []
    held = _published_below(press.siblings[0], subject, address.year).get((address.figure, address.member), {})
    return [held[part.code] for part in _below(press, subject, address.year) if part.code in held] if held else []


_Parts: TypeAlias = dict[tuple[str, str], dict[str, Observation]]
"""Observations by figure and member, then by subject."""


def _published_below(press: Press, subject: Subject, year: int) -> _Parts:
    """Return what is published of the subjects below, kept for all languages.

    Of a region one year is kept, for it is much; the world's are asked for again by the files of every figure.
    """
    kept, key = press.kept(subject.code), ("parts", year if subject.level is Level.WORLD else 0)
    if kept.get(key, (0, {}))[0] != year:
        kept[key] = (year, _gathered(press, _below(press, subject, year), year))
    parts: _Parts = kept[key][1]
    return parts


def _gathered(press: Press, below: Iterable[Subject], year: int) -> _Parts:
    found: _Parts = {}
    for part in below:
        for one in press.account(part.code, year).published():
            found.setdefault((one.address.figure, one.address.member), {})[part.code] = one
    return found


def _below(press: Press, subject: Subject, year: int) -> Sequence[Subject]:
    """Return the subjects that a region or the world is made of in a year, by name."""
    kept, key = press.kept(subject.code), ("below", year)
    if key not in kept:
        kept[key] = _stood_below(press, subject, year)
    below: Sequence[Subject] = kept[key]
    return below


def _stood_below(press: Press, subject: Subject, year: int) -> Sequence[Subject]:
    if subject.level is Level.REGION:
        return [s for level in (Level.OPERATION, Level.NODE) for s in press.within(subject.code, year, level)]
    nodes = [n for n in press.at_level(Level.NODE) if (e := n.edition(year)) and not _in_region(press, e.region)]
    return [*(r for r in press.at_level(Level.REGION) if r.edition(year)), *nodes]


def _in_region(press: Press, code: str) -> bool:
    found = press.subjects.get(code)
    return found is not None and found.level is Level.REGION


def _part(page: Page, part: Observation) -> Html:
    """Return one term of a sum, linked to what is known of it."""
    name, address = page.press.name(page.press.subjects[part.address.subject]), part.address
    value = Html(f'<a href="{page.trace(address)}">{escaped(page.text(part))}</a>')
    return page.language.html("trace.part", name=name, value=page.text(part) if address.member else value)


def _is_beyond_a_page(found: Observation) -> bool:
    """Tell whether the rows are too many for a page to list: those of the world, where no operation is between."""
    return found.source_count > _ROWS_OF_A_PAGE


def _parts_note(page: Page, found: Observation, summed: list[Observation]) -> str:
    count = page.language.whole(found.source_count)
    note = page.language.say("trace.rows_behind", n=found.source_count, amount=count)
    if not summed:
        command = page.language.say("trace.command", address=found.address)
        return f"{note} {command}" if _is_beyond_a_page(found) else ""
    hidden = len(summed) - _PARTS_SHOWN
    return f"{note} {page.language.say('trace.parts_more', n=hidden)}" if hidden > 0 else note


def _revisions(page: Page, found: Observation) -> tuple[str, ...]:
    """Return what the figure was, and until when; nothing where it was never anything else."""
    held = page.press.record.revisions(found.address) if found.revised else ()
    return tuple(_was(page, one, following.as_of) for one, following in pairwise(held))


def _was(page: Page, one: Revision, until: date) -> str:
    words = page.language
    value = words.say("trace.withdrawn") if one.value is None else words.number(one.value)
    return words.say("trace.was", value=value, since=words.day(one.as_of), until=words.day(until))


def _files(page: Page, address: Address) -> tuple[Lines, ...]:
    return tuple(_lines(page, held) for held in page.press.record.lines(address))


def _lines(page: Page, held: FileLines) -> Lines:
    """Return the lines of one file in words."""
    words, note = page.language, page.press.snapshots.get(held.snapshot)
    hidden = sum(last - first + 1 for first, last in held.runs[_RUNS_SHOWN:])
    shown = (str(first) if first == last else f"{first}–{last}" for first, last in held.runs[:_RUNS_SHOWN])
    return Lines(
        provenance.linked(page, note) if note else escaped(held.file),
        words.say("trace.rows", n=held.rows, amount=words.whole(held.rows)),
        words.listed(shown),
        words.say("trace.more", n=hidden, amount=words.whole(hidden)) if hidden else "",
    )
