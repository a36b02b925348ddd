"""Turn the members of a figure into the parts of a bar: which are drawn, how long, which are folded. No drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts.theme import COLOURS
from quipu.core.figure import Observation, Series, Status


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the bar; `member` is empty for the rest, which is several observations together."""

    member: str
    title: str
    value: Decimal
    share: Decimal
    provisional: bool


@dataclass(frozen=True, slots=True)
class Division:
    """The parts in their order, and what a bar cannot show: members without a value, members below zero."""

    parts: tuple[Part, ...]
    missing: tuple[Observation, ...]
    below_zero: tuple[Observation, ...]


def _value(observation: Observation) -> Decimal:
    return observation.value or Decimal(0)


def shares(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return each value's part of their sum, 0 where there is none to divide."""
    whole = sum(values, Decimal(0))
    return tuple(value / whole if whole else Decimal(0) for value in values)


def _part(observation: Observation, share: Decimal) -> Part:
    provisional = observation.status is Status.PROVISIONAL
    return Part(observation.address.member, observation.title, _value(observation), share, provisional)


def _rest(parts: Sequence[Part], title: str) -> Part:
    value, share = (sum(amounts, Decimal(0)) for amounts in zip(*((p.value, p.share) for p in parts), strict=True))
    return Part("", title, value, share, any(part.provisional for part in parts))


def folded(sizes: Sequence[Decimal]) -> tuple[list[int], list[int]]:
    """Return the places of the parts that have a colour of their own, and of those that share one as the rest."""
    if len(sizes) <= COLOURS:
        return list(range(len(sizes))), []
    largest = sorted(range(len(sizes)), key=lambda index: -sizes[index])[: COLOURS - 1]
    return sorted(largest), [index for index in range(len(sizes)) if index not in largest]


def divided(series: Series, other: str) -> Division:
    """Return the parts above zero; of more than seven the six largest in their order, and the rest as `other`."""
    drawn = [observation for observation in series if _value(observation) > 0]
    each = shares([_value(observation) for observation in drawn])
    parts = [_part(observation, share) for observation, share in zip(drawn, each, strict=True)]
    kept, rest = folded([part.value for part in parts])
    if rest:
        parts = [*(parts[index] for index in kept), _rest([parts[index] for index in rest], other)]
    missing = tuple(observation for observation in series if observation.value is None)
    return Division(tuple(parts), missing, tuple(each for each in series if _value(each) < 0))


def lengths(parts: Sequence[Part], free: float, least: float) -> tuple[float, ...]:
    """Return lengths that fill `free` in proportion, after the smallest were given `least`, so that each is seen."""
    long = [float(part.share) * free for part in parts]
    held: set[int] = set()
    while True:
        small = {index for index, length in enumerate(long) if index not in held and length < least}
        if not small:
            return tuple(long)
        held |= small
        open_share = sum(float(part.share) for index, part in enumerate(parts) if index not in held)
        open_free = free - least * len(held)
        long = [least if i in held else float(part.share) / open_share * open_free for i, part in enumerate(parts)]
