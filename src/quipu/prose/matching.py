"""Find the figures that a number may be: equal, earlier or close. Knows no sentences and no other numbers."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from quipu.core.address import Address
from quipu.prose.known import Earlier, Known
from quipu.prose.nouns import nouns_in, specific
from quipu.prose.number import Kind, Number, percent_off
from quipu.prose.slips import Slips

_ONE_NOUN, _MORE_NOUNS, _NO_NOUN, _PART = Decimal(6), Decimal(12), Decimal("0.1"), Decimal(1)
_TELLING_DIGITS = 4
_SPAN = Decimal("0.15")
_DOLLARS, _PER_CENT = "USD", "per cent"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that a number may be, with how far the number is from it: zero, or as many as it says.

    `earlier` is set where the number says what the figure was. `shared` counts the nouns that the figure and the number's
    own phrase have in common; `supported` says whether the phrase speaks of the figure at all.
    """

    known: Known
    difference: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)
    earlier: Earlier | None = None
    shared: int = 0
    supported: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Decimal
    known: Known
    earlier: Earlier | None
    nouns: frozenset[str]
    all_nouns: frozenset[str]


class Figures:
    """Known figures, ordered by their values, so that those near a number are found without looking at the others."""

    def __init__(self, known: Iterable[Known], language: str = "en") -> None:
        """Order the figures; `language` is that of their titles."""
        self.by_address = {str(each.address): each for each in known}
        self._entries = sorted(self._made(language), key=lambda entry: entry.value)
        self._values = [entry.value for entry in self._entries]
        self._whole: dict[int, list[_Entry]] = defaultdict(list)
        for entry in self._entries:
            if not entry.earlier and entry.value == entry.value.to_integral_value():
                self._whole[int(entry.value)].append(entry)
        self._slips = Slips(self._whole)

    def _made(self, language: str) -> Iterator[_Entry]:
        titles = {each.title for each in self.by_address.values()}
        nouns = {title: nouns_in(title, language) for title in titles}
        for each in self.by_address.values():
            about = nouns[each.title]
            values = [(each.value, None), *((e.value, e) for e in each.was if e.value != each.value)]
            for value, earlier in values:
                yield _Entry(value, each, earlier, specific(about), about)

    def matching(self, number: Number, year: int) -> tuple[Candidate, ...]:
        """Return the figures that the number equals, as now or before, the likeliest first; by nouns, then by year.

        Rounded and softened numbers equal what they may be said of (`Number.window`). A number that shares no noun with a
        figure needs four digits that tell. Years other than those of the sentence, or of the edition, come last.
        """
        telling, years = number.digits >= _TELLING_DIGITS, _years(number, year)
        entries = (e for e in self._between(*number.window()) if is_unit_of(number, e.known.unit))
        plausible = (e for e in entries if telling or _is_supported(e, number) or _fits(e, number, years))
        found = (_candidate(entry, number, year) for entry in plausible)
        return tuple(sorted(found, key=lambda c: (-c.rank, c.earlier is not None, str(c.known.address))))

    def close_to(self, number: Number, year: int) -> tuple[Candidate, ...]:
        """Return the figures that the number nearly equals, the nearest first.

        Near is within 12 per cent where two nouns of the number's own phrase are shared, 6 where one is, but 1 if the number
        is a part of another ("of whom"); within 0.1 where none is and the number has four digits that tell. Only figures of
        the year in question count.
        """
        value, years = number.value or Decimal(0), _years(number, year)
        most, least = abs(value) * _SPAN, abs(value) * _NO_NOUN / 100
        near = [e for e in self._between(value - most, value + most) if _is_near(e, number, value)]
        if number.digits >= _TELLING_DIGITS:
            near += [e for e in self._between(value - least, value + least) if e.nouns.isdisjoint(number.nouns)]
        now = (e for e in near if not e.earlier and e.known.year in years and is_unit_of(number, e.known.unit))
        found = (_candidate(entry, number, year, value) for entry in now)
        return tuple(sorted(found, key=lambda c: (-c.shared, c.percent, str(c.known.address))))

    def slipped(self, number: Number, year: int) -> tuple[Candidate, ...]:
        """Return the figures that the number would equal with one slip of the hand mended, the likeliest first.

        A slip is a digit too many, too few or another one, or two neighbours exchanged. The number has four digits that tell
        and shares a noun with the figure, of the year in question; with five and any slip but another digit it need not.
        """
        if number.digits < _TELLING_DIGITS or number.step != 1:
            return ()
        telling, years = number.digits > _TELLING_DIGITS, _years(number, year)
        found: dict[Address, Candidate] = {}
        for meant, another in self._slips.meant_by(int(number.value or 0)):
            for entry in self._whole[meant]:
                alike = not entry.nouns.isdisjoint(number.nouns) and entry.known.year in years
                if (alike or (telling and not another)) and is_unit_of(number, entry.known.unit):
                    found[entry.known.address] = _candidate(entry, number, year, number.value)
        return tuple(sorted(found.values(), key=lambda c: (-c.rank, str(c.known.address))))

    def of_other_unit(self, number: Number, year: int) -> tuple[Candidate, ...]:
        """Return the sums of money that a number equals which does not say so, or says another currency."""
        years = _years(number, year)
        entries = (e for e in self._between(*number.window()) if e.known.unit == _DOLLARS and not e.earlier)
        shared = ((e.known, len(e.nouns & number.about)) for e in entries if e.known.year in years)
        found = (Candidate(known, shared=count) for known, count in shared if count)
        return tuple(sorted(found, key=lambda c: (-c.shared, str(c.known.address))))

    def _between(self, low: Decimal, high: Decimal) -> list[_Entry]:
        return self._entries[bisect_left(self._values, low) : bisect_right(self._values, high)]


