"""No page of the sample has a barrier that axe-core knows, at two widths, in light and dark."""

import json

import pytest
from playwright.sync_api import Browser
from tests.browser.reading import PAGES, SCHEMES, WIDTHS, opened

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier(browser: Browser, axe: str, address: str, name: str, width: int, scheme: str) -> None:
    with opened(browser, address + PAGES[name], width, color_scheme=scheme) as (page, _):
        page.evaluate(axe)
        found = page.evaluate(RUN, RULES)
    told = [{v["id"]: [node["target"] for node in v["nodes"]][:4]} for v in found["violations"]]
    assert found["passes"]
    assert told == [], json.dumps(told, indent=1)


def test_every_type_of_page_is_looked_at(sample_site) -> None:
    assert [path for path in PAGES.values() if not (sample_site / path.lstrip("/")).is_file()] == []
