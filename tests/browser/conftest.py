"""A browser, the sample published and served: what a reader sees is what is tested."""

import gzip
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, sync_playwright
from tests.conftest import Made
from tests.pages import whole

from quipu.web.serving import PublishedSite

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first draws no windows, which takes half the time."""


def chromium_path() -> str:
    """The system's Chromium; the tests fail without one."""
    found = os.environ.get("QUIPU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        finder = Path(__file__).with_name("find-chromium")
        pytest.fail(subprocess.run([str(finder)], capture_output=True, text=True, check=False).stderr, pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that finds barriers."""
    if not AXE.exists():
        pytest.fail(f"{AXE} is not there. Run: npm ci", pytrace=False)
    return AXE.read_text("utf-8")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a published folder; give its address."""
    server = waitress.create_server(PublishedSite(folder), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def made_up(made: Made) -> Iterator[str]:
    """Where the made-up site is served."""
    with served(made("whole", _write)) as address:
        yield address


def _write(folder: Path) -> None:
    """Write the made-up site with packed copies, which browsers ask for."""
    for url in whole.site().urls:
        file = folder / url.file
        file.parent.mkdir(parents=True, exist_ok=True)
        content = whole.site().render(url)
        file.write_bytes(content)
        Path(f"{file}.gz").write_bytes(gzip.compress(content))


@pytest.fixture(scope="session")
def address(sample_site: Path) -> Iterator[str]:
    """Where the sample's site is served."""
    with served(sample_site) as address:
        yield address
