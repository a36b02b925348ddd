"""Read numbers from words, and the scale words behind digits. Knows neither what is counted nor sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from quipu.prose.tongue import Tongue, Word

_THOUSAND, _HUNDRED = Decimal(1000), Decimal(100)
_TWO = Decimal(2)
_TANWIN = "\u064b"


class Token(NamedTuple):
    """A piece of a text: a word (folded in `word`), a run of digits, or a sign for per cent.

    `close` says that nothing but a space or hyphen is between it and the token before.
    """

    start: int
    end: int
    text: str
    word: str = ""
    run: bool = False
    percent: bool = False
    close: bool = False


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words: its worth, how many tokens it takes, the worth of its last word, whether it is rough ("a dozen")."""

    value: Decimal
    length: int
    step: Decimal = Decimal(1)
    rough: bool = False


@dataclass
class _Sum:
    """The number so far: what is complete, what may still be multiplied, and the last scale."""

    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    last: Decimal = Decimal("Infinity")

    def add(self, word: Word) -> bool:
        """Take one more word; return False where it does not continue the number."""
        if word.scale:
            return self._multiply(word.value)
        if word.dual:
            return self._put(word.value)
        if not self._fits(word.value):
            return False
        self.current += Decimal(76) if self._is_four_twenties(word.value) else word.value
        return True

    def _put(self, value: Decimal) -> bool:
        if self.current or value >= self.last:
            return False
        if value < _THOUSAND:
            self.current = value
        else:
            self.total, self.last = self.total + value, value / _TWO
        return True

    def _fits(self, value: Decimal) -> bool:
        here = self.current % _HUNDRED
        if not self.current:
            return True
        if value >= _HUNDRED:
            return False
        if not here:
            return value > 0
        if here < 10:
            return value == 10 or 20 <= value <= 90  # Arabic: five and ten, five and twenty; French: four twenties
        if here == 10:
            return 7 <= value <= 9  # French: ten seven
        return (not here % 10 and 0 < value < 10 and here >= 20) or (here in (60, 80) and 10 <= value < 20)

    def _is_four_twenties(self, value: Decimal) -> bool:
        return value == 20 and self.current % _HUNDRED == 4

    def _multiply(self, scale: Decimal) -> bool:
        if scale < _THOUSAND:
            if self.current > 99 or (self.current and scale == _HUNDRED and self.current >= 100):
                return False
            self.current = max(self.current, Decimal(1)) * scale
            return True
        if scale == self.last and self.current:
            return False
        if scale >= self.last:
            self.total, self.current = (self.total + self.current) * scale, Decimal(0)
        else:
            self.total, self.current = self.total + max(self.current, Decimal(1)) * scale, Decimal(0)
        self.last = scale
        return True

    @property
    def value(self) -> Decimal:
        return self.total + self.current

    @property
    def step(self) -> Decimal:
        """The worth of the last word: a thousand in "forty-five thousand"."""
        return self.last if self.last.is_finite() and not self.current else Decimal(1)


def spelled(tokens: Sequence[Token], tongue: Tongue) -> Spelled | None:
    """Read the number that the first tokens spell; None where they spell none."""
    if whole := _half(tokens, tongue) or _construct(tokens, tongue):
        return whole
    first = tokens[0]
    article = first.word in tongue.lists.articles
    begun = 1 if article else 0
    if article and not _is_scale(tokens[1:2], tongue):
        return None
    word = tongue.words.get(tokens[begun].word) if len(tokens) > begun else None
    if word is None or (word.scale and not article and first.word not in tongue.lists.alone):
        return None
    return _summed(tokens, begun, tongue)


def _is_scale(tokens: Sequence[Token], tongue: Tongue) -> bool:
    word = tongue.words.get(tokens[0].word) if tokens and tokens[0].close else None
    return bool(word and word.scale)


def _construct(tokens: Sequence[Token], tongue: Tongue) -> Spelled | None:
    """Read an Arabic dual before what is counted, "two thousand" without its last letter."""
    value = tongue.constructs.get(tokens[0].word)
    if value is None or _TANWIN in tokens[0].text or len(tokens) < 2 or not tokens[1].close:
        return None
    following = tokens[1].word
    return (
        None
        if not following or following in tongue.words or any(following == w[0] for w in tongue.and_a_half)
        else Spelled(value, 1)
    )


