"""Where the reader's system sets the colours, drawings can still be told from the page; and nothing moves by itself."""

import pytest
from playwright.sync_api import Browser
from tests.browser.reading import PAGES, SCHEMES, opened

pytestmark = pytest.mark.browser
NAMES = ("operation", "world of a year", "operation in Arabic")
MARKS = (
    ".actual, .plan, .part rect, rect[class^='part-'], .line, .dot, .base, .swatch, .spots path, .sign path, .map .here,"
    " .reach .goal, .reach .done"
)
LOST = """marks => {
  const canvas = document.createElement('p');
  canvas.style.color = 'Canvas';
  document.body.append(canvas);
  const ground = getComputedStyle(canvas).color;
  const drawn = [...document.querySelectorAll(marks)].filter(e => e.checkVisibility() && e.getClientRects().length);
  const seen = paint => paint !== 'none' && paint !== ground && !(paint.startsWith('rgba') && paint.endsWith(', 0)'));
  const lost = drawn.filter(e => {
    const s = getComputedStyle(e);
    return !seen(s.fill) && !(seen(s.stroke) && parseFloat(s.strokeWidth) > 0);
  });
  return [drawn.length, lost.map(e => e.outerHTML.slice(0, 100))];
}"""
UNREAD = """() => [...document.querySelectorAll('.chart text')].filter(e => e.checkVisibility()).filter(e => {
  const box = e.getBoundingClientRect(), middle = [box.x + box.width / 2, box.y + box.height / 2];
  const below = document.elementsFromPoint(...middle)
    .find(o => o.matches('rect') && getComputedStyle(o).fill !== 'none' && !o.matches('.place'));
  return below && getComputedStyle(below).fill === getComputedStyle(e).fill;
}).map(e => e.outerHTML)"""
CURRENT = "() => getComputedStyle(document.querySelector('.cord [aria-current]'), '::after').backgroundColor"
PENDANT = "() => getComputedStyle(document.querySelector('.cord a'), '::before').backgroundColor"
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const s = getComputedStyle(e);
  return parseFloat(s.transitionDuration) || s.animationName !== 'none' || s.scrollBehavior !== 'auto';
}).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_seen_in_forced_colours(browser: Browser, address: str, name: str, scheme: str) -> None:
    with opened(browser, address + PAGES[name], forced_colors="active", color_scheme=scheme) as (page, _):
        drawn, lost = page.evaluate(LOST, MARKS)
        assert drawn > 20
        assert lost == []
        assert page.evaluate(UNREAD) == []
        ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert ground not in (page.evaluate(CURRENT), page.evaluate(PENDANT))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_by_itself(browser: Browser, address: str, name: str) -> None:
    """Not for those who asked for less motion, and not for the others."""
    with opened(browser, address + PAGES[name]) as (page, _):
        assert page.evaluate(MOVING) == []
