"""The fact sheet of an operation in one year: what its page says, as far as two pages of paper hold it. Sets no type."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from quipu import maps
from quipu.core.errors import QuipuError
from quipu.core.record import Place, Subject
from quipu.pages import contributions, inked, money, operation, people, places, provenance, results, summary
from quipu.pages.account import Account
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.runs import cut, runs, words_of
from quipu.pages.url import Url
from quipu.pages.views import Row, Table, numbers
from quipu.sheets import REPLACEMENT, Line, Picture, Run, Sheet, TooLongError, printable, recipe, typeset
from quipu.sheets import content as paper

KIND = "sheet"
_MONEY = ("budget", "contributions", "expenditure")
_YEARS = 7


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows of what may grow without end a sheet has, and whether it has a map."""

    results: int
    donors: int
    sources: int
    places: int
    drawn: bool


ROOMS = (
    Room(24, 10, 8, 60, True),
    Room(18, 10, 8, 60, True),
    Room(12, 10, 5, 40, True),
    Room(8, 10, 4, 20, True),
    Room(6, 8, 3, 20, False),
    Room(3, 5, 2, 0, False),
    Room(0, 3, 1, 0, False),
)
"""The first in which the sheet has two pages at most is taken."""


def urls(press: Press) -> Iterator[Url]:
    """Yield a sheet for every page of an operation with a year, where the site has sheets."""
    return operation.beside(press, KIND, operation.SHEET) if press.sheets else iter(())


def made_of(press: Press, url: Url) -> str:
    """Return a hash of all that a sheet is made of; as long as it stays, so do the bytes."""
    return recipe(sheet(press, url, ROOMS[0]))


def render(press: Press, url: Url) -> bytes:
    """Return the sheet as PDF."""
    for room in ROOMS:
        try:
            return typeset(sheet(press, url, room))
        except TooLongError as error:
            problem: QuipuError = error
    raise problem


def sheet(press: Press, url: Url, room: Room) -> Sheet:
    """Return what a sheet says with so much room."""
    page, subject = Page(press, url), press.subjects[url.subject]
    account = press.account(subject.code, url.year)
    held, say = people.people(page, account), press.language.say
    spent, state = money.money(page, subject, account), operation.state(account)
    offices = _offices(page, subject, account, room)
    years, donors, reached = _years(page, account), _donors(page, account, room), _results(page, account, room)
    made = Sheet(
        language=press.language.code,
        direction=press.language.direction,
        day=press.record.as_of,
        colours=dict(inked.colours()),
        site=press.site,
        publisher=press.text(press.profile.publisher.names),
        label=say(f"sheet.{label}", year=url.year) if (label := _label(account)) else "",
        planned=account.planned,
        title=press.name(subject),
        year=str(url.year),
        about=operation.about(page, subject, url.year),
        summary=runs(summary.sentence(page, subject, account, held)),
        state=say(f"state.{state}") if state else "",
        freshness=summary.freshness(page, account),
        keys=_keys(page, subject, account, held),
        people=_table(say("people.title"), people.table(page, account, held)) if held.total.value is not None else None,
        money=say("money.title"),
        chart=_chart(spent),
        years=years,
        purpose=_table(say("money.purpose_title"), spent.purpose) if spent.purpose else None,
        donors=donors,
        results=reached,
        places=say("places.title"),
        map=offices.map,
        groups=offices.groups,
        more_places=offices.more,
        sources=None,
        foot=(),
    )
    notes = page.snapshots()
    day = max((note.published for note in notes), default=press.record.as_of)
    made = replace(
        made, day=day, sources=_sources(page, room), foot=_foot(page, subject, url.year, mapped=offices.map is not None)
    )
    return _with_missing(page, made)


def _label(account: Account) -> str:
    """Name the words that tell a plan from a report; nothing for a year with people alone."""
    if account.planned:
        return "plan"
    return "report" if account.get("expenditure").value is not None else ""


