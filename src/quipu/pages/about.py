"""What the site is: how its figures are made, where the data come from, where series break, how to cite and download."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from quipu.core.address import Address
from quipu.core.profile import WORLD
from quipu.core.record import SnapshotNote
from quipu.pages import feeds, people, provenance, search
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, RELEASE, SNAPSHOTS, Url
from quipu.pages.views import Column, Link, Row, Table, numbers

KIND = "about"
PATH = "/about/"
_MANIFEST = "manifest.json"


def urls(press: Press) -> Iterator[Url]:
    """Yield the one page."""
    depends = (DEFINITIONS, SNAPSHOTS, RELEASE, WORLD)
    yield Url(press.at(PATH), KIND, press.language.code, depends=depends, listed=True)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, words = Page(press, url), press.language
    notes = list(press.snapshots.values())
    footer = provenance.footer(page, "")
    return page.fill(
        "about.html",
        about=words.say("about.about"),
        what=words.say("about.what", publisher=press.text(press.profile.publisher.names)),
        freshness=words.say("about.data", day=words.day(notes[0].published)) if notes else "",
        figures=_figures(page),
        data=_data(page, notes),
        breaks=_breaks(page),
        example=_example(page),
        licence=words.say("about.licence", licence=footer.licence) if footer.licence else "",
        download=words.html("about.download", manifest=_code(_MANIFEST), index=_code(press.at(search.PATH)[1:])),
        news=tuple(Link(words.say(f"feeds.{name}"), page.link(press.at(path))) for name, path in feeds.OF_THE_SITE),
        footer=footer,
    )


def _code(path: str) -> Html:
    return Html(f"<code>{escaped(path + search.INDEX if path.endswith('/') else path)}</code>")


def _figures(page: Page) -> tuple[Link, ...]:
    at = page.press.at
    return tuple(Link(held.title, page.link(at(f"/figures/{name}/"))) for name, held in page.press.definitions.items())


def _data(page: Page, notes: Iterable[SnapshotNote]) -> Table:
    """Return a row a kind of data: whose it is, its licence, its newest day, and how many files there are."""
    words = page.language
    columns = (
        *(Column(words.say(f"about.{name}")) for name in ("dataset", "newest")),
        *(Column(words.say(f"sources.{name}")) for name in ("publisher", "licence")),
        *numbers(words.say("about.files")),
    )
    held = sorted(notes, key=_kind)
    rows = tuple(_row(page, tuple(group)) for _, group in groupby(held, key=_kind))
    return Table("data-table", words.say("about.data_caption"), columns, rows)


def _kind(note: SnapshotNote) -> tuple[str, str, str, str]:
    return note.source, note.dataset, note.publisher, note.licence


def _row(page: Page, notes: tuple[SnapshotNote, ...]) -> Row:
    newest, words = max(notes, key=lambda note: (note.published, note.name)), page.language
    link = f'<a href="{page.link(page.press.at(provenance.snapshot_path(newest.name)))}">'
    day = Html(f"{link}{escaped(words.day(newest.published))}</a>")
    head = page.data(newest.dataset.replace("_", " "))
    return Row(head, (day, newest.publisher, newest.licence, words.whole(len(notes))))


def _breaks(page: Page) -> Table | None:
    """Return the years from which figures cannot be compared, each reason once; None where none is known."""
    held: dict[tuple[int, str], list[str]] = {}
    for definition in page.press.definitions.values():
        for slug in ("", *(slug for slug, _ in definition.members)):
            for one in page.press.record.breaks(definition.name, slug):
                held.setdefault((-one.year, one.reason), []).append(definition.title)
    if not held:
        return None
    words = page.language
    columns = tuple(Column(words.say(f"about.break_{name}")) for name in ("year", "figures", "reason"))
    rows = tuple(
        Row(str(-year), (words.listed(dict.fromkeys(titles)), reason))
        for (year, reason), titles in sorted(held.items())
    )
    return Table("breaks-table", words.say("about.breaks_caption"), columns, rows)


def _example(page: Page) -> str:
    """Return how the number of people in the world would be cited."""
    press, words = page.press, page.language
    address = Address(WORLD, press.newest(press.subjects[WORLD]), people.FIGURE, "")
    found = page.get(address.subject, address.year, address.figure)
    day = words.day(found.as_of or press.record.as_of)
    names = {"publisher": press.text(press.profile.publisher.names), "site": press.site, "title": found.title}
    return words.say("about.cite_example", **names, address=address, day=day, release=press.record.name)
