"""The published folder: the same bytes whoever makes it, only what changed is rendered, every link leads somewhere."""

import gzip
import json
import re
import shutil
from pathlib import Path

import brotli
import pytest
from lxml import html
from lxml.html import HtmlElement
from tests.command import ACTIVITIES, EARLIER, LATER, copied, quipu, sample_files


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def tree(path: Path) -> HtmlElement:
    return html.document_fromstring(path.read_bytes())


def rendered(text: str) -> tuple[int, int]:
    """How many files were rendered, and how many were left as they are."""
    match = re.search(r"(\d+) files rendered, \d+ written, (\d+) unchanged", text)
    assert match is not None, text
    return int(match[1]), int(match[2])


def test_publishing_again_renders_nothing_and_changes_nothing(sample_home: Path, tmp_path: Path) -> None:
    quipu(sample_home, "publish", tmp_path / "site").check_returncode()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.name != "manifest.json"}
    first = contents(tmp_path / "site")
    again = quipu(sample_home, "publish", tmp_path / "site")
    assert rendered(again.stdout)[0] == 0
    assert contents(tmp_path / "site") == first
    assert all(path.stat().st_mtime_ns == moment for path, moment in before.items() if path.is_file())


def test_pictures_for_sharing_are_written_where_the_address_is_known(sample_home: Path, tmp_path: Path) -> None:
    options = ("--base", "https://example.org", "--languages", "en", "--no-fact-sheets")
    quipu(sample_home, "publish", tmp_path / "site", *options).check_returncode()
    pictures = sorted((tmp_path / "site").rglob("share.png"))
    assert pictures
    for picture in pictures:
        address = f"https://example.org/{picture.relative_to(tmp_path / 'site')}"
        assert tree(picture.with_name("index.html")).xpath("//meta[@property='og:image']/@content") == [address]
    assert list((tmp_path / "site").rglob("charts/money.png"))
    assert list((tmp_path / "site").rglob("*.png.*")) == []
    quipu(sample_home, "publish", tmp_path / "site", *options, "--no-share-images").check_returncode()
    assert not list((tmp_path / "site").rglob("*.png"))
    assert b"og:image" not in (tmp_path / "site/en/operations/peru/2020/index.html").read_bytes()


