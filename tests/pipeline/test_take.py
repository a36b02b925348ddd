"""Taking files: each goes in whole or not at all, once, and stops no other."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.command import ACTIVITIES, EARLIER, LATER, begun, one_line, quipu, sample_files, until
from tests.made_up_activities import activity, document

from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing


def snapshots(home: Path) -> list[dict]:
    return json.loads(quipu(home, "snapshots", "--format", "json").stdout)


def test_broken_files_among_good_ones_change_nothing_and_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for path in sample_files(ACTIVITIES, EARLIER):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "broken.xml").write_text(document(activity("A-1"))[:-30])
    (folder / "cut.csv.gz").write_bytes(gzip.compress(sample_files(LATER)[0].read_bytes())[:-20])
    (folder / "letter.txt").write_text("Dear all")
    (folder / ".hidden").write_text("x")
    result = quipu(tmp_path / "home", "import", folder)
    assert "2 of 5 files could not be read" in one_line(result)
    assert "broken.xml, line" in result.stderr
    assert "cut.csv.gz" in result.stderr
    assert "passed over  letter.txt" in result.stdout
    assert [one["file"] for one in snapshots(tmp_path / "home")] == [EARLIER, ACTIVITIES]
    assert "48,625,534.17" in quipu(tmp_path / "home", "figure", "PER/2020/budget").stdout


def test_a_folder_with_nothing_readable_makes_no_release(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "letter.txt").write_text("Dear all")
    assert "none of these files" in one_line(quipu(tmp_path / "home", "import", tmp_path / "files"), code=2)
    assert snapshots(tmp_path / "home") == []


def test_an_empty_folder_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    one_line(quipu(tmp_path / "home", "import", tmp_path / "files"), code=2)


def test_the_same_content_is_taken_once_however_it_comes(tmp_path: Path) -> None:
    (plain,) = sample_files(EARLIER)
    packed = tmp_path / f"{EARLIER}.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    quipu(tmp_path / "home", "import", plain).check_returncode()
    again = quipu(tmp_path / "home", "import", packed, plain)
    assert "2 files: 2 unchanged, here already." in again.stdout
    assert again.returncode == 0
    assert len(snapshots(tmp_path / "home")) == 1


def test_a_packed_and_a_plain_copy_in_one_import_are_one_snapshot(tmp_path: Path) -> None:
    (plain,) = sample_files(EARLIER)
    packed = tmp_path / f"{EARLIER}.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    quipu(tmp_path / "home", "import", plain, packed).check_returncode()
    assert len(snapshots(tmp_path / "home")) == 1


def test_what_cannot_be_read_is_counted_and_the_rest_is_there(tmp_path: Path) -> None:
    text = sample_files(ACTIVITIES)[0].read_text("utf-8")
    path = tmp_path / "activities.xml"
    path.write_text(text.replace("20496332.32", "20.496.332"), "utf-8")
    result = quipu(tmp_path / "home", "import", path)
    assert "1 row in quarantine" in result.stdout
    (snapshot,) = snapshots(tmp_path / "home")
    assert (snapshot["rows"], snapshot["quarantined"]) == (315, 1)
    assert "missing" in quipu(tmp_path / "home", "figure", "PER/2019/budget").stdout
    assert "48,625,534.17" in quipu(tmp_path / "home", "figure", "PER/2020/budget").stdout


def test_the_day_that_is_said_counts_only_where_the_file_says_none(tmp_path: Path) -> None:
    renamed = tmp_path / "statistics.csv"
    renamed.write_bytes(sample_files(EARLIER)[0].read_bytes())
    quipu(tmp_path / "home", "import", renamed, *sample_files(ACTIVITIES), "--published", "2021-09-01")
    assert [(one["published"], one["published_by"]) for one in snapshots(tmp_path / "home")] == [
        ("2021-09-01", "said at import"),
        ("2021-11-28", "generated-datetime of the file"),
    ]


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with writing(Home(home), 5, "test"):
        second = begun(home, "import", *sample_files(EARLIER))
        until(lambda: second.poll() is None)
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(2)
        assert not (home / "snapshots").exists()
    assert second.wait(60) == 0
    second.communicate()
    assert len(snapshots(home)) == 1


def test_a_second_writer_that_may_not_wait_says_who_is_writing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with writing(Home(home), 5, "a test of the lock"):
        error = one_line(quipu(home, "import", *sample_files(EARLIER), QUIPU_LOCK_WAIT="1"))
    assert "(a test of the lock, since " in error
    assert "is writing" in error


def test_two_imports_at_once_both_go_in(tmp_path: Path) -> None:
    home = tmp_path / "home"
    both = [begun(home, "import", *sample_files(name)) for name in (ACTIVITIES, EARLIER)]
    for process in both:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    assert len(snapshots(home)) == 2
    assert "1,557,276" in quipu(home, "figure", "PER/2020/population").stdout


READ = """
import resource, sys
from pathlib import Path
from quipu.pipeline import sources
path = Path(sys.argv[1])
name, recognised = sources.recognise(path, path.name)
with sources.open_plain(path) as stream:
    for given in sources.read(stream, name, recognised, path.name):
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_reading_ten_times_as_much_takes_no_more_memory(tmp_path: Path) -> None:
    budget = "<budget><period-start iso-date='2020-01-01'/><period-end iso-date='2020-12-31'/><value>1</value></budget>"

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.xml"
        path.write_text(document(*(activity(f"A-{n}", *[budget] * 40) for n in range(count))), "utf-8")
        result = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
        return int(result.stdout)

    assert peak(10_000) < 1.3 * peak(1_000)
