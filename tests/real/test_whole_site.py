"""The site of the whole world, published and looked through, in the language whose pages are the heaviest and run from the right.

All four take four times as long: `quipu publish DIR` and `quipu check --site DIR` do it.
"""

import os
from pathlib import Path

import pytest

from quipu.figures.lookup import Record
from quipu.publish.crawl import crawl
from quipu.publish.folder import Order, Sheets, publish


@pytest.fixture(scope="module")
def site(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages, with a public address and without fact sheets and pictures."""
    folder = tmp_path_factory.mktemp("world") / "site"
    order = Order(record.folder, "unhcr", folder, ("ar",), "https://example.org/record", Sheets.NONE, Sheets.NONE)
    publish(order, os.cpu_count() or 1)
    return folder


def test_the_site_of_the_world_has_no_fault(site: Path) -> None:
    """No lost link or file, nothing of other hosts, no page too heavy, without title, description, language or order."""
    report = crawl(site, os.cpu_count() or 1)
    found = {each.check.name: [str(one) for one in each.findings[:5]] for each in report.outcomes if each.findings}
    assert found == {}
    assert len(list(site.rglob("*.html"))) > 3_000
