"""`quipu figure`: the contract that others build on."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from tests.command import QUIPU, environment, one_line, quipu

CONTRACT = {
    "address",
    "title",
    "value",
    "unit",
    "status",
    "reason",
    "definition",
    "as_of",
    "release",
    "sources",
    "revisions",
}
SOURCE = {"snapshot", "file", "line", "identifier", "value"}
REVISION = {"as_of", "value", "snapshot"}
ADDRESSES = ("PER/2020/budget", "PER/2020/expenditure/pillar-1", "PER/2020/population", "WORLD/2020/funding-level")


def described(home: Path, *words: str) -> dict:
    result = quipu(home, "figure", *words, "--format", "json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("address", ADDRESSES)
def test_json_has_exactly_what_was_promised(sample_home: Path, address: str) -> None:
    figure = described(sample_home, address)
    assert figure.keys() == CONTRACT
    assert all(source.keys() == SOURCE for source in figure["sources"])
    assert all(revision.keys() == REVISION for revision in figure["revisions"])
    assert isinstance(figure["value"], int | float)
    assert figure["sources"]


def test_a_number_has_all_its_published_digits(sample_home: Path) -> None:
    result = quipu(sample_home, "figure", "PER/2020/budget", "--format", "json")
    assert '"value": 48625534.17,' in result.stdout


def test_a_sum_is_the_sum_of_its_sources(sample_home: Path) -> None:
    figure = described(sample_home, "PER/2020/expenditure/pillar-1")
    assert [source["value"] for source in figure["sources"]] == [9954483.57, 5300000, 4350000, 550000]
    assert figure["value"] == 20154483.57


@pytest.mark.parametrize("address", ["PER/2020/population", "PER/2020/contributions", "WORLD/2020/budget"])
def test_sources_add_up_to_the_figure(sample_home: Path, address: str) -> None:
    figure = described(sample_home, address)
    assert round(sum(source["value"] for source in figure["sources"]), 2) == figure["value"]


def test_a_source_leads_to_the_very_line(sample_home: Path) -> None:
    figure = described(sample_home, "PER/2020/budget")
    (source,) = figure["sources"]
    (taken,) = sample_home.glob(f"snapshots/{source['snapshot']}*/bytes")
    lines = taken.read_text("utf-8").splitlines()
    assert "<budget" in lines[source["line"] - 1]
    assert "48625534.17" in "".join(lines[source["line"] - 1 : source["line"] + 6])


def test_a_missing_figure_is_null_with_a_reason(sample_home: Path) -> None:
    figure = described(sample_home, "PER/2021/expenditure")
    assert (figure["value"], figure["status"], figure["sources"]) == (None, "missing", [])
    assert figure["reason"]


def test_a_missing_figure_is_no_failure_and_says_why_in_text(sample_home: Path) -> None:
    result = quipu(sample_home, "figure", "PER/2021/expenditure")
    assert result.returncode == 0
    assert result.stdout.splitlines()[0].endswith(": missing")
    assert result.stdout.splitlines()[1].startswith("  missing: ")


def test_a_revised_figure_says_what_it_was(sample_home: Path) -> None:
    figure = described(sample_home, "PER/2020/population")
    assert [(r["as_of"], r["value"]) for r in figure["revisions"]] == [("2021-08-19", 1557276), ("2022-11-01", 1557216)]


@pytest.mark.parametrize(("day", "value"), [("2021-08-19", 1557276), ("2021-12-31", 1557276), ("2022-11-01", 1557216)])
def test_as_of_a_day_gives_what_was_published_by_then(sample_home: Path, day: str, value: int) -> None:
    assert described(sample_home, "PER/2020/population", "--as-of", day)["value"] == value


def test_as_of_a_day_leaves_the_current_release_current(sample_home: Path) -> None:
    before = described(sample_home, "PER/2020/population")
    quipu(sample_home, "figure", "PER/2020/population", "--as-of", "2021-09-01").check_returncode()
    assert described(sample_home, "PER/2020/population") == before


def test_before_the_first_publication_there_is_nothing(sample_home: Path) -> None:
    error = one_line(quipu(sample_home, "figure", "PER/2020/population", "--as-of", "2001-01-01"))
    assert "2021-08-19" in error


def test_explain_shows_definition_sql_and_rows(sample_home: Path) -> None:
    text = quipu(sample_home, "figure", "PER/2020/expenditure", "--explain").stdout
    assert "Definition: Disbursements to partners" in text
    assert "SELECT" in text
    assert "sample-activities.xml:912  XM-DAC-41121-2020-AME-PER  9,954,483.57" in text


def test_explain_as_json_has_the_sql_too(sample_home: Path) -> None:
    figure = described(sample_home, "PER/2020/expenditure", "--explain")
    assert figure.keys() == CONTRACT | {"sql"}
    assert "SELECT" in figure["sql"]


def test_csv_is_one_row_with_the_same_content(sample_home: Path) -> None:
    result = quipu(sample_home, "figure", "PER/2020/population", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row.keys() == CONTRACT
    assert (row["value"], row["revisions"]) == ("1557216", "2021-08-19=1557276 2022-11-01=1557216")


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("PER/2020/budgte", "budget"),
        ("PRE/2020/budget", "PER"),
        ("PER/1999/budget", "2019"),
        ("PER/2020/expenditure/pillar-9", "pillar-1"),
        ("PER/2020/expenditure/pilar-1", "pillar-1"),
        ("PER", "SUBJECT/YEAR/FIGURE"),
        ("PER/twenty/budget", "SUBJECT/YEAR/FIGURE"),
        ("", "SUBJECT/YEAR/FIGURE"),
        ("PER/2020/budget/a/b", "SUBJECT/YEAR/FIGURE"),
        ("../../etc/passwd", ""),
        ("PER/2020/bud'get", ""),
        ("Ü/2020/budget", ""),
    ],
)
def test_an_unknown_address_says_what_is_near(sample_home: Path, address: str, near: str) -> None:
    assert near in one_line(quipu(sample_home, "figure", address), code=2)


def test_an_address_in_small_letters_is_found_or_named(sample_home: Path) -> None:
    result = quipu(sample_home, "figure", "per/2020/budget")
    assert result.returncode == 0 or "PER" in one_line(result, code=2)


def test_a_reader_that_stops_early_sees_no_trace(sample_home: Path) -> None:
    command = f"'{QUIPU}' figure WORLD/2020/contributions --explain | head -1"
    shell = ["bash", "-c", f"set -o pipefail; {command}"]
    result = subprocess.run(shell, env=environment(sample_home), capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


def test_without_a_release_it_says_how_to_get_one(tmp_path: Path) -> None:
    assert "quipu import" in one_line(quipu(tmp_path / "new", "figure", "PER/2020/budget"))


def test_looking_up_writes_nothing(tmp_path: Path) -> None:
    quipu(tmp_path / "new", "figure", "PER/2020/budget")
    quipu(tmp_path / "new", "snapshots")
    assert not (tmp_path / "new").exists()
