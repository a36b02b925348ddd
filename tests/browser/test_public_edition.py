"""From approval in the back office to the page that readers see: walked in Chromium, in English and Arabic."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.reading import WIDTHS, barriers, opened
from tests.browser.test_back_office import Office
from tests.command import environment

SETUP = Path(__file__).with_name("written.py")
MORE = "footer [data-w-dropdown-target=toggle]"
PERU = "/operations/peru/2020/index.html"


class Served(Office):
    """The same, with the address of the edition's editor."""

    editor = ""


@pytest.fixture(scope="module")
def office(browser: Browser, written_home: Path) -> Iterator[Served]:
    """A served demonstration in which a full edition waits for approval."""
    import subprocess

    made = subprocess.run(
        [sys.executable, str(SETUP)], env=environment(written_home), capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr[-1500:]
    office = Served(written_home, written_home.with_name("log"), browser)
    yield office
    office.kill()


@pytest.fixture(scope="module")
def public(office: Served) -> str:
    """The address of the site once the edition was looked at, approved and brought out."""
    with office.signed_in("publisher") as page:
        page.click("a:has-text('Peru 2020: report')")
        page.wait_for_load_state("networkidle")
        office.editor = page.url
        _look_at_preview(page)
        page.click(MORE)
        page.click("button:has-text('Approve')")
        page.wait_for_load_state("networkidle")
        expect(page.locator("body")).not_to_contain_text("could not be brought out")
    assert office.faults == []
    return f"http://127.0.0.1:{office.port}"


def _look_at_preview(page: Page) -> None:
    """The panel has the real page, with its style, in each language."""
    page.click('[data-side-panel-toggle="preview"]')
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.locator("#report")).to_have_text("What was done in 2020")
    assert frame.locator("h1").evaluate("one => getComputedStyle(one).fontWeight") == "700"
    page.select_option("[data-w-preview-target=mode]", "ar")
    expect(frame.locator("html[dir=rtl] #report")).to_be_visible()
    page.click('[data-side-panel-toggle="preview"]')


def test_what_was_approved_is_on_the_page(public: str, browser: Browser) -> None:
    with opened(browser, f"{public}/en{PERU}") as (page, watch):
        expect(page.locator("#report")).to_have_text("What was done in 2020")
        page.locator(".pictures img").first.scroll_into_view_if_needed()
        expect(page.locator(".pictures img").first).to_have_js_property("complete", True)
        assert page.evaluate("document.querySelector('.pictures img').naturalWidth > 0")
        assert [message for message in watch.messages if message.startswith("error")] == []
        assert all(asked.startswith((public, "data:")) for asked in watch.requests)
        page.click("section[aria-labelledby=report] .prose a.figure >> nth=0")
        assert re.search(r"/2020/figures/index\.html#", page.url)


def test_arabic_is_read_from_the_right(public: str, browser: Browser) -> None:
    with opened(browser, f"{public}/ar{PERU}") as (page, _):
        number, what = (page.locator(f".counts li >> nth=0 >> .{name}") for name in ("number", "what"))
        assert number.evaluate("one => getComputedStyle(one).direction") == "rtl"
        assert "أُنجز" in page.locator("#report").inner_text()
        assert what.inner_text()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_with_everything_written_has_no_barriers(public: str, browser: Browser, axe: str, language: str) -> None:
    with opened(browser, f"{public}/{language}{PERU}") as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert barriers(page, axe) == []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_withdrawal_leaves_its_reason_where_the_edition_stood(office: Served, public: str, browser: Browser) -> None:
    with office.signed_in("publisher") as page:
        page.goto(office.editor)
        page.wait_for_load_state("networkidle")
        page.click(MORE)
        page.click("a:has-text('Withdraw')")
        page.fill("#id_text_en", "It named a place that must not be known.")
        page.click("button:has-text('Withdraw the edition')")
        page.wait_for_load_state("networkidle")
    with opened(browser, f"{public}/en{PERU}") as (page, _):
        expect(page.locator(".changes")).to_contain_text("It named a place that must not be known.")
        assert page.locator("#key-figures").count() == 0
    assert office.faults == []
