"""Set fact sheets as tagged PDF of at most two A4 pages, and cards as pictures. Knows neither pages nor where a figure is kept."""

from quipu.sheets.content import Card, Column, Group, Key, Line, Picture, Plate, Row, Run, Sheet, Table
from quipu.sheets.fonts import REPLACEMENT, fonts, printable
from quipu.sheets.setting import TooLongError, craft, paint, recipe, typeset

__all__ = [
    "REPLACEMENT",
    "Card",
    "Column",
    "Group",
    "Key",
    "Line",
    "Picture",
    "Plate",
    "Row",
    "Run",
    "Sheet",
    "Table",
    "TooLongError",
    "craft",
    "fonts",
    "paint",
    "printable",
    "recipe",
    "typeset",
]
