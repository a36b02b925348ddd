"""What is new, for feed readers (Atom, RFC 4287): contributions and files. The days are those of the data; there is no clock."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from quipu.core.profile import WORLD
from quipu.core.record import Contribution, Level, SnapshotNote, Subject
from quipu.pages import provenance
from quipu.pages.gifts import BY_DONOR
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SNAPSHOTS, SUBJECTS, Url, donor_folder
from quipu.pages.views import Link

KIND = "feed"
FIGURE = "contributions"
COUNT = 50
"""How many contributions a feed has."""
CONTRIBUTIONS, DATA = "contributions.xml", "data.xml"
OF_THE_SITE = (("contributions", f"/feeds/{CONTRIBUTIONS}"), ("data", f"/feeds/{DATA}"))
"""The feeds that are about no subject, by the names of their words."""


@dataclass(frozen=True, slots=True)
class News:
    """One entry of a feed; `identity` stays the same for ever."""

    identity: str
    title: str
    day: date
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Gift:
    """A contribution with the year that it is for."""

    year: int
    row: Contribution


def urls(press: Press) -> Iterator[Url]:
    """Yield the feeds of the site, and one for each operation that was given to."""
    code = press.language.code
    yield Url(
        press.at(f"/feeds/{CONTRIBUTIONS}"), KIND, code, WORLD, depends=(f"{WORLD}/{BY_DONOR}", SUBJECTS, DEFINITIONS)
    )
    yield Url(press.at(f"/feeds/{DATA}"), KIND, code, name=DATA, depends=(SNAPSHOTS,))
    for subject in press.at_level(Level.OPERATION):
        if has_one(press, subject):
            yield Url(path(press, subject), KIND, code, subject.code, depends=(subject.code, DEFINITIONS))
    for slug in press.donors:
        depends = (f"{WORLD}/{BY_DONOR}/{slug}", SUBJECTS, DEFINITIONS)
        where = f"{press.at(donor_folder(slug))}{CONTRIBUTIONS}"
        yield Url(where, KIND, code, f"donors/{slug}", name=slug, depends=depends)


def path(press: Press, subject: Subject) -> str:
    """Return where the feed of an operation is."""
    return f"{press.section(subject)}{CONTRIBUTIONS}"


def has_one(press: Press, subject: Subject) -> bool:
    """Tell whether contributions to an operation were ever published."""
    kept = press.kept(subject.code)
    if KIND not in kept:
        kept[KIND] = any(found.value is not None for found in press.record.over_years(subject.code, FIGURE))
    return bool(kept[KIND])


def links(page: Page) -> tuple[Link, ...]:
    """Return the feeds that readers of a page may want: its subject's own where it has one, else those of the site."""
    press, words = page.press, page.language
    if page.url.kind == "donor":
        own = words.say("feeds.contributions_of", name=press.donor_name(page.url.name)[0])
        return (Link(own, page.link(f"{page.url.path}{CONTRIBUTIONS}")),)
    subject = press.subjects.get(page.url.subject)
    if subject is not None and subject.level is Level.OPERATION:
        own = words.say("feeds.contributions_of", name=press.name(subject))
        return (Link(own, page.link(path(press, subject))),) if has_one(press, subject) else ()
    return tuple(Link(words.say(f"feeds.{name}"), page.link(press.at(where))) for name, where in OF_THE_SITE)


def render(press: Press, url: Url) -> bytes:
    """Return a feed as Atom."""
    page, words = Page(press, url), press.language
    if url.name == DATA:
        return feed(page, words.say("feeds.data"), press.at("/sources/"), _files(page, press.snapshots.values()))
    if url.name:
        title = words.say("feeds.contributions_of", name=press.donor_name(url.name)[0])
        given = (Gift(row.year, row) for row in press.record.given_by(url.name))
        newest = sorted(given, key=_newest_first)[:COUNT]
        return feed(page, title, press.at(donor_folder(url.name)), news_of(page, newest))
    subject = press.subjects[url.subject]
    is_world = subject.level is Level.WORLD
    title = "feeds.contributions" if is_world else "feeds.contributions_of"
    about = press.at("/") if is_world else press.section(subject)
    return feed(page, words.say(title, name=press.name(subject)), about, news_of(page, newest_gifts(press, subject)))


