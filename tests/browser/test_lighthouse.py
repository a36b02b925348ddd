"""What Lighthouse says of one page of each kind, on a phone: all that does not hang on the speed of this machine."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import chromium_path
from tests.browser.node import node
from tests.browser.reading import MADE_UP, PAGES, opened
from tests.pages import whole

from quipu.core.profile import load
from quipu.figures.lookup import Record
from quipu.pages import Site, Url, feeds
from quipu.pages.kinds import PAGE_TYPES

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).with_name("lighthouse.mjs")
OF_SAMPLE = (
    *(
        "home",
        "world of a year",
        "region",
        "operation",
        "operation in Arabic",
        "donors",
        "donor",
        "trace of an operation",
    ),
    *("offices", "figures", "one figure", "sources", "search", "glossary", "about"),
)
NAMES = (*OF_SAMPLE, *MADE_UP)
CATEGORIES = "accessibility,best-practices,seo"
AUDITS = "network-requests,unsized-images"
_SMALL = 2048
"""Bytes: what is smaller need not be packed."""
MOVED = """() => new Promise(told => {
  let moved = 0;
  const watch = new PerformanceObserver(list => list.getEntries().forEach(one => { moved += one.value; }));
  watch.observe({type: 'layout-shift', buffered: true});
  setTimeout(() => told(moved), 100);
})"""


@pytest.fixture(scope="module")
def urls(address: str, made_up: str) -> dict[str, str]:
    """Where each page is served."""
    of_sample = {name: address + PAGES[name] for name in OF_SAMPLE}
    return of_sample | {name: made_up + path for name, path in MADE_UP.items()}


@pytest.fixture(scope="module")
def found(urls: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What was found, by the name of the page."""
    told = node("lighthouse", SCRIPT, chromium_path(), CATEGORIES, AUDITS, *urls.values())
    return dict(zip(urls, json.loads(told), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_accessibility_practices_and_search_are_at_100(found: dict[str, dict[str, Any]], name: str) -> None:
    page = found[name]
    assert page["errors"] == []
    assert page["failed"] == []
    assert page["scores"] == dict.fromkeys(CATEGORIES.split(","), 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light_packed_and_needs_two_or_three_requests(found: dict[str, dict[str, Any]], name: str) -> None:
    """The page, the stylesheet and, where there is a list to search or to sift, the script; a comparison has a style of its own."""
    requests = [one for one in found[name]["requests"] if not one["url"].startswith("data:")]
    kinds = sorted(one["url"].rpartition(".")[2] for one in requests)
    assert kinds in (["css", "html"], ["css", "html", "js"], ["css", "css", "html"], ["css", "css", "html", "js"])
    assert {one["status"] for one in requests} == {200}
    assert all(one["sent"] < one["whole"] for one in requests if one["whole"] > _SMALL)
    assert sum(one["sent"] for one in requests) < 60_000


@pytest.mark.parametrize("name", NAMES)
def test_nothing_on_a_page_moves_while_it_loads(browser: Browser, urls: dict[str, str], name: str) -> None:
    with opened(browser, urls[name], 412) as (page, _):
        assert page.evaluate(MOVED) < 0.001


def test_what_moves_is_found(browser: Browser) -> None:
    with opened(browser, "about:blank", 412) as (page, _):
        page.set_content("<div style='block-size: 90px'></div><p style='block-size: 400px; background: red'>Below</p>")
        page.wait_for_timeout(200)
        page.evaluate("() => {document.querySelector('div').style.blockSize = '390px'}")
        page.wait_for_timeout(200)
        assert page.evaluate(MOVED) > 0.001


def _kinds(urls: Iterable[Url]) -> set[tuple[str, bool]]:
    """The kinds of pages, each as a list and as a page of one thing."""
    pages = {page_type.KIND for page_type in PAGE_TYPES} - {feeds.KIND}
    return {(url.kind, bool(url.name)) for url in urls if url.kind in pages and url.file.endswith(".html")}


def test_every_kind_of_page_is_asked(sample_home: Path) -> None:
    """By the kinds of all addresses of both sites; feeds are no pages."""
    sample = Site(Record.open(sample_home / "releases" / "current"), load("unhcr"), sheets=False)
    held = {url.file: url for url in sample.urls}, {url.file: url for url in whole.site().urls}
    asked = [held[0][PAGES[name].lstrip("/")] for name in OF_SAMPLE] + [
        held[1][path.lstrip("/")] for path in MADE_UP.values()
    ]
    known = _kinds((*held[0].values(), *held[1].values()))
    assert {kind for kind, _ in known} == {page_type.KIND for page_type in PAGE_TYPES} - {feeds.KIND}
    assert known - _kinds(asked) == set()
