"""What a chart hands back: two drawings of the same thing, its table, its words. Knows nothing of how it is drawn."""

from dataclasses import dataclass

from quipu.core.figure import Observation


@dataclass(frozen=True, slots=True)
class Cell:
    """One number in full, as the reader's language writes it; `note` says why there is none, or how firm it is."""

    text: str
    note: str = ""
    observation: Observation | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One year, or one part. `href` is where the chart's own link for it leads, or empty."""

    heading: str
    cells: tuple[Cell, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that the chart shows, and the parts that it folds into "Other". `header` includes the first column."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing for narrow places and one for wide ones (the stylesheet shows one of them), a table, and a text.

    `narrow` and `wide` are empty where nothing can be drawn; `text` then says why. `source` is the line under it.
    """

    title: str
    narrow: str
    wide: str
    table: Table
    text: str
    source: str

    @property
    def svg(self) -> str:
        """Both drawings, to be put into a page as they are."""
        return self.narrow + self.wide


@dataclass(frozen=True, slots=True)
class Panels:
    """Small charts side by side, a drawing each, to be laid out as a grid: put `svg` into a `div.panels`.

    `notes` are the sentences that stand under all of them: their scale and what their marks mean. Without drawings
    `text` says why there are none.
    """

    title: str
    drawings: tuple[str, ...]
    notes: tuple[str, ...]
    table: Table
    text: str
    source: str

    @property
    def svg(self) -> str:
        """All drawings, to be put into a page as they are."""
        return "".join(self.drawings)
