"""Approved drawings. To rewrite them on purpose: `QUIPU_REWRITE_GOLDEN=1 pytest tests/charts`, then read the diff."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from quipu.charts import Chart, Lines, Panels, SmallMultiples, StackedColumns, columns, stacked_bar
from quipu.core.figure import Series

from . import made_up
from .reading import Arabic

GOLDEN = Path(__file__).parent.parent / "golden" / "charts"
LINKS = {year: f"/operations/peru/{year}/" for year in (2019, 2020, 2021)}


def in_arabic(series: Series, title: str) -> Series:
    return replace(series, title=title)


CHARTS = {
    "budget-and-expenditure": columns(
        made_up.BUDGET,
        made_up.EXPENDITURE,
        identity="money",
        title="Peru: budget and expenditure, 2016–2021",
        chosen=2020,
        links=LINKS,
    ),
    "budget-and-expenditure-arabic": columns(
        in_arabic(made_up.BUDGET, "الميزانية"),
        in_arabic(made_up.EXPENDITURE, "النفقات"),
        identity="money",
        chosen=2020,
        words=Arabic(),
        direction="rtl",
    ),
    "every-mark": columns(None, made_up.MARKS, identity="marks", chosen=2021),
    "seventy-one-years": columns(None, made_up.LONG, identity="long"),
    "population": stacked_bar(made_up.POPULATION, identity="people", title="Peru: people by population type, 2020"),
    "population-arabic": stacked_bar(made_up.POPULATION, identity="people", words=Arabic(), direction="rtl"),
    "earmarking": stacked_bar(made_up.EARMARKING, identity="earmarking", links={"m-1": "/x"}),
    "nine-members": stacked_bar(made_up.NINE, identity="nine"),
    "line-of-seventy-one-years": Lines(made_up.LONG, identity="line", links=LINKS).emphasise(2019),
    "line-with-every-mark": Lines(made_up.MARKS, identity="marks").emphasise(None),
    "line-arabic": Lines(made_up.LONG, identity="line", words=Arabic(), direction="rtl").emphasise(2019),
    "types-over-years": StackedColumns(
        made_up.TYPES, identity="types", title="Peru: people by population type", links=LINKS
    ).emphasise(2020),
    "types-over-years-arabic": StackedColumns(
        made_up.TYPES, identity="types", title="Peru", words=Arabic(), direction="rtl"
    ).emphasise(None),
    "types-apart": SmallMultiples(
        made_up.TYPES, identity="apart", title="Peru: people by population type", links={"m-1": "#asylum-seekers"}
    ).emphasise(2020),
}


def printed(chart: Chart | Panels) -> str:
    """Return all drawings, an element a line so that a difference can be read."""
    return chart.svg.replace("><", ">\n<") + "\n"


@pytest.mark.parametrize("name", CHARTS)
def test_drawing_is_the_approved_one(name: str) -> None:
    approved = GOLDEN / f"{name}.svg.txt"
    if os.environ.get("QUIPU_REWRITE_GOLDEN") == "1":
        approved.write_text(printed(CHARTS[name]), encoding="utf-8")
    assert printed(CHARTS[name]) == approved.read_text(encoding="utf-8")
