"""The nouns of the number check: a number as it stands in a text. Knows neither languages nor figures."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

_HUNDRED = Decimal(100)


class Kind(StrEnum):
    """What a number counts, as far as the words beside it tell."""

    PEOPLE = "people"
    MONEY = "money"
    PERCENT = "per cent"
    COUNT = "count"


class Approximation(StrEnum):
    """How the words before a number soften it; `OVER` and `UNDER` say on which side of it the figure lies."""

    NONE = ""
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Fault(StrEnum):
    """What is wrong with how a number is written, whatever it counts."""

    GROUPING = "grouping"  # digits in groups that no language has: 1,23,456
    TWO_MARKS = "two-marks"  # two decimal marks: 12,5.3
    LONG_FRACTION = "long-fraction"  # four or more digits behind the decimal mark: 52,9960
    FOREIGN = "foreign"  # the mark groups digits in one language and begins the decimals in another: 4.272


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text that could be a figure.

    `start` and `end` are offsets in the text and hold digits and scale words ("4.3 million"), neither currency nor per
    cent. `value` is None where it cannot be read; `high` is set for ranges. `step` is the worth of the last digit as
    written (100,000 in "4.3 million"). `noun` is the word that it seems to count, `nouns` and `about` are what the phrase
    and the sentence are about (see `nouns.py`), `years` those that the sentence names, `part` says that it is one of a
    whole ("of whom"), `sentence` is where the sentence begins and ends.
    """

    start: int
    end: int
    written: str
    value: Decimal | None
    high: Decimal | None = None
    step: Decimal = Decimal(1)
    approximation: Approximation = Approximation.NONE
    kind: Kind = Kind.COUNT
    currency: str = ""
    fault: Fault | None = None
    noun: str = ""
    nouns: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    part: bool = False
    sentence: tuple[int, int] = (0, 0)

    @property
    def digits(self) -> int:
        """How many digits it takes to write the value, without the noughts at its end."""
        return len(self.value.normalize().as_tuple().digits) if self.value else 0

    def window(self) -> tuple[Decimal, Decimal]:
        """Return the lowest and highest figure that this may be said of; a number without value has none.

        A number is rounded to its last digit: half a step either way, which leaves out cents and the decimals of a share, and
        of a count nothing. Behind a scale word that is at most 5 per cent ("3 million" is not said of 2.6 million). After a
        word such as "about" the step is that of its last digit that is not nought, and half of it at most 10 per cent; "more
        than" and "nearly" allow a whole such step, at most 10 per cent, up or down. A range is what it says.
        """
        value = self.value or Decimal(0)
        if self.high is not None:
            return value, self.high
        most = abs(value) / 10
        coarse = max(self.step, self._last_digit())
        match self.approximation:
            case Approximation.ABOUT:
                return value - min(coarse / 2, most), value + min(coarse / 2, most)
            case Approximation.OVER:
                return value, value + min(coarse, most)
            case Approximation.UNDER:
                return value - min(coarse, most), value
        half = self.step / 2 if self.step <= 1 else min(self.step / 2, most / 2)
        return value - half, value + half

    def _last_digit(self) -> Decimal:
        """Return the worth of the last digit that is not nought: 100,000 in 500,000."""
        exponent = (self.value or Decimal(0)).normalize().as_tuple().exponent
        return Decimal(1).scaleb(int(exponent))

    def says(self, value: Decimal) -> bool:
        """Tell whether this number is a fair way to write `value`."""
        low, high = self.window()
        return self.value is not None and low <= value <= high

    def agrees(self, other: "Number") -> bool:
        """Tell whether both may be said of one value."""
        mine, theirs = self.window(), other.window()
        return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def percent_off(value: Decimal, figure: Decimal) -> Decimal:
    """Return by how many per cent of the figure a value differs from it, without sign; 100 from a figure of nought."""
    return abs(value - figure) / abs(figure) * _HUNDRED if figure else _HUNDRED
