"""Find amounts among the tokens of a text: digits, words, shares, ranges. Knows not what they count."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from quipu.prose.digits import read
from quipu.prose.nouns import is_known, money, noun_of
from quipu.prose.number import Fault
from quipu.prose.script import Script
from quipu.prose.tongue import CURRENCY
from quipu.prose.wording import Token, scaled, spelled

_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_MONEY = re.compile(rf"(?:{CURRENCY})\s?", re.IGNORECASE)
_FEW_TOKENS = 24
_MOST_OUT_OF = 100
_LONGEST_GAP = 40
_FROM = frozenset({"from", "de", "من"})
_PLURALS = frozenset({"people", "children", "women", "men"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the tokens that it takes, from `first` to `last`.

    `rough` says that it is about so many by its words ("a dozen"), `share` that it is a share in per cent, `bare` that it
    is a word such as "one", which is a number only together with others.
    """

    start: int
    end: int
    first: int
    last: int
    value: Decimal | None
    step: Decimal = Decimal(1)
    high: Decimal | None = None
    fault: Fault | None = None
    rough: bool = False
    share: bool = False
    bare: bool = False


def amounts(script: Script) -> list[Amount]:
    """Return the amounts that could be figures: no years, references, ages or lengths of time."""
    joined = _ranges(script, _shares(script, _without_references(script, _single(script))))
    return [amount for amount in joined if not amount.bare and not script.is_time(amount.last)]


def _single(script: Script) -> Iterator[Amount]:
    """Yield one amount after another."""
    fractions = {fraction.start: fraction for fraction in _fractions(script)}
    place = 0
    while place < len(script.tokens):
        amount = fractions.get(script.starts[place]) or _at(script, place)
        if amount is not None:
            yield amount
        place = amount.last + 1 if amount is not None else place + 1


def _at(script: Script, place: int) -> Amount | None:
    token, own = script.tokens[place], script.own
    if token.run:
        return _from_digits(script, place)
    if token.word in own.words or token.word in own.lists.halves or token.word in own.lists.articles:
        return _from_words(script, place)
    return None


def _fractions(script: Script) -> Iterator[Amount]:
    """Yield "two thirds" and the like, in per cent."""
    for match in script.own.fractions.finditer(script.masked):
        over, under = script.own.shares[int((match.lastgroup or "f0")[1:])]
        first, last = script.place_at(match.start()), script.place_at(match.end() - 1)
        share = Decimal(over * 100) / under
        yield Amount(match.start(), match.end(), first, last, share, rough=True, share=True)


def _from_digits(script: Script, place: int) -> Amount | None:
    token = script.tokens[place]
    if token.text.isdigit() and token.text.startswith("0") and len(token.text) > 1:
        return None
    reading = read(token.text, script.own.marks)
    if reading.value is None:
        return Amount(token.start, token.end, place, place, None, fault=reading.fault)
    behind = script.following(place, 5)
    is_money = bool(script.money_before(token.start)) or any(t.word in script.own.currencies for t in behind[:3])
    result = scaled(behind, reading.value, reading.step, is_money, script.own)
    last = place + result.length
    at_home = result.length or script.is_percent(last)
    fault = None if at_home and _is_fraction(token.text, script) else reading.fault
    return Amount(token.start, script.tokens[last].end, place, last, result.value, result.step, fault=fault)


def _is_fraction(run: str, script: Script) -> bool:
    """Tell whether a run has the decimal mark of the language: three decimals are then at home before "million" or per cent."""
    return any(sign in run for sign in script.own.marks.decimal)


def _from_words(script: Script, place: int) -> Amount | None:
    result = spelled(script.tokens[place : place + _FEW_TOKENS], script.own)
    if result is None:
        return None
    first, last = script.tokens[place], place + result.length - 1
    word = script.own.words.get(first.word)
    start = first.start + (word.prefix if word else 0)
    bare = result.length == 1 and first.word in script.own.lists.not_alone
    end = script.tokens[last].end
    return Amount(start, end, place, last, result.value, result.step, rough=result.rough, bare=bare)


def _without_references(script: Script, found: Iterable[Amount]) -> Iterator[Amount]:
    """Yield what no word before makes a reference, and no form a year; references run on over "and" and "to"."""
    referred: Amount | None = None
    for amount in found:
        if (referred and _runs_on(script, referred, amount)) or _is_reference(script, amount):
            referred = amount
        elif not _is_year(script, amount):
            referred = None
            yield amount


