"""Run things and time them. Knows nothing of what they are."""

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds on the clock, and the peak memory in MB of the largest process in it."""

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
    process = subprocess.Popen(command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Run(seconds, usage.ru_maxrss / 1024, output)


def clock(work: Callable[[], object]) -> float:
    """Return the seconds that one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


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
