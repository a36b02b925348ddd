"""Run the command line as a user does, in a process of its own."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

QUIPU = Path(sys.executable).with_name("quipu")
OPENED = re.compile(r"^  administrator +\S+", re.MULTILINE)
ACCOUNT = re.compile(r"^  (\w+) +(\S+)  ", re.MULTILINE)
ACTIVITIES, EARLIER, LATER = "sample-activities.xml", "population-2021-08-19.csv", "population-2022-11-01.csv"


def sample_files(*names: str) -> list[Path]:
    """The sample's files of these names, or all three."""
    return [Path(str(resources.files("quipu.sample") / name)) for name in names or (ACTIVITIES, EARLIER, LATER)]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """The environment with this home, and no other setting of the machine's."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("QUIPU_")}
    return own | {"QUIPU_HOME": str(home), "QUIPU_WORKERS": "2", "COLUMNS": "80"} | settings


def quipu(
    home: Path, *words: str | Path, limit: Callable[[], None] | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; `limit` is called in its process before it begins."""
    command = [str(QUIPU), *map(str, words)]
    return subprocess.run(
        command,
        env=environment(home, **settings),
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=limit,
        check=False,
    )


def begun(home: Path, *words: str | Path, output: Path | None = None, **settings: str) -> subprocess.Popen[str]:
    """Begin one command in a process group of its own; what it says goes to a file, or to pipes."""
    command = [str(QUIPU), *map(str, words)]
    to = output.open("w") if output else subprocess.PIPE
    try:
        return subprocess.Popen(
            command, env=environment(home, **settings), stdout=to, stderr=to, text=True, start_new_session=True
        )
    finally:
        if output:
            to.close()  # type: ignore[union-attr]


def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def demonstration(home: Path, log: Path, port: int, **settings: str) -> tuple[subprocess.Popen[str], dict[str, str]]:
    """Serve a demonstration; return its process, once somebody can sign in, and the password of each account."""
    process = begun(home, "demo", "--port", str(port), PYTHONUNBUFFERED="1", output=log, **settings)
    until(lambda: process.poll() is not None or OPENED.search(log.read_text("utf-8")), 150)
    assert process.poll() is None, log.read_text("utf-8")
    return process, dict(ACCOUNT.findall(log.read_text("utf-8")))


def until(condition: Callable[[], Any], seconds: float = 30) -> Any:
    """Return what the condition gives as soon as it is true; fail after some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.002)
    raise AssertionError(f"not within {seconds} seconds")


@contextmanager
def copied(home: Path, target: Path) -> Iterator[Path]:
    """A copy of a home, to be harmed."""
    shutil.copytree(home, target, symlinks=True)
    yield target
    shutil.rmtree(target)


def one_line(result: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """The error that a command ended with: one line, no traceback, the code."""
    assert "Traceback" not in result.stderr, result.stderr
    lines = [line for line in result.stderr.splitlines() if line.startswith("quipu: ")]
    assert (result.returncode, len(lines)) == (code, 1), result
    return lines[0]
