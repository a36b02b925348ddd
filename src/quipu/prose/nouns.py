"""What words are about, by names that all languages share. Knows no numbers and no figures."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from quipu.prose.tongue import fold, tongue

_STEM = 6
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    exact: dict[str, str]
    stems: dict[str, str]


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("quipu.prose").joinpath("nouns.toml").read_text(encoding="utf-8"))


@cache
def _of_kind(kind: str) -> frozenset[str]:
    return frozenset(noun for noun, entry in _table().items() if entry.get("kind") == kind)


@cache
def _vocabulary(language: str) -> _Vocabulary:
    exact: dict[str, str] = {}
    stems: dict[str, str] = {}
    for noun, entry in _table().items():
        for word in map(fold, entry[language].split()):
            (stems if word.endswith("*") else exact)[word.rstrip("*")] = noun
    return _Vocabulary(exact, stems)


@lru_cache(maxsize=32768)
def noun_of(word: str, language: str) -> str:
    """Return the noun that a folded word stands for, "~" and its stem where it is none of ours, "" where it says nothing."""
    own = tongue(language)
    if word in own.lists.stopwords:
        return ""
    vocabulary = _vocabulary(language)
    for form in (word, *_without_prefix(word, own.prefixes)):
        if found := vocabulary.exact.get(form) or _by_stem(form, vocabulary.stems):
            return found
    return f"~{word[:_STEM]}" if len(word) >= _SHORTEST else ""


def _by_stem(word: str, stems: dict[str, str]) -> str:
    return next((stems[word[:length]] for length in range(len(word), 2, -1) if word[:length] in stems), "")


def _without_prefix(word: str, prefixes: tuple[str, ...]) -> Iterable[str]:
    return (word[len(prefix) :] for prefix in prefixes if word.startswith(prefix) and len(word) > len(prefix) + 1)


def is_known(noun: str) -> bool:
    """Tell whether a noun is one of ours: the same in every language."""
    return bool(noun) and not noun.startswith("~")


def specific(nouns: Iterable[str]) -> frozenset[str]:
    """Return the nouns of ours that tell one count from another: all but "people"."""
    return frozenset(noun for noun in nouns if is_known(noun)) - _of_kind("anyone")


def people(nouns: Iterable[str]) -> bool:
    """Tell whether any of the nouns is a group of people, or people in general."""
    return not (_of_kind("people") | _of_kind("anyone")).isdisjoint(nouns)


def money(nouns: Iterable[str]) -> bool:
    """Tell whether any of the nouns is a sum of money."""
    return not _of_kind("money").isdisjoint(nouns)


def nouns_in(text: str, language: str) -> frozenset[str]:
    """Return what a title is about, read in a language and in English, in which titles from data are."""
    found = {noun_of(fold(word), code) for word in _words(text, language) for code in {language, "en"}}
    return frozenset(found - {""})


def _words(text: str, language: str) -> list[str]:
    return [match["word"] for match in tongue(language).tokens.finditer(text) if match["word"]]
