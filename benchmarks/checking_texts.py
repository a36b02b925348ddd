"""Measure the number check: an edition of 5,000 words with 200 numbers, against a plain search for digits."""

import re
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from benchmarks.measure import Row, median
from quipu.core.address import Address
from quipu.prose.edition import Edition, EditionKind, Passage
from quipu.prose.judge import judge
from quipu.prose.known import Known
from quipu.prose.matching import Figures

_TIMES = 15
_WORDS, _NUMBERS, _FIGURES = 5000, 200, 2000
_FLOOR = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_COUNTED = ("people", "children", "households", "refugees", "asylum-seekers", "projects")
_FILLING = "Staff and partners worked together in the districts where families live and listened to what they need. "


def rows() -> Iterator[Row]:
    """Yield the results."""
    figures, text = Figures(_known()), _text()
    edition = Edition(2020, EditionKind.REPORT, (Passage("text", "en", text),))
    found = len(judge(edition, figures))
    taken, floors = [], []
    for _ in range(_TIMES):
        floors.append(_processor_seconds(partial(_FLOOR.findall, text)))
        taken.append(_processor_seconds(partial(judge, edition, figures)))
    ratio = median([mine / floor for mine, floor in zip(taken, floors, strict=True)])
    yield Row(
        f"Number check of a text ({len(text.split()):,} words, {found} numbers, {_FIGURES:,} figures)",
        f"{median(taken) * 1000:.0f} ms of one processor",
        f"one search for words and digits {median(floors) * 1000:.1f} ms: {ratio:.0f}x",
        "under 100 ms",
    )


def _processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor's seconds for one call: of work in one thread they are those of the clock on a machine at rest."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _known() -> list[Known]:
    """Return made-up figures of three years, some of which the text's numbers equal or nearly equal."""
    return [
        Known(
            Address("PER", 2019 + number % 3, "indicator-actual", f"made-up-{number}"),
            f"# of {_COUNTED[number % len(_COUNTED)]} reached",
            "count",
            2019 + number % 3,
            _value(number),
        )
        for number in range(_FIGURES)
    ]


def _value(number: int) -> Decimal:
    return Decimal(number * number * 7 % 900_001 + 10)


def _text() -> str:
    """Return a made-up edition: a sentence with a number, then filling."""
    numbered = (
        f"In 2020, {_value(number * 10) + number % 4:,} {_COUNTED[number % len(_COUNTED)]} were reached. "
        for number in range(_NUMBERS)
    )
    text = "".join(sentence + _FILLING for sentence in numbered)
    return text + _FILLING * ((_WORDS - len(text.split())) // len(_FILLING.split()))
