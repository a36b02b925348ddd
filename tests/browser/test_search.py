"""The search of the whole site: served and from a disk, with a script and without, by keys alone, by what is read aloud."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.reading import RULES, RUN, opened

pytestmark = pytest.mark.browser
SEARCH, HOME = "/en/search/index.html", "/en/index.html"
OPERATION = "/en/operations/peru/2020/index.html"


@contextmanager
def searching(browser: Browser, address: str, text: str, path: str = SEARCH) -> Iterator[Page]:
    """Open the search and type; wait until it is answered."""
    with opened(browser, address + path) as (page, watch):
        page.get_by_role("searchbox").press_sequentially(text)
        expect(page.get_by_role("status")).not_to_have_text("The names are being loaded.")
        yield page
        assert watch.messages == []


@pytest.mark.parametrize("query", ["Peru", "pérou", "PERU", "بيرو", "PER", "preu", "peur"])
def test_an_operation_is_found_by_any_name_a_code_and_mistyped(browser: Browser, address: str, query: str) -> None:
    with searching(browser, address, query) as page:
        expect(page.locator(".results a").first).to_have_text("Peru")
        assert "result" in page.get_by_role("status").inner_text()
        assert not page.locator("[data-everything]").is_visible()


def test_in_arabic_results_are_counted_as_the_language_counts(browser: Browser, address: str) -> None:
    with searching(browser, address, "بيرو", "/ar/search/index.html") as page:
        expect(page.locator(".results a").first).to_have_text("بيرو")
        assert "نتيجة" in page.get_by_role("status").inner_text() or "نتائج" in page.get_by_role("status").inner_text()


def test_what_is_asked_stands_in_the_address_and_is_answered_when_it_is_opened(browser: Browser, address: str) -> None:
    with searching(browser, address, "budget") as page:
        page.wait_for_url("**/search/index.html?q=budget")
        page.get_by_role("searchbox").fill("")
        page.wait_for_url("**/search/index.html")
        assert page.locator("[data-everything]").is_visible()
    with opened(browser, f"{address}{SEARCH}?q=p%C3%A9rou") as (page, _):
        expect(page.locator(".results a").first).to_have_text("Peru")
        assert page.get_by_role("searchbox").input_value() == "pérou"


def test_the_names_are_loaded_only_when_somebody_searches(browser: Browser, address: str) -> None:
    with opened(browser, address + SEARCH) as (page, watch):
        page.wait_for_timeout(150)
        assert not [url for url in watch.requests if url.endswith("index.json")]
        page.get_by_role("searchbox").fill("peru")
        expect(page.locator(".results a").first).to_have_text("Peru")
        page.get_by_role("searchbox").fill("perus")
        assert len([url for url in watch.requests if url.endswith("index.json")]) == 1


def test_keys_alone_lead_from_the_box_to_a_result_and_on(browser: Browser, address: str) -> None:
    with opened(browser, address + SEARCH) as (page, _):
        box = page.get_by_role("searchbox")
        while not box.evaluate("e => e === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.type("expenditure")
        expect(page.locator(".results a").first).to_have_text("Expenditure")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("() => document.activeElement.closest('.results') !== null")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/figures/expenditure/index.html")


def test_enter_leads_to_the_first_result(browser: Browser, address: str) -> None:
    with searching(browser, address, "peru") as page:
        expect(page.locator(".results a").first).to_have_text("Peru")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/operations/peru/index.html")
        assert "Peru" in page.locator("h1").inner_text()


def test_the_home_page_answers_while_one_types(browser: Browser, address: str) -> None:
    with searching(browser, address, "pérou", HOME) as page:
        expect(page.locator(".results a").first).to_have_text("Peru")
        assert page.url.endswith(HOME)
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/operations/peru/index.html")


def test_the_button_of_the_home_page_leads_to_all_results(browser: Browser, address: str) -> None:
    with searching(browser, address, "e", HOME) as page:
        assert page.locator(".results a").count() == 8
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**/en/search/index.html?q=e")
        expect(page.locator(".results a").nth(10)).to_be_visible()


def test_the_home_page_says_what_is_not_there(browser: Browser, address: str) -> None:
    with searching(browser, address, "xyzzyqwv", HOME) as page:
        expect(page.get_by_role("status")).to_have_text("Nothing has this name.")


@pytest.mark.parametrize("path", [OPERATION, "/ar/operations/peru/2020/index.html"])
def test_the_head_of_every_page_asks_the_search(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address + path) as (page, watch):
        page.get_by_role("searchbox").fill("preu")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{path[1:3]}/search/index.html?q=preu")
        expect(page.locator(".results a").first).to_have_text({"en": "Peru", "ar": "بيرو"}[path[1:3]])
        assert watch.messages == []


def test_without_scripts_the_search_leads_to_the_list_and_says_why(browser: Browser, address: str) -> None:
    with opened(browser, address + HOME, java_script_enabled=False) as (page, _):
        page.get_by_role("searchbox").fill("peru")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/search/index.html?q=peru")
        assert page.get_by_text("Searching needs a script").is_visible()
        assert page.locator("section[data-kind='0'] a", has_text="Peru").first.is_visible()


@pytest.mark.parametrize("path", [HOME, OPERATION])
def test_from_a_disk_the_box_leads_to_the_search(browser: Browser, sample_site: Path, path: str) -> None:
    with opened(browser, (sample_site / path.lstrip("/")).as_uri()) as (page, watch):
        page.get_by_role("searchbox").fill("preu")
        page.keyboard.press("Enter")
        page.wait_for_url("file:**/en/search/index.html?q=preu")
        expect(page.locator(".results a").first).to_have_text("Peru")
        assert watch.messages == []


def test_what_is_not_there_is_said(browser: Browser, address: str) -> None:
    with searching(browser, address, "xyzzyqwv") as page:
        expect(page.get_by_role("status")).to_have_text("Nothing has this name. The list below has everything.")
        assert page.locator("[data-everything]").is_visible()


def test_every_result_of_a_letter_leads_somewhere(browser: Browser, address: str) -> None:
    with searching(browser, address, "e") as page:
        expect(page.locator(".results a").first).to_be_visible()
        links = page.locator(".results a").evaluate_all("links => links.map(link => link.href)")
        assert len(links) > 10
        assert {page.request.get(link).status for link in dict.fromkeys(links)} == {200}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_results_have_no_barrier(browser: Browser, axe: str, address: str, width: int, scheme: str) -> None:
    with opened(browser, f"{address}{SEARCH}?q=pe", width, color_scheme=scheme) as (page, _):
        expect(page.locator(".results a").first).to_be_visible()
        page.evaluate(axe)
        found = page.evaluate(RUN, RULES)
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []


def test_without_scripts_there_is_a_list_that_leads_everywhere(browser: Browser, address: str) -> None:
    with opened(browser, address + SEARCH, java_script_enabled=False) as (page, _):
        assert page.locator("input").count() == 0
        page.locator("[data-everything]").get_by_role("link", name="Donors", exact=True).click()
        page.wait_for_url("**#donor")
        page.locator("section[data-kind='0'] a", has_text="Peru").first.click()
        page.wait_for_url("**/en/operations/peru/index.html")


def test_from_a_disk_the_list_is_searched_and_the_reader_is_told(browser: Browser, sample_site: Path) -> None:
    with opened(browser, (sample_site / SEARCH.lstrip("/")).as_uri()) as (page, watch):
        page.get_by_role("searchbox").fill("preu")
        expect(page.locator(".results a").first).to_have_text("Peru")
        assert "Opened from a disk" in page.get_by_role("status").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url("file:**/en/operations/peru/index.html")
        assert watch.messages == []


def test_an_old_address_leads_on_without_a_script(browser: Browser, sample_site: Path) -> None:
    with opened(browser, (sample_site / "PER/index.html").as_uri(), java_script_enabled=False) as (page, _):
        page.wait_for_url("file:**/en/operations/peru/index.html")