@pytest.fixture(scope="module")
def other_way_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample imported one file at a time, the last first, and published by two workers."""
    folder = tmp_path_factory.mktemp("other")
    for name in (LATER, ACTIVITIES, EARLIER):
        quipu(folder / "home", "import", *sample_files(name), QUIPU_WORKERS="1").check_returncode()
    quipu(folder / "home", "publish", folder / "site", QUIPU_WORKERS="2").check_returncode()
    return folder / "site"


def test_order_of_import_number_of_workers_and_folder_do_not_matter(sample_site: Path, other_way_round: Path) -> None:
    assert contents(other_way_round) == contents(sample_site)


def test_a_later_file_renders_only_what_depends_on_it(tmp_path: Path) -> None:
    home, site = tmp_path / "home", tmp_path / "site"
    quipu(home, "import", *sample_files(ACTIVITIES, EARLIER)).check_returncode()
    quipu(home, "publish", site).check_returncode()
    before = contents(site)
    quipu(home, "import", *sample_files(LATER)).check_returncode()
    made, left = rendered(quipu(home, "publish", site).stdout)
    same = [name for name, content in contents(site).items() if before.get(name) == content and "." in name]
    assert made > 0
    assert left > 0
    assert len([name for name in same if not name.endswith((".gz", ".br"))]) >= left
    fresh = tmp_path / "fresh"
    quipu(home, "publish", fresh).check_returncode()
    assert contents(site) == contents(fresh)


def test_a_site_of_an_earlier_day_holds_nothing_later(sample_home: Path, tmp_path: Path) -> None:
    quipu(sample_home, "publish", tmp_path / "site", "--as-of", "2021-12-31").check_returncode()
    everything = b"".join(content for name, content in contents(tmp_path / "site").items() if name.endswith(".html"))
    assert LATER.encode() not in everything
    assert b"1,557,276" in everything


@pytest.mark.parametrize("harm", ["changed", "deleted", "packed copy deleted"])
def test_a_page_that_someone_harmed_is_mended(sample_site: Path, sample_home: Path, tmp_path: Path, harm: str) -> None:
    site = tmp_path / "site"
    shutil.copytree(sample_site, site)
    page = site / "en/index.html"
    if harm == "changed":
        page.write_text(page.read_text("utf-8").replace("million", "billion"), "utf-8")
    elif harm == "deleted":
        page.unlink()
    else:
        Path(f"{page}.br").unlink()
    result = quipu(sample_home, "publish", site)
    assert rendered(result.stdout)[0] == 1
    assert contents(site) == contents(sample_site)


@pytest.mark.parametrize("suffix", [".gz", ".br"])
def test_a_packed_copy_that_someone_changed_is_mended(
    sample_site: Path, sample_home: Path, tmp_path: Path, suffix: str
) -> None:
    """It is what most readers get."""
    site = tmp_path / "site"
    shutil.copytree(sample_site, site)
    Path(f"{site / 'en/index.html'}{suffix}").write_bytes(b"other")
    quipu(sample_home, "publish", site).check_returncode()
    assert contents(site) == contents(sample_site)


def _unpacked(files: dict[str, bytes]) -> set[str]:
    """The names without those of packed copies: a file that is small on one day may be worth packing on another."""
    return {name for name in files if not name.endswith((".gz", ".br"))}


def test_what_the_site_no_longer_has_is_removed_and_other_files_are_left(sample_home: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with copied(sample_home, tmp_path / "home") as home:
        quipu(home, "publish", site).check_returncode()
        (site / "own.txt").write_text("someone's own")
        first = contents(site)
        quipu(home, "publish", site, "--as-of", "2021-08-19").check_returncode()
        fewer = contents(site)
        quipu(home, "publish", site).check_returncode()
    assert _unpacked(fewer) < _unpacked(first)
    assert (site / "own.txt").exists()
    assert contents(site) == first


def test_no_page_loads_anything_from_another_host(sample_site: Path) -> None:
    for path in pages(sample_site):
        loaded = tree(path).xpath(
            "//@src | //link/@href | //@srcset | //@poster | //@data | //form/@action | //use/@href"
        )
        assert [address for address in loaded if re.match(r"([a-z]+:)?//", address)] == [], path
    styles = "".join(path.read_text("utf-8") for path in sample_site.glob("assets/*.css"))
    assert re.findall(r"url\(\s*[\"']?(?:[a-z]+:)?//", styles) == []
    assert "@import" not in styles


def test_a_link_to_another_host_is_a_plain_link(sample_site: Path) -> None:
    for path in pages(sample_site):
        for element in tree(path).xpath("//*[@*[starts-with(., 'http://') or starts-with(., 'https://')]]"):
            assert element.tag == "a", html.tostring(element)


def test_no_page_has_a_script_of_its_own_and_all_have_the_same_style(sample_site: Path) -> None:
    styles = set()
    for path in pages(sample_site):
        page = tree(path)
        if not page.xpath("//meta[@name='robots'][@content='noindex']"):
            styles.add(tuple(page.xpath("//style/text()")))
        scripts = page.xpath("//script[not(@src or @type='application/ld+json')]")
        assert scripts + page.xpath("//*[@style]") == [], path
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], path
        assert page.xpath("//a[starts-with(@href, 'javascript:')]") == [], path
    ((style,),) = styles
    assert "url(" not in style


def test_every_page_says_what_it_may_load(sample_site: Path) -> None:
    for path in pages(sample_site):
        (policy,) = tree(path).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_page_has_a_language_a_title_and_one_heading_of_the_first_level(sample_site: Path) -> None:
    titles = []
    for path in pages(sample_site):
        page = tree(path)
        assert page.get("lang"), path
        assert len(page.xpath("//h1")) == 1, path
        assert len(page.xpath("//main")) == 1, path
        titles.append(page.findtext("head/title"))
        identifiers = page.xpath("//@id")
        assert len(identifiers) == len(set(identifiers)), path
    assert all(titles)


def test_packed_copies_hold_the_same_bytes(sample_site: Path) -> None:
    count = 0
    for path in sample_site.rglob("*.gz"):
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        count += 1
    for path in sample_site.rglob("*.br"):
        assert brotli.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        count += 1
    assert count > 100


def test_the_manifest_lists_what_is_there(sample_site: Path) -> None:
    listed = json.loads((sample_site / "manifest.json").read_text("utf-8"))["files"].keys()
    there = {name for name in contents(sample_site) if not name.endswith((".gz", ".br")) and name != "manifest.json"}
    assert listed == there


def test_no_page_tells_of_the_machine_that_made_it(sample_site: Path, sample_home: Path) -> None:
    everything = b"".join(contents(sample_site).values())
    assert str(sample_home).encode() not in everything
    assert str(Path.cwd()).encode() not in everything


def test_json_and_csv_twins_are_well_formed_and_hold_the_figures(sample_site: Path) -> None:
    twins = [path for path in sample_site.rglob("*.json") if path.name != "manifest.json"]
    assert twins
    for path in twins:
        assert json.loads(path.read_text("utf-8"))
    assert any("48625534.17" in path.read_text("utf-8") for path in twins)
    assert any("48625534.17" in path.read_text("utf-8") for path in sample_site.rglob("*.csv"))


def test_with_an_address_the_sitemap_lists_every_page(sample_home: Path, tmp_path: Path) -> None:
    quipu(sample_home, "publish", tmp_path / "site", "--base", "https://www.example.org/").check_returncode()
    listed = re.findall(r"<loc>([^<]+)</loc>", (tmp_path / "site" / "sitemap.xml").read_text("utf-8"))
    assert listed
    assert all(address.startswith("https://www.example.org/") and "//" not in address[8:] for address in listed)


def sheets(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(folder).items() if name.endswith(".pdf")}


def test_every_page_of_an_operation_with_a_year_has_its_fact_sheet(sample_site: Path) -> None:
    dated = [path for path in pages(sample_site) if re.search(r"/operations/[^/]+/\d{4}/index\.html$", str(path))]
    assert dated
    assert len(sheets(sample_site)) == len(dated)
    assert all((path.parent / "factsheet.pdf").read_bytes().startswith(b"%PDF") for path in dated)
    assert list(sample_site.rglob("*.pdf.*")) == []


def test_a_fact_sheet_is_made_anew_only_if_it_says_something_else(tmp_path: Path) -> None:
    """As after an upgrade: every page is rendered, and a sheet of the same content is left as it is."""
    home, site = tmp_path / "home", tmp_path / "site"
    quipu(home, "import", *sample_files(ACTIVITIES, EARLIER)).check_returncode()
    quipu(home, "publish", site).check_returncode()
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))["files"]
    for entry in manifest.values():
        entry["fingerprint"] = "of other code"
    (site / "manifest.json").write_text(json.dumps({"release": "", "as_of": "", "files": manifest}), "utf-8")
    kept = {path: path.stat().st_ino for path in site.rglob("factsheet.pdf")}
    made, left = rendered(quipu(home, "publish", site).stdout)
    assert left == len(kept)
    assert made == len(manifest) - len(kept)
    assert {path: path.stat().st_ino for path in site.rglob("factsheet.pdf")} == kept


def test_after_an_upgrade_what_says_the_same_is_left_and_what_someone_harmed_is_mended(tmp_path: Path) -> None:
    home, site = tmp_path / "home", tmp_path / "site"
    quipu(home, "import", *sample_files(ACTIVITIES)).check_returncode()
    quipu(home, "publish", site, "--no-fact-sheets").check_returncode()
    before, kept = contents(site), {path: path.stat().st_ino for path in site.rglob("*.html*")}
    held = json.loads((site / "manifest.json").read_text("utf-8"))
    for entry in held["files"].values():
        entry["fingerprint"] = "of other code"
    (site / "manifest.json").write_text(json.dumps(held), "utf-8")
    harmed = [site / name for name in ("en/index.html.br", "en/world/2020/index.html")]
    for path in harmed:
        path.write_bytes(b"other")
    again = quipu(home, "publish", site, "--no-fact-sheets")
    assert rendered(again.stdout) == (len(held["files"]), 0)
    assert " 1 written" in again.stdout  # the page; the copy is not counted
    assert contents(site) == before
    assert {path for path, node in kept.items() if path.stat().st_ino != node} == set(harmed)


def test_a_fact_sheet_that_someone_harmed_is_mended(sample_site: Path, sample_home: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(sample_site, site)
    (site / "en/operations/peru/2020/factsheet.pdf").write_bytes(b"other")
    assert rendered(quipu(sample_home, "publish", site).stdout)[0] == 1
    assert contents(site) == contents(sample_site)


def test_without_fact_sheets_no_page_leads_to_one(sample_site: Path, sample_home: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(sample_site, site)
    quipu(sample_home, "publish", site, "--no-fact-sheets").check_returncode()
    assert sheets(site) == {}
    assert not any(b"factsheet" in path.read_bytes() for path in pages(site))
    quipu(sample_home, "publish", site).check_returncode()
    assert contents(site) == contents(sample_site)
