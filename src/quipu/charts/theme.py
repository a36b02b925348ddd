"""How large things are, and the stylesheet that colours them. Knows neither data nor shapes."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one drawing, in units of its viewBox. `font` is the size that the layout reckons with."""

    name: str
    width: float
    height: float
    font: float
    bar: float

    @property
    def leading(self) -> float:
        """From one line of text to the next."""
        return round(self.font * 1.4, 2)

    @property
    def small(self) -> float:
        """The size of the values at the columns."""
        return self.font - 1


NARROW: Final = Sheet("narrow", width=320, height=150, font=12, bar=30)
"""For a container under 30rem: text is 11 px on the smallest phone."""
WIDE: Final = Sheet("wide", width=560, height=200, font=13, bar=36)
"""For the rest: one unit is one pixel at its full width of 35rem."""

PANEL: Final = Sheet("panel", width=160, height=64, font=12, bar=30)
"""For one of several small charts side by side: two of them on the smallest phone."""

COLOURS: Final = 7
"""Parts are told apart by at most so many fills: classes `part-1` to `part-7`."""


@cache
def stylesheet() -> str:
    """Return charts.css: every class that the drawings use, in light, dark, print and forced colours."""
    return files("quipu.charts").joinpath("charts.css").read_text(encoding="utf-8")
