import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from itertools import pairwise

import pytest

from quipu.core.address import Address
from quipu.pages import Url
from quipu.pages.url import LOST

from .fake import FakeRecord
from .reading import page, pages, site, target, text

every_page = pytest.mark.parametrize("url", pages(), ids=lambda url: url.path)
RECORD = FakeRecord()


@every_page
def test_every_internal_link_leads_to_a_file_of_the_site(url: Url) -> None:
    files = {known.file: known for known in site().urls}
    for element in page(url.path).iter("a", "link"):
        href = element.get("href")
        if element.get("class") == "external" or element.get("rel") == "icon":
            continue
        file, fragment = target(url, href)
        assert file in files, href
        if fragment and file.endswith(".html"):
            assert page(files[file].path).xpath("//*[@id=$name]", name=fragment), href


@every_page
def test_links_are_relative_and_name_the_file(url: Url) -> None:
    """But those of the page for lost readers, which is shown at any depth."""
    for href in page(url.path).xpath("//*[not(@class='external' or @rel='icon')]/@href | //@src"):
        assert href.startswith("/") == (url.name == LOST and href != "#main"), href
        assert not href.startswith(("http", "//")), href
        assert not href.split("#")[0].endswith("/"), href


@every_page
def test_nothing_is_loaded_from_another_host(url: Url) -> None:
    loaded = page(url.path).xpath(
        "//link/@href | //script/@src | //img/@src | //image/@href | //use/@href | //iframe/@src"
    )
    assert [one for one in loaded if "//" in one] == []


@every_page
def test_there_is_no_inline_script_and_one_style_which_the_policy_names(url: Url) -> None:
    held = page(url.path)
    assert held.xpath("//script[not(@src or @type='application/ld+json')] | //@style") == []
    (style,) = held.xpath("//style/text()")
    (policy,) = held.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert [name for element in held.iter() for name in element.attrib if name.startswith("on")] == []


@every_page
def test_the_policy_forbids_all_that_pages_do_not_need(url: Url) -> None:
    (policy,) = page(url.path).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@every_page
def test_every_address_on_a_page_is_known_to_the_record(url: Url) -> None:
    for address in page(url.path).xpath("//@data-address"):
        assert RECORD.get(Address.parse(address)).address == Address.parse(address)


@every_page
def test_ids_are_unique(url: Url) -> None:
    counts = Counter(page(url.path).xpath("//@id"))
    assert [name for name, count in counts.items() if count > 1] == []


@every_page
def test_headings_begin_at_one_and_skip_no_level(url: Url) -> None:
    levels = [int(heading.tag[1]) for heading in page(url.path).iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level - before <= 1 for before, level in pairwise(levels))


@every_page
def test_tables_have_captions_scopes_and_a_container_that_can_be_focused(url: Url) -> None:
    for table in page(url.path).iter("table"):
        assert table.find("caption") is not None
        assert table.xpath(".//th[not(@scope)]") == []
        container = table.getparent()
        assert (container.get("tabindex"), container.get("role")) == ("0", "region")
        assert page(url.path).get_element_by_id(container.get("aria-labelledby")) is not None


@every_page
def test_a_page_says_its_language_and_direction(url: Url) -> None:
    direction = "rtl" if url.language == "ar" else "ltr"
    assert (page(url.path).get("lang"), page(url.path).get("dir")) == (url.language or "en", direction)


@every_page
def test_a_page_has_landmarks_and_a_way_past_its_head(url: Url) -> None:
    held = page(url.path)
    assert all(len(held.xpath(f"//body/{name}")) == 1 for name in ("header", "main", "footer"))
    assert held.xpath("//a[@class='skip']/@href") == ["#main"]


@every_page
def test_no_template_leaves_an_empty_or_unfilled_place(url: Url) -> None:
    assert not re.search(r"\bNone\b|\{\{|\{%|\{[a-z_]+\}", text(url.path))


@pytest.mark.parametrize(
    "url",
    [url for url in pages() if url.kind in {"operation", "region", "world", "donors", "donor"}],
    ids=lambda url: url.path,
)
def test_every_number_leads_to_its_own_sources(url: Url) -> None:
    figures = page(url.path).xpath("//a[@data-address]")
    assert figures
    for figure in figures:
        _, fragment = target(url, figure.get("href"))
        assert figure.get("data-address").split("/", 2)[2] == fragment
        assert figure.get("title")


def test_every_operation_has_its_figures_for_machines_beside_it() -> None:
    paths = {url.path for url in site().urls}
    assert {f"/operations/peru/2020.{end}" for end in ("json", "csv")} <= paths
    assert {f"/en/operations/peru/2020/{end}" for end in ("", "figures/")} <= paths


def test_a_node_has_no_page_but_its_figures() -> None:
    assert {url.kind for url in site().urls if url.subject == "HQ"} == {"trace", "twin"}


@every_page
def test_a_page_has_a_title_and_says_what_it_is_about(url: Url) -> None:
    held = page(url.path)
    (title,) = held.xpath("/html/head/title/text()")
    assert held.xpath("//meta[@property='og:title']/@content") == [title]
    about = held.xpath("//meta[@name='description']/@content")
    assert about == held.xpath("//meta[@property='og:description']/@content")
    assert about
    assert about[0].strip()


def test_all_scripts_together_are_small() -> None:
    scripts = [site().render(url) for url in site().urls if url.path.endswith(".js")]
    assert sum(map(len, scripts)) < 15_000
