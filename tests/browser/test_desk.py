"""The desk, changed figures, comments and the map of places as somebody meets them in Chromium; and their barriers."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_back_office import Office, open_panel, open_report, text_of, type_into
from tests.command import until

MAP = ".quipu-map-ground"


@pytest.fixture(scope="module")
def office(browser: Browser, demonstration_home: Path) -> Iterator[Office]:
    office = Office(demonstration_home, demonstration_home.with_name("log"), browser)
    yield office
    office.kill()


def barriers(page: Page, axe: str, where: str = "document") -> list[tuple[str, str]]:
    found = page.evaluate(f"{axe};axe.run({where}, {{resultTypes: ['violations']}})")
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]]


def add_place(page: Page) -> None:
    page.click("[role=tab]:has-text('Places')")
    page.locator("[data-contentpath=places] button").first.click()
    page.locator(MAP).wait_for()


def position(page: Page) -> tuple[str, str]:
    return tuple(page.input_value(f'[name="places-0-value-{name}"]') for name in ("latitude", "longitude"))  # type: ignore[return-value]


def test_a_position_is_picked_moved_typed_and_refused(office: Office) -> None:
    with office.signed_in("writer") as page:
        open_report(page, 2019)
        add_place(page)
        box = page.locator(MAP).bounding_box()
        assert box is not None
        page.locator(MAP).click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        latitude, longitude = (float(number) for number in position(page))
        assert -12 < latitude < -6
        assert -78 < longitude < -72
        page.locator(MAP).focus()
        page.keyboard.press("ArrowUp")
        assert float(position(page)[0]) > latitude
        page.keyboard.press("Shift+ArrowRight")
        assert longitude < float(position(page)[1]) < longitude + 0.1
        before = position(page)
        page.locator(MAP).click(position={"x": 8, "y": box["height"] - 8})
        expect(page.locator(".quipu-map-told")).to_contain_text("lies outside Peru: the position stays where it was")
        assert position(page) == before
        drawn = page.locator(".quipu-map-mark").get_attribute("transform")
        page.fill('[name="places-0-value-latitude"]', "-12.05")
        page.fill('[name="places-0-value-longitude"]', "-77.04")
        expect(page.locator(".quipu-map-told")).to_have_text("-12.0500, -77.0400")
        assert page.locator(".quipu-map-mark").get_attribute("transform") != drawn
        page.fill('[name="places-0-value-latitude"]', "-77.04")
        expect(page.locator(".quipu-map-told")).to_contain_text("lies outside Peru")
    assert office.faults == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_position_is_picked_by_touch_on_a_narrow_screen(office: Office, width: int) -> None:
    with office.signed_in("writer") as page:
        page.set_viewport_size({"width": width, "height": 900})
        open_report(page, 2019)
        add_place(page)
        box = page.locator(MAP).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width
        page.locator(MAP).dispatch_event(
            "click", {"clientX": box["x"] + box["width"] / 2, "clientY": box["y"] + box["height"] / 2}
        )
        assert position(page) != ("", "")


def as_if_it_had_changed(office: Office) -> int:
    """Make what was remembered of a figure another value; tell how many figures are remembered by now."""
    with closing(sqlite3.connect(office.database, timeout=20)) as database, database:
        told = "UPDATE editorial_seen SET value = '412345', changed = 1, now = '537552' WHERE address LIKE '%/asylum-seekers'"
        return database.execute(told).rowcount


def test_a_changed_figure_is_taken_by_one_click(office: Office) -> None:
    with office.signed_in("writer") as page:
        open_report(page, 2021)
        open_panel(page, "numbers")
        type_into(page, 0, "At the end of 2020 there were 537,590 asylum-seekers in Peru.")
        page.click("[data-quipu-numbers] button:has-text('Bind 537,552')")
        until(lambda: as_if_it_had_changed(office), 120)
        address = page.url
    with office.signed_in("writer") as page:
        expect(page.locator("body")).to_contain_text("412,345")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        expect(page.locator(".quipu-warned")).to_contain_text("was 412,345, now 537,552")
        open_panel(page, "changes")
        page.click(".quipu-changed-figures button:has-text('Take 537,552')")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".quipu-warned")).to_have_count(0)
        assert "537,552" in text_of(page, 0)
    assert office.faults == []


def kept_comments(office: Office) -> int:
    """How many comments are kept by now: the editor saves more than once, and only the last time with the comment."""
    with closing(sqlite3.connect(office.database, timeout=20)) as database:
        return int(database.execute("SELECT count(*) FROM wagtailcore_comment").fetchone()[0])


def test_a_comment_on_a_section_stays(office: Office) -> None:
    with office.signed_in("writer") as page:
        open_report(page, 2022)
        type_into(page, 0, "People arrived in March.")
        page.keyboard.press("Shift+Home")
        page.keyboard.press("Control+Alt+m")
        page.locator(".comment textarea").fill("Which day?")
        page.click(".comment button[type=submit]")
        until(lambda: kept_comments(office), 120)
        address = page.url
    with office.signed_in("publisher", address.split(f":{office.port}")[1]) as page:
        told = page.evaluate("JSON.parse(document.getElementById('comments-data').textContent)")
        assert [comment["text"] for comment in told["comments"]] == ["Which day?"]
        page.goto(f"http://127.0.0.1:{office.port}/office/")
        expect(page.locator("body")).to_contain_text("Which day?")
    assert office.faults == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_editor_of_a_written_edition_has_no_barriers(office: Office, axe: str, width: int) -> None:
    with office.signed_in("writer") as page:
        page.set_viewport_size({"width": width, "height": 900})
        open_report(page, 2020)
        page.locator(".public-DraftEditor-content[aria-label]").first.wait_for()
        names = page.locator("[data-contentpath=narrative] .public-DraftEditor-content").evaluate_all(
            "editors => editors.map((editor) => editor.getAttribute('aria-label'))"
        )
        assert names[:2] == ["Operational context", "Population trends"], json.dumps(names)
        assert barriers(page, axe) == []
        page.click("[role=tab]:has-text('Key figures')")
        assert barriers(page, axe) == []
        add_place(page)
        assert barriers(page, axe) == []


@pytest.mark.parametrize("name", ["writer", "reviewer", "translator", "publisher", "administrator"])
def test_no_desk_has_barriers(office: Office, axe: str, name: str) -> None:
    with office.signed_in(name) as page:
        assert barriers(page, axe) == []
    assert office.faults == []


def test_the_side_by_side_page_has_no_barriers(office: Office, axe: str) -> None:
    with office.signed_in("writer") as page:
        open_report(page, 2021)
        page.goto(page.url.replace("/pages/", "/editions/").replace("/edit/", "/changed/"))
        assert barriers(page, axe) == []
