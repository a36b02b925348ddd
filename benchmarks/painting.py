"""Measure when a page of a published site is first painted on a slow line, and what the heaviest weighs. Needs Chromium."""

import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import waitress
from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import Row, median
from quipu.web.serving import PublishedSite

_TIMES = 15
_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
_EMPTY = b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><p>Empty</p></html>'
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_PAGES = {
    "an operation": "en/operations/peru/2020/index.html",
    "the world": "en/world/2020/index.html",
    "every figure of an operation": "en/operations/peru/2020/figures/index.html",
}


def rows(site: Path) -> Iterator[Row]:
    """Yield the results of a published site; an empty page is put beside its own."""
    yield _heaviest(site)
    chromium = os.environ.get("QUIPU_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        yield Row("First contentful paint", "Chromium is not installed here")
        return
    (site / "empty.html").write_bytes(_EMPTY)
    with _served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for slowness in (1, 4):
            yield from _paints(browser, address, slowness)
        browser.close()


def _heaviest(site: Path) -> Row:
    shared = sum(path.stat().st_size for path in site.glob("assets/*.br"))
    operations = list(site.glob("*/operations/*/*/index.html.br"))
    heaviest = max(operations, key=lambda path: path.stat().st_size)
    name = heaviest.parent.relative_to(site).as_posix()
    measured = f"{(heaviest.stat().st_size + shared) / 1000:.1f} KB (`{name}`)"
    return Row(
        f"The heaviest of {len(operations):,} operation pages, packed, with style and script",
        measured,
        "",
        "under 60 KB",
    )


def _paints(browser: Browser, address: str, slowness: int) -> Iterator[Row]:
    """Yield a row a page; pages take turns with the empty one, so that a busy moment meets all of them."""
    times: Mapping[str, list[float]] = {name: [] for name in ("", *_PAGES)}
    for _ in range(_TIMES):
        for name in times:
            times[name].append(_first_paint(browser, f"{address}/{_PAGES.get(name, 'empty.html')}", slowness))
    empty = median(times[""])
    processor = ", on a processor slowed four times" if slowness > 1 else ""
    for name in _PAGES:
        taken = median(times[name])
        yield Row(
            f"First contentful paint of {name}, 1.6 Mbit/s and 150 ms{processor}",
            f"{taken:.0f} ms",
            f"empty page {empty:.0f} ms: {taken / empty:.2f}x",
            "within 10 % of an empty page",
        )


def _first_paint(browser: Browser, url: str, slowness: int) -> float:
    """Return the milliseconds until the first words are painted, with nothing kept from before."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowness})
    page.goto(url, wait_until="load")
    painted = page.wait_for_function(_PAINTED).json_value()
    context.close()
    return float(painted)


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = waitress.create_server(PublishedSite(site), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
