"""The pages of indicators as readers meet them: the sample has one operation, so these compare ten, with made-up results."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser
from tests.browser.reading import RULES, RUN, SCHEMES, WIDTHS, opened
from tests.browser.test_html import faults
from tests.browser.test_reading import OVERFLOW, SCREENS, WIDER
from tests.command import quipu
from tests.spec.published import Published, activities

from quipu.web.serving import PublishedSite

pytestmark = pytest.mark.browser
OPERATIONS = ("PER", "COL", "ECU", "BRA", "VEN", "MEX", "CRI", "GTM", "HND", "PAN")
GROUPS = ("Refugees and asylum-seekers of many countries in towns", "Host community")
TITLES = ("% of children who go to school, by a long title", "# of people seen")


def _published(year: int) -> Published:
    head = "activity | title | group | measure | baseline | target | actual"
    lines = (
        f"{year}-AME-{code} | {title} | {group} | {'2' if title[0] == '%' else '1'} | 5 | {70 + place} | {60 + place}.5"
        for place, code in enumerate(OPERATIONS)
        for title in TITLES
        for group in GROUPS[: 1 + place % 2]
    )
    return activities(f"{year + 1}-03-01", indicators="\n".join((head, *lines)))


@pytest.fixture(scope="session")
def compared_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ten operations report in four years, published as static files."""
    folder = tmp_path_factory.mktemp("compared")
    for year in (2019, 2020, 2021, 2022):
        file = _published(year)
        (folder / file.name).write_text(file.text, "utf-8")
    quipu(folder / "home", "import", *sorted(folder.glob("*.xml"))).check_returncode()
    quipu(folder / "home", "publish", folder / "site", "--no-fact-sheets", QUIPU_WORKERS="1").check_returncode()
    return folder / "site"


@pytest.fixture(scope="session")
def pages(compared_site: Path) -> dict[str, str]:
    """The list, and an indicator of each kind and framework, left to right and right to left."""
    found = {str(path.relative_to(compared_site)): path for path in compared_site.glob("??/results/**/index.html")}
    return {name: f"/{name}" for name in sorted(found) if name.startswith(("en/", "ar/"))}


@pytest.fixture(scope="session")
def served(compared_site: Path) -> Iterator[str]:
    """Where these pages are served."""
    server = waitress.create_server(PublishedSite(compared_site), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def test_there_are_a_list_and_four_indicators_in_each_language(pages: dict[str, str]) -> None:
    assert len(pages) == 2 * (1 + 2 * 2)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_results_has_a_barrier(
    browser: Browser, axe: str, served: str, pages: dict[str, str], width: int, scheme: str
) -> None:
    told = {}
    for name, path in pages.items():
        with opened(browser, served + path, width, color_scheme=scheme) as (page, watch):
            page.evaluate(axe)
            found = page.evaluate(RUN, RULES)
            assert watch.messages == []
        faulty = [{v["id"]: [node["target"] for node in v["nodes"]][:4]} for v in found["violations"]]
        told |= {name: faulty} if faulty else {}
        assert found["passes"]
    assert told == {}, json.dumps(told, indent=1)


def test_no_screen_scrolls_sideways(browser: Browser, served: str, pages: dict[str, str]) -> None:
    for name, path in pages.items():
        with opened(browser, served + path, SCREENS[0]) as (page, _):
            for width in SCREENS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate(OVERFLOW) <= 0, (name, width, page.evaluate(WIDER))


def test_every_page_of_results_is_valid(compared_site: Path) -> None:
    told = faults(*sorted(compared_site.glob("??/results/**/index.html")))
    assert told == [], "\n".join(told[:20])


def test_a_reader_comes_from_the_home_page_to_a_value_and_its_source(browser: Browser, served: str) -> None:
    with opened(browser, f"{served}/en/index.html") as (page, _):
        page.get_by_role("navigation", name="Site").get_by_role("link", name="Results").click()
        page.locator("#indicators-0").get_by_role("link", name="# of people seen").click()
        page.locator("#values-table a[data-address^='PER/2021/indicator-actual']").first.click()
        page.wait_for_url("**/2021/figures/**")
        assert page.locator(":target").count() == 1
