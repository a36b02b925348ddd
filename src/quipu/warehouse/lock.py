"""The lock on writing under QUIPU_HOME: one writer at a time. Knows nothing of what is written."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from quipu.core.errors import LockedError, QuipuError
from quipu.warehouse.home import Home

_HOLDER = "writer.json"


@contextmanager
def writing(home: Home, wait: float, purpose: str) -> Iterator[None]:
    """Hold the lock, waiting up to `wait` seconds; raise LockedError that names the holder. The system frees it if we die."""
    holder = home.folder / _HOLDER
    lock = _acquired(home, wait)
    try:
        started = datetime.now(UTC).isoformat(timespec="seconds")
        holder.write_text(json.dumps({"pid": os.getpid(), "purpose": purpose, "since": started}))
        _clear_staging(home)
        yield
        _clear_staging(home)
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _acquired(home: Home, wait: float) -> FileLock:
    try:
        home.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home.folder / "writer.lock")
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise LockedError(f"{described(home)} is writing", str(home.folder), "Try again when it is done.") from error
    except OSError as error:
        next_step = "Set QUIPU_HOME to another folder."
        raise QuipuError(f"cannot write there ({error.strerror})", str(home.folder), next_step) from error
    return lock


def described(home: Home) -> str:
    """Return in words who holds the lock, for what and since when, as far as it is known."""
    try:
        named = json.loads((home.folder / _HOLDER).read_text())
    except (OSError, ValueError):
        return "another process"
    return f"process {named['pid']} ({named['purpose']}, since {named['since']})"


def _clear_staging(home: Home) -> None:
    """Remove what a writer that was killed left half-done, and what this one no longer needs."""
    shutil.rmtree(home.staging, ignore_errors=True)
    home.staging.mkdir(parents=True, exist_ok=True)