def _candidate(entry: _Entry, number: Number, year: int, near: Decimal | None = None) -> Candidate:
    """Return an entry as what the number may be; `near` is the number's value where the two differ."""
    own = entry.all_nouns & number.nouns
    rank = 12 * len(entry.nouns & own) + 4 * len(entry.nouns & number.about) + 3 * len(own)
    rank += _closeness(entry.known.year, number, year) - len(entry.nouns - number.about)
    return Candidate(
        known=entry.known,
        difference=Decimal(0) if near is None else near - entry.value,
        percent=Decimal(0) if near is None else percent_off(near, entry.value),
        earlier=entry.earlier,
        shared=len(entry.nouns & own),
        supported=_is_supported(entry, number),
        rank=rank,
    )


def _is_supported(entry: _Entry, number: Number) -> bool:
    """Tell whether the number's own phrase speaks of the figure; of people in general where the figure is of them."""
    return not (entry.nouns or entry.all_nouns).isdisjoint(number.nouns)


def _fits(entry: _Entry, number: Number, years: frozenset[int]) -> bool:
    """Tell whether the sentence speaks of the figure and of its year."""
    return entry.known.year in years and not entry.nouns.isdisjoint(number.about)


def _closeness(of: int, number: Number, year: int) -> int:
    if of in _years(number, year):
        return 8
    return 2 if abs(of - year) <= 1 and not number.years else 0


def _years(number: Number, year: int) -> frozenset[int]:
    return number.years or frozenset({year})


def is_unit_of(number: Number, unit: str) -> bool:
    """Tell whether a number as it is written may be of a unit."""
    if number.kind is Kind.MONEY:
        return unit == _DOLLARS and number.currency == _DOLLARS
    return (unit == _PER_CENT) == (number.kind is Kind.PERCENT) and unit != _DOLLARS


def _is_near(entry: _Entry, number: Number, value: Decimal) -> bool:
    """Tell whether a figure of which the number's own phrase speaks is as near as it must be."""
    shared = len(entry.nouns & number.nouns)
    if not shared:
        return False
    most = _PART if number.part else _MORE_NOUNS if shared > 1 else _ONE_NOUN
    return percent_off(value, entry.value) <= most
