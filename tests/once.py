"""What is costly to make is made once in a run, whichever worker needs it first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None], worker: str) -> Path:
    """Return a folder of all workers that `make` fills, if none did before. Tests only read it."""
    base = factory.getbasetemp().parent if worker != "master" else factory.getbasetemp()
    folder, made = base / f"once-{name}", base / f"once-{name}.made"
    with FileLock(base / f"once-{name}.lock"):
        if not made.exists():
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