def feed(page: Page, title: str, about: str, news: Iterable[News]) -> bytes:
    """Return a feed about the page at a path, its entries in the order given."""
    press, held = page.press, tuple(news)
    return press.fill(
        "feed.xml",
        identity=_identity(page, page.url.path),
        title=title,
        day=max((one.day for one in held), default=press.record.as_of).isoformat(),
        own=page.address(page.url.path),
        about=page.address(about),
        entries=tuple(
            {
                "identity": _identity(page, one.identity),
                "title": one.title,
                "day": one.day.isoformat(),
                "link": page.address(one.path),
                "text": one.text,
            }
            for one in held
        ),
    )


def _identity(page: Page, name: str) -> str:
    """Return an identifier that depends on no address: the site may move."""
    whole = f"{page.press.profile.publisher.reference} {page.language.code} {name}"
    return uuid5(NAMESPACE_URL, whole).urn


def newest_gifts(press: Press, subject: Subject) -> tuple[Gift, ...]:
    """Return the newest contributions to a subject."""
    return tuple(recent(press, subject, COUNT)[:COUNT])


def recent(press: Press, subject: Subject, count: int) -> list[Gift]:
    """Return all contributions of as many years as hold `count`, and of one more, the newest first.

    Those of a year may be promised in the year before.
    """
    held: list[Gift] = []
    for year in reversed(subject.years):
        is_enough = len(held) >= count
        held += (Gift(year, row) for row in press.record.contributions(subject.code, year))
        if is_enough:
            break
    return sorted(held, key=_newest_first)


def _newest_first(gift: Gift) -> tuple[int, bool, object, str, str, int]:
    row = gift.row
    return (-row.date.toordinal(), row.private, -row.usd, row.donor, row.subject, row.line)


def news_of(page: Page, gifts: Iterable[Gift]) -> Iterator[News]:
    """Yield an entry for each contribution, whoever gave it to whom."""
    alike: Counter[str] = Counter()
    for gift in gifts:
        row = gift.row
        identity = " ".join(
            map(str, (row.subject, gift.year, row.date, row.donor, row.amount, row.currency, row.earmarking))
        )
        alike[identity] += 1
        yield _gift(page, gift, f"{identity} {alike[identity]}")


def _gift(page: Page, gift: Gift, identity: str) -> News:
    row, words, press = gift.row, page.language, page.press
    subject = press.subjects[row.subject]
    title = words.say(
        "feeds.gift",
        donor=press.donor_name(row.member)[0] if row.member in press.donors else row.donor,
        amount=_dollars(page, row),
        name=press.name(subject),
    )
    original = f"{row.currency}\u00a0{words.whole(row.amount)}" if row.currency not in ("", "USD") else ""
    kind = press.definitions[FIGURE].member_title(row.earmarking)
    source = page.line(row.file, row.line)
    text = words.say(
        "feeds.gift_original" if original else "feeds.gift_about", kind=kind, original=original, source=source
    )
    has_page = subject.edition(gift.year) is not None
    where = press.path(subject, gift.year) if has_page else press.section(subject)
    return News(identity, title, row.date, where + ("#latest" if subject.level is Level.OPERATION else ""), text)


def _dollars(page: Page, row: Contribution) -> str:
    return page.language.say("money.dollars", n=round(row.usd), amount=page.language.whole(row.usd))


def _files(page: Page, notes: Iterable[SnapshotNote]) -> Iterator[News]:
    """Yield an entry for each of the newest files."""
    words = page.language
    for note in list(notes)[:COUNT]:
        dataset = note.dataset.replace("_", " ")
        parts = {"n": note.rows, "amount": words.whole(note.rows), "dataset": dataset, "licence": note.licence}
        where = page.press.at(provenance.snapshot_path(note.name))
        title = words.say("feeds.snapshot", file=note.file, publisher=note.publisher)
        yield News(note.name, title, note.published, where, words.say("feeds.snapshot_about", **parts))
