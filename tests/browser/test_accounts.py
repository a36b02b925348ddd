"""Coming in, as people do it in Chromium: codes by the keyboard alone, passkeys, a provider elsewhere; no barriers on the way."""

import json
import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp
import pytest
import urllib3
from playwright.sync_api import Browser, Page, expect
from tests.browser.reading import RULES, RUN
from tests.command import demonstration, free_port, quipu
from tests.office.provider import CLIENT, SECRET, Provider, provided

pytestmark = pytest.mark.browser
SCREENSHOTS = os.environ.get("QUIPU_SCREENSHOTS", "")
SIZES: list[tuple[int, Any]] = [(360, "light"), (1280, "light"), (1280, "dark")]
PASSWORD = "a long enough password"  # noqa: S105 - of made-up accounts
LINK = re.compile(r"http://\S+/invitation/\S+")


class Office:
    """A served demonstration on "localhost", where browsers have passkeys, with a provider on another site."""

    def __init__(self, home: Path, log: Path, browser: Browser, provider: Provider) -> None:
        self.browser, self.provider, self.faults = browser, provider, list[str]()
        port = free_port()
        self.site, self._home = f"http://localhost:{port}", home
        self.settings = {
            "QUIPU_OFFICE_URL": self.site,
            "QUIPU_SECOND_FACTOR": "publisher,administrator",
            "QUIPU_OIDC_ISSUER": provider.issuer,
            "QUIPU_OIDC_CLIENT": CLIENT,
            "QUIPU_OIDC_SECRET": SECRET,
        }
        self.process, self.accounts = demonstration(home, log, port, **self.settings)

    def invite(self, name: str, email: str = "", role: str = "writer", of: str = "PER") -> str:
        """Invite somebody from the command line; give the link."""
        words = ["office", "invite", name, "--role", role, "--of", of, "--email", email]
        done = quipu(self._home, *words, **self.settings)
        found = LINK.search(done.stdout)
        assert found, done.stdout + done.stderr
        return found[0]

    def accept(self, page: Page, link: str) -> None:
        """Set a password by a link."""
        page.goto(link)
        for field in ("new_password1", "new_password2"):
            page.fill(f"#id_{field}", PASSWORD)
        page.click("text=Set the password")

    def add_app(self, page: Page) -> list[str]:
        """Set up an app for one-time codes; give the recovery codes."""
        page.goto(f"{self.site}/office/second-factor/app/")
        secret = page.locator(".quipu-secret").inner_text().replace(" ", "")
        page.fill("#code", code(secret))
        page.click("text=Add the app")
        page.get_by_role("heading", name="Your recovery codes").wait_for()
        return page.locator(".quipu-codes code").all_inner_texts()

    @contextmanager
    def opened(self) -> Iterator[Page]:
        """A browser of somebody's own, on the page of the sign-in."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.on("console", lambda told: self.faults.append(told.text) if "Security Policy" in told.text else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{self.site}/office/login/")
        yield page
        context.close()

    def type_password(self, page: Page, name: str) -> None:
        """Fill in the form."""
        page.goto(f"{self.site}/office/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", self.accounts.get(name, PASSWORD))
        page.click("button[type=submit]")

    def at(self, page: Page, path: str) -> None:
        """Wait until a page is there."""
        page.wait_for_url(f"{self.site}/office/{path}")


@pytest.fixture(scope="module")
def office(browser: Browser, demonstration_home: Path) -> Iterator[Office]:
    with provided() as provider:
        office = Office(demonstration_home, demonstration_home.with_name("log"), browser, provider)
        yield office
        office.process.kill()
        office.process.wait()


def code(secret: str, later: int = 0) -> str:
    return str(pyotp.TOTP(secret).generate_otp(int(time.time()) // 30 + later))


def tab_to(page: Page, text: str) -> None:
    """Press the tabulator until something is reached."""
    for _ in range(40):
        page.keyboard.press("Tab")
        reached = page.evaluate("[document.activeElement.innerText, document.activeElement.name].join(' ')")
        if text in reached:
            return
    pytest.fail(f"the keyboard does not reach {text}")


def keys_of(page: Page) -> Any:
    """Give a browser an authenticator, as a computer has one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    told = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": options | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    return session, told["authenticatorId"]


def test_one_time_codes_are_set_up_and_used_with_the_keyboard_alone(office: Office) -> None:
    link = office.invite("karl", role="administrator", of="")
    with office.opened() as page:
        office.accept(page, link)
        office.at(page, "second-factor/")
    with office.opened() as page:
        expect(page.locator("#id_username")).to_be_focused()  # the cursor is in the first field
        page.keyboard.type("karl")
        tab_to(page, "password")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        office.at(page, "second-factor/")
        page.goto(f"{office.site}/office/users/")
        office.at(page, "second-factor/")
        tab_to(page, "one-time codes")
        page.keyboard.press("Enter")
        office.at(page, "second-factor/app/")
        secret = page.locator(".quipu-secret").inner_text().replace(" ", "")
        expect(page.locator("#code")).to_be_focused()
        page.keyboard.type("000000")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("That code is not right")
        expect(page.locator("#code")).to_be_focused()
        page.keyboard.type(code(secret))
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Your recovery codes").wait_for()
        recovery = page.locator(".quipu-codes code").all_inner_texts()
        tab_to(page, "I have kept them")
        page.keyboard.press("Enter")
        office.at(page, "")
    for shown in (code(secret, 1), recovery[0]):
        with office.opened() as page:
            office.type_password(page, "karl")
            office.at(page, "login/second/")
            expect(page.locator("#code")).to_be_focused()
            page.keyboard.type(shown)
            page.keyboard.press("Enter")
            office.at(page, "")
    assert office.faults == []


