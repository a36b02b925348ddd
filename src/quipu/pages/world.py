"""The page of the world in one year, and the home page, which is the newest of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quipu import maps
from quipu.core.profile import WORLD
from quipu.core.record import Level, Subject
from quipu.pages import (
    contributions,
    details,
    feeds,
    gifts,
    money,
    newest,
    over_time,
    people,
    ranking,
    search,
    structured,
    summary,
)
from quipu.pages.operation import frame
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.region import MONEY, subjects_table
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url
from quipu.pages.views import Link, Tab

KIND = "world"
_LAYERS = ("population", "budget", "funding-gap")


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation in the list."""

    name: str
    link: str
    people: str


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one region; its link leads to the year in brackets where it has no page of this one."""

    region: Link
    entries: tuple[Entry, ...]


def urls(press: Press) -> Iterator[Url]:
    """Yield the home page and a page a year."""
    world = press.subjects[WORLD]
    about = depends(press)
    yield Url(press.at("/"), KIND, press.language.code, WORLD, press.newest(world), depends=about, listed=True)
    for year in world.years:
        yield Url(press.path(world, year), KIND, press.language.code, WORLD, year, depends=about, listed=True)


def depends(press: Press) -> tuple[str, ...]:
    """Return what a page is made of: everything."""
    return (WORLD, *(s.code for s in press.subjects.values() if s.level is not Level.WORLD), SUBJECTS, DEFINITIONS)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, world = Page(press, url), press.subjects[url.subject]
    home = url.path == press.at("/")
    layers = _layers(page, url.year)
    account = press.account(WORLD, url.year)
    held = people.people(page, account)
    said = summary.sentence(page, world, account, held)
    regions = [region for region in press.at_level(Level.REGION) if region.edition(url.year)]
    return page.fill(
        "world.html",
        subject=press.name(world),
        year=url.year,
        home=home,
        finder=search.finder(page) if home else None,
        newest=newest.newest(page) if home else None,
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
        map=_map(page, layers, url.year),
        layers=tuple(Tab(layer.title, f"#{name}") for name, layer in layers.items()),
        **frame(page, world, account),
    )


def _map(page: Page, layers: Mapping[str, maps.Layer], year: int) -> str:
    """Return the operations as discs, by each of the layers."""
    title, text = page.language.say("world.map_title", year=year), page.language.say("world.map_text")
    return maps.world(layers, identity="map", title=title, text=text)


def _layers(page: Page, year: int) -> dict[str, maps.Layer]:
    """Return the figures that the map shows, by the address of each on the page; none in years without money."""
    if year not in page.press.active_years:
        return {}
    places = [(s, at) for s in ranking.operations(page.press, year) if (at := _middle(s, year))]
    found = ((name, list(_discs(page, places, year, name))) for name in _LAYERS)
    return {f"map-{name}": maps.Layer(page.language.say(f"headline.{name}"), discs) for name, discs in found if discs}


def _middle(subject: Subject, year: int) -> tuple[float, float] | None:
    """Return the middle of the country that an operation is named after, else of all that it covers."""
    edition = subject.edition(year)
    codes = sorted(edition.countries) if edition else []
    return maps.middle([subject.code] if subject.code in codes else codes)


def _discs(
    page: Page, places: Iterable[tuple[Subject, tuple[float, float]]], year: int, figure: str
) -> Iterator[maps.Disc]:
    for subject, at in places:
        found = page.number(subject.code, year, figure)
        if found.value is not None and found.value > 0:
            label = f"{page.press.name(subject)}{page.language.say('site.comma')}{page.text(found, 'short')}"
            yield maps.Disc(at, float(found.value), label)


def _groups(page: Page, year: int) -> Iterator[Group]:
    for region in page.press.at_level(Level.REGION):
        inside = page.press.within(region.code, year, Level.OPERATION)
        if inside:
            yield Group(_nearest(page, region, year), tuple(_entry(page, subject, year) for subject in inside))


def _nearest(page: Page, region: Subject, year: int) -> Link:
    """Return a link to a region's page of the year, else to that of the nearest year that has one."""
    nearest = min(region.years, key=lambda one: (abs(one - year), -one))
    link = page.subject_link(region, nearest)
    return link if nearest == year else Link(f"{link.text} ({nearest})", link.link)


def _entry(page: Page, subject: Subject, year: int) -> Entry:
    link = page.subject_link(subject, year)
    return Entry(link.text, link.link, page.text(page.number(subject.code, year, "population")))
