"""Measure the import: its time against the floor, and its memory on a file and on one ten times as long."""

import gzip
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, data, median, run

_TIMES = 3


def rows() -> Iterator[Row]:
    """Yield the results."""
    activities = sorted((data() / "iati" / "unhcr").glob("*.gz"))
    statistics = sorted((data() / "population").glob("*.csv*"))
    vintages = sorted((data() / "population" / "vintages").glob("*.gz"))
    yield from _against_floor("eight activity files", activities, 4)
    yield from _against_floor("population statistics (9 files, 9 earlier editions)", statistics + vintages, 0)
    yield from _memory(next(path for path in activities if "2020" in path.name))


def _against_floor(what: str, paths: list[Path], aim: float) -> Iterator[Row]:
    taken, floors, alone = [], [], []
    count = ""
    for _ in range(_TIMES):
        floors.append(run([sys.executable, "-m", "benchmarks.floor", str(os.cpu_count()), *map(str, paths)]).seconds)
        alone.append(run([sys.executable, "-m", "benchmarks.floor", "1", *map(str, paths)]).seconds)
        with tempfile.TemporaryDirectory() as home:
            command = [sys.executable, "-m", "benchmarks.take_files", *map(str, paths)]
            measured = run(command, {"QUIPU_HOME": home})
            taken.append(measured.seconds)
            count = f"{int(measured.output):,} rows"
    seconds = median(taken)
    ratios = [mine / floor for mine, floor in zip(taken, floors, strict=True)]
    ratios_alone = [mine / floor for mine, floor in zip(taken, alone, strict=True)]
    parallel = f"parse-only, all cores {median(floors):.2f} s: {median(ratios):.1f}x"
    against = f"{parallel}; one process {median(alone):.2f} s: {median(ratios_alone):.1f}x"
    yield Row(
        f"Import of {what}, whole process ({count})",
        f"{seconds:.2f} s",
        against,
        f"within {aim:.0f}x of parse-only" if aim else "",
    )


def _memory(path: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        long = _ten_times(path, Path(folder) / "ten-times.xml.gz")
        peaks = []
        for number, file in enumerate((path, long)):
            home = {"QUIPU_HOME": f"{folder}/{number}", "QUIPU_WORKERS": "1"}
            peaks.append(run([sys.executable, "-m", "benchmarks.take_files", str(file)], home).megabytes)
    against = f"one file: {peaks[0]:.0f} MB; ratio {peaks[1] / peaks[0]:.2f}"
    yield Row(
        "Peak memory of reading ten times the activities in one file",
        f"{peaks[1]:.0f} MB",
        against,
        "does not grow; under 400 MB",
    )


def _ten_times(path: Path, target: Path) -> Path:
    """Write a file with every activity ten times, each time under another identifier."""
    text = gzip.decompress(path.read_bytes()).decode()
    start, end = text.index("<iati-activity "), text.rindex("</iati-activities>")
    with gzip.open(target, "wt", 1, encoding="utf-8", newline="") as packed:
        packed.write(text[:start])
        for copy in range(10):
            packed.write(re.sub(r"(<iati-identifier>[^<]+)", rf"\1-COPY{copy}", text[start:end]))
        packed.write(text[end:])
    return target
