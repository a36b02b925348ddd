"""What one language contributes to reading numbers: signs, number words, months, phrases. Knows no text."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from quipu.core.errors import UsageError
from quipu.prose.digits import SPACES, Marks

LANGUAGES = ("en", "fr", "es", "ar")
_FOLDED = str.maketrans("أإآٱىة", "ااااية", "ـ")


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """Return a word without case, accents and vowel signs, so that "Millón" is "millon" and "مئةً" is "مئه"."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(sign))
    return bare.translate(_FOLDED).replace("ة", "ه")


@dataclass(frozen=True, slots=True)
class Word:
    """A number word: its worth, whether it multiplies what is before it or is a multiple by itself ("two thousand").

    `prefix` is how many letters before it are another word, such as "by"; `joined` says that one of them is "and".
    """

    value: Decimal
    scale: bool = False
    dual: bool = False
    prefix: int = 0
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """Words of a language, folded, that are looked up one by one."""

    alone: frozenset[str]  # scale words that are a number without another before them: "mille"
    not_alone: frozenset[str]  # number words that are not one without another behind them: "one"
    about_groups: frozenset[str]
    articles: frozenset[str]
    joiners: frozenset[str]
    halves: frozenset[str]
    times: frozenset[str]
    references: frozenset[str]
    stopwords: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """What sentences of a language are searched for."""

    out_of: re.Pattern[str]
    in_year: re.Pattern[str]
    parts: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    funded: re.Pattern[str]
    funding_base: re.Pattern[str]
    change: re.Pattern[str]
    compared: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The tables of one language."""

    code: str
    marks: Marks
    words: Mapping[str, Word]
    constructs: Mapping[str, Decimal]
    lists: Lists
    phrases: Phrases
    and_a_half: tuple[tuple[str, ...], ...]
    short_scales: Mapping[str, Decimal]
    currencies: Mapping[str, str]
    prefixes: tuple[str, ...]
    tokens: re.Pattern[str]
    passed: re.Pattern[str]
    may_pass: re.Pattern[str]
    fractions: re.Pattern[str]
    shares: tuple[tuple[int, int], ...]
    softened: tuple[tuple[str, re.Pattern[str]], ...]
    ranges: re.Pattern[str]
    between: re.Pattern[str]
    between_joins: re.Pattern[str]


@cache
def tongue(language: str) -> Tongue:
    """Return the tables of a language; raise UsageError for one that has none."""
    if language not in LANGUAGES:
        raise UsageError(f'numbers cannot be read in "{language}"', next=f"Languages known: {', '.join(LANGUAGES)}.")
    file = resources.files("quipu.prose").joinpath("languages", f"{language}.toml")
    return _made(language, tomllib.loads(file.read_text(encoding="utf-8")))


def _made(code: str, table: dict[str, Any]) -> Tongue:
    phrases, prefixes = table["phrases"], tuple(table.get("prefixes", ()))
    fractions = table["fractions"]
    lists = {field.name: _folded(table["lists"][field.name], prefixes) for field in fields(Lists)}
    numbered = (f"(?P<f{place}>{each['pattern']})" for place, each in enumerate(fractions))
    return Tongue(
        code=code,
        marks=Marks(**table["marks"]),
        words=_words(table, prefixes),
        constructs=_constructs(table, prefixes),
        lists=Lists(**lists),
        phrases=Phrases(**{field.name: _phrase(phrases[field.name]) for field in fields(Phrases)}),
        and_a_half=tuple(tuple(map(fold, words.split())) for words in table["lists"]["and_a_half"]),
        short_scales={sign: Decimal(worth) for sign, worth in table["short_scales"].items()},
        currencies={fold(word): currency for word, currency in table["currencies"].items()},
        prefixes=prefixes,
        tokens=_tokens(phrases["percent"], table["marks"]["group"]),
        passed=_passed(table, _months(table["month_locales"])),
        may_pass=_phrase("|".join([r"\d", *table.get("passed_words", [])])),
        fractions=_phrase("|".join(numbered)),
        shares=tuple((each["share"][0], each["share"][1]) for each in fractions),
        softened=tuple((name, _before(table["softened"][name])) for name in ("over", "under", "about")),
        ranges=_phrase(rf"\s?[-–—‑]\s?|\s(?:{phrases['to']})\s"),
        between=_phrase(rf"(?:^|\W)(?:{phrases['between']})\s*$"),
        between_joins=_phrase(rf"\s(?:{phrases['and']})\s?|\s?[-–—]\s?"),
    )


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _folded(words: Iterable[str], prefixes: tuple[str, ...]) -> frozenset[str]:
    plain = [fold(word) for word in words]
    return frozenset(plain) | {prefix + word for word in plain for prefix in prefixes}


def _words(table: dict[str, Any], prefixes: tuple[str, ...]) -> dict[str, Word]:
    """Return every number word; where "and" and "of" are written into words, with these forms too."""
    bare = {fold(word): Word(Decimal(worth)) for word, worth in table["small"].items()}
    bare |= {fold(word): Word(Decimal(worth), scale=True) for word, worth in table["scales"].items()}
    bare |= {fold(word): Word(Decimal(worth), dual=True) for word, worth in table.get("duals", {}).items()}
    prefixed = {
        p + word: replace(w, prefix=len(p), joined=p.startswith("و")) for p in prefixes for word, w in bare.items()
    }
    return prefixed | bare


def _constructs(table: dict[str, Any], prefixes: tuple[str, ...]) -> dict[str, Decimal]:
    bare = {fold(word): Decimal(worth) for word, worth in table.get("constructs", {}).items()}
    return bare | {prefix + word: worth for prefix in prefixes for word, worth in bare.items()}


def _before(words: list[str]) -> re.Pattern[str]:
    """Match words that end just before a number, with nothing but a currency between."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:^|\W)(?:{'|'.join(longest_first)})\s*(?:{CURRENCY})?\s*$", re.IGNORECASE)


