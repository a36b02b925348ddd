"""What the tests share: a home that holds the sample, made once a worker, and properties that no slow machine fails."""

from pathlib import Path

import pytest
from hypothesis import settings
from tests.command import quipu, sample_files
from tests.real.absence import pytest_terminal_summary  # noqa: F401 - pytest calls it

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A QUIPU_HOME with the sample imported. Tests only read it."""
    home = tmp_path_factory.mktemp("sample") / "home"
    quipu(home, "import", *sample_files()).check_returncode()
    return home


@pytest.fixture(scope="session")
def sample_site(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample published as static files. Tests only read it."""
    folder = tmp_path_factory.mktemp("site") / "site"
    quipu(sample_home, "publish", folder, QUIPU_WORKERS="1").check_returncode()
    return folder
