"""What a chart says in words and digits, and plain English for it. Knows no other language: pages bring theirs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal, Protocol

Phrase = Literal[
    "title",
    "source",
    "columns",
    "parts",
    "list",
    "span",
    "point",
    "part",
    "missing",
    "provisional",
    "point-provisional",
    "in-unit",
    "break",
    "no-data",
    "other",
    "not-drawn",
    "less-than",
    "empty",
    "year",
    "kind",
    "share",
    "separator",
    "lines",
    "stacked",
    "panels",
    "one-scale",
    "hatched",
    "dash",
    "total",
]

ENGLISH_PHRASES: Final[Mapping[Phrase, str]] = {
    "title": "{plan} and {actual}",
    "source": "Source: {publishers}, {day}",
    "columns": "Columns by year, {first} to {last}. {unit}.",
    "parts": "A bar divided into {count} parts. {unit}.",
    "list": "{title}: {points}.",
    "span": "{title}: {first} in {first_year}, {last} in {last_year}; highest {highest}, in {highest_year}.",
    "point": "{year}: {value}",
    "part": "{title} {value} ({share})",
    "missing": "No data: {names}.",
    "provisional": "provisional",
    "point-provisional": "{point}, provisional",
    "in-unit": "{text} ({unit})",
    "break": "Break from {year}: {reason}",
    "no-data": "no data",
    "other": "Other",
    "not-drawn": "Below zero, not drawn: {names}.",
    "less-than": "<{value}",
    "empty": "No chart: {reason}",
    "year": "Year",
    "kind": "Part",
    "share": "Share",
    "separator": ", ",
    "lines": "A line by year, {first} to {last}. {unit}.",
    "stacked": "Stacked columns by year, {first} to {last}. {unit}.",
    "panels": "Columns by year, {first} to {last}, a chart a part. {unit}.",
    "one-scale": "All have the same scale, from {low} to {high} ({unit}).",
    "hatched": "Hatched: provisional.",
    "dash": "A dash: no data.",
    "total": "Total",
}

_UNITS: Final[Mapping[tuple[str, int], str]] = {
    ("USD", 0): "US$",
    ("USD", 3): "Thousand US$",
    ("USD", 6): "Million US$",
    ("USD", 9): "Billion US$",
    ("people", 0): "People",
    ("people", 6): "Million people",
    ("people", 9): "Billion people",
    ("per cent", 0): "Per cent",
    ("count", 0): "Number",
    ("count", 6): "Millions",
    ("count", 9): "Billions",
}


class Words(Protocol):
    """One language: its digits, its days, its units, its phrases. Texts come back plain; charts escape them."""

    def number(self, value: Decimal, places: int) -> str:
        """Return `value` with its groups and exactly `places` decimals."""

    def percent(self, ratio: Decimal, places: int) -> str:
        """Return a ratio (0.345) as a percentage with `places` decimals."""

    def year(self, year: int) -> str:
        """Return a year, without groups."""

    def day(self, day: date) -> str:
        """Return a day in full."""

    def unit(self, unit: str, magnitude: int) -> str:
        """Return the unit ("USD", "people", "per cent", "count") by the power of ten 0, 3, 6 or 9: "Million US$"."""

    def phrase(self, name: Phrase, /, **parts: str) -> str:
        """Return the phrase with its `parts` put in; which parts it has is seen in ENGLISH_PHRASES."""


class English:
    """Plain English."""

    def number(self, value: Decimal, places: int) -> str:
        """Return "1,234.5", with a true minus."""
        return f"{value:,.{places}f}".replace("-", "−")

    def percent(self, ratio: Decimal, places: int) -> str:
        """Return "34.5%"."""
        return f"{ratio * 100:.{places}f}%".replace("-", "−")

    def year(self, year: int) -> str:
        """Return "2020"."""
        return str(year)

    def day(self, day: date) -> str:
        """Return "19 August 2021"."""
        return f"{day.day} {day:%B %Y}"

    def unit(self, unit: str, magnitude: int) -> str:
        """Return "Million US$"; a unit that we do not know by itself."""
        return _UNITS.get((unit, magnitude), unit)

    def phrase(self, name: Phrase, /, **parts: str) -> str:
        """Return the phrase with its parts put in."""
        return ENGLISH_PHRASES[name].format_map(parts)


ENGLISH: Final[Words] = English()