def _half(tokens: Sequence[Token], tongue: Tongue) -> Spelled | None:
    """Read "half a million", "un demi-million", "نصف مليون"."""
    place = 0
    if len(tokens) > 1 and tokens[0].word in {"un", "une"} and tokens[1].word in tongue.lists.halves:
        place = 1
    if tokens[place].word not in tongue.lists.halves:
        return None
    scale = place + 1
    if len(tokens) > scale and tokens[scale].word in tongue.lists.articles:
        scale += 1
    word = tongue.words.get(tokens[scale].word) if len(tokens) > scale and tokens[scale].close else None
    if word is None or not word.scale or word.value < _THOUSAND:
        return None
    value = word.value / _TWO
    return Spelled(value, scale + 1, word.value / 10, rough=True)


def _summed(tokens: Sequence[Token], begun: int, tongue: Tongue) -> Spelled:
    """Add up words as long as they continue the number; what belongs to a number after it ("two and three thousand") is left."""
    sum_, place, whole = _Sum(current=Decimal(begun)), begun, (Decimal(0), 0)
    while place < len(tokens) and (place == begun or tokens[place].close):
        taken = and_a_half(tokens[place:], sum_, tongue) or _next(tokens, place, begun, sum_, tongue)
        if not taken:
            break
        place += taken
        whole = (sum_.total, place) if not sum_.current else whole
    value = sum_.value
    if whole[1] and whole[1] < place and _is_scale(tokens[place : place + 1], tongue):
        value, place = whole
    rough = any(token.word in tongue.lists.about_groups for token in tokens[begun:place])
    return Spelled(value, place, sum_.step if value == sum_.value else Decimal(1), rough)


def _next(tokens: Sequence[Token], place: int, begun: int, sum_: _Sum, tongue: Tongue) -> int:
    """Add one word, over an "and"; return how many tokens it took, none where the number ends."""
    joined = 1 if place > begun and tokens[place].word in tongue.lists.joiners else 0
    word = tongue.words.get(tokens[place + joined].word) if place + joined < len(tokens) else None
    if word is None or not _taken(sum_, word, place > begun, joined, tongue):
        return 0
    return joined + 1


def _taken(sum_: _Sum, word: Word, later: bool, joined: int, tongue: Tongue) -> bool:
    """Add a word, where "and" may stand before it: in Arabic units and tens must have it, a scale must not."""
    if later and tongue.prefixes and not word.scale and not word.joined and word.value != 10:
        return False
    if later and joined and word.scale and word.value < _THOUSAND:
        return False
    if later and word.joined and word.scale and sum_.last <= word.value:
        return False
    return sum_.add(word)


def and_a_half(tokens: Sequence[Token], sum_: _Sum, tongue: Tongue) -> int:
    """Add "and a half" of the last scale, or of one; return how many tokens it took."""
    for words in tongue.and_a_half:
        if tuple(token.word for token in tokens[: len(words)]) == words and all(t.close for t in tokens[: len(words)]):
            if sum_.last.is_finite():
                sum_.total, sum_.last = sum_.total + sum_.last / _TWO, sum_.last / 10
            else:
                sum_.current += Decimal("0.5")
            return len(words)
    return 0


def scaled(tokens: Sequence[Token], value: Decimal, step: Decimal, money: bool, tongue: Tongue) -> Spelled:
    """Multiply digits by the scale words behind them: "48.6 million", "3 mil millones", "1.2bn", "12.3m" of money."""
    length, factor = 0, Decimal(1)
    for token in tokens:
        word = tongue.words.get(token.word)
        if not token.close or word is None or not word.scale or word.joined or word.value < _HUNDRED:
            break
        factor, length = factor * word.value, length + 1
    if not length and tokens and tokens[0].close:
        short = tongue.short_scales.get(tokens[0].text) or tongue.short_scales.get(tokens[0].text.lower())
        if short and (money or tokens[0].text != "m"):
            factor, length = short, 1
    sum_ = _Sum(value * factor, last=factor)
    if length and (half := and_a_half(tokens[length:], sum_, tongue)):
        return Spelled(sum_.value, length + half, factor / 10)
    return Spelled(value * factor, length, step * factor)
