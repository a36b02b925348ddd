"""Any values give drawings that are well formed, inside their frame, and true to the numbers."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quipu.charts import Chart, columns, stacked_bar
from quipu.charts.lettering import ems, wrap
from quipu.charts.scale import fitted

from .made_up import members, over_years
from .reading import columns_of, numbers, parsed, rectangles

AMOUNTS = st.one_of(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.decimals(min_value=-(10**30), max_value=10**30, places=0),
    st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("1E-30"), Decimal("1E+60"), Decimal("-1E+60")]),
)
YEARS = st.dictionaries(st.integers(1940, 2030), st.one_of(st.none(), AMOUNTS), max_size=80)
UNITS = st.sampled_from(["USD", "people", "per cent", "count"])
WAYS = st.sampled_from(["ltr", "rtl"])


def sound(chart: Chart) -> None:
    """Check what holds for every drawing."""
    for drawing in filter(None, (chart.narrow, chart.wide)):
        _, _, width, height = map(float, parsed(drawing).get("viewBox", "").split())
        assert all(number.replace(".", "").lstrip("-").isdigit() for number in numbers(drawing))
        assert all(len(number.partition(".")[2]) <= 1 for number in numbers(drawing))
        for kind in ("plan", "actual", "place", *(f"part-{number}" for number in range(1, 8))):
            for x, y, across, down in rectangles(drawing, kind):
                assert min(x, y, across, down) >= 0
                assert x + across <= width + 0.1
                assert y + down <= height + 0.1


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
