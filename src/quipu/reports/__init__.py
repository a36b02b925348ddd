"""Set a report of text, tables and notes as an office document. Knows neither editions nor where a figure is kept."""

from quipu.reports.content import Block, Heading, Line, Paragraph, Report, Run, Style, Table
from quipu.reports.setting import typeset

__all__ = ["Block", "Heading", "Line", "Paragraph", "Report", "Run", "Style", "Table", "typeset"]
