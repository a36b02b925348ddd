"""The current release, as the back office asks it: figures to judge by and to choose from. Knows no edition."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from quipu.core.address import Address
from quipu.core.errors import QuipuError, UnknownAddressError
from quipu.core.figure import Observation
from quipu.figures.lookup import Record
from quipu.figures.texts import texts
from quipu.pages.language import Language
from quipu.prose.known import Known, collect
from quipu.prose.matching import Figures
from quipu.warehouse import releases

_DOLLARS, _PER_CENT = "USD", "per cent"
MOST = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure that a writer may choose: `text` is its value in the language, `short` the same for a headline, or empty."""

    address: str
    title: str
    year: int
    text: str
    short: str


def record(language: str) -> Record:
    """Return the current release in a language."""
    return _record(releases.current(settings.HOME).folder, language)


@lru_cache(maxsize=16)
def _record(folder: Path, language: str) -> Record:
    opened = Record.open(folder)
    return opened.speaking(texts(language, opened.profile_name))


def figures(subject: str, year: int, language: str) -> Figures:
    """Return the figures that values of an edition are judged by; none where the release no longer has the subject."""
    return _figures(releases.current(settings.HOME).folder, subject, year, language)[1]


@lru_cache(maxsize=64)
def _figures(folder: Path, subject: str, year: int, language: str) -> tuple[tuple[Known, ...], Figures]:
    try:
        known = collect(_record(folder, language), subject, year)
    except UnknownAddressError:
        known = ()
    return known, Figures(known, language)


def search(words: str, subject: str, year: int, language: str) -> list[Choice]:
    """Return the figures that have all the words in title or address, the edition's year first; or the one at an address."""
    named = at(words, language)
    if named is not None:
        return (
            [_choice(named.address, named.title, named.value, named.unit, language)] if named.value is not None else []
        )
    known = _figures(releases.current(settings.HOME).folder, subject, year, language)[0]
    wanted = words.lower().split()
    found = [each for each in known if all(word in f"{each.title} {each.address}".lower() for word in wanted)]
    found.sort(key=lambda each: (each.year != year, -each.year, each.address.figure, bool(each.address.member)))
    return [_choice(each.address, each.title, each.value, each.unit, language) for each in found[:MOST]]


def at(words: str, language: str) -> Observation | None:
    """Return the figure of any operation at an address, missing ones too, or None where the words are none."""
    try:
        return record(language).get(Address.parse(words))
    except QuipuError:
        return None


def _choice(address: Address, title: str, value: Decimal, unit: str, language: str) -> Choice:
    return Choice(str(address), title, address.year, *shown(value, unit, language))


def shown(value: Decimal, unit: str, language: str) -> tuple[str, str]:
    """Return a value as a language writes it, in full and for a headline; the second is empty where it would be the same."""
    speaking = _language(language)
    if unit == _DOLLARS:
        full = speaking.say("money.dollars", n=round(value), amount=speaking.whole(value))
        short = speaking.million(value)
        return full, "" if short == full else short
    return (speaking.percent(value) if unit == _PER_CENT else speaking.number(value.normalize())), ""


def written(value: str, unit: str, language: str) -> str:
    """Return a value that is kept as text as a language writes it; empty is missing."""
    return shown(Decimal(value), unit, language)[0] if value else "missing"


def digits(value: Decimal, unit: str, language: str) -> str:
    """Return a value's digits alone, for a sentence that has its unit: dollars in whole ones."""
    speaking = _language(language)
    return speaking.whole(value) if unit == _DOLLARS else speaking.number(value.normalize())


def number(value: Decimal, places: int, language: str) -> str:
    """Return a number with so many decimals as a language writes it."""
    return _language(language).number(value, places)


@cache
def _language(code: str) -> Language:
    return Language(code)
