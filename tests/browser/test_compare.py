"""Operations are put side by side by ticking them, with a script and without; the address keeps what is ticked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import served
from tests.browser.reading import WIDTHS, barriers, opened
from tests.pages.reading import site

pytestmark = pytest.mark.browser
PATH = "/en/compare/index.html"
HEIGHT = "one => one.getBoundingClientRect().height"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the made-up site of two operations is served."""
    folder = tmp_path_factory.mktemp("compare")
    for url in site().urls:
        if url.kind in {"compare", "compare-file"} or url.path.startswith("/assets/"):
            file = folder / url.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(site().render(url))
    with served(folder) as address:
        yield address


def bar(page: Page, key: str) -> float:
    return float(page.locator(f"section[aria-labelledby=budget] .o-{key} path").evaluate(HEIGHT))


@pytest.mark.parametrize("script", [True, False])
def test_what_is_ticked_is_shown_on_the_scale_of_the_largest(browser: Browser, address: str, script: bool) -> None:
    with opened(browser, address + PATH, java_script_enabled=script) as (page, watch):
        page.set_checked("#o-arg", False)
        page.set_checked("#o-per", True)
        expect(page.locator("section[aria-labelledby=budget] .o-arg th")).to_be_hidden()
        expect(page.locator("section[aria-labelledby=budget] .o-per th")).to_be_visible()
        alone = bar(page, "per")
        assert alone > 40
        page.set_checked("#o-arg", True)
        expect(page.locator("section[aria-labelledby=budget] .o-arg th")).to_be_visible()
        assert max(bar(page, "per"), bar(page, "arg")) == pytest.approx(alone, rel=0.01)
        assert min(bar(page, "per"), bar(page, "arg")) < alone
        assert [told for told in watch.messages if told.startswith("error")] == []


def test_the_address_keeps_the_choice_in_every_language(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}{PATH}?operations=per") as (page, _):
        expect(page.locator("#o-per")).to_be_checked()
        expect(page.locator("#o-arg")).not_to_be_checked()
        page.locator("#o-arg").focus()
        page.keyboard.press("Space")
        expect(page).to_have_url(f"{address}{PATH}?operations=arg,per")
        page.click(".languages a[lang=ar]")
        expect(page.locator("html[dir=rtl]")).to_be_visible()
        expect(page.locator("#o-arg")).to_be_checked()


def test_an_unknown_operation_in_the_address_is_left_out(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}{PATH}?operations=PER,nowhere,%3Cb%3E") as (page, watch):
        expect(page.locator("input:checked")).to_have_count(1)
        assert watch.messages == []


def test_the_csv_has_the_ticked_operations_alone(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}{PATH}?operations=per") as (page, _):
        with page.expect_download() as download:
            page.click(".chosen button")
        assert download.value.suggested_filename == "per.csv"
        lines = Path(download.value.path()).read_text("utf-8").splitlines()
        assert lines[0].startswith("address,")
        assert {line.partition("/")[0] for line in lines[1:]} == {"PER"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_has_no_barriers_and_does_not_scroll_sideways(
    browser: Browser, address: str, axe: str, language: str
) -> None:
    with opened(browser, address + PATH.replace("/en/", f"/{language}/")) as (page, _):
        assert barriers(page, axe) == []
        for width in (320, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
