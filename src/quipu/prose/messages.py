"""The words for a verdict, and how numbers are written in them. Knows no rules."""

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources

_LEAST = Decimal("0.01")
_UNITS = frozenset({"USD", "people", "per cent"})


@cache
def _messages() -> dict[str, str]:
    return tomllib.loads(resources.files("quipu.prose").joinpath("messages.toml").read_text(encoding="utf-8"))


def message(name: str, **parts: object) -> str:
    """Return a message with its words filled in; raise KeyError for a name or word that there is not."""
    return _messages()[name].format(**parts)


def shown(value: Decimal, unit: str = "") -> str:
    """Return a value as English writes it, with its unit: 48,625,534.17 USD, 55 per cent."""
    text = f"{value.normalize():,f}"
    return f"{text} {unit}" if unit in _UNITS else text


def percent(value: Decimal) -> str:
    """Return a share with two decimals at most, and never as nothing: "less than 0.01"."""
    if value and value < _LEAST:
        return f"less than {_LEAST}"
    return f"{value.quantize(_LEAST, ROUND_HALF_UP).normalize():f}"
