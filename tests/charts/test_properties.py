"""Any values give drawings that are well formed, inside their frame, and true to the numbers."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quipu.charts import Chart, Lines, Panels, SmallMultiples, StackedColumns, columns, stacked_bar
from quipu.charts.lettering import ems, width, wrap
from quipu.charts.scale import fitted
from quipu.charts.side import spread

from .made_up import members, over_years, parts_over_years
from .reading import columns_of, numbers, parsed, rectangles

AMOUNTS = st.one_of(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.decimals(min_value=-(10**30), max_value=10**30, places=0),
    st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("1E-30"), Decimal("1E+60"), Decimal("-1E+60")]),
)
YEARS = st.dictionaries(st.integers(1940, 2030), st.one_of(st.none(), AMOUNTS), max_size=80)
UNITS = st.sampled_from(["USD", "people", "per cent", "count"])
WAYS = st.sampled_from(["ltr", "rtl"])


PARTS = st.dictionaries(
    st.text(max_size=60),
    st.dictionaries(st.integers(2000, 2030), st.one_of(st.none(), AMOUNTS), min_size=1, max_size=20),
    min_size=1,
    max_size=12,
)


def sound(chart: Chart | Panels) -> None:
    """Check what holds for every drawing."""
    for drawing in chart.drawings if isinstance(chart, Panels) else filter(None, (chart.narrow, chart.wide)):
        _, _, across, down = map(float, parsed(drawing).get("viewBox", "").split())
        assert all(number.replace(".", "").lstrip("-").isdigit() for number in numbers(drawing))
        assert all(len(number.partition(".")[2]) <= 1 for number in numbers(drawing))
        for kind in ("plan", "actual", "place", "over", "outline", *(f"part-{number}" for number in range(1, 8))):
            for x, y, long, high in rectangles(drawing, kind):
                assert min(x, y, long, high) >= 0
                assert x + long <= across + 0.1
                assert y + high <= down + 0.1
        for dot in parsed(drawing).iter("circle"):
            x, y, radius = (float(dot.get(name, "")) for name in ("cx", "cy", "r"))
            assert radius - 2 <= x <= across - radius + 2
            assert 0 <= y <= down


def labels(drawing: str) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of every label over the marks."""
    (found,) = [group for group in parsed(drawing).iter("g") if group.get("class") == "labels"]
    size = float(parsed(drawing).get("font-size", "")) - 1
    spots = [(float(t.get("x", "")), float(t.get("y", "")), width(t.text or "", size) / 2) for t in found.iter("text")]
    return [(x - half, y - size + 1, x + half, y) for x, y, half in spots]


@settings(max_examples=60, deadline=None)
@given(YEARS, YEARS, UNITS, WAYS)
def test_any_two_series_give_sound_columns(plan: dict, actual: dict, unit: str, way: str) -> None:
    chart = columns(over_years("budget", plan, unit), over_years("spent", actual, unit), identity="a", direction=way)
    sound(chart)
    assert bool(chart.svg) == any(value is not None for value in (*plan.values(), *actual.values()))


@settings(max_examples=60, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=30))
def test_heights_are_in_proportion(amounts: list[Decimal]) -> None:
    chart = columns(None, over_years("spent", dict(enumerate(amounts, 1990))), identity="a")
    boxes = columns_of(chart.wide, "actual")
    largest = max(map(abs, amounts)) or Decimal(1)
    tallest = max(box[3] for box in boxes)
    for amount, box in zip(amounts, boxes, strict=True):
        assert box[3] == pytest.approx(float(abs(amount) / largest) * tallest, abs=0.16)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.one_of(st.none(), AMOUNTS)), max_size=12), UNITS, WAYS)
def test_any_members_give_a_sound_bar(parts: list[tuple[str, Decimal | None]], unit: str, way: str) -> None:
    sound(stacked_bar(members("population", dict(parts), unit), identity="a", direction=way))


@given(st.text(), st.floats(5, 500))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, free: float) -> None:
    lines = wrap(text, free, 12)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(ems(line) * 12 <= free + 1e-6 or len(line.strip()) == 1 for line in lines)


@given(st.lists(AMOUNTS, min_size=1))
def test_ticks_are_few_and_hold_zero_and_all_values(amounts: list[Decimal]) -> None:
    scale = fitted(amounts)
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 6
    assert Decimal(0) in ticks
    assert scale.low <= min(amounts)
    assert scale.high >= max(amounts)


@settings(max_examples=60, deadline=None)
@given(YEARS, st.integers(1940, 2030), UNITS, WAYS)
def test_any_series_gives_a_sound_line(values: dict, chosen: int, unit: str, way: str) -> None:
    chart = Lines(over_years("population", values, unit), identity="a", direction=way).emphasise(chosen)
    sound(chart)
    assert bool(chart.svg) == any(value is not None for value in values.values())


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.integers(1951, 2025), st.integers(0, 10**7).map(Decimal), min_size=1, max_size=75),
    st.integers(1951, 2025),
)
def test_labels_of_a_line_keep_inside_and_off_each_other(values: dict, chosen: int) -> None:
    chart = Lines(over_years("population", values, "people"), identity="a").emphasise(chosen)
    for drawing in (chart.narrow, chart.wide):
        _, _, across, down = map(float, parsed(drawing).get("viewBox", "").split())
        found = labels(drawing)
        assert all(
            left >= -0.1 and right <= across + 0.1 and top >= 0 and low <= down for left, top, right, low in found
        )
        for index, one in enumerate(found):
            for other in found[index + 1 :]:
                apart = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2
                assert apart or one[3] <= other[1] + 0.2 or other[3] <= one[1] + 0.2


@settings(max_examples=60, deadline=None)
@given(PARTS, st.integers(2000, 2030), UNITS, WAYS)
def test_any_parts_give_sound_columns_and_panels(parts: dict, chosen: int, unit: str, way: str) -> None:
    series = parts_over_years("population", parts, unit)
    stacked = StackedColumns(series, identity="a", title="Parts", direction=way).emphasise(chosen)
    sound(stacked)
    panels = SmallMultiples(series, identity="a", title="Parts", direction=way).emphasise(chosen)
    sound(panels)
    assert bool(stacked.svg) == bool(panels.svg)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=7))
def test_stacked_pieces_are_in_proportion(amounts: list[int]) -> None:
    parts = parts_over_years("spent", {f"Part {index}": {2020: Decimal(a)} for index, a in enumerate(amounts)})
    drawing = StackedColumns(parts, identity="a", title="Parts").emphasise(2020).wide
    (outline,) = rectangles(drawing, "outline")
    for index, amount in enumerate(amounts, 1):
        (piece,) = columns_of(drawing, f"part-{index}")
        assert piece[3] == pytest.approx(outline[3] * amount / sum(amounts), abs=1.2)  # a line apart


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(1, 20)), min_size=1, max_size=7))
def test_titles_at_the_side_keep_their_order_and_off_each_other(pieces: list[tuple[float, float]]) -> None:
    lengths = [length for _, length in pieces]
    starts = spread(sorted(start for start, _ in pieces), lengths, 0, 200)
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    assert starts[0] >= 0
    assert ends[-1] <= 200 + 1e-6
    assert all(end <= start + 1e-6 for end, start in zip(ends, starts[1:], strict=False))
