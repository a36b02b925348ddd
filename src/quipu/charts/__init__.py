"""Draw a Series as accessible SVG. Knows neither pages nor where a figure is kept; sees only the nouns of core."""

from quipu.charts.chart import Cell, Chart, Panels, Row, Table
from quipu.charts.columns import Columns, columns
from quipu.charts.lines import Lines
from quipu.charts.small_multiples import SmallMultiples
from quipu.charts.stacked_bar import stacked_bar
from quipu.charts.stacked_columns import StackedColumns
from quipu.charts.theme import stylesheet
from quipu.charts.words import ENGLISH, ENGLISH_PHRASES, English, Phrase, Words

__all__ = [
    "ENGLISH",
    "ENGLISH_PHRASES",
    "Cell",
    "Chart",
    "Columns",
    "English",
    "Lines",
    "Panels",
    "Phrase",
    "Row",
    "SmallMultiples",
    "StackedColumns",
    "Table",
    "Words",
    "columns",
    "stacked_bar",
    "stylesheet",
]
