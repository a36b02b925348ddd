"""Draw a Series as accessible SVG. Knows neither pages nor where a figure is kept; sees only the nouns of core."""

from quipu.charts.chart import Cell, Chart, Row, Table
from quipu.charts.columns import Columns, columns
from quipu.charts.stacked_bar import stacked_bar
from quipu.charts.theme import stylesheet
from quipu.charts.words import ENGLISH, ENGLISH_PHRASES, English, Phrase, Words

__all__ = [
    "ENGLISH",
    "ENGLISH_PHRASES",
    "Cell",
    "Chart",
    "Columns",
    "English",
    "Phrase",
    "Row",
    "Table",
    "Words",
    "columns",
    "stacked_bar",
    "stylesheet",
]
