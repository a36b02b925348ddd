"""An administrator uploads files in Chromium, sees how it goes, and what is wrong with a broken one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_back_office import Office
from tests.command import LATER, sample_files
from tests.made_up_activities import activity, document

TOLD = ".quipu-data .help-block"


@pytest.fixture(scope="module")
def office(browser: Browser, demonstration_home: Path) -> Iterator[Office]:
    office = Office(demonstration_home, demonstration_home.with_name("log"), browser)
    yield office
    office.kill()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A newer edition of the sample's statistics, and activities that end in the midst. Both are made up."""
    folder = tmp_path_factory.mktemp("files")
    edition, broken = folder / "population-2023-01-31.csv", folder / "broken.xml"
    edition.write_bytes(sample_files(LATER)[0].read_bytes().replace(b",300,", b",301,"))
    broken.write_text(document(activity("XM-DAC-41121-2021-AME-PER")).removesuffix("</iati-activities>\n"), "utf-8")
    return [edition, broken]


def barriers(page: Page, axe: str) -> list[tuple[str, str]]:
    found = page.evaluate(f"{axe};axe.run({{resultTypes: ['violations']}})")
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]]


def test_files_are_uploaded_and_a_broken_one_is_explained(office: Office, files: list[Path], axe: str) -> None:
    with office.signed_in("administrator", "/office/data/import/") as page:
        page.set_input_files("#files", files)
        page.focus(".quipu-form button")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/data/imports/\d+/"))
        expect(page.locator(TOLD)).to_contain_text(re.compile("Waiting|Reading|Building"))
        page.goto(f"{page.url}?still")
        assert barriers(page, axe) == []
        page.click("text=Follow again")
        expect(page.locator(TOLD)).to_contain_text("1 of 2 files could not be read", timeout=90_000)
        rows = page.locator(".quipu-wide tbody tr")
        expect(rows.nth(0)).to_contain_text("Taken: population")
        expect(rows.nth(1)).to_contain_text(re.compile(r"broken\.xml, line \d+"))
        expect(rows.nth(1)).to_contain_text("ask its publisher for a valid file")
        page.goto(re.sub(r"data/.*", "data/imports/?failed", page.url))
        expect(page.locator(".quipu-wide")).to_contain_text("broken.xml, line")
    assert office.faults == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["import/", "imports/", "imports/?failed", "imports/1/", "snapshots/", "releases/"])
def test_pages_of_data_have_no_barriers_and_do_not_scroll_sideways(
    office: Office, axe: str, path: str, width: int
) -> None:
    with office.signed_in("administrator") as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"http://127.0.0.1:{office.port}/office/data/{path}")
        page.wait_for_load_state("networkidle")
        assert barriers(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert office.faults == []


def test_an_older_release_is_returned_to_and_the_site_follows(office: Office) -> None:
    with office.signed_in("administrator", "/office/data/releases/") as page:
        page.click("a:has-text('Return to')")
        page.click("form button:has-text('current')")
        expect(page.locator(".messages")).to_contain_text("is current. The site follows")
        expect(page.locator("tr:has-text('Current')")).to_contain_text("made so by administrator")
    assert office.faults == []
