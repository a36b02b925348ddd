"""Find numbers that contradict each other in one edition, or in a text and its translation. Knows no figures."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from quipu.prose.edition import Passage
from quipu.prose.nouns import people, specific
from quipu.prose.number import Kind, Number, percent_off
from quipu.prose.script import sentences

_NEAR, _VERY_NEAR = Decimal(3), Decimal(1)
_SMALL, _LARGE = Decimal(1000), Decimal(10_000)
_SMALL_IN_TRANSLATION = Decimal(10)
_TELLING_DIGITS = 3
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Found:
    """A number and the passage that it stands in."""

    passage: Passage
    number: Number

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from every other number of the edition."""
        return self.passage.name, self.passage.language, self.number.start


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two numbers of which one must be wrong, and why: "differs", "nouns" or "translation"."""

    left: Found
    right: Found
    why: str


def contradictions(found: Sequence[Found]) -> Iterator[Contradiction]:
    """Yield the contradictions among the numbers of an edition; each pair once."""
    by_language: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        if each.number.value is not None:
            by_language[each.passage.language].append(each)
    for group in by_language.values():
        yield from _within(group)
    yield from _between_languages(found)


def _within(group: list[Found]) -> Iterator[Contradiction]:
    """Compare numbers of one language: those near each other, and those of one phrase."""
    ordered = sorted(group, key=lambda each: each.number.value or Decimal(0))
    for place, left in enumerate(ordered):
        for right in ordered[place + 1 :]:
            low, high = left.number.value or Decimal(0), right.number.value or Decimal(0)
            if percent_off(low, high) > _NEAR:
                break
            if why := _compared(left.number, right.number):
                yield Contradiction(left, right, why)
    yield from _of_one_phrase(group)


def _compared(left: Number, right: Number) -> str:
    if not _comparable(left, right):
        return ""
    if left.value == right.value:
        return "nouns" if _other_nouns(left, right) else ""
    return "differs" if not left.agrees(right) and _same_count(left, right) else ""


def _comparable(left: Number, right: Number) -> bool:
    same_time = left.years == right.years or not left.years or not right.years
    alike = {left.kind, right.kind} <= {Kind.PEOPLE, Kind.COUNT} or (left.kind, left.currency) == (
        right.kind,
        right.currency,
    )
    return same_time and alike and (left.value or 0) >= _SMALL and not left.part and not right.part


def _same_count(left: Number, right: Number) -> bool:
    """Tell whether two numbers count the same by their words; with other words beside, only very near ones do."""
    mine, theirs = specific(left.nouns), specific(right.nouns)
    if not mine or mine != theirs:
        return False
    near = percent_off(left.value or Decimal(0), right.value or Decimal(1)) < _VERY_NEAR
    return near or left.nouns == right.nouns


def _other_nouns(left: Number, right: Number) -> bool:
    """Tell whether one number counts two different things; round numbers may, if nothing else in the sentences is shared."""
    if left.kind not in (Kind.PEOPLE, Kind.COUNT) or right.kind not in (Kind.PEOPLE, Kind.COUNT):
        return False
    mine, theirs = specific(left.nouns), specific(right.nouns)
    if mine & theirs or not (mine or theirs) or not left.nouns or not right.nouns:
        return False
    if (not mine and people(theirs) and people(left.nouns)) or (not theirs and people(mine) and people(right.nouns)):
        return False
    if not (mine or people(left.nouns)) or not (theirs or people(right.nouns)):
        return False
    shared = specific(left.about) & specific(right.about)
    return left.digits >= _TELLING_DIGITS or bool(shared) or (left.value or 0) >= _LARGE


def _of_one_phrase(group: list[Found]) -> Iterator[Contradiction]:
    """Compare numbers with the very same words behind them, however far apart they are."""
    phrases: dict[tuple[str, frozenset[str], frozenset[str]], list[Found]] = defaultdict(list)
    for each in group:
        number = each.number
        if len(number.nouns) > 2 and specific(number.nouns) and (number.value or 0) >= _SMALL and not number.part:
            phrases[(number.kind, number.nouns, number.about)].append(each)
    for alike in phrases.values():
        for left, right in combinations(alike, 2):
            far = percent_off(left.number.value or Decimal(0), right.number.value or Decimal(1)) > _NEAR
            if far and left.number.years == right.number.years and not left.number.agrees(right.number):
                yield Contradiction(left, right, "differs")


def _between_languages(found: Sequence[Found]) -> Iterator[Contradiction]:
    by_name: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        by_name[each.passage.name][each.passage.language].append(each)
    for languages in by_name.values():
        for left, right in combinations(languages.values(), 2):
            yield from _translated(left, right)


def _translated(left: list[Found], right: list[Found]) -> Iterator[Contradiction]:
    """Pair the numbers of a text and its translation by sentences, or by paragraphs where there are not as many of these."""
    for mine, theirs in _aligned(left, right):
        rest = _unmatched(mine, theirs), _unmatched(theirs, mine)
        for one, other in zip(*rest, strict=False):
            if one.number.kind is Kind.PERCENT or other.number.kind is not Kind.PERCENT:
                yield Contradiction(one, other, "translation")


def _aligned(left: list[Found], right: list[Found]) -> Iterator[tuple[list[Found], list[Found]]]:
    for cut in (sentences, _paragraphs):
        mine, theirs = cut(left[0].passage.text), cut(right[0].passage.text)
        if len(mine) == len(theirs):
            for a, b in zip(mine, theirs, strict=True):
                yield _inside(left, a), _inside(right, b)
            return
    yield left, right


def _paragraphs(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def _inside(found: Iterable[Found], bounds: tuple[int, int]) -> list[Found]:
    return [each for each in found if bounds[0] <= each.number.start < bounds[1]]


def _unmatched(mine: list[Found], theirs: list[Found]) -> list[Found]:
    """Return the numbers that have no equal on the other side; small ones may be words there ("both") and do not count."""
    left = list(theirs)
    rest = []
    for each in mine:
        equal = next((other for other in left if _same_value(each.number, other.number)), None)
        if equal is not None:
            left.remove(equal)
        elif each.number.value is not None and each.number.value > _SMALL_IN_TRANSLATION:
            rest.append(each)
    return rest


def _same_value(left: Number, right: Number) -> bool:
    return left.value is not None and right.value is not None and left.agrees(right)
