"""Whole reports with made-up facts: quiet as they are, and not quiet once a figure in them is mistyped."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from tests.prose import sets
from tests.prose.made_up import verdicts

from quipu.prose.judge import Standing, Verdict
from quipu.prose.tongue import LANGUAGES

MOST_THAT_MAY_PASS = 0.1


def report(language: str) -> str:
    return (sets.HERE / "texts" / f"report.{language}.md").read_text("utf-8")


def mistyped(verdict: Verdict) -> Iterator[str]:
    """A number with a digit too many, and with each two unlike digits that stand side by side exchanged."""
    written = verdict.number.written
    digits = [place for place, sign in enumerate(written) if sign.isdigit()]
    yield written[: digits[-1]] + "0" + written[digits[-1] :]
    for a, b in pairwise(digits):
        if written[a] != written[b] and not (a == digits[0] and written[b] == "0"):
            signs = list(written)
            signs[a], signs[b] = signs[b], signs[a]
            yield "".join(signs)


def passed(language: str) -> Iterator[tuple[str, bool]]:
    """Every mistyped figure of four digits or more that tell, and whether no alarm is raised where it stands."""
    text = report(language)
    for verdict in verdicts(text, language=language):
        number = verdict.number
        if verdict.standing is Standing.EQUAL and number.digits >= 4:
            for wrong in mistyped(verdict):
                changed = text[: number.start] + wrong + text[number.end :]
                found = verdicts(changed, language=language)
                yield wrong, not any(v.alarms and v.number.start == number.start for v in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correct_report_raises_no_alarm(language: str) -> None:
    found = verdicts(report(language), language=language)
    assert len(found) > 25
    assert [verdict.message for verdict in found if verdict.alarms] == []


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_a_correct_translation_does_not_contradict_the_report(language: str) -> None:
    found = verdicts(report("en"), **{language: report(language)})
    assert [verdict.message for verdict in found if verdict.standing is Standing.CONTRADICTED] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistyped_figure_is_noticed(language: str) -> None:
    tried = list(passed(language))
    unnoticed = [wrong for wrong, missed in tried if missed]
    assert len(unnoticed) <= MOST_THAT_MAY_PASS * len(tried), (unnoticed, len(tried))
