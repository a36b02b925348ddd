"""Run things and time them. Knows nothing of what they are."""

import os
import platform
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: seconds on the clock, and the peak memory in MB of the largest of its processes."""

    seconds: float
    megabytes: float
    output: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results: what was measured, the figure, what it is measured against, and the aim."""

    what: str
    measured: str
    against: str = ""
    aim: str = ""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end; raise CalledProcessError where it fails."""
    began = time.perf_counter()
    environ = {**os.environ, **(environment or {})}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True, start_new_session=True)
    ended, peaks = threading.Event(), [0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, ended, peaks))
    watcher.start()
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Run(seconds, max(usage.ru_maxrss / 1024, *peaks), output)


def _watch(session: int, ended: threading.Event, peaks: list[float]) -> None:
    """Note the peak of every process of a session five times a second: workers are not the command's own children."""
    while not ended.wait(0.2):
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                    peaks.append(int(_PEAK.findall((folder / "status").read_text())[0]) / 1024)
            except (OSError, IndexError):
                continue  # it has ended, or is only a name by now


def clock(work: Callable[[], object]) -> float:
    """Return the seconds that one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def speed() -> Iterator[Row]:
    """Yield how fast this machine runs plain Python now."""
    yield Row("Ten million additions in Python", f"{median([clock(_additions) for _ in range(5)]):.2f} s")


def _additions() -> None:
    total = 0
    for number in range(10_000_000):
        total += number


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def percentile_99(values: Sequence[float]) -> float:
    """Return the value that one in a hundred exceeds."""
    return statistics.quantiles(values, n=100)[98]


def machine() -> str:
    """Describe the machine in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def data() -> Path:
    """Return the folder of the data pack; stop where it is not there."""
    here = Path(__file__).resolve().parent.parent
    folder = Path(os.environ.get("QUIPU_DATA") or here.parent / "shared" / "data")
    if not (folder / "iati" / "unhcr").is_dir():
        raise SystemExit(f"The data pack is not at {folder}. Say where it is with QUIPU_DATA.")
    return folder
