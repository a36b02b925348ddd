"""Words, numbers and dates in one language. Knows neither record nor templates."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale, UnknownLocaleError

from quipu.core.errors import UsageError
from quipu.figures.texts import country_in, day_in
from quipu.pages.markup import Html, fill

CATALOGUES = Path(__file__).with_name("words")
"""A file a language; a subject of many words has a folder of its own, with tables that no other file has."""
_ONE = Decimal(1)
_MILLION = Decimal(1_000_000)
_MINUS = "\N{MINUS SIGN}"
_PLURAL_FORMS = {"zero", "one", "two", "few", "many", "other"}


class Language:
    """One catalogue of words, with the numbers and dates of its language (CLDR)."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.words: Mapping[str, Any] = _catalogue(code)
        self.locale = Locale.parse(code)
        self._sentences = {key: look_up(self.words, key) for key in keys(self.words)}
        self._plural_form = lru_cache(maxsize=4096)(lambda digits: self.locale.plural_form(Decimal(digits)))
        symbols = self.locale.number_symbols["latn"]
        self._signs = str.maketrans({",": symbols["group"], ".": symbols["decimal"]})
        self._minus, self.plus = symbols["minusSign"].replace("-", _MINUS), symbols["plusSign"]

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way the language is read."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    def say(self, key: str, /, **parts: object) -> str:
        """Return the sentence at `key` with its names filled in, as plain text; `n` chooses its plural form."""
        sentence = self._sentence(key, parts)
        return sentence.format(**parts) if parts else sentence

    def inside(self, name: str) -> str:
        """Return a name as it stands inside a sentence, where its article is in lower case: "the Americas"."""
        article = self.say("summary.article")
        return article.lower() + name.removeprefix(article) if article.strip() and name.startswith(article) else name

    def html(self, key: str, /, **parts: object) -> Html:
        """Return the sentence at `key` as HTML; parts that are HTML stay so."""
        return fill(self._sentence(key, parts), **parts)

    def _sentence(self, key: str, parts: Mapping[str, object]) -> str:
        found = self._sentences.get(key)
        if isinstance(found, str):
            return found
        if found is None:
            raise KeyError(f'no words for "{key}"')
        form = self._plural_form(str(parts.get("count", parts.get("n", 0))))
        return str(found.get(form, found["other"]))

    def whole(self, value: Decimal | int) -> str:
        """Return a number rounded to whole units, with its digits grouped."""
        if isinstance(value, int):
            text = f"{abs(value):,}".translate(self._signs)
            return self._minus + text if value < 0 else text
        return self.number(value.quantize(_ONE, ROUND_HALF_UP))

    def number(self, value: Decimal, places: int | None = None) -> str:
        """Return a number with its digits grouped; all published digits unless `places` says how many."""
        rounded = value if places is None else value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{abs(rounded):,f}".translate(self._signs)
        return self._minus + text if rounded < 0 else text

    def million(self, value: Decimal) -> str:
        """Return an amount of US dollars in words short enough for a headline: `US$48.6 million`, `US$9,400`."""
        return f"{self._minus}{self._short(-value)}" if value < 0 else self._short(value)

    def _short(self, value: Decimal) -> str:
        if value < _MILLION / 10:
            return self.say("money.dollars", n=round(value), amount=self.whole(value))
        if value >= _MILLION * 1000 - _MILLION / 20:  # what would round to 1,000.0 million
            return self._scaled("money.billion", value / _MILLION / 1000, 2)
        return self._scaled("money.million", value / _MILLION, 1)

    def _scaled(self, key: str, value: Decimal, places: int) -> str:
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return self.say(key, n=rounded, amount=self.number(rounded))

    def listed(self, parts: Iterable[str]) -> str:
        """Return parts one after another, with the comma of the language between them."""
        return self.say("site.comma").join(parts)

    def unit(self, unit: str) -> str:
        """Return the name of a unit, or the unit itself where there are no words for it."""
        return str(self.words["unit"].get(unit.replace(" ", "-"), unit))

    def percent(self, value: Decimal, places: int = 0) -> str:
        """Return a share that is given in per cent."""
        return self.say("percent", amount=self.number(value, places))

    def day(self, value: date) -> str:
        """Return a date in full: `19 August 2021`."""
        return day_in(self.code, value)

    @cached_property
    def _languages(self) -> Mapping[str, str]:
        return self.locale.languages

    def language_name(self, code: str) -> str:
        """Return the name of a language, or its code where CLDR has none."""
        return self._languages.get(code.lower().split("-")[0], code)

    def country_name(self, alpha3: str) -> str:
        """Return the name of a country by its ISO alpha-3 code, or the code where CLDR has none."""
        return country_in(self.code, alpha3)


def look_up(words: Mapping[str, Any], key: str) -> Any:
    """Return what stands at a dotted key; raise KeyError with the whole key where nothing does."""
    found: Any = words
    for part in key.split("."):
        if part not in found:
            raise KeyError(f'no words for "{key}"')
        found = found[part]
    return found


def keys(words: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the dotted key of every sentence; one with plural forms counts once."""
    for name, found in words.items():
        if isinstance(found, str) or found.keys() <= _PLURAL_FORMS:
            yield prefix + name
        else:
            yield from keys(found, f"{prefix}{name}.")


def _catalogue(code: str) -> Mapping[str, Any]:
    path = CATALOGUES / f"{code}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in CATALOGUES.glob("*.toml")))
        raise UsageError(f'there are no words in the language "{code}"', next=f"There are words in: {known}.")
    files = (path, *sorted(CATALOGUES.glob(f"*/{code}.toml")))
    return {name: held for file in files for name, held in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def is_language(code: str) -> bool:
    """Say whether a code from the data can stand in a `lang` attribute."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