CURRENCY = r"US\s?\$|USD|US dollars|\$\s?US|\$|€|EUR|£|GBP|CHF|¥|JPY|S/\.?|PEN"


def _tokens(percent: str, group: str) -> re.Pattern[str]:
    """Match, one after another: a sign or word for per cent, a run of digits, a word.

    Any sign of `SPACES` holds groups of three together. Groups of other lengths are taken as one run too, so that they are
    seen to be wrong; between plain spaces only where the language groups by them.
    """
    spaces = SPACES if " " in group else SPACES.replace(" ", "")
    by_threes = rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:[.,٫]\d+)?(?![\w.,]*\d)"
    loose = rf"\d{{1,3}}(?:[{spaces}]\d+)+(?:[.,٫]\d+)?"
    signs = r"\d+(?:[.,'’٬٫،]\d+)*"
    word = r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670])*"
    run = rf"(?<!\w)(?:{by_threes}|{loose})|{signs}"
    return _phrase(rf"(?P<percent>[%٪]|(?<!\w)(?:{percent})(?!\w))|(?P<run>{run})|(?P<word>{word})")


def _months(locales: list[str]) -> str:
    """Return the names of the months, long and short, in the ways of writing them that a language has."""
    from babel.dates import get_month_names  # loaded when a text is read, as everywhere

    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    named = (get_month_names(width, locale=locale).values() for locale in locales for width in widths)
    names = {name.strip(".") for each in named for name in each if not name.isdigit()}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _passed(table: dict[str, Any], months: str) -> re.Pattern[str]:
    """Match what has digits and is no figure: addresses, references, dates, times, telephone numbers, places."""
    month = rf"(?:{months})\.?(?:/(?:{months}))?"
    dates, own = table["dates"], [*table.get("passed", []), *table.get("passed_words", [])]
    patterns = [*_REFERENCES, *(p.replace("MONTH", month) for p in dates), *own, *_DATES, *_SIGNS]
    any_ = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"(?={_STARTS})(?:{any_})", re.IGNORECASE | re.MULTILINE)


_STARTS = r"(?<!\d)\d|(?<!\w)\w|[-+(\[\]#`]|^"  # trying all patterns at every letter would take five times as long


_REFERENCES = (
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\]\([^)\s]*\)|`[^`\n]*`",
    r"\[\^?\d+\]|\(\d{1,2}\)",
    r"^[ \t]*(?:#+[ \t]*\d+(?:\.\d+)*\.?|\(?\d{1,2}(?:\.\d{1,2})*[.)])(?=\s)",
    r"\b[A-Z]{1,6}(?:/[A-Z0-9.]+)+",
    r"(?<![\w$£€])(?=[\w‑-]*[^\W\d_])(?!(?:USD|EUR|GBP|CHF|PEN|US)\d)(?![ء-ي]+\d)[^\W\d_]+[‑-]?\d[\w‑/-]*",
    r"(?<!\d)\d+(?:\+\d+)+\b|(?<![\w/])\d{1,2}/\d{1,2}(?![\d/])",
    r"(?<!\d)\d+\.\d+\.\d(?:\.\d+)*\b(?![.,]?\d)",
)
_DATES = (
    r"(?<![\w.,])\d{1,2}(?-i:(?!(?:M|K|BN|MN|B)\b)[A-Z]{1,3})\b",
    r"(?<!\d)(?:19|20)\d\d-\d\d?(?:-\d\d?)?\b|(?<!\d)\d{1,2}[./-](?:0?\d|1[0-2])[./-](?:(?:19|20)\d\d|\d\d)\b(?![.,]\d)",
    r"(?<!\d)(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)\b|(?<!\d)(?:0?\d|1[0-2])/(?:19|20)\d\d\b",
    r"(?<!\d)\d+:\d+(?::\d\d)?\b|(?<!\d)\d{1,2}\s?h(?:\s?\d\d)?\b|(?<!\d)\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b\.?",
)
_SIGNS = (
    r"\+\d[\d ()\-\u00a0]{5,}\d|(?<!\d)\d{3,4}(?:-\d{3,4}){1,3}\b|(?<![\d.,])0\d{1,3}(?:[ -]\d{2,6})+",
    r"-?\d+(?:[.,]\d+)?\s?°(?:\s?\d+(?:[.,]\d+)?\s?[′'’])?(?:\s?\d+(?:[.,]\d+)?\s?[″\"])?|-?\d{1,3}\.\d{4,},\s?-?\d{1,3}\.\d{4,}",
)
