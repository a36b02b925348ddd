"""The look through a published folder: nothing in a sound one, and each fault with its file and line."""

import json
import shutil
from pathlib import Path

import pytest
from tests.command import one_line, quipu

from quipu.core.check import Severity
from quipu.publish.crawl import CHECKS, crawl
from quipu.publish.crawl.folder import Folder

PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<title>A made-up page</title>
<meta name="description" content="Made up for tests.">
<link rel="stylesheet" href="{top}assets/style.css">
</head>
<body><header><nav>
<a href="{top}en/index.html" hreflang="en">English</a>
<a href="{top}ar/index.html" hreflang="ar">العربية</a>
</nav></header>
<main>
<h1 id="top-of-it">Made up</h1>
<h2 id="part"><a href="#part">A part</a></h2>
<p><a href="{top}ar/index.html#part">Elsewhere</a> <a href="https://example.org/">another site</a></p>
</main>
<script type="application/ld+json">{{"@type": "WebPage", "url": "{top}en/index.html"}}</script>
</body>
</html>
"""
FEED = """<feed xmlns="http://www.w3.org/2005/Atom">
<link href="../en/index.html#part"/>
</feed>
"""
ENGLISH = "en/index.html"


def made_up() -> dict[str, str]:
    """A site of two languages, without a fault."""
    return {
        "index.html": PAGE.format(language="en", direction="ltr", top="").replace(' hreflang="en"', ""),
        ENGLISH: PAGE.format(language="en", direction="ltr", top="../"),
        "ar/index.html": PAGE.format(language="ar", direction="rtl", top="../"),
        "feeds/data.xml": FEED,
        "_redirects": "/PER /en/ 301\n",
        "assets/style.css": "p {color: red}\n",
    }


def written(folder: Path, files: dict[str, str], *gone: str) -> Path:
    """Write a site as `quipu publish` would, but for files that are gone."""
    for name, content in files.items():
        if name not in gone:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, "utf-8")
    entries = {name: {"sha256": "", "size": 0, "fingerprint": ""} for name in files}
    (folder / "manifest.json").write_text(json.dumps({"release": "made-up", "as_of": "2020-01-01", "files": entries}))
    return folder


def found(folder: Path) -> list[tuple[str, str]]:
    """Every finding with its check."""
    return [(each.check.name, str(one)) for each in crawl(folder, 1).outcomes for one in each.findings]


def of_site(files: dict[str, str]) -> dict[str, str]:
    """The files with no other language named on the first page, which is none of two."""
    return files | {"index.html": files["index.html"].replace(' hreflang="ar"', "")}


def test_the_published_sample_has_no_fault(sample_site: Path) -> None:
    report = crawl(sample_site, 1)
    assert [str(one) for outcome in report.outcomes for one in outcome.findings] == []
    assert [outcome.check for outcome in report.outcomes] == list(CHECKS)


def test_a_site_with_an_address_and_pictures_has_no_fault(sample_home: Path, tmp_path: Path) -> None:
    """Its links to other languages, and what it tells machines, are whole addresses."""
    base = ("--base", "https://example.org/record", "--languages", "en,ar", "--no-fact-sheets")
    quipu(sample_home, "publish", tmp_path / "site", *base).check_returncode()
    assert found(tmp_path / "site") == []


def test_a_made_up_site_has_no_fault(tmp_path: Path) -> None:
    assert found(written(tmp_path, of_site(made_up()))) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<h1", '<a href="../en/lost.html">x</a><h1', ("links", '"../en/lost.html" leads to no file')),
        ("<h1", '<a href="../../above.html">x</a><h1', ("links", '"../../above.html" leads to no file')),
        ("index.html#part", "index.html#lost", ("anchors", 'ar/index.html has no place "lost"')),
        ('href="#part"', 'href="#lost"', ("anchors", 'en/index.html has no place "lost"')),
        ("style.css", "lost.css", ("assets", '"../assets/lost.css" is not there')),
        ("<h1", '<img src="lost.png" alt=""><h1', ("assets", '"lost.png" is not there')),
        ("<h1", '<img src="https://example.org/x.png" alt=""><h1', ("hosts", "is asked of another host")),
        ("<h1", "<script src='//example.org/x.js'></script><h1", ("hosts", "is asked of another host")),
        ("A made-up page", " ", ("head", "it has no title")),
        ("Made up for tests.", " ", ("head", "it has no description")),
        ('dir="ltr"', 'dir="rtl"', ("head", 'its direction is "rtl", that of "en" is "ltr"')),
        ("<h2", "<h1>Second</h1><h2", ("headings", "it has 2 headings of the first level")),
        ("<p>", "<h4>Deep</h4><p>", ("headings", "h4 follows h2")),
        ("top-of-it", "part", ("ids", '"part" names 2 places')),
        ('"url": "../en/', '"url": "../fr/', ("structured", '"../fr/index.html" (url) is not there')),
        ('"WebPage"', '"Dataset"', ("structured", 'a set of data has no "license"')),
        ('"@type"', "@type", ("structured", "cannot be read")),
        ('../ar/index.html" hreflang', '../fr/index.html" hreflang', ("languages", 'the page in "ar", is not there')),
        (' hreflang="ar"', "", ("languages", '"en/index.html", the page in "en", does not lead back')),
    ],
)  # fmt: skip
def test_a_fault_of_a_page_is_found(tmp_path: Path, old: str, new: str, expected: tuple[str, str]) -> None:
    files = of_site(made_up())
    assert old in files[ENGLISH]
    held = found(written(tmp_path, files | {ENGLISH: files[ENGLISH].replace(old, new)}))
    assert any(name == expected[0] and expected[1] in said for name, said in held), held


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("feeds/data.xml", FEED.replace("en/", "fr/"), ("lists", '"../fr/index.html#part" is not there')),
        ("_redirects", "/PER /fr/ 301\n", ("lists", '"/fr/" is not there')),
        ("assets/style.css", "p {background: url(lost.png)}", ("lists", '"lost.png" is not there')),
        ("assets/style.css", "@import '//example.org/x.css';", ("hosts", "is asked of another host")),
        ("en/alone.html", PAGE.format(language="en", direction="ltr", top="../"), ("reached", "no link leads there")),
    ],
)
def test_a_fault_of_another_file_is_found(tmp_path: Path, file: str, content: str, expected: tuple[str, str]) -> None:
    held = found(written(tmp_path, of_site(made_up()) | {file: content}))
    assert any(name == expected[0] and expected[1] in said for name, said in held), held


def test_a_file_that_is_gone_is_found(tmp_path: Path) -> None:
    files = of_site(made_up()) | {"data.csv": "a\n"}
    assert found(written(tmp_path, files, "data.csv")) == [
        ("assets", "data.csv: it was published, and is not there (manifest.json)")
    ]


def test_a_page_that_is_too_heavy_is_found(tmp_path: Path) -> None:
    """Packed: what says the same again and again is light."""
    files = of_site(made_up())
    numbers = " ".join(str(number * 7_919 % 1_000_003) for number in range(25_000))
    heavy = files | {ENGLISH: files[ENGLISH].replace("<p>", f"<p>{numbers}")}
    light = files | {ENGLISH: files[ENGLISH].replace("<p>", f"<p>{'100 ' * 25_000}")}
    assert [name for name, _ in found(written(tmp_path / "heavy", heavy))] == ["weight"]
    assert found(written(tmp_path / "light", light)) == []


def test_a_finding_has_the_line(tmp_path: Path) -> None:
    files = of_site(made_up())
    lost = files | {ENGLISH: files[ENGLISH].replace("style.css", "lost.css")}
    assert [said for _, said in found(written(tmp_path, lost))] == [
        'en/index.html: "../assets/lost.css" is not there (en/index.html:6)'
    ]


def test_every_check_says_what_a_finding_means_and_what_to_do() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.meaning.endswith(".") and check.action.endswith(".") for check in CHECKS)
    assert {check.severity for check in CHECKS} == {Severity.STOP, Severity.WARN}


def test_two_workers_find_what_one_finds(sample_site: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_site, tmp_path / "site")
    (tmp_path / "site/en/about/index.html").unlink()
    assert crawl(tmp_path / "site", 2) == crawl(tmp_path / "site", 1)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("../b/index.html#x", "en/b/index.html"),
        ("", "en/a/index.html"),
        ("?q=peru", "en/a/index.html"),
        ("../../", "index.html"),
        ("/ar/", "ar/index.html"),
        ("https://example.org/record/en/", "en/index.html"),
        ("https://example.org/record", "index.html"),
        ("https://example.org/other", None),
        ("//example.org/record/en/", None),
        ("mailto:a@example.org", None),
        ("b%20c.html", "en/a/b c.html"),
    ],
)
def test_an_address_means_a_file(address: str, file: str | None) -> None:
    folder = Folder(Path(), "https://example.org/record")
    assert folder.file("en/a/index.html", address) == file


def test_the_command_says_what_is_wrong_and_ends_with_one(sample_site: Path, tmp_path: Path) -> None:
    sound = quipu(tmp_path, "check", "--site", sample_site)
    assert (sound.returncode, sound.stdout.count("\nok ")) == (0, len(CHECKS))
    shutil.copytree(sample_site, tmp_path / "site")
    (tmp_path / "site/en/glossary/index.html").unlink()
    harmed = quipu(tmp_path, "check", "--site", tmp_path / "site")
    assert harmed.returncode == 1
    assert "leads to no file (en/" in harmed.stdout
    assert "more; --format csv has them all" in harmed.stdout
    rows = quipu(tmp_path, "check", "--site", tmp_path / "site", "--format", "csv").stdout.splitlines()
    assert rows[0] == "severity,check,about,message,file,line"
    assert len(rows) > 20


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    assert "nothing is published there" in one_line(quipu(tmp_path, "check", "--site", tmp_path / "none"))
    both = quipu(tmp_path, "check", "--site", tmp_path, "--editions")
    assert "one at a time" in one_line(both, 2)
