"""The pages and files that no reader looks for: not found, sitemap, robots, stylesheet and script."""

from collections.abc import Iterator

from quipu.pages import provenance
from quipu.pages.assets import assets
from quipu.pages.markup import escaped
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import HOME, LOST, SUBJECTS, Url

KIND = "plumbing"


def urls(_: Press) -> Iterator[Url]:
    """Yield the files of which every site has one."""
    yield Url("/", KIND, name=HOME)
    yield Url("/404.html", KIND, name=LOST)
    yield Url("/robots.txt", KIND, name="robots")
    yield Url("/sitemap.xml", KIND, name="sitemap", depends=(SUBJECTS,))
    for name, asset in assets().items():
        yield Url(asset.path, KIND, name=name)


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of one of these files, but not of the sitemap: that takes all addresses (`sitemap`)."""
    if url.name in (HOME, LOST):
        page = Page(press, url)
        languages = tuple(_language(page, one) for one in press.siblings)
        return page.fill(f"{url.name}.html", languages=languages, footer=provenance.footer(page, ""))
    return _robots(press) if url.name == "robots" else assets()[url.name].content


def _language(page: Page, press: Press) -> dict[str, object]:
    """Return the words of a page in all languages, and where the site begins in each."""
    language = press.language
    link = page.link(press.at("/"))
    return {"code": language.code, "direction": language.direction, "words": language.words, "link": link}


def _robots(press: Press) -> bytes:
    lines = ["User-agent: *", "Allow: /"]
    if press.base:
        lines.append(f"Sitemap: {press.base}/sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def sitemap(press: Press, every: tuple[Url, ...]) -> bytes:
    """Return the sitemap. Without a public address its locations are paths: a server that has one puts it in front."""
    places = (f"<url><loc>{escaped(press.base + url.path)}</loc></url>" for url in every if url.listed)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(places) + "\n</urlset>\n").encode()