def test_a_passkey_is_made_and_used(office: Office) -> None:
    with office.opened() as page:
        keys, authenticator = keys_of(page)
        office.type_password(page, "publisher")
        office.at(page, "second-factor/")
        page.click("text=Add a passkey")
        page.fill("#name", "Desk computer")
        page.click("text=Make the passkey")
        page.get_by_role("heading", name="Your recovery codes").wait_for()
        page.goto(f"{office.site}/office/second-factor/passkey/")
        page.click("text=Make the passkey")
        expect(page.get_by_role("alert")).to_contain_text("has a passkey of yours already")
        page.context.clear_cookies()
        office.type_password(page, "publisher")
        office.at(page, "login/second/")
        page.click("text=Use a passkey")
        office.at(page, "")
        page.context.clear_cookies()
        keys.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
        keys.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})
        keys_of(page)
        office.type_password(page, "publisher")
        office.at(page, "login/second/")
        page.click("text=Use a passkey")
        expect(page.get_by_role("alert")).to_contain_text("gave no passkey", timeout=90_000)
    assert office.faults == []


def test_whoever_was_invited_comes_in_by_a_provider_on_another_site(office: Office) -> None:
    office.invite("olga", "ana@example.org")
    with office.opened() as page:
        page.click("text=Sign in with your organisation")
        office.at(page, "")
        assert page.context.cookies(f"{office.site}/office/")[0]["sameSite"] == "Strict"
    assert office.faults == []


def has_no_barrier(page: Page, axe: str, name: str) -> None:
    """Look at a page narrow and wide, light and dark."""
    page.wait_for_load_state("networkidle")
    page.evaluate(axe)
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"{name}-{width}-{scheme}.png", full_page=True)
        found = page.evaluate(RUN, RULES)
        told = [{v["id"]: [node["html"][:200] for node in v["nodes"]][:3]} for v in found["violations"]]
        assert told == [], f"{name} at {width}, {scheme}: {json.dumps(told, indent=1)}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


def test_no_page_on_the_way_has_a_barrier(office: Office, axe: str) -> None:
    name = "petra"
    link = office.invite(name)
    with office.opened() as page:

        def look(told: str) -> None:
            has_no_barrier(page, axe, told)

        look("sign-in")
        page.goto(link)
        look("invitation")
        office.accept(page, link)
        office.at(page, "")
        for path in ("", "passkey/", "app/"):
            page.goto(f"{office.site}/office/second-factor/{path}")
            look(f"second-factor-{path.strip('/')}")
        office.add_app(page)
        look("codes")
        page.goto(f"{office.site}/office/second-factor/")
        look("second-factor-set")
        page.goto(link)
        look("dead-link")
        page.context.clear_cookies()
        office.type_password(page, name)
        office.at(page, "login/second/")
        page.fill("#code", "000000")
        page.click("button[type=submit]")
        look("second-step")
        for _ in range(6):
            office.type_password(page, f"nobody{name}")
        expect(page.locator(".messages")).to_contain_text("Too many attempts. Try again in")
        look("sign-in-refused")


def test_an_administrator_invites_and_hands_over_a_link(office: Office, axe: str) -> None:
    name = "hanna"
    link = office.invite(name, role="administrator", of="")
    with office.opened() as page:
        office.accept(page, link)
        office.add_app(page)
        page.goto(f"{office.site}/office/users/new/")
        has_no_barrier(page, axe, "invite")
        page.fill("#id_username", f"new{name}")
        page.fill("#id_email", f"{name}@example.org")
        page.get_by_label("Writers of Peru").check()
        page.click("footer button[type=submit]")
        page.get_by_role("heading", name="A link to hand over").wait_for()
        handed = page.locator(".quipu-link code").inner_text()
        has_no_barrier(page, axe, "access")
        page.goto(f"{office.site}/office/users/")
        expect(page.get_by_role("main")).to_contain_text(f"new{name}")
        page.goto(f"{office.site}/office/account/")
        page.get_by_role("link", name="recovery codes").wait_for()
    with office.opened() as page:
        office.accept(page, handed)
        office.at(page, "")
    assert office.faults == []


def test_many_attempts_at_once_gain_nothing(office: Office) -> None:
    """Twelve requests side by side: five are looked at, one more perhaps where the machine is slow."""
    http = urllib3.PoolManager(maxsize=12)
    first = http.request("GET", f"{office.site}/office/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', first.data.decode())
    assert token
    cookie = first.headers["Set-Cookie"].split(";")[0]

    def guess(number: int) -> int:
        fields = {"username": "nobody-at-all", "password": f"guess {number}", "csrfmiddlewaretoken": token[1]}
        headers = {"Cookie": cookie, "Origin": office.site}
        return http.request_encode_body(
            "POST", f"{office.site}/office/login/", fields=fields, headers=headers, encode_multipart=False
        ).status

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(12)))
    assert set(answers) == {200, 429}
    assert answers.count(200) in {5, 6}
