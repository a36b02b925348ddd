"""The back office as its people meet it: a demonstration is served, and they write, review and translate in Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Response, Route, expect
from tests.command import demonstration, free_port, until

WRITTEN = "JSON.stringify([...new FormData(document.getElementById('page-edit-form'))])"
PANEL = "[data-quipu-numbers]"


class Office:
    """A served demonstration: where it is, who may come in, and what went wrong in anybody's browser."""

    def __init__(self, home: Path, log: Path, browser: Browser) -> None:
        self.port, self.browser, self.faults = free_port(), browser, list[str]()
        self._home, self._log = home, log
        self.start()

    def start(self) -> None:
        """Serve, and wait until somebody can sign in."""
        self._process, self.accounts = demonstration(self._home, self._log, self.port)

    @property
    def database(self) -> Path:
        """Where it keeps what people write."""
        return self._home / "office" / "office.sqlite"

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()

    @contextmanager
    def signed_in(self, name: str, path: str = "") -> Iterator[Page]:
        """Open a page as somebody, in a browser of their own."""
        context = self.browser.new_context(viewport={"width": 1400, "height": 1000})
        page, site = context.new_page(), f"http://127.0.0.1:{self.port}"
        page.on("request", lambda asked: self._watch(asked.url, site))
        page.on(
            "console", lambda told: self.faults.append(told.text) if "Content Security Policy" in told.text else None
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{site}/office/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", self.accounts[name])
        page.click("button[type=submit]")
        page.wait_for_url(f"{site}/office/")
        if path:
            page.goto(f"{site}{path}")
        page.wait_for_load_state("networkidle")
        yield page
        context.close()

    def _watch(self, url: str, site: str) -> None:
        if not url.startswith((site, "data:", "blob:")):
            self.faults.append(f"asks another host: {url}")


@pytest.fixture(scope="module")
def office(browser: Browser, demonstration_home: Path) -> Iterator[Office]:
    office = Office(demonstration_home, demonstration_home.with_name("log"), browser)
    yield office
    office.kill()


def open_report(page: Page, year: int) -> None:
    page.click(f"a:has-text('Report {year}')")
    page.wait_for_load_state("networkidle")


def type_into(page: Page, section: int, text: str) -> None:
    page.locator("[data-contentpath=narrative] .public-DraftEditor-content").nth(section).click()
    page.locator(".Draftail-Editor--focus").wait_for()
    page.keyboard.type(text, delay=15)  # as fast as somebody could


def text_of(page: Page, section: int) -> str:
    return page.locator("[data-contentpath=narrative] .public-DraftEditor-content").nth(section).inner_text()


def open_panel(page: Page, name: str) -> None:
    page.click(f'[data-side-panel-toggle="{name}"]')


def test_numbers_are_judged_as_they_are_typed_and_bound_by_one_click(office: Office) -> None:
    with office.signed_in("writer") as page:
        open_report(page, 2021)
        open_panel(page, "numbers")
        type_into(page, 0, "We reached 52,9960 people. At the end of 2020 there were 537,590 asylum-seekers in Peru.")
        expect(page.locator(f"{PANEL} .quipu-stops")).to_contain_text("52,9960 cannot be read")
        page.click(f"{PANEL} button:has-text('Bind 537,552')")
        expect(page.locator(".quipu-figure")).to_have_text("537,552")
        expect(page.locator(f"{PANEL} [data-quipu-summary]")).to_contain_text("1 stops the edition, 0 to look at")
    assert office.faults == []


def test_a_figure_is_put_into_a_sentence_with_the_keyboard_alone(office: Office) -> None:
    with office.signed_in("writer") as page:
        open_report(page, 2019)
        type_into(page, 1, "The budget was /figure")
        page.get_by_role("option", name="Figure").wait_for()
        page.keyboard.press("Enter")
        page.locator("#quipu-search").wait_for()
        page.keyboard.type("PER/2019/budget")
        expect(page.locator(".quipu-choices li")).to_have_count(1)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".quipu-figure")).to_have_text("US$20,496,332")
        assert text_of(page, 1).strip() == "The budget was US$20,496,332"
    assert office.faults == []


def saves(asked: Request) -> bool:
    """Whether this asks for what is written to be kept."""
    return asked.method == "POST" and asked.url.endswith("/edit/")


def saved(answer: Response) -> bool:
    """Whether this answers that."""
    return saves(answer.request)


def test_what_was_saved_outlives_a_killed_server(office: Office) -> None:
    with office.signed_in("writer") as page:
        open_report(page, 2022)
        with page.expect_response(saved) as answer:
            type_into(page, 2, "This sentence is kept.")
        assert answer.value.json()["success"]
        office.kill()
    office.start()
    with office.signed_in("writer") as page:
        open_report(page, 2022)
        assert "This sentence is kept." in text_of(page, 2)


def test_what_is_written_while_it_saves_is_saved_as_well(office: Office) -> None:
    held: list[Route] = []
    with office.signed_in("writer") as page:
        open_report(page, 2021)
        with page.expect_response(saved):
            type_into(page, 0, "First.")
        page.route("**/edit/", lambda route: route.continue_() if held else held.append(route))
        with page.expect_request(saves):
            page.keyboard.insert_text(" Before.")
        page.keyboard.insert_text(" After.")
        until(lambda: "After" in page.evaluate(WRITTEN))
        with page.expect_request(lambda asked: saves(asked) and "After" in (asked.post_data or "")):
            held[0].continue_()


def test_our_panel_has_no_barriers(office: Office, axe: str) -> None:
    with office.signed_in("writer") as page:
        open_report(page, 2020)
        open_panel(page, "numbers")
        page.locator(f"{PANEL} li").first.wait_for()
        found = page.evaluate(f"{axe};axe.run('{PANEL}', {{resultTypes: ['violations']}})")
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
