"""Open pages of the sample and keep what went wrong while they were open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

PAGES = {
    "home": "/en/index.html",
    "world of a year": "/en/world/2020/index.html",
    "trace of the world": "/en/world/2020/figures/index.html",
    "region": "/en/regions/americas/2020/index.html",
    "operation": "/en/operations/peru/2020/index.html",
    "operation without results": "/en/operations/peru/2022/index.html",
    "operation in French": "/fr/operations/peru/2020/index.html",
    "operation in Spanish": "/es/operations/peru/2021/index.html",
    "operation in Arabic": "/ar/operations/peru/2020/index.html",
    "world in Arabic": "/ar/index.html",
    "trace of an operation": "/en/operations/peru/2020/figures/index.html",
    "donors": "/en/donors/2020/index.html",
    "donors in Arabic": "/ar/donors/index.html",
    "donor": "/en/donors/united-states/index.html",
    "donor in Arabic": "/ar/donors/japan/index.html",
    "offices": "/en/places/2020/index.html",
    "offices in Arabic": "/ar/places/index.html",
    "figures": "/en/figures/index.html",
    "one figure": "/en/figures/expenditure/index.html",
    "sources": "/en/sources/index.html",
    "search": "/en/search/index.html",
    "search in Arabic": "/ar/search/index.html",
    "glossary": "/en/glossary/index.html",
    "about": "/en/about/index.html",
    "lost": "/404.html",
}
MADE_UP = {
    "all operations": "/en/operations/2020/index.html",
    "comparison": "/en/compare/index.html",
    "countries": "/en/countries/index.html",
    "country in Arabic": "/ar/countries/per/index.html",
    "situations": "/en/situations/index.html",
    "situation": "/en/situations/made-up-2020/index.html",
    "results": "/en/results/index.html",
    "one indicator": "/en/results/health-of-children-taught/index.html",
    "one source": "/en/sources/aaaaaaaaaaaa/index.html",
}
"""Pages of a made-up site, of kinds that the sample has not, or with too little on them."""
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
COLOURS = "axe.run(document, {runOnly: ['color-contrast', 'link-in-text-block'], resultTypes: ['violations']})"


@dataclass
class Watch:
    """What happened while a page was open."""

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)


@contextmanager
def opened(browser: Browser, address: str, width: int = 1280, **options: Any) -> Iterator[tuple[Page, Watch]]:
    """Open a page in a fresh profile, watched."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    try:
        page, watch = context.new_page(), Watch()
        page.on("request", lambda request: watch.requests.append(request.url))
        page.on("console", lambda message: watch.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: watch.messages.append(f"error: {error}"))
        page.goto(address, wait_until="load")
        yield page, watch
    finally:
        context.close()


def barriers(page: Page, axe: str) -> list[tuple[str, str, list[Any]]]:
    """What axe finds on an open page, as (where, rule, elements): at both widths; in the dark, where only colours change."""
    page.evaluate(axe)
    told = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate(RUN, RULES)
        assert found["passes"]
        told += _violations(f"light, {width}", found)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="dark")
    return told + _violations("dark, 1280", page.evaluate(COLOURS))


def _violations(where: str, found: dict[str, Any]) -> list[tuple[str, str, list[Any]]]:
    held = found["violations"]
    return [(where, one["id"], [node["target"] for node in one["nodes"]][:4]) for one in held]
