"""Find whole numbers by what one slip of the hand makes of them. Knows no figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator


class Slips:
    """Numbers, looked up by another with a digit too many, too few or another one, or with two neighbours exchanged."""

    def __init__(self, numbers: Iterable[int]) -> None:
        """Note every number under each way of leaving out one of its digits."""
        self._numbers = {str(number): number for number in numbers}
        self._shorter: dict[str, set[int]] = defaultdict(set)
        self._gapped: dict[tuple[int, str], set[int]] = defaultdict(set)
        for digits, number in self._numbers.items():
            for place, shorter in enumerate(_without_one(digits)):
                self._shorter[shorter].add(number)
                self._gapped[place, shorter].add(number)

    def meant_by(self, written: int) -> Iterator[tuple[int, bool]]:
        """Yield the numbers that may have been meant; True with those that have another digit in one place."""
        digits = str(written)
        for found in self._shorter.get(digits, ()):
            yield found, False
        for place, shorter in enumerate(_without_one(digits)):
            exchanged = digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]
            for form in {shorter, exchanged} & self._numbers.keys() - {digits}:
                yield self._numbers[form], False
            for found in self._gapped.get((place, shorter), ()):
                if found != written:
                    yield found, True


def _without_one(digits: str) -> Iterator[str]:
    return (digits[:place] + digits[place + 1 :] for place in range(len(digits)))