def _keys(page: Page, subject: Subject, account: Account, held: people.People) -> tuple[paper.Key, ...]:
    """Return the key figures that are published."""
    shown = zip(summary.HEADLINES, summary.key_figures(page, subject, account, held), strict=False)
    return tuple(
        paper.Key(key.label, runs(key.number), runs(key.note))
        for figure, key in shown
        if account.get(figure).value is not None
    )


def _chart(held: money.Money) -> Picture | None:
    chart = held.chart
    return Picture(chart.title, inked.document(chart.wide), chart.text, chart.source) if chart and chart.wide else None


def _years(page: Page, account: Account) -> paper.Table | None:
    """Return budget, money received and spending of the years around the chosen one."""
    found = {figure: money.series(page, account.subject, figure) for figure in _MONEY}
    known = {
        figure: {one.address.year: one for one in series if one.value is not None} if series else {}
        for figure, series in found.items()
    }
    figures = [figure for figure in _MONEY if known[figure]]
    years = _around(sorted({year for held in known.values() for year in held}), account.year)
    if not figures or not years:
        return None
    say, missing = page.language.say, page.language.say("mark.missing.sign")
    columns = numbers(*(say("key.received" if name == "contributions" else f"money.{name}") for name in figures))
    rows = (
        paper.Row(
            (
                (Run(str(year)),),
                *(runs(page.figure(known[name][year]) if year in known[name] else missing) for name in figures),
            ),
            "chosen" if year == account.year else "",
        )
        for year in years
    )
    heads = (paper.Column(say("charts.year")), *(paper.Column(one.title, numeric=True) for one in columns))
    shown = (known[name][year] for name in figures for year in years if year in known[name])
    notes = tuple(map(runs, page.legend(shown)))
    return paper.Table("", say("sheet.years"), heads, tuple(rows), notes)


def _around(years: Sequence[int], chosen: int) -> Sequence[int]:
    """Return so many years that hold the chosen one, the later ones first left out."""
    later = sum(year > chosen for year in years)
    end = len(years) - max(0, later - 1)
    return years[max(0, end - _YEARS) : max(end, min(_YEARS, len(years)))]


def _donors(page: Page, account: Account, room: Room) -> paper.Table | None:
    """Return the largest donors with what they gave."""
    held = contributions.donors(page, account)
    if held is None:
        return None
    *lines, total = held.rows
    shown = [*lines[: room.donors], total]
    rows = tuple(Row(row.head, row.cells[-1:], row.kind) for row in shown)
    note = _more(page, account, len(lines) - len(shown) + 1, "donors")
    table = Table(held.anchor, held.caption, (held.columns[0], held.columns[-1]), rows, (*held.notes, *note))
    return _table(page.language.say("sheet.donors" if note else "contributions.title"), table)


def _results(page: Page, account: Account, room: Room) -> paper.Table | None:
    """Return indicators of every area, as many as there is room for."""
    held = results.results(page, account, room.results) if room.results else None
    if held is None:
        return None
    note = _more(page, account, held.hidden, "results")
    title = page.language.say("results.planned" if held.planned else "results.title")
    return _table(title, replace(held.table, notes=(*held.table.notes, *note)))


def _more(page: Page, account: Account, count: int, anchor: str) -> tuple[Html, ...]:
    """Say how many more the page has, and lead there."""
    if not count:
        return ()
    words, subject = page.language, page.press.subjects[account.subject]
    text = words.say("sheet.more", n=count, amount=words.whole(count))
    link = page.link(f"{page.press.path(subject, account.year)}#{anchor}")
    return (Html(f'<a href="{link}">{escaped(text)}</a>'),)


def _table(title: str, held: Table) -> paper.Table:
    """Return a table of the page as it stands on paper."""
    columns = tuple(paper.Column(column.title, column.numeric) for column in held.columns)
    return paper.Table(title, held.caption, columns, tuple(_rows(held.rows)), tuple(map(runs, held.notes)))


