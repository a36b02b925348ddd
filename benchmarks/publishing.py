"""Measure a built home: release, figures, pages, and publishing the world, beside Hugo where it is installed."""

import csv
import gzip
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path

from benchmarks import painting
from benchmarks.measure import Row, clock, data, median, percentile_99, run
from quipu.core.address import Address
from quipu.core.profile import load
from quipu.figures.lookup import Record
from quipu.pages.site import Site
from quipu.pages.url import Url
from quipu.publish.folder import packed, uncollected

_QUIPU = str(Path(sys.executable).parent / "quipu")
_TIMES = 3
_WHOLE_TIMES = 2
_HUGO_PAGES = 1000
_OF_SUBJECTS = {
    "operation",
    "region",
    "world",
    "trace",
    "twin",
    "definition",
    "source",
    "glossary",
    "about",
    "plumbing",
}
"""The kinds of pages and files that a site of operations alone would have."""
_PIECE, _ONE_IN = 200, 8


def rows() -> Iterator[Row]:
    """Yield the results of a home with all the real data."""
    with tempfile.TemporaryDirectory() as folder:
        home = {"QUIPU_HOME": f"{folder}/home"}
        files = [str(data() / "iati" / "unhcr"), str(data() / "population")]
        run([sys.executable, "-m", "benchmarks.take_files", *map(str, _files(files))], home)
        yield from _build(Path(folder), home)
        release = Path(folder, "home", "releases", "current").resolve()
        yield from _figures(Record.open(release), home)
        page_bytes = yield from _pages(Record.open(release))
        yield from _publish(Path(folder), home, page_bytes)
        yield from painting.rows(Path(folder, "site-0"))


def _files(folders: list[str]) -> list[Path]:
    return [path for folder in folders for path in sorted(Path(folder).rglob("*")) if path.is_file()]


def _build(folder: Path, home: dict[str, str]) -> Iterator[Row]:
    runs = []
    for _ in range(_TIMES):
        shutil.rmtree(folder / "home" / "releases", ignore_errors=True)
        runs.append(run([_QUIPU, "build"], home))
    seconds, memory = median([one.seconds for one in runs]), median([one.megabytes for one in runs])
    yield Row(
        "A release of the world, as of 13 days of publication (`quipu build`)", f"{seconds:.1f} s", "", "under 10 s"
    )
    yield Row("Peak memory of building it", f"{memory:.0f} MB", "", "under 400 MB")


def _figures(record: Record, home: dict[str, str]) -> Iterator[Row]:
    addresses = [
        Address(subject.code, year, figure)
        for subject in record.subjects()
        for year in subject.years[-8:]
        for figure in ("budget", "expenditure", "contributions", "population", "funding-level")
    ]
    times = []
    for address in addresses:
        began = time.perf_counter()
        record.get(address)
        times.append((time.perf_counter() - began) * 1000)
    measured = f"{median(times):.3f} ms; 99th percentile {percentile_99(times):.3f} ms"
    yield Row(f"A figure by address in process ({len(addresses):,} addresses)", measured, "", "under 0.2 ms")
    whole = [run([_QUIPU, "figure", "PER/2020/budget"], home).seconds * 1000 for _ in range(15)]
    empty = [run([sys.executable, "-c", "pass"]).seconds * 1000 for _ in range(15)]
    against = f"Python alone {median(empty):.0f} ms"
    yield Row("`quipu figure PER/2020/budget` as a whole process", f"{median(whole):.0f} ms", against, "under 150 ms")


def _pages(record: Record) -> Generator[Row, None, int]:
    site = Site(record, load("unhcr"), ("en",))
    operations = [url for url in site.urls if url.kind == "operation"]
    times, sizes = [], []
    with uncollected():  # as the publisher does
        for url in operations:
            began = time.perf_counter()
            content = site.render(url)
            times.append((time.perf_counter() - began) * 1000)
            sizes.append(len(content))
    measured = f"{median(times):.1f} ms; 99th percentile {percentile_99(times):.1f} ms"
    size = f"{median(sizes) / 1000:.0f} KB at the median"
    yield Row(
        f"An operation page rendered in process ({len(operations):,} pages, {size})",
        measured,
        "",
        "under 8 ms at the median",
    )
    yield _sheets(site)
    return int(median(sizes))


def _sheets(site: Site) -> Row:
    """Measure fact sheets, one of each twenty: no two of them share much that the typesetter could remember."""
    times, sizes = [], []
    for url in [url for url in site.urls if url.kind == "sheet"][::20]:
        began = time.perf_counter()
        content = site.render(url)
        times.append((time.perf_counter() - began) * 1000)
        sizes.append(len(content))
    measured = f"{median(times):.0f} ms; 99th percentile {percentile_99(times):.0f} ms"
    return Row(f"A fact sheet as PDF ({len(times)} sheets, {median(sizes) / 1000:.0f} KB at the median)", measured)


