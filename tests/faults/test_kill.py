"""A process that dies at any moment leaves the old release whole, and the next import makes everything good."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.command import ACTIVITIES, EARLIER, LATER, begun, copied, quipu, sample_files, until


@pytest.fixture(scope="module")
def old_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that knows no statistics yet."""
    home = tmp_path_factory.mktemp("old") / "home"
    quipu(home, "import", *sample_files(ACTIVITIES)).check_returncode()
    return home


def kill(process: subprocess.Popen[str]) -> None:
    """End the process and its workers at once, as a power cut does."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def budget(home: Path) -> str:
    return quipu(home, "figure", "PER/2020/budget", "--format", "csv").stdout


def everything(home: Path) -> list[tuple[str, bytes]]:
    """What a home shows: its snapshots but for the moment of import, and the current release."""
    kept = sorted((home / "snapshots").glob("*/bytes"))
    release = sorted(path for path in (home / "releases" / "current").rglob("*") if path.is_file())
    return [(path.parent.name + path.name, path.read_bytes()) for path in kept] + [
        (path.name, path.read_bytes()) for path in release if path.name != "figures.sqlite"
    ]


def staged(home: Path, pattern: str) -> bool:
    return any((home / "staging").glob(pattern)) if (home / "staging").exists() else False


MOMENTS = {
    "while it waits to begin": lambda home: (home / "writer.json").exists(),
    "while it copies": lambda home: staged(home, "taken-*/bytes"),
    "while it reads": lambda home: staged(home, "taken-*/facts"),
    "while it writes facts": lambda home: staged(home, "taken-*/facts/*.parquet"),
    "once a snapshot is in": lambda home: len(list((home / "snapshots").glob("*/snapshot.json"))) > 1,
    "while it builds": lambda home: staged(home, "release-*"),
    "while it writes the figures": lambda home: staged(home, "release-*/figures.sqlite"),
    "while it writes the facts of the release": lambda home: staged(home, "release-*/facts/*.parquet"),
    "once the release is there": lambda home: len(list((home / "releases").glob("*/release.json"))) > 2,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_import_that_is_killed_loses_nothing(old_home: Path, tmp_path: Path, moment: str) -> None:
    with copied(old_home, tmp_path / "home") as home:
        before = budget(home)
        process = begun(home, "import", *sample_files(EARLIER, LATER))
        until(lambda: process.poll() is not None or MOMENTS[moment](home))
        kill(process)
        assert (
            budget(home) == before
            or "1557276" in quipu(home, "figure", "PER/2020/population", "--format", "csv").stdout
        )
        assert quipu(home, "snapshots").returncode == 0
        again = quipu(home, "import", *sample_files(EARLIER, LATER))
        assert again.returncode == 0, again.stderr
        assert "1557216" in quipu(home, "figure", "PER/2020/population", "--format", "csv").stdout
        assert list((home / "staging").iterdir()) == []
        assert not (home / "writer.json").exists()


def test_after_a_kill_the_home_is_the_same_as_without_one(old_home: Path, tmp_path: Path) -> None:
    with copied(old_home, tmp_path / "undisturbed") as undisturbed, copied(old_home, tmp_path / "killed") as killed:
        process = begun(killed, "import", *sample_files(EARLIER, LATER))
        until(lambda: process.poll() is not None or MOMENTS["while it builds"](killed))
        kill(process)
        for home in (undisturbed, killed):
            quipu(home, "import", *sample_files(EARLIER, LATER)).check_returncode()
        assert everything(killed) == everything(undisturbed)
        folders = [sorted(p.name for p in (home / "releases").iterdir()) for home in (killed, undisturbed)]
        assert folders[0] == folders[1]


def test_figures_are_answered_all_the_time(old_home: Path, tmp_path: Path) -> None:
    with copied(old_home, tmp_path / "home") as home:
        process = begun(home, "import", *sample_files(EARLIER, LATER))
        answers = []
        while process.poll() is None:
            answers.append(quipu(home, "figure", "PER/2020/budget"))
        process.communicate()
        assert answers
        assert {answer.returncode for answer in answers} == {0}
        assert all("48,625,534.17 USD" in answer.stdout for answer in answers)


def test_a_first_import_that_is_killed_leaves_no_release(tmp_path: Path) -> None:
    home = tmp_path / "home"
    process = begun(home, "import", *sample_files())
    until(lambda: process.poll() is not None or MOMENTS["while it builds"](home))
    kill(process)
    assert "there is no release yet" in quipu(home, "figure", "PER/2020/budget").stderr
    quipu(home, "build").check_returncode()
    assert "48,625,534.17" in quipu(home, "figure", "PER/2020/budget").stdout


def test_publishing_that_is_killed_is_whole_after_the_next_time(sample_home: Path, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    quipu(sample_home, "publish", whole).check_returncode()
    for least in (1, 40, 120):
        process = begun(sample_home, "publish", broken)
        until(lambda least=least: process.poll() is not None or count(broken) > least)  # noqa: B023
        kill(process)
        time.sleep(0.01)
    finished = quipu(sample_home, "publish", broken)
    assert finished.returncode == 0, finished.stderr
    assert contents(broken) == contents(whole)


def count(folder: Path) -> int:
    """How many files there are, or 0 where a folder went while they were counted."""
    try:
        return sum(1 for path in folder.rglob("*.*") if path.is_file())
    except FileNotFoundError:
        return 0


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
