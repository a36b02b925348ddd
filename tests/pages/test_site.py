import os
from dataclasses import fields, replace
from pathlib import Path

import pytest
from lxml import html as parser

from quipu.core.errors import QuipuError
from quipu.core.record import Subject
from quipu.pages import Site, render, urls
from quipu.pages.url import Url, relative

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


def _same(record: FakeRecord) -> set[str]:
    """Return the paths whose fingerprint in the site of another record is the same."""
    other = Site(record, PROFILE)
    return {url.path for url in site().urls if site().fingerprint(url) == other.fingerprint(other.by_path[url.path])}


def _other(name: str) -> FakeRecord:
    class Changed(FakeRecord):
        def fingerprint(self, subject: str) -> str:
            return "changed" if subject == name else super().fingerprint(subject)

    return Changed()


def test_a_page_changes_only_with_what_it_shows() -> None:
    same = _same(_other("ARG"))
    assert not {"/en/operations/argentina/2018/", "/en/regions/americas/2020/", "/en/world/2020/"} & same
    assert {"/operations/peru/2020.json", "/en/nodes/hq/2020/figures/", "/en/sources/", "/en/figures/budget/"} <= same
    assert {"/en/operations/peru/2020/", "/en/search/", "/404.html"} <= same  # they name Argentina, and lead to it


def test_a_page_changes_with_the_years_of_what_it_points_at() -> None:
    class Longer(FakeRecord):
        def subjects(self) -> tuple[Subject, ...]:
            return tuple(replace(s, editions=s.editions[1:]) if s.code == "ARG" else s for s in super().subjects())

    other = Site(Longer(), PROFILE)
    path = "/en/operations/peru/2020/"
    assert site().fingerprint(site().by_path[path]) != other.fingerprint(other.by_path[path])


def test_what_tells_of_one_figure_changes_with_it_alone() -> None:
    same = _same(_other("WORLD/budget"))
    assert not {"/en/figures/budget/", "/figures/budget.csv"} & same
    assert {"/en/figures/expenditure/", "/figures/expenditure.csv"} <= same


def test_the_search_changes_with_what_is_listed() -> None:
    assert not {"/en/search/", "/ar/search/index.json"} & _same(_other("lists"))


@pytest.mark.parametrize("field", [field.name for field in fields(Url) if field.name != "depends"])
def test_every_part_of_an_address_counts(field: str) -> None:
    url = Url("/en/world/2020/", "world", "en", "WORLD", 2020, "name", ("WORLD",), listed=True)
    value = getattr(url, field)
    other = replace(url, **{field: type(value)() if field != "kind" else "region"})
    assert site().fingerprint(url) != site().fingerprint(other)


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


BOTH = Site(FakeRecord(), PROFILE, ("en", "es"))


def test_the_switch_of_languages_keeps_the_place() -> None:
    here = parser.document_fromstring(BOTH.render(BOTH.by_path["/en/operations/peru/2020/"]))
    links = here.xpath("//nav[@class='languages']//a")
    assert [(link.get("hreflang"), link.text) for link in links] == [("en", "English"), ("es", "Español")]
    assert links[1].get("href") == "../../../../es/operations/peru/2020/index.html"
    assert links[0].get("aria-current") == "true"


def test_search_engines_are_told_of_the_languages_where_the_site_has_an_address() -> None:
    """They take whole addresses only."""
    path, others = "/en/operations/peru/2020/", "//link[@rel='alternate'][@hreflang]"
    public = Site(FakeRecord(), PROFILE, ("en", "es"), base="https://example.org")
    here = parser.document_fromstring(public.render(public.by_path[path]))
    assert {one.get("hreflang"): one.get("href") for one in here.xpath(others)} == {
        "en": "https://example.org/en/operations/peru/2020/",
        "es": "https://example.org/es/operations/peru/2020/",
    }
    assert parser.document_fromstring(BOTH.render(BOTH.by_path[path])).xpath(others) == []


def test_every_page_is_in_every_language() -> None:
    paths = {language: {u.path[3:] for u in BOTH.urls if u.language == language} for language in ("en", "es")}
    assert paths["en"] == paths["es"]


def test_a_page_says_its_language_and_what_of_it_is_in_another() -> None:
    there = parser.document_fromstring(BOTH.render(BOTH.by_path["/es/operations/peru/2020/"]))
    assert there.getroottree().getroot().get("lang") == "es"
    marked = [bdi.text for bdi in there.xpath("//table[@id='results-table']//bdi[@lang='en']")]
    assert "# of households receiving cash grants" in marked


def test_files_for_machines_are_the_same_in_all_languages() -> None:
    assert len([url for url in BOTH.urls if url.path == "/operations/peru/2020.json"]) == 1


def test_the_first_page_leads_on_to_the_first_language() -> None:
    home = BOTH.render(BOTH.by_path["/"]).decode()
    assert '<meta http-equiv="refresh" content="0; url=en/index.html">' in home
    assert "Español" in home


def test_whoever_is_lost_is_told_so_in_every_language() -> None:
    lost = parser.document_fromstring(BOTH.render(BOTH.by_path["/404.html"]))
    assert lost.xpath("//div[@lang]/@lang") == ["en", "es"]
