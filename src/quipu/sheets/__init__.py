"""Set a fact sheet as a tagged PDF of at most two A4 pages. Knows neither pages nor where a figure is kept."""

from quipu.sheets.content import Column, Group, Key, Line, Picture, Row, Run, Sheet, Table
from quipu.sheets.fonts import REPLACEMENT, fonts, printable
from quipu.sheets.setting import TooLongError, craft, recipe, typeset

__all__ = [
    "REPLACEMENT",
    "Column",
    "Group",
    "Key",
    "Line",
    "Picture",
    "Row",
    "Run",
    "Sheet",
    "Table",
    "TooLongError",
    "craft",
    "fonts",
    "printable",
    "recipe",
    "typeset",
]
