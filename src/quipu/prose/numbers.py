"""Find the numbers of a text that could be figures, with what they count. Knows no figures.

Years, dates, times, ages, lengths of time, references, list numbers, telephone numbers and places are passed over.
"""

import re
from collections.abc import Iterable

from quipu.prose.amounts import Amount, amounts
from quipu.prose.nouns import is_known, noun_of, people
from quipu.prose.number import Approximation, Kind, Number
from quipu.prose.script import Script
from quipu.prose.tongue import tongue
from quipu.prose.wording import Token

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?![.,  \u202f]\d{3}(?!\d))")
_AFTER, _BEFORE, _CURRENCY_AFTER = 6, 9, 3
_BREAKS = re.compile(r"[,;:(،؛]")


def find(text: str, language: str) -> tuple[Number, ...]:
    """Return the numbers that could be figures, in the order of the text; raise UsageError for an unknown language."""
    script = Script(text, tongue(language))
    found = amounts(script)
    taken = frozenset(place for amount in found for place in (amount.first, amount.last))
    about: dict[tuple[int, int], frozenset[str]] = {}
    return tuple(_described(script, amount, taken, about) for amount in found)


def _described(
    script: Script, amount: Amount, taken: frozenset[int], known: dict[tuple[int, int], frozenset[str]]
) -> Number:
    sentence = script.sentence_at(amount.start)
    if sentence not in known:
        known[sentence] = _about(script, sentence)
    noun, after = _after(script, amount, sentence[1])
    currency = _currency(script, amount)
    alone = any(map(is_known, after)) and not currency and not amount.share
    return Number(
        start=amount.start,
        end=amount.end,
        written=script.text[amount.start : amount.end],
        value=amount.value,
        high=amount.high,
        step=amount.step,
        approximation=_approximation(script, amount),
        kind=_kind(script, amount, currency, after),
        currency=currency,
        fault=amount.fault,
        noun=noun,
        nouns=after if alone else after | _before(script, amount, sentence[0], taken),
        about=known[sentence],
        years=frozenset(int(match[0]) for match in _YEAR.finditer(script.plain, *sentence)),
        part=script.own.phrases.parts.search(script.plain, sentence[0], amount.start) is not None,
        sentence=sentence,
    )


def _about(script: Script, sentence: tuple[int, int]) -> frozenset[str]:
    """Return what a sentence is about."""
    first, last = script.place_at(sentence[0] - 1) + 1, script.place_at(sentence[1] - 1) + 1
    return _nouns(script.tokens[first:last], script.own.code)


def _nouns(tokens: Iterable[Token], language: str) -> frozenset[str]:
    return frozenset(noun for token in tokens if token.word and (noun := noun_of(token.word, language)))


def _approximation(script: Script, amount: Amount) -> Approximation:
    if said := script.softened(amount.start):
        return said
    if script.plain[amount.end : amount.end + 1] == "+":
        return Approximation.OVER
    return Approximation.ABOUT if amount.rough else Approximation.NONE


def _kind(script: Script, amount: Amount, currency: str, after: frozenset[str]) -> Kind:
    if amount.share or script.is_percent(amount.last):
        return Kind.PERCENT
    if currency:
        return Kind.MONEY
    return Kind.PEOPLE if people(after) else Kind.COUNT


def _currency(script: Script, amount: Amount) -> str:
    """Return the currency before or behind a number, as an ISO code; "" where there is none."""
    if code := script.money_before(amount.start):
        return code
    for token in script.following(amount.last, _CURRENCY_AFTER):
        if token.word in script.own.currencies:
            return script.own.currencies[token.word]
        if token.run or token.percent or (token.word != "us" and noun_of(token.word, script.own.code)):
            break
    return script.money_after(amount.end)


def _after(script: Script, amount: Amount, end: int) -> tuple[str, frozenset[str]]:
    """Return the first noun behind a number as it is written, and what its phrase is about."""
    phrase: list[Token] = []
    for token in script.following(amount.last, _AFTER):
        if token.start >= end or token.run or _BREAKS.search(script.masked, amount.end, token.start):
            break
        phrase.append(token)
    nouns = (token.text for token in phrase if token.word and noun_of(token.word, script.own.code))
    return next(nouns, ""), _nouns(phrase, script.own.code)


def _before(script: Script, amount: Amount, begin: int, taken: frozenset[int]) -> frozenset[str]:
    """Return what stands before a number in its sentence, back to the number before."""
    phrase: list[Token] = []
    for place in range(amount.first - 1, max(-1, amount.first - 1 - _BEFORE), -1):
        if script.tokens[place].start < begin or place in taken:
            break
        phrase.append(script.tokens[place])
    return _nouns(phrase, script.own.code)