def _is_reference(script: Script, amount: Amount) -> bool:
    if not amount.first or not script.tokens[amount.first].run:
        return False
    before = script.tokens[amount.first - 1]
    gap = script.masked[before.end : amount.start].strip()
    return before.word in script.own.lists.references and gap in {"", ".", "º", "°"}


def _runs_on(script: Script, left: Amount, right: Amount) -> bool:
    gap, own = script.masked[left.end : right.start], script.own
    return bool(own.ranges.fullmatch(gap) or own.between_joins.fullmatch(gap) or gap == ", ")


def _is_year(script: Script, amount: Amount) -> bool:
    """Tell whether four bare digits are a year: unless they are money, softened, or followed by what they count."""
    token = script.tokens[amount.first]
    if amount.last != amount.first or not _BARE_YEAR.fullmatch(token.text) or script.is_percent(amount.last):
        return False
    if script.money_before(token.start):
        return False
    counted = any(following.close and _is_counted(script, following) for following in script.following(amount.last, 1))
    timed = script.own.phrases.in_year.search(script.plain, max(0, token.start - 16), token.start) is not None
    if script.softened(token.start) and (counted or not timed):
        return False
    return timed or not counted


def _is_counted(script: Script, token: Token) -> bool:
    noun = noun_of(token.word, script.own.code)
    plural = script.own.code != "en" or token.word.endswith("s") or token.word in _PLURALS
    return token.word in script.own.currencies or (is_known(noun) and not money((noun,)) and plural)


def _shares(script: Script, found: Iterable[Amount]) -> Iterator[Amount]:
    """Join "one in five" into a share."""
    held: Amount | None = None
    for amount in found:
        share = _share(script, held, amount) if held is not None else None
        if held is not None:
            yield share or held
        held = None if share else amount
    if held is not None:
        yield held


def _share(script: Script, left: Amount, right: Amount) -> Amount | None:
    gap = script.masked[left.end : right.start]
    if len(gap) > _LONGEST_GAP or not script.own.phrases.out_of.fullmatch(gap) or not left.value or not right.value:
        return None
    if not left.value < right.value <= _MOST_OUT_OF or script.softened(right.start):
        return None
    share = left.value * 100 / right.value
    return replace(left, end=right.end, last=right.last, value=share, rough=True, share=True, bare=False)


def _ranges(script: Script, found: Iterable[Amount]) -> list[Amount]:
    """Join "300 to 900" and "between 300 and 900" into ranges."""
    joined: list[Amount] = []
    for amount in found:
        whole = _range(script, joined[-1], amount) if joined else None
        joined[-1:] = [whole] if whole else [*joined[-1:], amount]
    return joined


def _range(script: Script, left: Amount, right: Amount) -> Amount | None:
    gap = _MONEY.sub("", script.masked[left.end : right.start])
    before = _MONEY.sub("", script.masked[max(0, left.start - 24) : left.start])
    between = script.own.between.search(before) is not None
    joins = script.own.between_joins if between else script.own.ranges
    if not joins.fullmatch(gap) or not left.value or not right.value or left.share or right.share:
        return None
    low = left.value * (_scale(script, right) if left.first == left.last else 1)
    low = low if low < right.value else left.value
    if low >= right.value or (not between and _is_change(script, left, right)):
        return None
    return replace(left, end=right.end, last=right.last, value=low, high=right.value, step=right.step)


def _scale(script: Script, amount: Amount) -> Decimal:
    """Return what the scale words of an amount multiply by: the first number of "2 to 3 million" has it too."""
    factor = Decimal(1)
    for token in reversed(script.tokens[amount.first + 1 : amount.last + 1]):
        word = script.own.words.get(token.word)
        short = script.own.short_scales.get(token.text.lower())
        if short is None and (word is None or not word.scale):
            break
        factor *= word.value if word else short or 1
    return factor


def _is_change(script: Script, left: Amount, right: Amount) -> bool:
    """Tell whether it goes from one number to another, which is no range; an age "from 5 to 11" is."""
    word = script.tokens[left.first - 1].word if left.first else ""
    return word in _FROM and not script.is_time(right.last)
