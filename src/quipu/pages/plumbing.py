"""The pages and files that no reader looks for: not found, sitemap, robots, stylesheet and script."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from quipu.core.profile import WORLD
from quipu.core.record import Level
from quipu.pages import provenance
from quipu.pages.assets import assets
from quipu.pages.collation import sorting
from quipu.pages.markup import escaped
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, HOME, LOST, SNAPSHOTS, SUBJECTS, Url
from quipu.pages.views import Link

KIND = "plumbing"
SITEMAP = "/sitemap.xml"
_MAP_DEPENDS = (SUBJECTS, SNAPSHOTS, DEFINITIONS, WORLD)
_PLACES, _BYTES = 50_000, 50 * 1024 * 1024
"""What one sitemap may hold (sitemaps.org): beyond that the sitemap is a list of sitemaps."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_MAP = "<sitemap><loc>{place}</loc><lastmod>{day}</lastmod></sitemap>\n"
_PLACE = "<url><loc>{place}</loc><lastmod>{day}</lastmod></url>\n"


def urls(_: Press) -> Iterator[Url]:
    """Yield the files of which every site has one."""
    yield Url("/", KIND, name=HOME)
    yield Url("/404.html", KIND, name=LOST, depends=(SUBJECTS,))
    yield Url("/robots.txt", KIND, name="robots")
    yield Url(SITEMAP, KIND, name="sitemap", depends=_MAP_DEPENDS)
    for name, asset in assets().items():
        yield Url(asset.path, KIND, name=name)


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of one of these files, but not of the sitemap: that takes all addresses (`sitemap`)."""
    if url.name in (HOME, LOST):
        page = Page(press, url)
        languages = tuple(_language(page, one) for one in press.siblings)
        about = press.site if url.name == HOME else press.language.say("lost.about")
        return page.fill(f"{url.name}.html", about, languages=languages, footer=provenance.footer(page, ""))
    return _robots(press) if url.name == "robots" else assets()[url.name].content


def _language(page: Page, press: Press) -> dict[str, object]:
    """Return the words of a page in all languages, and where the site begins in each, its search and its regions."""
    language = press.language
    regions = sorted(press.at_level(Level.REGION), key=lambda region: sorting(press.name(region)))
    return {
        "code": language.code,
        "direction": language.direction,
        "words": language.words,
        "link": page.link(press.at("/")),
        "search": page.link(press.at("/search/")),
        "regions": tuple(Link(press.name(region), page.link(press.section(region))) for region in regions),
    }


def _robots(press: Press) -> bytes:
    lines = ["User-agent: *", "Allow: /"]
    if press.base:
        lines.append(f"Sitemap: {press.base}/sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def sitemaps(press: Press, every: Sequence[Url]) -> tuple[Url, ...]:
    """Return the sitemaps besides the first: none, unless there are more addresses than one may hold."""
    count = len(_parts(press, [url for url in every if url.listed]))
    numbers = range(1, count + 1) if count > 1 else ()
    return tuple(Url(f"/sitemap-{n}.xml", KIND, year=n, name="sitemap", depends=_MAP_DEPENDS) for n in numbers)


def sitemap(press: Press, url: Url, every: Sequence[Url]) -> bytes:
    """Return a sitemap, or the list of all. Without a public address locations are paths, for a server to put its own before."""
    days = newest_days(press)
    parts = _parts(press, [one for one in every if one.listed])
    if len(parts) > 1 and not url.year:
        return _list_of_maps(press, days, parts)
    held = parts[url.year - 1] if url.year else [one for part in parts for one in part]
    lines = (_PLACE.format(place=escaped(press.base + one.path), day=_day(days, one)) for one in held)
    return (_HEAD.format(kind="urlset") + "".join(lines) + "</urlset>\n").encode()


def _list_of_maps(press: Press, days: Mapping[tuple[str, int], date], parts: Sequence[Sequence[Url]]) -> bytes:
    newest = (max(_day(days, one) for one in part) for part in parts)
    places = (f"{escaped(press.base)}/sitemap-{n}.xml" for n in range(1, len(parts) + 1))
    lines = (_MAP.format(place=place, day=day) for place, day in zip(places, newest, strict=True))
    return (_HEAD.format(kind="sitemapindex") + "".join(lines) + "</sitemapindex>\n").encode()


def _parts(press: Press, listed: Sequence[Url]) -> list[list[Url]]:
    """Return the listed addresses in as few parts as one sitemap each may hold."""
    parts: list[list[Url]] = [[]]
    size, frame = 0, len(_PLACE) + len("2000-01-01") + len(escaped(press.base))
    for url in listed:
        more = frame + len(url.path.encode())
        if len(parts[-1]) == _PLACES or size + more > _BYTES - len(_HEAD) * 2:
            parts.append([])
            size = 0
        parts[-1].append(url)
        size += more
    return parts


def newest_days(press: Press) -> Mapping[tuple[str, int], date]:
    """Return the newest day of what is said of each subject, and each subject and year; of the whole under no name."""
    held = dict(press.record.newest_days())
    for (subject, _), day in sorted(held.items()):
        held[subject, 0] = max(held.get((subject, 0), day), day)
    held["", 0] = max((note.published for note in press.snapshots.values()), default=press.record.as_of)
    return held


def _day(days: Mapping[tuple[str, int], date], url: Url) -> date:
    """Return the newest day of what a page shows: those about a subject show all its years."""
    return days.get((url.subject, 0), days["", 0])
