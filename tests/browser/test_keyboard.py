"""The keyboard alone reaches everything, in the order in which it is read, and shows where it is."""

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.reading import PAGES, opened

pytestmark = pytest.mark.browser
NAMES = (
    "world of a year",
    "operation",
    "operation in Arabic",
    "trace of an operation",
    "one figure",
    "sources",
    "search",
    "glossary",
    "about",
)
STOPS = """() => {
  document.querySelectorAll('details').forEach(e => { e.open = true; });
  window.stops = [...document.querySelectorAll('a[href], svg a, summary, input, button, [tabindex="0"]')]
    .filter(e => e.checkVisibility() && e.getClientRects().length);
  return window.stops.map(e => e.tagName + ' ' + (e.textContent.trim() || e.id).slice(0, 30));
}"""
STOP = """() => {
  const e = document.activeElement, own = getComputedStyle(e);
  const framed = [...e.querySelectorAll('rect, .place')].map(r => getComputedStyle(r))
    .some(s => s.stroke !== 'none' && parseFloat(s.strokeWidth) >= 2);
  const outlined = own.outlineStyle !== 'none' && parseFloat(own.outlineWidth) >= 2;
  return [window.stops.indexOf(e), e.closest('svg') ? framed || outlined : outlined];
}"""


def walked(page: Page) -> tuple[list[str], list[tuple[int, bool]]]:
    """All that can be used, with details opened, and where Tab led to, one after the other, with whether it showed."""
    stops = page.evaluate(STOPS)
    found = []
    for _ in stops:
        page.keyboard.press("Tab")
        found.append(tuple(page.evaluate(STOP)))
    return stops, found


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_reaches_everything_in_order_and_leaves(browser: Browser, address: str, name: str) -> None:
    with opened(browser, address + PAGES[name]) as (page, _):
        stops, found = walked(page)
        missed = [stops[number] for number in set(range(len(stops))) - {number for number, _ in found}]
        assert missed == []
        assert [number for number, _ in found] == list(range(len(stops)))
        page.keyboard.press("Tab")
        assert page.evaluate(STOP)[0] in (-1, 0)


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_what_has_the_focus_shows_it(browser: Browser, address: str, look: dict[str, str]) -> None:
    with opened(browser, address + PAGES["operation"], **look) as (page, _):
        stops, found = walked(page)
    assert len(stops) > 60
    assert [stops[number] for number, shown in found if not shown] == []
