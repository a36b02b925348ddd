"""What Lighthouse says of one page of each kind, on a phone: all that does not hang on the speed of this machine."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import chromium_path
from tests.browser.node import node
from tests.browser.reading import PAGES

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).with_name("lighthouse.mjs")
NAMES = (
    *("home", "region", "operation", "operation in Arabic", "donors", "donor", "donor in Arabic"),
    *("trace of an operation", "one figure", "sources", "search", "search in Arabic", "glossary", "about"),
)
CATEGORIES = "accessibility,best-practices,seo"
AUDITS = "cumulative-layout-shift,network-requests,redirects,total-byte-weight,unsized-images,uses-text-compression"


@pytest.fixture(scope="module")
def found(address: str) -> dict[str, dict[str, Any]]:
    """What was found, by the name of the page."""
    urls = [address + PAGES[name] for name in NAMES]
    told = node("lighthouse", SCRIPT, chromium_path(), CATEGORIES, AUDITS, "simulate", *urls)
    return dict(zip(NAMES, json.loads(told), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_accessibility_practices_and_search_are_at_100(found: dict[str, dict[str, Any]], name: str) -> None:
    page = found[name]
    assert page["errors"] == []
    assert page["failed"] == []
    assert page["scores"] == dict.fromkeys(CATEGORIES.split(","), 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light_needs_two_or_three_requests_and_does_not_move(
    found: dict[str, dict[str, Any]], name: str
) -> None:
    """The page, the stylesheet and, where there is a list to search, the script."""
    numbers, requests = found[name]["numbers"], found[name]["requests"]
    kinds = sorted({url.rpartition(".")[2] for url in requests if not url.startswith("data:")})
    assert kinds in (["css", "html"], ["css", "html", "js"])
    assert numbers["total-byte-weight"] < 60_000
    assert numbers["cumulative-layout-shift"] < 0.001