def _publish(folder: Path, home: dict[str, str], page_bytes: int) -> Iterator[Row]:
    runs = []
    for number in range(_WHOLE_TIMES):
        runs.append(run([_QUIPU, "publish", str(folder / f"site-{number}"), "--no-fact-sheets"], home))
        if number:
            shutil.rmtree(folder / f"site-{number}")
    site = folder / "site-0"
    files = json.loads((site / "manifest.json").read_text())["files"]
    seconds = median([one.seconds for one in runs])
    each = seconds / len(files) * 1000
    hugo = _hugo(folder, page_bytes)
    html = [size["size"] for name, size in files.items() if name.endswith(".html")]
    pages = f"{len(html):,} of them pages of {median(html) / 1000:.0f} KB at the median"
    told = f"{len(files):,} files, {pages}, with .gz and .br copies"
    packing = _packing(site) / (os.cpu_count() or 1)
    measured = f"{seconds:.1f} s, {each:.2f} ms a file; {each - packing:.2f} ms without packing"
    aim = "under 90 s; faster per page than Hugo"
    yield Row(f"The world published in four languages, without fact sheets ({told})", measured, hugo, aim)
    yield _about_subjects(Path(home["QUIPU_HOME"], "releases", "current").resolve(), seconds)
    yield Row(
        "Peak memory of publishing, largest process", f"{max(one.megabytes for one in runs):.0f} MB", "", "under 400 MB"
    )
    publish = [_QUIPU, "publish", str(site), "--no-fact-sheets"]
    again = median([run(publish, home).seconds for _ in range(_TIMES)])
    yield Row("Publishing the world again, nothing changed", f"{again:.1f} s")
    run([_QUIPU, "import", "--published", "2026-07-01", str(_changed(folder))], home)
    one = run(publish, home).seconds
    yield Row("Publishing the world again, one number of one operation changed", f"{one:.1f} s", "", "under 5 s")


def _about_subjects(release: Path, seconds: float) -> Row:
    """Return what of the time went to operations, regions and the world themselves, by a sample of what a worker is given."""
    site = Site(Record.open(release), load("unhcr"), sheets=False)
    taken, counted = {True: 0.0, False: 0.0}, Counter(url.kind in _OF_SUBJECTS for url in site.urls)
    with uncollected():
        for start in range(0, len(site.urls), _PIECE * _ONE_IN):
            for url in site.urls[start : start + _PIECE]:
                taken[url.kind in _OF_SUBJECTS] += clock(partial(_made, site, url))
    share = taken[True] / sum(taken.values())
    return Row(
        f"Of it, pages and files of operations, regions, the world and their figures ({counted[True]:,} files)",
        f"{seconds * share:.0f} s, {share:.0%} by a sample of one file in {_ONE_IN}",
        "",
        "under 60 s",
    )


def _made(site: Site, url: Url) -> None:
    packed(Path(url.file), site.render(url))


def _changed(folder: Path) -> Path:
    """Write a page of the interface in which one operation has five refugees more in a year than the statistics say."""
    with gzip.open(data() / "population" / "population.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        rows_of_peru = [row for row in csv.DictReader(stream) if (row["year"], row["coa_iso"]) == ("2024", "PER")]
    rows_of_peru[0]["refugees"] = str(int(rows_of_peru[0]["refugees"]) + 5)
    path = folder / "population-2024.json"
    path.write_text(json.dumps({"page": 1, "maxPages": 1, "items": rows_of_peru}), "utf-8")
    return path


def _packing(site: Path) -> float:
    """Return the mean milliseconds that packing takes a file."""
    paths = sorted(site.rglob("*.html"))[::20]
    return sum(clock(partial(packed, path, path.read_bytes())) for path in paths) * 1000 / len(paths)


def _hugo(folder: Path, page_bytes: int) -> str:
    """Build as many pages of the size with Hugo, from data in their front matter; say so where Hugo is not installed."""
    if shutil.which("hugo") is None:
        return "Hugo is not installed here"
    site = folder / "hugo"
    (site / "content").mkdir(parents=True)
    (site / "layouts" / "_default").mkdir(parents=True)
    (site / "hugo.toml").write_text("disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n")
    (site / "config.toml").write_text("disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n")
    (site / "layouts" / "_default" / "single.html").write_text(
        "<!doctype html><html lang=en><title>{{ .Title }}</title><h1>{{ .Title }}</h1><table>\n"
        "{{ range .Params.rows }}<tr><th scope=row><a href='#{{ .name }}'>{{ .name | title }}</a></th>"
        "<td title='source'>{{ lang.FormatNumber 2 .a }}</td><td>{{ lang.FormatNumber 0 .b }}</td></tr>\n{{ end }}</table>"
    )
    count = max(page_bytes // 165, 1)
    for page in range(_HUGO_PAGES):
        rows_of_page = [
            {"name": f"figure number {row} of page {page}", "a": row * 1234.56, "b": page * row} for row in range(count)
        ]
        (site / "content" / f"{page}.md").write_text(json.dumps({"title": f"Page {page}", "rows": rows_of_page}) + "\n")
    times, sizes = [], []
    for _ in range(_TIMES):
        shutil.rmtree(site / "public", ignore_errors=True)
        times.append(run(["hugo", "--quiet", "--source", str(site)]).seconds)
        sizes = [path.stat().st_size for path in (site / "public").glob("[0-9]*/index.html")]
    each = median(times) / len(sizes) * 1000
    return f"Hugo, plain pages of {median(sizes) / 1000:.0f} KB without packed copies: {each:.2f} ms a page"
