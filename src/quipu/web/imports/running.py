"""A process of its own that carries out one import: `python -m quipu.web.imports.running FOLDER`. Knows no request.

It holds `running.lock` in the folder while it lives, and ends with the process that began it: whoever finds the lock free
and the import unfinished knows that it was interrupted.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

from filelock import FileLock, Timeout

LOCK = "running.lock"
_READY, _GO = "ready\n", "go\n"


def begin(folder: Path, commit: Callable[[], None]) -> None:
    """Begin the import of what lies in `folder`; `commit` makes it known, once its process holds the lock."""
    command = [sys.executable, "-m", "quipu.web.imports.running", str(folder)]
    process = subprocess.Popen(  # noqa: S603 - our own module, and a folder that we named
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    told, told_us = cast(TextIO, process.stdin), cast(TextIO, process.stdout)
    ready = told_us.readline() == _READY
    if ready:
        commit()
        with suppress(BrokenPipeError):
            told.write(_GO)
            told.flush()
    threading.Thread(target=process.wait, daemon=True).start()
    if not ready:
        raise OSError("the process of the import did not begin")


def is_running(folder: Path) -> bool:
    """Tell whether a process carries out the import of what lies in `folder`."""
    if not (folder / LOCK).exists():
        return False
    try:
        with FileLock(folder / LOCK, timeout=0):
            return False
    except Timeout:
        return True


def main(folder: Path) -> None:
    """Hold the lock, wait until the import is known, and carry it out."""
    with FileLock(folder / LOCK, timeout=0):
        sys.stdout.write(_READY)
        sys.stdout.flush()
        if sys.stdin.readline() != _GO:
            return
        threading.Thread(target=_end_with_the_server, daemon=True).start()
        # Loading the back office takes seconds, for which nobody waits.
        import quipu.web.office  # noqa: F401 - it sets Django up
        from quipu.web.imports.work import carry_out

        carry_out(folder)


def _end_with_the_server() -> None:
    """End, with all processes of ours, when the server is gone: nothing may go on of which nobody knows."""
    sys.stdin.read()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