def _rows(held: Iterable[Row]) -> Iterator[paper.Row]:
    """Yield rows; the heading of a group goes with its first row, so that no page ends between them."""
    over: Line = ()
    for row in held:
        if row.kind == "group":
            over = cut(runs(row.head))
        else:
            yield paper.Row(tuple(cut(runs(cell)) for cell in (row.head, *row.cells)), row.kind, over)
            over = ()


@dataclass(frozen=True, slots=True)
class _Offices:
    """The map, the offices by kind with the signs that stand for them on it, and how many more the page has."""

    map: Picture | None = None
    groups: tuple[paper.Group, ...] = ()
    more: Line = ()


def _offices(page: Page, subject: Subject, account: Account, room: Room) -> _Offices:
    found = places.offices(page, subject, account.year) if room.places else None
    if found is None:
        return _Offices()
    drawn = _map(page, subject, account.year, found.drawing) if room.drawn and found.drawing else None
    held = page.press.record.places(subject.code, account.year)
    groups = tuple(_groups(page, held[: room.places], signed=drawn is not None))
    more = _more(page, account, max(0, len(held) - room.places), "places")
    return _Offices(drawn, groups, runs(more[0]) if more else ())


def _map(page: Page, subject: Subject, year: int, drawing: str) -> Picture:
    parts = {"name": page.press.name(subject), "year": year, "n": drawing.count("<a ")}
    title, text = (page.language.say(f"places.{key}", **parts) for key in ("map_title", "map_text"))
    return Picture(title, inked.document(drawing), text, _credit(page))


def _credit(page: Page) -> str:
    return f"{page.language.say('places.credit')} {page.press.text(page.press.profile.publisher.disclaimer)}".rstrip()


def _groups(page: Page, held: Iterable[Place], *, signed: bool) -> Iterator[paper.Group]:
    """Yield the offices of each kind, the kinds in the order of their first office."""
    order = list(dict.fromkeys(place.kind for place in held))
    for kind, group in groupby(sorted(held, key=lambda place: order.index(place.kind)), key=lambda place: place.kind):
        said = places.kind_of(page, kind) or page.language.say("places.kind_unsaid")
        sign = inked.document(maps.sign(places.sign_of(page, kind))) if signed else ""
        names = page.language.listed(dict.fromkeys(place.name for place in group))
        yield paper.Group(sign, words_of(runs(said)), runs(page.data(names)))


def _sources(page: Page, room: Room) -> paper.Table | None:
    """Return the newest files that the figures of the sheet come from."""
    notes = page.snapshots()
    if not notes:
        return None
    table = provenance.table(page, notes[: room.sources])
    hidden, words = len(notes) - room.sources, page.language
    more = (words.say("sheet.more", n=hidden, amount=words.whole(hidden)),) if hidden > 0 else ()
    return _table(words.say("sources.title"), replace(table, caption="", notes=more))


def _foot(page: Page, subject: Subject, year: int, *, mapped: bool) -> tuple[Line, ...]:
    """Return where the page is, whose data these are, and what the site says of boundaries."""
    words, press = page.language, page.press
    address = press.path(subject, year)
    shown = Html(f'<a href="{page.link(address)}">{escaped(press.base + address)}</a>')
    licence = provenance.footer(page, "").licence
    credit = f"{words.say('footer.credit')} {press.text(press.profile.publisher.names)}."
    licensed = f" {words.say('footer.licence')} {licence}." if licence else ""
    disclaimer = "" if mapped else press.text(press.profile.publisher.disclaimer)
    lines = (words.html("sheet.page", address=shown), credit + licensed, disclaimer)
    return tuple(runs(line) for line in lines if line)


def _with_missing(page: Page, made: Sheet) -> Sheet:
    """Say so where the fonts lack a character."""
    lacking = REPLACEMENT in printable(repr(made))
    note = page.language.say("sheet.replaced", sign=REPLACEMENT)
    return replace(made, foot=(*made.foot, runs(note))) if lacking else made
