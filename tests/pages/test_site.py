import os
from pathlib import Path

import pytest

from quipu.core.errors import QuipuError
from quipu.core.record import Subject
from quipu.pages import Site, render, urls
from quipu.pages.url import relative

from .fake import SUBJECTS, FakeRecord
from .reading import PROFILE, site, text

GOLDEN = Path(__file__).parent.parent / "golden" / "pages"
APPROVED = {
    "peru-2020.html": "/operations/peru/2020/",
    "peru-2020.json": "/operations/peru/2020.json",
    "peru-2020.csv": "/operations/peru/2020.csv",
    "world-2020.html": "/world/2020/",
}


@pytest.mark.parametrize("name", APPROVED)
def test_the_page_is_the_approved_one(name: str) -> None:
    """To rewrite them on purpose: `QUIPU_REWRITE_GOLDEN=1 pytest tests/pages`, then read the diff."""
    file, held = GOLDEN / name, text(APPROVED[name])
    if os.environ.get("QUIPU_REWRITE_GOLDEN"):
        file.write_bytes(held.encode())
    assert held.encode() == file.read_bytes()


def test_the_same_record_gives_the_same_bytes() -> None:
    other = Site(FakeRecord(), PROFILE)
    assert [other.render(url) for url in reversed(other.urls)] == [site().render(url) for url in reversed(site().urls)]


def test_pages_can_be_had_one_at_a_time() -> None:
    record = FakeRecord()
    first = urls(record, PROFILE)[0]
    assert render(record, PROFILE, first) == site().render(first)


def test_a_page_changes_only_with_what_it_shows() -> None:
    class Changed(FakeRecord):
        def fingerprint(self, subject: str) -> str:
            return "changed" if subject == "ARG" else super().fingerprint(subject)

    other = Site(Changed(), PROFILE)
    same = {url.path for url in site().urls if site().fingerprint(url) == other.fingerprint(other.by_path[url.path])}
    assert "/en/operations/peru/2020/" not in same  # points at Argentina
    assert "/en/regions/americas/2020/" not in same
    assert {"/operations/peru/2020.json", "/en/nodes/hq/2020/figures/", "/en/sources/", "/en/figures/budget/"} <= same


def test_two_subjects_cannot_have_one_address() -> None:
    class Twice(FakeRecord):
        def subjects(self) -> tuple[Subject, ...]:
            return (*SUBJECTS, Subject("PE2", "peru", SUBJECTS[3].level, (("en", "Peru"),), SUBJECTS[3].editions))

    with pytest.raises(QuipuError, match="two pages have the address /en/operations/peru/"):
        _ = Site(Twice(), PROFILE).urls


def test_a_public_address_gives_canonical_links_and_a_sitemap() -> None:
    based = Site(FakeRecord(), PROFILE, base="https://example.org/quipu/")
    assert b'<link rel="canonical" href="https://example.org/quipu/en/operations/peru/2020/">' in based.render(
        based.by_path["/en/operations/peru/"]
    )
    assert b"<loc>https://example.org/quipu/en/operations/peru/2020/</loc>" in based.render(
        based.by_path["/sitemap.xml"]
    )
    assert b"Sitemap: https://example.org/quipu/sitemap.xml" in based.render(based.by_path["/robots.txt"])


def test_without_a_public_address_there_is_no_canonical_link() -> None:
    assert "canonical" not in text("/operations/peru/")


def test_the_page_for_lost_readers_works_at_any_depth_where_the_address_is_known() -> None:
    based = Site(FakeRecord(), PROFILE, base="https://example.org")
    lost = based.render(based.by_path["/404.html"]).decode()
    assert 'href="https://example.org/en/index.html"' in lost
    assert 'href="https://example.org/assets/quipu-' in lost


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("/", "/figures/", "figures/index.html"),
        ("/operations/peru/2020/", "/", "../../../index.html"),
        ("/operations/peru/2020/", "/operations/peru/2020.json", "../2020.json"),
        ("/operations/peru/2020/", "/operations/peru/2020/figures/#budget", "../2020/figures/index.html#budget"),
        ("/operations/peru/2021/", "/operations/peru/2020/figures/#budget", "../2020/figures/index.html#budget"),
        ("/404.html", "/sources/", "sources/index.html"),
        ("/a/", "/b/#c/d", "../b/index.html#c/d"),
    ],
)
def test_links_lead_from_one_path_to_another(here: str, there: str, link: str) -> None:
    assert relative(here, there) == link
