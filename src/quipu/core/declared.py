"""Read declarations from TOML into frozen dataclasses, strictly. Knows no declaration in particular."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

from quipu.core.errors import QuipuError

Names = tuple[tuple[str, str], ...]
Pattern = re.Pattern[str]
T = TypeVar("T")


def read(kind: type[T], text: str, where: str) -> T:
    """Return the record that `text` (TOML) declares; raise QuipuError naming `where` and the key that is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QuipuError(f"not TOML: {error}", where) from error
    return build(kind, table, where)


def build(kind: type[T], table: Mapping[str, object], where: str) -> T:
    """Make one declared record of a TOML table whose keys are its fields, none missing, none unknown."""
    hints = get_type_hints(kind)
    for key in table.keys() - hints.keys():
        raise QuipuError(f'key "{key}" is not known', where, f"Known are {', '.join(hints)}.")
    for field in fields(kind):  # type: ignore[arg-type]
        if field.default is MISSING and field.name not in table:
            raise QuipuError(f'key "{field.name}" is missing', where)
    return kind(**{key: _value(hints[key], value, f"{where}: {key}") for key, value in table.items()})


def _value(hint: Any, value: object, where: str) -> object:
    """Turn a TOML value into what a field's type asks for."""
    if hint == Pattern and isinstance(value, str):
        return _pattern(value, where)
    if isinstance(hint, type) and issubclass(hint, StrEnum) and value in list(hint):
        return hint(str(value))
    if hint == Names and isinstance(value, dict):
        return tuple((str(key), str(_value(str, text, f"{where}.{key}"))) for key, text in value.items())
    if isinstance(value, list) and hint != Names and hasattr(hint, "__args__"):
        return tuple(_value(hint.__args__[0], entry, f"{where}[{place}]") for place, entry in enumerate(value))
    if isinstance(value, dict) and hasattr(hint, "__dataclass_fields__"):
        return build(hint, value, where)
    if hint in (str, int) and type(value) is hint:
        return value
    raise QuipuError(f"{value!r} is not a {getattr(hint, '__name__', hint)}", where)


def _pattern(value: str, where: str) -> Pattern:
    try:
        return re.compile(value)
    except re.error as error:
        raise QuipuError(f"{value!r} is not a regular expression: {error}", where) from error
