"""Every setting, in one place, read from the environment once."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from quipu.core.errors import UsageError


def _number(name: str, default: float, least: int) -> float:
    """Return the number that a setting spells, or its default; raise UsageError for what is none, or too small."""
    text = os.environ.get(name) or str(default)
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not number >= least:
        raise UsageError(f'"{text}" is not a number from {least} up', name)
    return number


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data live and how much is kept. Nothing is written outside `home`, except by `quipu publish DIR`."""

    home: Path = field(default_factory=lambda: Path(os.environ.get("QUIPU_HOME") or "var"))
    """QUIPU_HOME: the place of all data (default: ./var)."""
    keep_releases: int = field(default_factory=lambda: int(_number("QUIPU_KEEP_RELEASES", 5, 0)))
    """QUIPU_KEEP_RELEASES: how many old releases are kept to return to (default: 5)."""
    lock_wait: float = field(default_factory=lambda: _number("QUIPU_LOCK_WAIT", 60, 0))
    """QUIPU_LOCK_WAIT: seconds that a second writer waits before it says who holds the lock (default: 60)."""
    publisher: str = field(default_factory=lambda: os.environ.get("QUIPU_PUBLISHER") or "unhcr")
    """QUIPU_PUBLISHER: the publisher profile whose site is built (default: unhcr)."""
    workers: int = field(default_factory=lambda: int(_number("QUIPU_WORKERS", os.cpu_count() or 1, 1)))
    """QUIPU_WORKERS: processes for import and publishing (default: one a core)."""
    database: str = field(default_factory=lambda: os.environ.get("QUIPU_DATABASE") or "")
    """QUIPU_DATABASE: where the back office keeps what people write, as postgresql://user:password@host/name (default: a
    file of SQLite under QUIPU_HOME)."""
    office_url: str = field(default_factory=lambda: os.environ.get("QUIPU_OFFICE_URL") or "http://127.0.0.1:8000")
    """QUIPU_OFFICE_URL: the address at which people reach the back office, without /office/ (default:
    http://127.0.0.1:8000). With https its cookies are sent over HTTPS alone."""
    upload_limit: int = field(default_factory=lambda: int(_number("QUIPU_UPLOAD_LIMIT", 200, 1)))
    """QUIPU_UPLOAD_LIMIT: megabytes that an administrator may upload at once as data files (default: 200)."""
