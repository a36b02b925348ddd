"""The page of all offices in one year: a map of the world, an index of countries and a list. Knows no operation's page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quipu import maps
from quipu.core.profile import WORLD
from quipu.core.record import Place, SnapshotNote
from quipu.pages import office_list, places, provenance, structured
from quipu.pages.markup import Html, escaped, plain
from quipu.pages.offices import FIGURE, Office
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url, edition_of
from quipu.pages.views import Tab

KIND = "everywhere"
_SIGNS = ("capital", "office", "field", "unit")
"""The signs of offices, the one that lies over the others first."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of the map: what it is called, the kinds of offices that it stands for, and how many there are."""

    name: str
    drawing: str
    kinds: str
    count: str


def newest(press: Press) -> int:
    """Return the year that the page without a year is of: the newest closed one with offices."""
    held = press.office_years
    return max((year for year in held if year <= press.newest(press.subjects[WORLD])), default=held[-1])


def path(press: Press, year: int | None = None) -> str:
    """Return the path of the page of a year, or of the newest."""
    return press.at(f"/places/{year}/" if year else "/places/")


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a year with offices, and one without a year; nothing where no office is named."""
    held = press.office_years
    if held:
        yield _url(press, path(press), newest(press))
    for year in held:
        yield _url(press, path(press, year), year)


def _url(press: Press, place: str, year: int) -> Url:
    return Url(place, KIND, press.language.code, WORLD, year, depends=depends(press, year), listed=True)


def depends(press: Press, year: int) -> tuple[str, ...]:
    """Return the names of what the page and files of a year are made of: all that names an office in it."""
    naming = {place.subject for place in press.record.places(WORLD, year)}
    return (*(edition_of(press.subjects[code], year) for code in sorted(naming)), SUBJECTS, DEFINITIONS)


def _places(held: Iterable[Office]) -> Iterator[Place]:
    yield from (place for office in held for place in (office.place, *office.others))


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, words, year = Page(press, url), press.language, url.year
    held = press.offices(year)
    groups = office_list.groups(press, held)
    about = words.html("everywhere.about", n=len(held), amount=_counted(page, year, len(held)), year=year)
    twin = f"/places/{year}"
    return page.fill(
        "everywhere.html",
        about=about,
        structured=_structured(page, year, twin, plain(about)),
        summary=about,
        year=year,
        years=(tuple(Tab(str(one), page.link(path(press, one)), one == year) for one in press.office_years), ()),
        map=_map(page, year, held),
        signs=tuple(_signs(page, held)),
        notes=tuple(_notes(page, held)),
        countries=office_list.countries(page, groups),
        areas=tuple(office_list.areas(page, year, groups)),
        json=page.link(f"{twin}.json"),
        csv=page.link(f"{twin}.csv"),
        sources=provenance.table(page, _files(press, held)),
        trace=page.link(press.traces(WORLD, year)),
        footer=provenance.footer(page, ""),
    )


def _structured(page: Page, year: int, twin: str, about: str) -> Html:
    name = f"{page.language.say('site.places')} {year}"
    known = [FIGURE] if FIGURE in page.press.definitions else []
    return structured.of_data(page, structured.Told(name, about, path(page.press, year), twin, (year,), known))


def _counted(page: Page, year: int, count: int) -> Html:
    """Return how many offices there are, as the world's figure where it counts the same."""
    if FIGURE in page.press.definitions:
        found = page.get(WORLD, year, FIGURE)
        if found.value == count:
            return page.plain(found)
    return Html(page.language.whole(count))


def _files(press: Press, held: Iterable[Office]) -> tuple[SnapshotNote, ...]:
    """Return the snapshots whose files name the offices, the newest first; of several of one name the newest."""
    names = {place.file for place in _places(held)}
    by_file = {note.file: note for note in reversed(press.snapshots.values()) if note.file in names}
    return tuple(reversed(by_file.values()))


def _map(page: Page, year: int, held: Sequence[Office]) -> str:
    """Return the map, on which the signs of larger offices lie over those of smaller ones."""
    words = page.language
    spots = [spot for office in held if (spot := _spot(page, office))]
    spots.sort(key=lambda spot: _SIGNS.index(spot.sign))
    title, text = words.say("everywhere.map_title", year=year), words.say("everywhere.map_text")
    return maps.scattered(spots, identity="map", title=title, text=text)


def _spot(page: Page, office: Office) -> maps.Spot | None:
    place = office.place
    if place.longitude is None or place.latitude is None:
        return None
    sign, label = places.sign_of(page, place.kind), places.label_of(page, place)
    return maps.Spot(float(place.longitude), float(place.latitude), sign, label, f"#{office.anchor}")


def _signs(page: Page, held: Iterable[Office]) -> Iterator[Sign]:
    """Yield the signs that the map shows; none where nothing is said of kinds."""
    counts = Counter(office.place.kind for office in held)
    if not any(counts):
        return
    for name in _SIGNS:
        own = [kind for kind, _ in counts.most_common() if places.sign_of(page, kind) == name]
        said = dict.fromkeys(places.kind_of(page, kind) or page.language.say("places.kind_unsaid") for kind in own)
        if own:
            count = page.language.whole(sum(counts[kind] for kind in own))
            yield Sign(name, maps.sign(name), Html("; ".join(map(escaped, said))), count)


def _notes(page: Page, held: Sequence[Office]) -> Iterator[Html]:
    """Yield what is to be known of kinds and positions: which are not published, and whether the others are exact."""
    words = page.language
    if not any(office.place.kind for office in held):
        yield words.html("everywhere.no_kinds")
    if all(office.place.exactness == "exact" for office in held if office.place.latitude is not None):
        yield words.html("everywhere.exact")
    missing = [office.place.name for office in held if office.place.latitude is None]
    if missing:
        yield words.html("everywhere.not_shown", n=len(missing), names=page.data(words.listed(missing)))
