"""A full disk, a home that cannot be written to, and files that someone harmed by hand."""

import json
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.command import ACTIVITIES, EARLIER, LATER, copied, one_line, quipu, sample_files


@pytest.fixture
def old_home(sample_home: Path, tmp_path: Path) -> Iterator[Path]:
    with copied(sample_home, tmp_path / "home") as home:
        yield home


def full_after(size: int) -> Callable[[], None]:
    """No file may grow beyond this size: writes end as they do on a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def grown(tmp_path: Path) -> Path:
    """A file of activities that is not in the sample, of some size."""
    text = sample_files(ACTIVITIES)[0].read_text("utf-8").replace("2021-11-28T", "2021-12-28T")
    path = tmp_path / "grown.xml"
    path.write_text(text + "<!-- later -->\n", "utf-8")
    return path


@pytest.mark.parametrize("size", [0, 1_000, 80_000, 250_000])
def test_a_full_disk_is_said_in_one_line_and_the_old_release_stays(old_home: Path, tmp_path: Path, size: int) -> None:
    """The sizes stop the lock, the copy, the facts, the release and its figures."""
    path = grown(tmp_path)
    before = shown(old_home, "PER/2020/budget")
    one_line(quipu(old_home, "import", path, limit=full_after(size), QUIPU_WORKERS="1"))
    assert shown(old_home, "PER/2020/budget") == before
    assert quipu(old_home, "import", path).returncode == 0


@pytest.mark.parametrize("size", [0, 20_000])
def test_publishing_to_a_full_disk_is_said_in_one_line(sample_home: Path, tmp_path: Path, size: int) -> None:
    folder = tmp_path / "site"
    one_line(quipu(sample_home, "publish", folder, limit=full_after(size), QUIPU_WORKERS="1"))
    assert quipu(sample_home, "publish", folder).returncode == 0


@pytest.mark.parametrize("home", ["file/home", "file", "/proc/quipu", "/dev/null/home"])
def test_a_home_that_cannot_be_written_to_is_named(tmp_path: Path, home: str) -> None:
    (tmp_path / "file").touch()
    place = tmp_path / home
    error = one_line(quipu(place, "import", *sample_files(EARLIER)))
    assert str(place) in error
    assert "QUIPU_HOME" in error


@pytest.mark.parametrize("folder", ["file", "file/site", "/proc/quipu"])
def test_a_folder_that_cannot_be_published_to_is_named(sample_home: Path, tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    assert str(tmp_path / folder) in one_line(quipu(sample_home, "publish", tmp_path / folder))


def test_a_folder_that_holds_something_else_is_left_alone(sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    error = one_line(quipu(sample_home, "publish", tmp_path))
    assert "not empty" in error
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("text", ["{}", "[]", "not json", '{"files": {"../../x": 1}}', ""])
def test_a_folder_with_a_manifest_of_something_else_is_left_alone(sample_home: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    one_line(quipu(sample_home, "publish", tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


def test_a_manifest_cannot_make_publishing_remove_what_is_outside(sample_home: Path, tmp_path: Path) -> None:
    """Whoever can write the folder must not reach beyond it with our hands."""
    (tmp_path / "letter.txt").write_text("dear")
    folder = tmp_path / "site"
    folder.mkdir()
    entry = '{"sha256": "", "size": 1, "fingerprint": ""}'
    (folder / "manifest.json").write_text(f'{{"release": "r", "as_of": "d", "files": {{"../letter.txt": {entry}}}}}')
    quipu(sample_home, "publish", folder)
    assert (tmp_path / "letter.txt").read_text() == "dear"


def shown(home: Path, address: str) -> dict:
    """All that is known of a figure but for the name of its release, which changes with the code."""
    figure = json.loads(quipu(home, "figure", address, "--format", "json").stdout)
    return {name: value for name, value in figure.items() if name != "release"}


def snapshot_of(home: Path, file: str) -> Path:
    (found,) = [path for path in (home / "snapshots").glob("*/snapshot.json") if f'"{file}"' in path.read_text("utf-8")]
    return found.parent


def test_facts_that_were_deleted_are_made_again(old_home: Path) -> None:
    before = shown(old_home, "PER/2020/population")
    shutil.rmtree(old_home / "facts")
    shutil.rmtree(old_home / "releases")
    result = quipu(old_home, "build")
    assert result.returncode == 0, result.stderr
    assert shown(old_home, "PER/2020/population") == before


@pytest.mark.parametrize("harm", ["deleted", "emptied", "overwritten"])
@pytest.mark.parametrize("table", ["budget", "faults"])
def test_a_table_of_facts_that_was_harmed_is_made_again(old_home: Path, table: str, harm: str) -> None:
    """A figure must not go missing in silence."""
    before = shown(old_home, "PER/2020/budget")
    for path in (old_home / "facts").glob(f"*/{table}.parquet"):
        path.unlink() if harm == "deleted" else path.write_bytes(b"" if harm == "emptied" else b"PAR1 harmed")
    shutil.rmtree(old_home / "releases")
    result = quipu(old_home, "build")
    assert result.returncode == 0, result.stderr
    assert shown(old_home, "PER/2020/budget") == before


def test_bytes_that_were_deleted_are_named_and_can_be_imported_again(old_home: Path) -> None:
    folder = snapshot_of(old_home, LATER)
    (folder / "bytes").unlink()
    shutil.rmtree(old_home / "facts")
    shutil.rmtree(old_home / "releases")
    error = one_line(quipu(old_home, "build"))
    assert f"{LATER}: its bytes are gone. Remove {folder}, and import the file again." in error
    shutil.rmtree(folder)
    assert quipu(old_home, "import", *sample_files(LATER)).returncode == 0


def test_a_snapshot_that_was_deleted_can_be_imported_again(old_home: Path) -> None:
    shutil.rmtree(snapshot_of(old_home, LATER))
    result = quipu(old_home, "import", *sample_files(LATER))
    assert (result.returncode, "taken" in result.stdout) == (0, True)
    assert "1557216" in quipu(old_home, "figure", "PER/2020/population", "--format", "csv").stdout


@pytest.mark.parametrize("text", ["", "{}", "harmed", "[]"])
def test_a_description_of_a_snapshot_that_was_harmed_is_named(old_home: Path, text: str) -> None:
    path = snapshot_of(old_home, LATER) / "snapshot.json"
    path.write_text(text)
    assert path.parent.name[:12] in one_line(quipu(old_home, "snapshots"))


@pytest.mark.parametrize("harm", ["deleted", "emptied", "overwritten"])
def test_a_release_that_was_harmed_is_named_and_can_be_built_again(old_home: Path, harm: str) -> None:
    folder = (old_home / "releases" / "current").resolve()
    before = shown(old_home, "PER/2020/budget")
    if harm == "deleted":
        shutil.rmtree(folder)
    elif harm == "emptied":
        (folder / "figures.sqlite").unlink()
    else:
        (folder / "figures.sqlite").write_bytes(b"harmed" * 1_000)
    assert "quipu build" in one_line(quipu(old_home, "figure", "PER/2020/budget"))
    shutil.rmtree(folder, ignore_errors=True)
    result = quipu(old_home, "build")
    assert result.returncode == 0, result.stderr
    assert shown(old_home, "PER/2020/budget") == before


def test_a_release_is_not_written_to_by_reading_it(old_home: Path) -> None:
    path = (old_home / "releases" / "current").resolve() / "figures.sqlite"
    before = path.read_bytes()
    for words in (["figure", "PER/2020/budget"], ["operations"], ["figures"]):
        quipu(old_home, *words).check_returncode()
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir() if p.name.startswith("figures")] == ["figures.sqlite"]
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
