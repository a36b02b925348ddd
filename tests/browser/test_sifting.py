"""Tables of operations and countries are sifted and sorted, and the address keeps how; without a script they are whole."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import served
from tests.browser.reading import barriers, opened
from tests.pages.test_countries import site

pytestmark = pytest.mark.browser
COUNTRIES, OPERATIONS = "/en/countries/index.html", "/en/operations/2020/index.html"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the made-up site is served."""
    folder = tmp_path_factory.mktemp("sifting")
    for url in site().urls:
        if url.kind in {"country", "ranking"} or url.path.startswith("/assets/"):
            file = folder / url.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(site().render(url))
    with served(folder) as address:
        yield address


def names(page: Page, table: str) -> list[str]:
    return [name.strip() for name in page.locator(f"#{table} tbody tr:visible th").all_inner_texts()]


def test_countries_are_found_by_name_and_by_how_many_people_come_from_there(browser: Browser, address: str) -> None:
    with opened(browser, address + COUNTRIES) as (page, watch):
        every = names(page, "countries-table")
        assert len(every) > 1
        page.fill("[name=name]", every[0][:4].lower())
        expect(page.locator("#countries-table tbody tr:visible")).to_have_count(1)
        expect(page).to_have_url(f"{address}{COUNTRIES}?name={every[0][:4].lower()}")
        page.fill("[name=name]", "")
        page.select_option("[name=from]", "1000")
        few = names(page, "countries-table")
        assert len(few) < len(every)
        page.reload()
        assert names(page, "countries-table") == few
        assert watch.messages == []


@pytest.mark.parametrize(("path", "table"), [(COUNTRIES, "countries-table"), (OPERATIONS, "operations-table")])
def test_a_column_sorts_by_a_click_on_its_head_and_back(browser: Browser, address: str, path: str, table: str) -> None:
    with opened(browser, address + path) as (page, _):
        head = page.locator(f"#{table} thead th").first
        head.locator("button").click()
        down = names(page, table)
        expect(head).to_have_attribute("aria-sort", "descending")
        head.locator("button").click()
        expect(head).to_have_attribute("aria-sort", "ascending")
        assert names(page, table) == down[::-1]


def test_without_a_script_all_rows_are_there_and_no_dead_box(browser: Browser, address: str) -> None:
    with opened(browser, address + COUNTRIES, java_script_enabled=False) as (page, _):
        assert names(page, "countries-table")
        expect(page.locator("fieldset")).to_be_hidden()


@pytest.mark.parametrize("path", [COUNTRIES, OPERATIONS, OPERATIONS.replace("/en/", "/ar/")])
def test_a_page_that_is_sifted_has_no_barriers(browser: Browser, address: str, axe: str, path: str) -> None:
    with opened(browser, address + path) as (page, _):
        assert barriers(page, axe) == []
