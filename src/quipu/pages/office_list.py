"""The list of all offices by region and operation, and the index of its countries. Knows no map."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quipu.core.record import Level, Subject
from quipu.pages import places
from quipu.pages.collation import sorting
from quipu.pages.markup import Html, escaped
from quipu.pages.offices import FIGURE, Office
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.views import Column, Link, Row, Table

_LEVELS = (Level.OPERATION, Level.REGION, Level.NODE, Level.WORLD)


@dataclass(frozen=True, slots=True)
class Group:
    """The offices that stand under one subject, those in its own country first."""

    subject: Subject
    offices: tuple[Office, ...]

    @property
    def anchor(self) -> str:
        """Where it stands in the list."""
        return f"of-{self.subject.slug}"

    def begins(self, country: str) -> str:
        """Return where the offices in a country begin: at the head of the group those of its own, and where none is known."""
        is_own = country in ("", self.subject.code)
        return self.anchor if is_own else f"{self.anchor}-{country.lower()}"


@dataclass(frozen=True, slots=True)
class Country:
    """One country of the index: where its offices are listed, how many there are, and under whom else some stand."""

    link: Link
    count: str
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """The offices of one region, and its heading."""

    anchor: str
    title: Html
    table: Table


def groups(press: Press, held: Iterable[Office]) -> tuple[Group, ...]:
    """Return the subjects that have offices: operations by name, then regions and what else stands in them."""
    under: dict[str, list[Office]] = {}
    for office in held:
        under.setdefault(office.place.subject, []).append(office)
    subjects = (subject for level in _LEVELS for subject in press.at_level(level) if subject.code in under)
    return tuple(Group(subject, _sorted(press, subject, under[subject.code])) for subject in subjects)


def _sorted(press: Press, subject: Subject, held: Iterable[Office]) -> tuple[Office, ...]:
    def order(office: Office) -> tuple[bool, str, str, int]:
        away = office.country not in ("", subject.code)
        country = sorting(press.language.country_name(office.country)) if away else ""
        return away, country, sorting(office.place.name), office.number

    return tuple(sorted(held, key=order))


def found_in(held: Iterable[Group]) -> Mapping[str, tuple[Group, ...]]:
    """Return the groups with offices in each country that is known, by its code, its own operation first."""
    found: dict[str, list[Group]] = {}
    for group in held:
        for code in dict.fromkeys(office.country for office in group.offices if office.country):
            found.setdefault(code, []).append(group)
    return {code: tuple(sorted(own, key=lambda group: group.subject.code != code)) for code, own in found.items()}


def name_of(press: Press, code: str) -> str:
    """Return the name of a country of the index, else of the subject of that code."""
    name = press.language.country_name(code)
    return press.name(press.subjects[code]) if name == code and code in press.subjects else name


def countries(page: Page, held: Iterable[Group]) -> tuple[Country, ...]:
    """Return the index of countries, by name."""
    found = found_in(held)
    ordered = sorted(found, key=lambda code: (sorting(name_of(page.press, code)), code))
    return tuple(_country(page, code, found[code]) for code in ordered)


def _country(page: Page, code: str, held: Sequence[Group]) -> Country:
    first, *others = held
    count = sum(office.country == code for group in held for office in group.offices)
    links = tuple(Link(page.press.name(other.subject), f"#{other.begins(code)}") for other in others)
    return Country(Link(name_of(page.press, code), f"#{first.begins(code)}"), page.language.whole(count), links)


def areas(page: Page, year: int, held: Iterable[Group]) -> Iterator[Area]:
    """Yield the regions by name, and last what stands in none."""
    words, press = page.language, page.press
    by_region: dict[str, list[Group]] = {}
    for group in held:
        edition = group.subject.edition(year)
        by_region.setdefault(edition.region if edition else "", []).append(group)
    for region in press.at_level(Level.REGION):
        if own := by_region.pop(region.code, None):
            table = _table(page, year, region.slug, press.name(region), own)
            yield Area(f"region-{region.slug}", page.linked(region, year), table)
    rest = [group for own in by_region.values() for group in own]
    if rest:
        name = words.say("everywhere.no_region")
        yield Area("no-region", Html(escaped(name)), _table(page, year, "none", name, rest))


def _table(page: Page, year: int, slug: str, name: str, held: Iterable[Group]) -> Table:
    words = page.language
    titles = (words.say(f"places.{title}") for title in ("name", "kind", "position"))
    columns = (*map(Column, titles), Column(words.say("everywhere.line"), numeric=True))
    rows = tuple(row for group in held for row in _rows(page, year, group))
    return Table(f"{slug}-offices", words.say("everywhere.caption", name=name, year=year), columns, rows, told=False)


def _rows(page: Page, year: int, group: Group) -> Iterator[Row]:
    """Yield a row for the subject and one for each office; the first in another country has that country's anchor."""
    yield Row(page.linked(group.subject, year), kind="group", anchor=group.anchor)
    begun: set[str] = set()
    for office in group.offices:
        place, begins = office.place, group.begins(office.country)
        identity = "" if begins in (group.anchor, *begun) else begins
        begun.add(begins)
        name = Html(f"{escaped(page.data(place.name))}{_where(page, group, office, identity)}")
        cells = (places.kind_cell(page, place), places.position(page, place), _line(page, year, office))
        yield Row(name, cells, anchor=office.anchor)


def _where(page: Page, group: Group, office: Office, identity: str) -> str:
    """Return the country where the subject's name does not say it, and who else names the office."""
    words, press = page.language, page.press
    named = f' id="{identity}"' if identity else ""
    country = "" if group.begins(office.country) == group.anchor else words.country_name(office.country)
    here = f'<span class="for"{named}>{escaped(country)}</span>' if country else ""
    others = words.listed(press.name(press.subjects[other.subject]) for other in office.others)
    also = words.html("everywhere.also", names=others) if others else ""
    return f'{here}<span class="for">{also}</span>' if also else here


def _line(page: Page, year: int, office: Office) -> Html:
    """Return the line of the file that names the office, leading to the sources of its subject's offices."""
    place, press = office.place, page.press
    number = page.language.whole(place.line)
    if FIGURE not in press.definitions:
        return Html(number)
    link = page.trace(page.get(place.subject, year, FIGURE).address)
    return Html(f'<a href="{link}" title="{escaped(page.line(place.file, place.line))}">{number}</a>')
