"""What the tests share, made once in a run: homes and a site of the sample; and properties that no slow machine fails."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from tests.command import demonstration, free_port, quipu, sample_files
from tests.once import once
from tests.real.absence import pytest_terminal_summary  # noqa: F401 - pytest calls it

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
Made = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make a folder of a name once in the whole run; every worker then reads it."""
    return lambda name, make: once(tmp_path_factory, name, make)


@pytest.fixture(scope="session")
def sample_home(made: Made) -> Path:
    """A QUIPU_HOME with the sample imported. Tests only read it."""
    return made("sample", lambda folder: quipu(folder / "home", "import", *sample_files()).check_returncode()) / "home"


@pytest.fixture(scope="session")
def sample_site(sample_home: Path, made: Made) -> Path:
    """The sample published as static files. Tests only read it."""
    return made("site", lambda folder: quipu(sample_home, "publish", folder / "site").check_returncode()) / "site"


@pytest.fixture(scope="session")
def office_ready(sample_home: Path, made: Made) -> Path:
    """A home with the sample and a back office in which nobody has written yet. Tests copy it."""

    def make(folder: Path) -> None:
        shutil.copytree(sample_home, folder / "home", symlinks=True)
        quipu(folder / "home", "office", "sync").check_returncode()

    return made("office", make) / "home"


@pytest.fixture(scope="session")
def demonstrated(office_ready: Path, made: Made) -> Path:
    """A home in which a demonstration has run. Tests copy it."""

    def make(folder: Path) -> None:
        shutil.copytree(office_ready, folder / "home", symlinks=True)
        process, _ = demonstration(folder / "home", folder / "log", free_port())
        process.terminate()
        process.wait()

    return made("demonstration", make) / "home"


@pytest.fixture(scope="module")
def demonstration_home(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it for the tests of one file."""
    home = tmp_path_factory.mktemp("demonstration") / "home"
    return Path(shutil.copytree(demonstrated, home, symlinks=True))


@pytest.fixture(scope="module")
def written_home(office_ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the home with an empty back office for the tests of one file."""
    return Path(shutil.copytree(office_ready, tmp_path_factory.mktemp("office") / "home", symlinks=True))
