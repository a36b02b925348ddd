"""Estimate how wide a text will be in a font that we do not have. Errs on the wide side; knows no drawing."""

import unicodedata
from functools import lru_cache
from typing import Final

_NARROW: Final = frozenset("ijlI|!.,:;'’‘·()[]ft- \u00a0\u202f\u066b\u066c")
_WIDE: Final = frozenset("mwMW%@&—")


def _advance(character: str) -> float:
    """Return one character's width in ems."""
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.92
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    if character.isupper():
        return 0.7
    if "\u0600" <= character <= "\u06ff" and not character.isdecimal():
        return 0.54
    return 0.58 if character < "\u0250" or character.isdecimal() else 0.64


@lru_cache(maxsize=8192)
def ems(text: str) -> float:
    """Return the estimated width of `text` in ems."""
    return sum(map(_advance, text))


def width(text: str, size: float) -> float:
    """Return the estimated width of `text` set at `size`."""
    return ems(text) * size


def _split(word: str, ems_free: float) -> list[str]:
    """Cut a word that is wider than a line, between any two characters: scripts without spaces need it."""
    pieces, start = [], 0
    for end in range(1, len(word) + 1):
        if end - start > 1 and ems(word[start:end]) > ems_free:
            pieces.append(word[start : end - 1])
            start = end - 1
    return [*pieces, word[start:]]


@lru_cache(maxsize=4096)
def _lines(text: str, ems_free: float) -> tuple[str, ...]:
    lines = [""]
    for word in text.split():
        if lines[-1] and ems(f"{lines[-1]} {word}") <= ems_free:
            lines[-1] += f" {word}"
            continue
        pieces = [word] if ems(word) <= ems_free else _split(word, ems_free)
        lines += pieces
    return tuple(lines[1:]) if len(lines) > 1 else ()


def wrap(text: str, free: float, size: float) -> tuple[str, ...]:
    """Return `text` in lines no wider than `free`, at least one character each."""
    return _lines(text, free / size)


def fits(text: str, free: float, size: float) -> bool:
    """Say whether every word of `text` is narrower than `free`, so that it wraps without cutting a word."""
    return all(width(word, size) <= free for word in text.split())
