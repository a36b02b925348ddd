"""A PostgreSQL of its own for a test: made in a temporary folder, never run as root, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

_INSTALLED = Path("/usr/lib/postgresql")
_MISSING = (
    "PostgreSQL is not installed, so nothing is known of the back office on it. Install it (Debian: apt-get install postgresql),"
    " or put initdb and pg_ctl on the PATH."
)


def program(name: str) -> str:
    """Where a program of PostgreSQL's is; the test fails where there is none."""
    places = [*sorted(map(str, _INSTALLED.glob("*/bin")), reverse=True), os.environ.get("PATH", "")]
    found = shutil.which(name, path=os.pathsep.join(places))
    if not found:
        pytest.fail(_MISSING, pytrace=False)
    return found


def _as_somebody() -> dict[str, object]:
    """How to start it: PostgreSQL refuses to run as root, so somebody who owns nothing does."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(*words: str | Path, cwd: Path) -> None:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **_as_somebody(),
    )  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run one in an empty folder; give the address of an empty database."""
    somebody = _as_somebody()
    folder.mkdir(parents=True)
    if somebody:
        os.chown(folder, int(str(somebody["user"])), int(str(somebody["group"])))
    cluster, log, port = folder / "cluster", folder / "log", _free_port()
    _run(
        program("initdb"),
        "-D",
        cluster,
        "-U",
        "quipu",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "--no-sync",
        cwd=folder,
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    _run(program("pg_ctl"), "-D", cluster, "-l", log, "-w", "-o", options, "start", cwd=folder)
    try:
        yield f"postgresql://quipu@127.0.0.1:{port}/postgres"
    finally:
        _run(program("pg_ctl"), "-D", cluster, "-m", "immediate", "-w", "stop", cwd=folder)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
