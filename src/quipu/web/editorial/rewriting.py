"""Put other words at places of rich text, counted as the editor counts them, and write numbers as they were. Knows no figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from quipu.prose.number import Number
from quipu.web.editorial import released
from quipu.web.editorial.passages import PlainText

_SCALES = tuple(Decimal(10) ** power for power in (3, 6, 9, 12))
_HEAD = re.compile(r"[\d٠-٩۰-۹][\d٠-٩۰-۹.,٫٬'’  ]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words between two places of a text."""

    start: int
    end: int
    text: str


class _Rewritten(PlainText):
    """Rich text with edits; one that does not lie within one piece of text is left out."""

    def __init__(self, html: str, edits: Sequence[Edit]) -> None:
        self._edits, self.html, self.done = edits, "", 0
        super().__init__(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attributes)
        self.html += self.get_starttag_text() or ""

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        self.html += f"</{tag}>"

    def handle_data(self, data: str) -> None:
        begin = len(self.text)
        super().handle_data(data)
        counted = len(self.text) > begin
        self.html += escape(self._edited(data, begin) if counted else data, quote=False)

    def _edited(self, data: str, begin: int) -> str:
        end = begin + len(data)
        held = [edit for edit in self._edits if begin <= edit.start and edit.end <= end]
        for edit in sorted(held, key=lambda edit: edit.start, reverse=True):
            data = data[: edit.start - begin] + edit.text + data[edit.end - begin :]
            self.done += 1
        return data


def rewrite(html: str, edits: Sequence[Edit]) -> str:
    """Return rich text with its edits made; places are those of `PlainText`."""
    return _Rewritten(html, edits).html


def same_form(written: str, was: Decimal | None, value: Decimal, unit: str, language: str) -> str:
    """Return a value in the form in which an old one is written: in full, for a headline or in digits; empty where in none."""
    if was is None:
        return ""
    old = (*released.shown(was, unit, language), released.digits(was, unit, language))
    new = (*released.shown(value, unit, language), released.digits(value, unit, language))
    return next((after for before, after in zip(old, new, strict=True) if before and before == written), "")


def renumbered(number: Number, value: Decimal, unit: str, language: str) -> str:
    """Return a value in the words of a number: "4.3 million" with the same decimals, or its digits."""
    return _scaled(number, value, language) or released.digits(value, unit, language)


def _scaled(number: Number, value: Decimal, language: str) -> str:
    """Return a value with the words of a number ("4.3 million"); empty where it has none, or is too small for them."""
    head = _HEAD.search(number.written)
    if head is None or not number.written[head.end() :].strip() or number.value is None:
        return ""
    digits = head.group().rstrip()
    for scale in _SCALES:
        places = max(0, -int((number.step / scale).normalize().as_tuple().exponent))
        shown = (value / scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if shown and released.number(number.value / scale, places, language) == digits:
            return number.written.replace(digits, released.number(shown, places, language), 1)
    return ""
