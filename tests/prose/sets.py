"""The sentences with what must be found in them, and how well it was: precision and recall of finding and of judging."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from quipu.core.address import Address
from quipu.prose.edition import Binding, Edition, EditionKind, Passage
from quipu.prose.judge import QUIET, Verdict, judge
from quipu.prose.known import Earlier, Known
from quipu.prose.matching import Figures
from quipu.prose.number import Number

HERE = Path(__file__).parent
YEAR = 2020


@cache
def known() -> Figures:
    table = tomllib.loads((HERE / "known.toml").read_text("utf-8"))
    return Figures([_known(address, row, table["was"].get(address)) for address, row in table["known"].items()])


def _known(text: str, row: list[str], was: dict | None) -> Known:
    unit, title, value = row
    address = Address.parse(text)
    earlier = (Earlier(Decimal(was["value"]), was["until"]),) if was else ()
    return Known(address, title, unit, address.year, Decimal(value), earlier)


@dataclass(frozen=True)
class Expected:
    """A number that a sentence has, and its standing."""

    written: str
    value: str
    standing: str


@dataclass(frozen=True)
class Sentence:
    text: str
    language: str
    numbers: tuple[Expected, ...]
    edition: Edition
    held_out: bool

    def verdicts(self) -> list[Verdict]:
        """The verdicts on the sentence itself, not on what stands beside it."""
        return [v for v in judged(self.edition) if (v.passage, v.language) == ("text", self.language)]


@cache
def judged(edition: Edition) -> tuple[Verdict, ...]:
    return judge(edition, known())


@cache
def sentences(language: str) -> tuple[Sentence, ...]:
    rows = tomllib.loads((HERE / f"sentences.{language}.toml").read_text("utf-8"))["sentence"]
    return tuple(_sentence(row, language) for row in rows)


def _sentence(row: dict, language: str) -> Sentence:
    passages = [Passage("text", language, row["text"], _bindings(row))]
    if "beside" in row:
        passages.append(Passage("beside", language, row["beside"]))
    passages += [Passage("text", other, text) for other, text in row.get("translation", {}).items()]
    numbers = tuple(_expected(text) for text in row["numbers"])
    edition = Edition(YEAR, EditionKind.REPORT, tuple(passages))
    return Sentence(row["text"], language, numbers, edition, row.get("held_out", False))


def _expected(text: str) -> Expected:
    number, _, standing = text.rpartition(" : ")
    written, _, value = number.rpartition(" = ")
    return Expected(written, value, standing)


def _bindings(row: dict) -> tuple[Binding, ...]:
    if "bound" not in row:
        return ()
    written, address = row["bound"].split(" -> ")
    start = row["text"].index(written)
    return (Binding(start, start + len(written), address),)


def value_of(number: Number) -> str:
    """The value as the sets write it: `?` where there is none, `300..900`, shares with two decimals."""
    if number.value is None:
        return "?"
    if number.high is not None:
        return f"{number.value.normalize():f}..{number.high.normalize():f}"
    if number.value == number.value.quantize(Decimal("0.001")):
        return f"{number.value.normalize():f}"
    return str(number.value.quantize(Decimal("0.01"), ROUND_HALF_UP))


@dataclass
class Score:
    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def count(self, expected: set, got: set) -> None:
        self.right += len(expected & got)
        self.extra += len(got - expected)
        self.missed += len(expected - got)


def found(sentence: Sentence) -> tuple[set, set]:
    """The numbers that the sentence has, and those that were found in it, with their values."""
    expected = {(n.written, n.value) for n in sentence.numbers}
    return expected, {(v.number.written, value_of(v.number)) for v in sentence.verdicts()}


def alarms(sentence: Sentence) -> tuple[set, set]:
    """The planted faults, and the alarms that were raised, with their standing."""
    expected = {(n.written, n.standing) for n in sentence.numbers if n.standing not in set(QUIET)}
    return expected, {(v.number.written, str(v.standing)) for v in sentence.verdicts() if v.alarms}


def standings(sentence: Sentence) -> tuple[set, set]:
    """How each number must stand, and how it does."""
    return {(n.written, n.standing) for n in sentence.numbers}, {
        (v.number.written, str(v.standing)) for v in sentence.verdicts()
    }


MEASURES = {"finding": found, "alarms": alarms, "standing": standings}


def score(language: str, measure: str, held_out: bool) -> Score:
    total = Score()
    for sentence in sentences(language):
        if sentence.held_out == held_out:
            total.count(*MEASURES[measure](sentence))
    return total


def faults(language: str, measure: str, held_out: bool) -> Iterator[str]:
    """What differs, to be read when tuning."""
    for sentence in sentences(language):
        expected, got = MEASURES[measure](sentence)
        if sentence.held_out == held_out and expected != got:
            yield f"{sentence.text}\n    missed {sorted(expected - got)} extra {sorted(got - expected)}"


def table() -> str:
    """Precision and recall per language and measure, on the sentences tuned on and on those held out."""
    lines = [f"{'':<14}{'tuned: P':>10}{'R':>7}{'held out: P':>14}{'R':>7}"]
    for language in ("en", "fr", "es", "ar"):
        for measure in MEASURES:
            a, b = score(language, measure, False), score(language, measure, True)
            lines.append(
                f"{language} {measure:<11}{a.precision:>10.3f}{a.recall:>7.3f}{b.precision:>14.3f}{b.recall:>7.3f}"
            )
    return "\n".join(lines)
