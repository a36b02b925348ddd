"""What the record says in English - definitions, reasons, titles - in the reader's language. Knows no interface words."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, by the English ones. English itself is the source and has none."""

    language: str
    held: Mapping[str, str] = field(default_factory=dict)

    def of(self, english: str) -> str:
        """Return a text in this language; in English where it has no other, as texts that only data have."""
        return self.held.get(english, english)

    def has(self, text: str) -> bool:
        """Tell whether a text is in this language: every one is in English."""
        return self.language == "en" or text in self.held

    def without(self, needed: Iterable[str]) -> tuple[str, ...]:
        """Return the English texts that have no other yet."""
        return () if self.language == "en" else tuple(text for text in needed if text and text not in self.held)


ENGLISH = Texts("en")


@lru_cache(maxsize=8192)
def day_in(language: str, value: date) -> str:
    """Return a day in full, as a language writes it: `19 August 2021`, `1er janvier 2021`."""
    from babel.dates import format_date  # when a day is asked for: loading it takes longer than most answers

    text = format_date(value, "d MMMM y" if language == "en" else "long", locale=language)
    return f"1er{text[1:]}" if language == "fr" and value.day == 1 else text


@lru_cache(maxsize=8192)
def country_in(language: str, alpha3: str) -> str:
    """Return the name of a country by its ISO alpha-3 code, or the code where CLDR has none."""
    from babel import Locale  # as above
    from babel.core import get_global

    short = get_global("territory_aliases").get(alpha3, [alpha3])[0]
    return str(Locale.parse(language).territories.get(short, alpha3))


@cache
def texts(language: str, publisher: str) -> Texts:
    """Return the texts of a language: Quipu's own (figures, reasons) and those of a publisher's profile."""
    if language == "en":
        return ENGLISH
    own = resources.files("quipu.figures").joinpath("texts", f"{language}.toml")
    theirs = resources.files("quipu.publishers").joinpath(publisher, f"texts.{language}.toml")
    held: dict[str, str] = {}
    for file in (own, theirs):
        if file.is_file():
            held |= tomllib.loads(file.read_text(encoding="utf-8"))
    return Texts(language, held)
