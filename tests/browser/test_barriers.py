"""No page of the sample has a barrier that axe-core knows, at two widths, in light and dark."""

import json

import pytest
from playwright.sync_api import Browser
from tests.browser.reading import MADE_UP, PAGES, barriers, opened

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier(browser: Browser, axe: str, address: str, name: str) -> None:
    with opened(browser, address + PAGES[name]) as (page, _):
        found = barriers(page, axe)
    assert found == [], json.dumps(found, indent=1)


@pytest.mark.parametrize("name", MADE_UP)
def test_a_page_of_another_kind_has_no_barrier(browser: Browser, axe: str, made_up: str, name: str) -> None:
    with opened(browser, made_up + MADE_UP[name]) as (page, _):
        found = barriers(page, axe)
    assert found == [], json.dumps(found, indent=1)


def test_every_type_of_page_is_looked_at(sample_site) -> None:
    assert [path for path in PAGES.values() if not (sample_site / path.lstrip("/")).is_file()] == []


def test_a_barrier_is_found(browser: Browser, axe: str) -> None:
    with opened(browser, "about:blank") as (page, _):
        page.set_content("<style>@media (prefers-color-scheme: dark) {p {color: #eee}}</style><main><p>Pale</p></main>")
        found = barriers(page, axe)
    assert [(where, rule) for where, rule, _ in found if rule == "color-contrast"] == [("dark, 1280", "color-contrast")]
    assert {where for where, rule, _ in found if rule == "html-has-lang"} == {"light, 1280", "light, 360"}
