"""What every command has in common: help, exit codes, errors in one line; and the approved output of the sample."""

import csv
import io
import json
import os
import re
import sys
from pathlib import Path

import pytest
from tests.command import ACTIVITIES, one_line, quipu, sample_files

from quipu.cli.main import COMMANDS

GOLDEN = Path(__file__).parents[1] / "golden" / "cli"
REWRITE = bool(os.environ.get("QUIPU_REWRITE_GOLDEN"))
"""Set it to approve what is printed now; the difference is read in review."""
LISTS = ("operations", "figures", "snapshots", "releases")
FORMATS = ("text", "json", "csv")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    result = quipu(tmp_path, command, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"usage: quipu {command} ")


def test_help_lists_every_command(tmp_path: Path) -> None:
    result = quipu(tmp_path, "--help")
    assert all(re.search(rf"^ +{command}\s", result.stdout, re.MULTILINE) for command in COMMANDS)
    assert "QUIPU_HOME" in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["figure"],
        ["import"],
        ["figure", "PER/2020/budget", "--format", "xml"],
        ["figure", "PER/2020/budget", "--as-of", "yesterday"],
        ["figure", "PER/2020/budget", "--exp"],
        ["serve", "--port", "70000"],
        ["operations", "--nonsense"],
    ],
)
def test_words_that_cannot_be_taken_end_with_2_and_no_trace(tmp_path: Path, words: list[str]) -> None:
    result = quipu(tmp_path, *words)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "usage: quipu" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["operations", "figures", "build", "check", "publish", "serve"])
def test_without_a_release_it_says_how_to_get_one(tmp_path: Path, command: str) -> None:
    words = [tmp_path / "site"] if command == "publish" else []
    assert "Run: quipu import PATH" in one_line(quipu(tmp_path / "home", command, *words))


@pytest.mark.parametrize("command", ["snapshots", "releases"])
def test_an_empty_list_says_how_to_begin(tmp_path: Path, command: str) -> None:
    result = quipu(tmp_path, command)
    assert (result.returncode, result.stdout.endswith("Run: quipu import PATH\n")) == (0, True)
    assert json.loads(quipu(tmp_path, command, "--format", "json").stdout) == []


def masked(text: str, release: str) -> str:
    """The output without what the code's own version and the hour give: the release's name and the time of import."""
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", "MOMENT", text)
    return text.replace(release, "R" * len(release))


def approved(name: str, text: str) -> None:
    path = GOLDEN / name
    if REWRITE:
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.fixture(scope="module")
def fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample and one release: what others look at as of a day does not stand in its list."""
    home = tmp_path_factory.mktemp("fresh") / "home"
    quipu(home, "import", *sample_files()).check_returncode()
    return home


def release_of(home: Path) -> str:
    return (home / "releases" / "current").resolve().name


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", LISTS)
def test_the_lists_of_the_sample_are_the_approved_ones(fresh_home: Path, command: str, form: str) -> None:
    result = quipu(fresh_home, command, "--format", form)
    assert result.returncode == 0
    approved(f"{command}.{form if form != 'text' else 'txt'}", masked(result.stdout, release_of(fresh_home)))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("address", ["PER/2020/budget", "PER/2020/population", "PER/2021/expenditure"])
def test_the_figures_of_the_sample_are_the_approved_ones(fresh_home: Path, address: str, form: str) -> None:
    result = quipu(fresh_home, "figure", address, "--format", form)
    name = address.replace("/", "-").lower()
    approved(f"{name}.{form if form != 'text' else 'txt'}", masked(result.stdout, release_of(fresh_home)))


def test_the_explanation_is_the_approved_one(fresh_home: Path) -> None:
    result = quipu(fresh_home, "figure", "PER/2020/expenditure/pillar-1", "--explain")
    approved("per-2020-expenditure-pillar-1-explained.txt", masked(result.stdout, release_of(fresh_home)))


@pytest.mark.parametrize("command", LISTS)
def test_csv_and_json_say_the_same(fresh_home: Path, command: str) -> None:
    rows = json.loads(quipu(fresh_home, command, "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(quipu(fresh_home, command, "--format", "csv").stdout)))
    assert [list(row) for row in table] == [list(row) for row in rows]
    told = [[" ".join(v) if isinstance(v, list) else "" if v is None else str(v) for v in row.values()] for row in rows]
    assert [list(row.values()) for row in table] == told


def test_snapshots_tell_all_that_is_known_of_them(fresh_home: Path) -> None:
    row = json.loads(quipu(fresh_home, "snapshots", "--format", "json").stdout)[0]
    assert {
        "snapshot",
        "published",
        "rows",
        "quarantined",
        "issues",
        "licence",
        "origin",
        "imported",
        "sha256",
    } <= row.keys()
    assert row["snapshot"] == row["sha256"][:12]


def test_check_passes_on_the_sample(fresh_home: Path) -> None:
    result = quipu(fresh_home, "check", "--format", "json")
    assert result.returncode == 0
    assert {check["severity"] for check in json.loads(result.stdout)["checks"]} <= {"stop", "warn", "note"}


def test_an_import_says_what_became_of_each_file(tmp_path: Path) -> None:
    result = quipu(tmp_path / "home", "import", *sample_files(ACTIVITIES))
    assert "taken        sample-activities.xml: activities, 316 rows, published 2021-11-28" in result.stdout
    again = quipu(tmp_path / "home", "import", *sample_files(ACTIVITIES))
    assert "unchanged, here already sample-activities.xml" in again.stdout
    assert again.returncode == 0


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "gone.xml: there is no such file" in one_line(quipu(tmp_path / "home", "import", "gone.xml"), code=2)


def test_an_unknown_release_cannot_be_returned_to(sample_home: Path) -> None:
    error = one_line(quipu(sample_home, "releases", "--return-to", "nonsense"), code=2)
    assert release_of(sample_home) in error


@pytest.mark.parametrize("name", ["../../..", "", ".", "current"])
def test_a_release_is_a_name_and_no_path(sample_home: Path, name: str) -> None:
    before = release_of(sample_home)
    result = quipu(sample_home, "releases", "--return-to", name)
    assert "Traceback" not in result.stderr
    assert release_of(sample_home) == before


def test_an_unknown_publisher_is_named(tmp_path: Path) -> None:
    error = one_line(quipu(tmp_path / "home", "import", *sample_files(ACTIVITIES), QUIPU_PUBLISHER="nobody"))
    assert "nobody" in error
    assert "docs/publisher-profile.md" in error


@pytest.mark.parametrize("text", ["many", "-1", "nan"])
@pytest.mark.parametrize("setting", ["QUIPU_WORKERS", "QUIPU_LOCK_WAIT", "QUIPU_KEEP_RELEASES"])
def test_a_setting_that_is_no_number_is_named(sample_home: Path, setting: str, text: str) -> None:
    error = one_line(quipu(sample_home, "snapshots", **{setting: text}), code=2)
    assert setting in error


def test_a_figure_is_answered_without_what_only_imports_need(sample_home: Path) -> None:
    """So that it is answered at once."""
    result = quipu(sample_home, "figure", "PER/2020/budget", PYTHONPROFILEIMPORTTIME="1")
    loaded = set(re.findall(r"\|\s+([\w.]+)$", result.stderr, re.MULTILINE))
    assert "quipu.figures.lookup" in loaded
    assert not loaded & {"duckdb", "pyarrow", "lxml", "rich", "babel", "minijinja"}


def test_the_module_is_the_command(tmp_path: Path) -> None:
    assert quipu(tmp_path, "--version").stdout == "quipu 0.1.0\n"
    assert Path(sys.executable).with_name("quipu").exists()
