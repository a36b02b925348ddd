"""A text cut into tokens, with what is no figure masked. Knows no numbers."""

import re
from bisect import bisect_right
from itertools import pairwise

from quipu.prose.number import Approximation
from quipu.prose.tongue import CURRENCY, Tongue, fold
from quipu.prose.wording import Token

_DIGITS = {ord(sign): str(place) for signs in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for place, sign in enumerate(signs)}
_DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), " ")
_PLAIN = str.maketrans(_DIGITS | _DIRECTIONS)
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\bNo)(?<!\bapprox)(?<!\bca)[.!?؟](?=\s|$|[\"”»)])|\n")
_GAP = re.compile(r"[\s\-‑ـ]*")
_LONGEST_GAP = 3
_WORD = re.compile(r"\w")
_MONEY_BEFORE = re.compile(rf"({CURRENCY})\s*$", re.IGNORECASE)
_MONEY_AFTER = re.compile(rf"\s?({CURRENCY})", re.IGNORECASE)
_CODES = {"$": "USD", "us$": "USD", "$us": "USD", "usdollars": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_CODES |= {"s/": "PEN", "s/.": "PEN"}


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence, heading or list entry begins and ends."""
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(bounds) if text[a:b].strip()]


class Script:
    """One text in several forms, all with the same offsets.

    `plain` has Western digits and no marks of direction; `masked` also has nothing left of what is passed over.
    """

    def __init__(self, text: str, own: Tongue) -> None:
        self.text, self.own = text, own
        self.plain = text.translate(_PLAIN)
        self.sentences = sentences(self.plain) or [(0, len(text))]
        self.masked = self._masked()
        self.tokens = self._tokens()
        self.starts = [token.start for token in self.tokens]
        self._sentence_starts = [start for start, _ in self.sentences]

    def _masked(self) -> str:
        """Return the text without what is passed over; sentences without digits are not searched, which saves half of the time."""
        pieces, done = [], 0
        for start, end in self.sentences:
            if not self.own.may_pass.search(self.plain, start, end):
                continue
            for match in self.own.passed.finditer(self.plain, start, end + 1):
                pieces += [self.plain[done : match.start()], _WORD.sub("\0", match[0])]
                done = match.end()
        return "".join((*pieces, self.plain[done:]))

    def _tokens(self) -> list[Token]:
        found: list[Token] = []
        end = -1
        for match in self.own.tokens.finditer(self.masked):
            start, kind, text = match.start(), match.lastgroup, match[0]
            close = end >= 0 and start - end <= _LONGEST_GAP and _GAP.fullmatch(self.masked, end, start) is not None
            word = fold(text) if kind == "word" else ""
            found.append(Token(start, match.end(), text, word, kind == "run", kind == "percent", close))
            end = match.end()
        return found

    def place_at(self, offset: int) -> int:
        """Return which token begins at an offset, or last before it."""
        return bisect_right(self.starts, offset) - 1

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return where the sentence of an offset begins and ends."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def following(self, place: int, count: int) -> list[Token]:
        """Return so many tokens behind one, fewer at the end."""
        return self.tokens[place + 1 : place + 1 + count]

    def is_percent(self, place: int) -> bool:
        """Tell whether a sign or word for per cent stands behind a token."""
        return any(token.percent and token.close for token in self.following(place, 1))

    def is_time(self, place: int) -> bool:
        """Tell whether a unit of time stands behind a token: a length of time or an age is no figure."""
        return any(token.close and token.word in self.own.lists.times for token in self.following(place, 1))

    def softened(self, start: int) -> Approximation:
        """Return how the words before an offset soften the number there."""
        before = self.plain[max(0, start - 36) : start]
        found = (name for name, pattern in self.own.softened if pattern.search(before))
        return Approximation(next(found, ""))

    def money_before(self, start: int) -> str:
        """Return the ISO code of the currency that ends at an offset, or ""."""
        return _code(_MONEY_BEFORE.search(self.plain[max(0, start - 12) : start]))

    def money_after(self, end: int) -> str:
        """Return the ISO code of the currency sign that begins at an offset, or ""."""
        return _code(_MONEY_AFTER.match(self.plain, end, end + 8))


def _code(match: re.Match[str] | None) -> str:
    sign = match[1].lower().replace(" ", "") if match else ""
    return _CODES.get(sign, sign.upper())
