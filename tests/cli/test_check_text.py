"""`quipu check --text`: the numbers of a file, judged."""

import json
from pathlib import Path

import pytest
from tests.command import one_line, quipu

GOOD = "At the end of 2020, Peru hosted 537,552 asylum-seekers.\n"
BAD = "# Peru\n\n52,9960 people received emergency cash.\n"
WHERE = ("--operation", "PER", "--year", "2020")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return tmp_path / "text.md"


def test_a_correct_text_is_quiet(sample_home: Path, text: Path) -> None:
    text.write_text(GOOD)
    result = quipu(sample_home, "check", "--text", text, *WHERE)
    assert (result.returncode, result.stdout) == (0, "1 numbers: 1 equal.\n"), result.stderr


def test_an_impossible_number_is_told_with_its_place_and_the_exit_code(sample_home: Path, text: Path) -> None:
    text.write_text(BAD)
    result = quipu(sample_home, "check", "--text", text, *WHERE)
    assert result.returncode == 1
    assert f"{text}:3:1  IMPOSSIBLE  52,9960" in result.stdout


def test_json_has_every_number_with_what_it_may_be(sample_home: Path, text: Path) -> None:
    text.write_text(GOOD)
    result = quipu(sample_home, "check", "--text", text, *WHERE, "--format", "json")
    (number,) = json.loads(result.stdout)["numbers"]
    assert (number["value"], number["standing"], number["stops"]) == (537552, "equal", False)
    assert number["candidates"][0]["address"] == "PER/2020/population/asylum-seekers"


def test_a_translation_is_compared(sample_home: Path, text: Path, tmp_path: Path) -> None:
    text.write_text("We met 18,400 women.")
    spanish = tmp_path / "es.md"
    spanish.write_text("Nos reunimos con 14.800 mujeres.")
    result = quipu(sample_home, "check", "--text", text, "--translation", f"es={spanish}", *WHERE)
    assert result.returncode == 1
    assert result.stdout.count("CONTRADICTED") == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--operation PER --year 2020"),
        (("--operation", "PER", "--year", "2020", "--translation", "es"), "LANGUAGE=FILE"),
        (("--operation", "NOWHERE", "--year", "2020"), 'no subject "NOWHERE"'),
    ],
)
def test_what_cannot_be_taken_is_one_line_and_exit_code_2(
    sample_home: Path, text: Path, words: tuple[str, ...], told: str
) -> None:
    text.write_text(GOOD)
    assert told in one_line(quipu(sample_home, "check", "--text", text, *words), code=2)
