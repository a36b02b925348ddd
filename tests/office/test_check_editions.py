"""`quipu check --editions`: the number check over what people wrote, with an exit code that a script can trust."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from tests.command import quipu
from tests.office.acting import act, report, signed_in, write
from tests.office.test_numbers import MISPRINT, SENTENCE, let_pass
from tests.office.test_workflow import TEXT, translated

from quipu.cli import check_editions
from quipu.cli.output import Format
from quipu.core.errors import QuipuError, UsageError


def checked(capsys: pytest.CaptureFixture[str], **asked: Any) -> tuple[int, str]:
    """What is printed, and the exit code."""
    defaults = {"live": False, "operation": None, "year": None, "all": False, "as_of": None, "format": Format.TEXT}
    code = 0
    try:
        check_editions.run(Namespace(**(defaults | asked)))
    except SystemExit as stop:
        code = int(str(stop.code))
    return code, capsys.readouterr().out


@pytest.fixture
def misprinted() -> Any:
    write(signed_in("ana", "writer", "PER"), report(), MISPRINT)
    return report()


@pytest.mark.usefixtures("misprinted")
def test_a_number_that_stops_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = checked(capsys)
    assert code == 1
    assert told.startswith(
        "1 editions, 1 numbers: 1 impossible.\nPER/2020 report, en, Operational context  IMPOSSIBLE  52,9960"
    )
    assert told.endswith(f"    {SENTENCE}\n")


@pytest.mark.usefixtures("misprinted")
def test_json_names_edition_language_section_and_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = checked(capsys, format=Format.JSON)
    (number,) = json.loads(told)["numbers"]
    place = {"operation": "PER", "year": 2020, "edition": "report", "language": "en", "section": "Operational context"}
    assert (code, number["sentence"], number["stops"], number["passed"]) == (1, SENTENCE, True, None)
    assert place.items() <= number.items()


@pytest.mark.usefixtures("misprinted")
@pytest.mark.parametrize(("asked", "count"), [({"operation": "per"}, 1), ({"year": 2021}, 0), ({"year": 2020}, 1)])
def test_one_operation_or_year_can_be_asked_for(asked: Any, count: int, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = checked(capsys, **asked)
    assert (code, told.startswith(f"{count} editions")) == (count, True)


def test_what_a_reviewer_let_pass_stops_nothing(misprinted: Any, capsys: pytest.CaptureFixture[str]) -> None:
    let_pass(signed_in("rosa", "reviewer", "AME"), misprinted)
    code, told = checked(capsys)
    assert code == 0
    assert "(let pass by rosa: It is quoted" in told


def test_drafts_are_checked_or_what_is_live(capsys: pytest.CaptureFixture[str]) -> None:
    page = translated()
    act(signed_in("paul", "publisher"), page, "approve")
    newest = report().get_latest_revision_as_object()
    newest.narrative[0].value.source = MISPRINT
    newest.save_revision()
    assert checked(capsys)[0] == 1
    code, told = checked(capsys, live=True)
    assert (code, told.splitlines()[0]) == (0, "4 editions, 0 numbers.")


def test_an_office_in_which_nobody_wrote_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys) == (0, "0 editions, 0 numbers.\n")


def test_an_unknown_operation_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(QuipuError, match='no operation "XXX"'):
        checked(capsys, operation="XXX")


def test_editions_are_judged_by_the_current_release(capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import date

    with pytest.raises(UsageError, match="current release"):
        checked(capsys, as_of=date(2021, 1, 1))


def test_an_office_of_an_older_version_is_not_asked(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_is_behind", lambda: True)
    with pytest.raises(QuipuError, match="older version"):
        office.open_existing()


def test_without_an_office_it_says_so_and_makes_none(sample_home: Path) -> None:
    done = quipu(sample_home, "check", "--editions")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no back office yet. Run: quipu office sync" in done.stderr
    assert not (sample_home / "office").exists()


def test_a_text_and_editions_are_not_checked_at_once(sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text(TEXT, "utf-8")
    assert quipu(sample_home, "check", "--editions", "--text", tmp_path / "text.md").returncode == 2
