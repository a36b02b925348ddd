"""The stylesheet holds what the drawings use, in colours that can be told from the paper and from each other."""

import re
from itertools import combinations

import pytest

from quipu.charts import Chart, Lines, Panels, SmallMultiples, StackedColumns, columns, stacked_bar, stylesheet

from . import made_up

RULES = stylesheet().split("@media")
SCHEMES = {"light": RULES[0], "dark": next(rules for rules in RULES if "color-scheme: dark" in rules)}
MARKS = ("ink", "quiet", "ours", "mark", *(f"part-{number}" for number in range(1, 8)))


def colour(scheme: str, name: str) -> tuple[float, float, float]:
    match = re.search(rf"--{name}: var\(--chart-{name}, #([0-9a-f]+)\)", SCHEMES[scheme])
    assert match, name
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    red, green, blue = (linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return red, green, blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(rgb: tuple[float, float, float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# Viénot, Brettel, Mollon 1999: how a dichromat sees linear red, green and blue.
DICHROMATS = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def seen(rgb: tuple[float, float, float], eye: str) -> tuple[float, float, float]:
    red, green, blue = (max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True))) for row in DICHROMATS[eye])
    return red, green, blue


def oklab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = rgb
    l = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)  # noqa: E741 - its name in Oklab
    m = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    s = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    )


def distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return sum((a - b) ** 2 for a, b in zip(oklab(one), oklab(other), strict=True)) ** 0.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", MARKS)
def test_marks_stand_out_from_the_paper(scheme: str, name: str) -> None:
    assert contrast(colour(scheme, name), colour(scheme, "paper")) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "ground"), [("ink", "paper"), ("quiet", "paper"), ("on", "ours"), ("on", "mark"), ("mark", "paper")]
)
def test_texts_are_easy_to_read(scheme: str, text: str, ground: str) -> None:
    assert contrast(colour(scheme, text), colour(scheme, ground)) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("eye", DICHROMATS)
def test_parts_are_told_apart_by_colour_blind_readers(scheme: str, eye: str) -> None:
    parts = {number: seen(colour(scheme, f"part-{number}"), eye) for number in range(1, 8)}
    near = {pair: distance(parts[pair[0]], parts[pair[1]]) for pair in combinations(parts, 2)}
    assert min(near.values()) >= 0.1, sorted(near.items(), key=lambda each: each[1])[:4]


def charts() -> list[Chart | Panels]:
    return [
        columns(made_up.BUDGET, made_up.EXPENDITURE, identity="a", chosen=2020, links={2020: "#"}),
        columns(made_up.MARKS, made_up.MARKS, identity="b"),
        stacked_bar(made_up.NINE, identity="c"),
        stacked_bar(made_up.EARMARKING, identity="d"),
        Lines(made_up.LONG, identity="e", links={2020: "#"}).emphasise(2020),
        StackedColumns(made_up.TYPES, identity="f", title="Types").emphasise(2020),
        StackedColumns(made_up.NINE_TYPES, identity="g", title="Types").emphasise(None),
        SmallMultiples(made_up.TYPES, identity="h", title="Types", links={"m-1": "#"}).emphasise(2020),
    ]


def used() -> set[str]:
    return {name for chart in charts() for names in re.findall(r'class="([^"]+)"', chart.svg) for name in names.split()}


def test_every_class_of_a_drawing_is_in_the_stylesheet() -> None:
    assert used() <= set(re.findall(r"\.([a-z][a-z0-9-]*)", stylesheet()))


def test_every_class_with_a_rule_is_in_a_drawing() -> None:
    rules = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    assert set(re.findall(r"\.([a-z][a-z0-9-]*)", rules)) - used() == {"panels"}  # which the page makes


def test_forced_colours_leave_parts_apart() -> None:
    forced = next(rules for rules in RULES if "forced-colors" in rules)
    assert 'rect[class^="part-"] { forced-color-adjust: none; stroke: CanvasText; }' in forced


def test_no_drawing_carries_style_or_script() -> None:
    assert not re.search(r"style=|<style|<script|\son[a-z]+=", "".join(chart.svg for chart in charts()))
