"""Read a run of digits and signs as one language writes numbers. Knows no words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from quipu.prose.number import Fault

SPACES = "\u00a0\u202f\u2009\u2007 "
SIGNS = ".,'’٬٫،"
_APOSTROPHES = "'’"
_SPLIT = re.compile(f"([{SIGNS}{SPACES}])")
_LONG_FRACTION = 4


@dataclass(frozen=True, slots=True)
class Marks:
    """The signs that group digits by threes in a language, and those that begin its decimals."""

    group: str
    decimal: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run is worth, and the worth of its last digit; `value` is None where it cannot be read."""

    value: Decimal | None
    step: Decimal = Decimal(1)
    fault: Fault | None = None


def read(run: str, marks: Marks) -> Reading:
    """Read "48,635,120" or "12,5"; where the language leaves two readings, its own is taken and the fault says so."""
    pieces = _SPLIT.split(run)
    groups, signs = pieces[::2], ["." if sign == "٫" and "٫" not in marks.decimal else sign for sign in pieces[1::2]]
    if not signs:
        return Reading(Decimal(run))
    if len(set(signs)) == 1:
        return _one_sign(groups, signs[0], marks) if len(signs) == 1 else _many(groups)
    if len(set(signs[:-1])) == 1 and signs[-1] != signs[0] and _by_threes(groups[:-1]):
        return _fraction(groups[:-1], groups[-1])
    return Reading(None, fault=Fault.TWO_MARKS)


def _many(groups: list[str]) -> Reading:
    """Read several groups between signs of one kind: they can only group."""
    return _whole(groups) if _by_threes(groups) else Reading(None, fault=Fault.GROUPING)


def _one_sign(groups: list[str], sign: str, marks: Marks) -> Reading:
    grouped = _by_threes(groups)
    if sign in SPACES or sign in _APOSTROPHES:
        return _many(groups)
    if sign in marks.group:
        return _whole(groups) if grouped else _not_grouped(groups)
    if sign in marks.decimal:
        return _fraction(groups[:1], groups[1], Fault.FOREIGN if grouped else None)
    if grouped:
        return Reading(_whole(groups).value, fault=Fault.FOREIGN)
    return _fraction(groups[:1], groups[1])


def _not_grouped(groups: list[str]) -> Reading:
    """Read what stands after a grouping sign without being a group: decimals of another language, or nothing at all."""
    if len(groups[1]) > 2:
        return Reading(None, fault=Fault.GROUPING if len(groups[1]) == 3 else Fault.LONG_FRACTION)
    return _fraction(groups[:1], groups[1], Fault.FOREIGN)


def _by_threes(groups: list[str]) -> bool:
    first, *others = groups
    return 1 <= len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in others)


def _whole(groups: list[str]) -> Reading:
    return Reading(Decimal("".join(groups)))


def _fraction(whole: list[str], decimals: str, fault: Fault | None = None) -> Reading:
    if len(decimals) >= _LONG_FRACTION:
        return Reading(None, fault=Fault.LONG_FRACTION)
    value = Decimal(f"{''.join(whole)}.{decimals}")
    return Reading(value, Decimal(1).scaleb(-len(decimals)), fault)
