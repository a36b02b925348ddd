"""The data pack, imported once for all tests of it and all workers. Without the pack these tests are skipped, loudly."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from quipu.core.profile import load
from quipu.figures.lookup import Record
from quipu.pipeline.build import build
from quipu.pipeline.take import Taken, Terms, files_in, take
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing

DATA = Path(os.environ.get("QUIPU_DATA") or Path(__file__).parents[3] / "shared" / "data")
_WAIT = 600
# The pack's README gives this day to the files of statistics whose names have none.
_TERMS = Terms(published=date(2026, 6, 25), imported=datetime(2026, 6, 25, tzinfo=UTC))


class _Strict:
    def started(self, files: int, size: int) -> None:
        """Say nothing."""

    def done(self, taken: Taken) -> None:
        """Say nothing, but of a file that was not taken."""
        assert taken.outcome == "new", f"{taken.file.name}: {taken.outcome}, {taken.error}"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the data pack."""
    if not DATA.is_dir():
        pytest.skip(f"THE DATA PACK IS NOT THERE: {DATA} (set QUIPU_DATA)")
    return DATA


@pytest.fixture(scope="session")
def home(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with UNHCR's activities and statistics, all editions; the first worker that needs it imports them."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    found, done = Home(shared / "real"), shared / "real-is-imported"
    with FileLock(shared / "real.lock", timeout=_WAIT):
        if not done.exists():
            with writing(found, _WAIT, "tests"):
                files = files_in([data / "iati" / "unhcr", data / "population"])
                take(found, load("unhcr"), files, _TERMS, os.cpu_count() or 1, _Strict())
            done.touch()
    return found


@pytest.fixture(scope="session")
def as_of(home: Home) -> Callable[[str], Record]:
    """Open the record that shows a day, "" being the newest; it is built at the first call of the first worker."""

    def opened(day: str) -> Record:
        with writing(home, _WAIT, "tests"):
            return Record.open(build(home, "unhcr", date.fromisoformat(day) if day else None).folder)

    return opened


@pytest.fixture(scope="session")
def record(as_of: Callable[[str], Record]) -> Record:
    """The newest record."""
    return as_of("")
