"""The page of the world in one year, and the home page, which is the newest of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from quipu.core.profile import WORLD
from quipu.core.record import Level, Subject
from quipu.pages import contributions, details, feeds, gifts, money, over_time, people, structured, summary
from quipu.pages.operation import frame
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.region import MONEY, subjects_table
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url
from quipu.pages.views import Link

KIND = "world"


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation in the list: `terms` are its names in every language, for the search."""

    name: str
    link: str
    terms: str
    people: str


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one region."""

    region: Link
    entries: tuple[Entry, ...]


def urls(press: Press) -> Iterator[Url]:
    """Yield the home page and a page a year."""
    world = press.subjects[WORLD]
    depends = (WORLD, *(s.code for s in press.subjects.values() if s.level is not Level.WORLD), SUBJECTS, DEFINITIONS)
    yield Url(press.at("/"), KIND, press.language.code, WORLD, press.newest(world), depends=depends, listed=True)
    for year in world.years:
        yield Url(press.path(world, year), KIND, press.language.code, WORLD, year, depends=depends, listed=True)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, world = Page(press, url), press.subjects[url.subject]
    account = press.account(WORLD, url.year)
    held = people.people(page, account)
    said = summary.sentence(page, world, account, held)
    regions = [region for region in press.at_level(Level.REGION) if region.edition(url.year)]
    return page.fill(
        "world.html",
        subject=press.name(world),
        year=url.year,
        home=url.path == press.at("/"),
        about=said,
        structured=structured.of_subject(page, world, account, said),
        feeds=feeds.links(page),
        summary=said,
        key_figures=summary.key_figures(page, world, account, held),
        freshness=summary.freshness(page, account),
        marks=summary.marks(page, account),
        people=people.table(page, account, held),
        details=details.details(page, world, account),
        over_time=over_time.over_time(page, world, url.year),
        definition=press.definitions[people.FIGURE],
        money=money.money(page, world, account),
        levels=contributions.members_table(page, account, contributions.LEVELS, "levels"),
        levels_bar=money.parts_bar(page, account, gifts.FIGURE, contributions.LEVELS, "levels"),
        earmarking=contributions.members_table(page, account, gifts.EARMARKING, "earmarking"),
        earmarking_bar=money.parts_bar(page, account, gifts.FIGURE, gifts.EARMARKING, "earmarking"),
        donors=gifts.onward(page, url.year),
        regions=subjects_table(page, regions, url.year, "regions"),
        nodes=subjects_table(page, press.in_no_region(url.year), url.year, "nodes", MONEY),
        groups=tuple(_groups(page, url.year)),
        **frame(page, world, account),
    )


def _groups(page: Page, year: int) -> Iterator[Group]:
    for region in page.press.at_level(Level.REGION):
        inside = page.press.within(region.code, year, Level.OPERATION)
        if inside:
            yield Group(page.subject_link(region, year), tuple(_entry(page, subject, year) for subject in inside))


def _entry(page: Page, subject: Subject, year: int) -> Entry:
    link = page.subject_link(subject, year)
    others = (text for _, text in subject.names if text != link.text)
    terms = " ".join(dict.fromkeys([link.text, *others, subject.code]))
    return Entry(link.text, link.link, terms.lower(), page.text(page.get(subject.code, year, "population")))
