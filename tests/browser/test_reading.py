"""What a reader meets: nothing from elsewhere, nothing broken, readable on any screen, by any means."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from tests.browser.reading import PAGES, opened

pytestmark = pytest.mark.browser
SCREENS = (320, 768, 1280, 1920)
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDER = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
  .filter(e => !e.closest('.skip') && getComputedStyle(e).position !== 'fixed').slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_host_and_nothing_is_complained_of(browser: Browser, address: str, name: str) -> None:
    with opened(browser, address + PAGES[name]) as (page, watch):
        page.wait_for_timeout(100)
        assert [url for url in watch.requests if not url.startswith((address, "data:"))] == []
        assert watch.messages == []


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_all_that_is_told_is_there(browser: Browser, address: str, name: str) -> None:
    with opened(browser, address + PAGES[name]) as (page, _):
        page.evaluate("() => document.querySelectorAll('.search, .found').forEach(e => e.remove())")
        with_scripts = page.locator("main").inner_text()
    with opened(browser, address + PAGES[name], java_script_enabled=False) as (page, _):
        assert page.locator("h1").is_visible()
        excused = page.locator(".unscripted").all_inner_texts()
        told = [line for line in page.locator("main").inner_text().splitlines() if line.strip() and line not in excused]
        assert told == [line for line in with_scripts.splitlines() if line.strip()]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "lost"])
def test_a_page_is_readable_from_a_stick(browser: Browser, sample_site: Path, name: str) -> None:
    with opened(browser, (sample_site / PAGES[name].lstrip("/")).as_uri()) as (page, watch):
        assert page.locator("h1").is_visible()
        assert page.evaluate("() => [...document.styleSheets].length") >= 1
        assert [url for url in watch.requests if not url.startswith(("file:", "data:"))] == []
        link = page.locator("header.masthead a").nth(2)
        link.click()
        page.wait_for_load_state()
        assert page.url.startswith("file:")
        assert page.locator("h1").is_visible()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", PAGES)
def test_no_screen_scrolls_sideways(browser: Browser, address: str, name: str, direction: str) -> None:
    with opened(browser, address + PAGES[name], SCREENS[0]) as (page, _):
        page.evaluate("direction => document.documentElement.dir = direction", direction)
        for width in SCREENS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(OVERFLOW) <= 0, (width, page.evaluate(WIDER))


def test_the_page_of_an_operation_weighs_little(browser: Browser, address: str) -> None:
    """As sent, packed, with all that belongs to it: under 60 KB."""
    with opened(browser, "about:blank") as (page, _):
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(address + PAGES["operation"], wait_until="networkidle")
        page.wait_for_timeout(100)
    assert len(sizes) >= 2
    assert sum(sizes) < 60_000


@pytest.mark.parametrize("name", PAGES)
def test_the_first_key_leads_past_the_head(browser: Browser, address: str, name: str) -> None:
    with opened(browser, address + PAGES[name]) as (page, _):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.get_attribute("href") == "#main"
        box = focused.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        page.wait_for_url("**#main")


def test_a_figure_leads_to_where_it_comes_from(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGES["operation"]) as (page, _):
        page.locator("a.figure[data-address='PER/2020/budget']").first.click()
        page.wait_for_url("**/figures/**#budget")
        assert "sample-activities.xml" in page.locator("main").inner_text()


def test_on_paper_nothing_is_cut_off(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGES["operation"], 720) as (page, _):
        page.emulate_media(media="print")
        assert page.evaluate(OVERFLOW) <= 0, page.evaluate(WIDER)
        assert page.locator("h1").is_visible()
        assert len(page.pdf(format="A4")) > 10_000


@pytest.mark.parametrize("path", ["/en/operations/peru/2020/", "/ar/operations/peru/2020/"])
def test_the_page_of_an_operation_prints_on_two_sheets(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address + path, 1280) as (page, _):
        printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
        page.emulate_media(media="print")
        for shown in ("h1", ".summary", "#people-table", "#purpose-table", ".map", "#results-table", "#donors-table"):
            assert page.locator(shown).is_visible(), shown
        for hidden in (".cord", ".downloads", "nav", "details", ".days"):
            assert not page.locator(hidden).first.is_visible(), hidden
        assert path in page.locator(".printed").inner_text()
    assert len(printed.pages) == 2


def test_the_line_for_paper_is_on_paper_only(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGES["operation"]) as (page, _):
        assert not page.locator(".printed").is_visible()


def test_a_fact_sheet_is_there_for_the_browser(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGES["operation"]) as (page, _):
        link = page.get_by_role("link", name="Fact sheet (PDF)").get_attribute("href")
        answer = page.request.get(f"{address}/en/operations/peru/2020/{str(link).removeprefix('../2020/')}")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
def test_a_sign_on_the_map_leads_to_its_place_in_the_list(browser: Browser, address: str, way: str) -> None:
    """Without script, as everything else."""
    context = browser.new_context(java_script_enabled=False, has_touch=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + PAGES["operation"])
    sign = page.locator(".map .spots a").first
    if way == "keyboard":
        sign.focus()
        page.keyboard.press("Enter")
    elif way == "touch":
        sign.locator(".place").tap()
    else:
        sign.locator(".place").click()
    page.wait_for_url("**#place-1")
    assert page.locator("#place-1").count() == 1
    context.close()


def test_a_kind_of_offices_is_taken_off_the_map_without_a_script(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGES["offices"], java_script_enabled=False) as (page, _):
        signs = page.locator(".atlas .field")
        assert signs.first.is_visible()
        page.locator("#show-field").uncheck()
        assert not any(one.is_visible() for one in signs.all())
        assert page.locator(".atlas .office").first.is_visible()
        assert page.locator("tr .sign .field").first.is_visible()


def test_a_sign_on_the_map_of_the_world_leads_to_its_row(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGES["offices"], java_script_enabled=False) as (page, _):
        page.locator(".atlas a").last.click()
        assert page.evaluate("document.querySelector('tr:target') !== null")


def test_the_switch_of_languages_keeps_the_place(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGES["operation"], 1280) as (page, _):
        page.get_by_role("link", name="العربية").click()
        page.wait_for_url("**/ar/operations/peru/2020/**")
        assert page.locator("html").get_attribute("dir") == "rtl"
        page.get_by_role("link", name="Français").click()
        page.wait_for_url("**/fr/operations/peru/2020/**")


def test_the_address_of_the_site_leads_on_to_a_language(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/", 1280) as (page, _):
        page.wait_for_url("**/en/index.html")
