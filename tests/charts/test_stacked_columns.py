"""Stacked columns show parts over the years, and say what they are together."""

from dataclasses import replace

import pytest

from quipu.charts import Chart, StackedColumns
from quipu.core.figure import Series

from .made_up import EXPENDITURE, NINE_TYPES, TYPES, parts_over_years
from .reading import Arabic, columns_of, parsed, paths, rectangles, texts


def drawn(parts: tuple[Series, ...] = TYPES, chosen: int | None = None, **more: object) -> Chart:
    return StackedColumns(parts, identity="a", title="Peru: people", **more).emphasise(chosen)


def in_millions(values: dict[str, dict[int, str | None]]) -> tuple[Series, ...]:
    return parts_over_years(
        "spent",
        {title: {y: value and f"{value}000000" for y, value in years.items()} for title, years in values.items()},
        unit="USD",
    )


def test_parts_stand_on_each_other_from_zero() -> None:
    drawing = drawn(in_millions({"A": {2020: "10"}, "B": {2020: "30"}})).wide
    (low,), (high,) = columns_of(drawing, "part-1"), columns_of(drawing, "part-2")
    (base,) = paths(drawing, "base")
    assert low[1] + low[3] == pytest.approx(float(base.split()[1].split("h")[0]), abs=0.11)
    assert high[1] + high[3] + 1 == pytest.approx(low[1], abs=0.21)  # one apart
    assert (high[3] + 1) / low[3] == pytest.approx(3, abs=0.02)


def test_parts_below_zero_hang_from_it() -> None:
    drawing = drawn(in_millions({"A": {2020: "10"}, "B": {2020: "-5"}})).wide
    (above,), (below,) = columns_of(drawing, "part-1"), columns_of(drawing, "part-2")
    assert above[1] + above[3] == pytest.approx(below[1], abs=0.11)
    assert above[3] / below[3] == pytest.approx(2, abs=0.02)
    assert texts(drawing).count("5.0") == 2  # a tick, and 10 − 5 over the column


def test_the_total_stands_over_each_column() -> None:
    assert {"0.4", "1.6", "1.7", "1.8"} <= set(texts(drawn().wide))  # 2,900 + 230,000 + 120,000 and so on


def test_where_not_all_totals_have_room_the_chosen_and_the_highest_stand() -> None:
    years = dict.fromkeys(range(1980, 2021), "1000000") | {1990: "9000000", 2000: "2000000"}
    parts = parts_over_years("population", {"Refugees": years})
    assert texts(drawn(parts, 2000).narrow).count("2.0") == 1
    assert {"9.0", "1.0"} <= set(texts(drawn(parts, 2000).narrow))


def test_a_year_in_which_no_part_has_a_value_is_a_gap() -> None:
    chart = drawn()
    assert len(paths(chart.wide, "gap")) == 2  # in the field, and in the notes
    assert chart.table.rows[2].cells[-1].text == "no data"
    assert "2019, Total: no data (People)" in chart.wide


def test_a_break_is_a_line_and_a_note() -> None:
    assert "Break from 2020: Venezuelans displaced abroad are counted apart." in texts(drawn().wide)
    assert len(paths(drawn().wide, "break")) == 2


def test_provisional_pieces_are_hatched_over_their_colour() -> None:
    assert len(columns_of(drawn().wide, "over")) == 4
    assert "provisional" in texts(drawn().wide)


def test_more_than_seven_parts_are_seven_colours() -> None:
    chart = drawn(NINE_TYPES)
    assert "part-7" in chart.svg
    assert "part-8" not in chart.svg
    assert "Other" in texts(chart.wide)
    assert "Other: 8,400" in chart.narrow  # 1,400 + 2,800 + 4,200: types 1 to 3 in 2014
    assert chart.table.header == ("Year", *(f"Type {index}" for index in range(1, 10)), "Total")


def test_titles_stand_at_the_side_of_wide_drawings_and_over_narrow_ones() -> None:
    wide, narrow = drawn().wide, drawn().narrow
    (side,) = [group for group in parsed(wide).iter("g") if group.get("class") == "side"]
    starts = {float(text.get("x", "")) for text in side.iter("text")}
    (newest, *_) = sorted((box[0] + box[2] for box in columns_of(wide, "part-1")), reverse=True)
    assert min(starts) > newest
    assert 'class="side"' not in narrow
    assert len(rectangles(narrow, "part-2")) == len(columns_of(narrow, "part-2")) + 1


def test_a_part_that_never_has_a_value_has_no_colour_and_is_in_the_table() -> None:
    chart = drawn()
    assert "part-5" not in chart.svg
    assert "Stateless people – No data: 2017–2022." in chart.text
    assert [row.cells[4].text for row in chart.table.rows] == ["no data"] * 6


def test_the_chosen_column_has_a_frame_and_a_line_under_its_name() -> None:
    drawing = drawn(chosen=2020).narrow
    (chosen,) = [group for group in parsed(drawing).iter() if group.get("class") == "column chosen"]
    assert {"outline", "underline"} <= {shape.get("class") for shape in chosen}
    (frame,), (first,) = rectangles(drawing, "outline"), rectangles(drawn(chosen=2020).wide, "outline")
    assert frame[3] < first[3]


def test_a_year_can_lead_to_its_page() -> None:
    (link,) = list(parsed(drawn(links={2018: "/2018/"}).wide).iter("a"))
    assert link.findtext("title") == (
        "2018, Refugees: 2,900, Asylum-seekers: 230,000, Others of concern: 120,000, Total: 352,900 (People)"
    )


def test_the_total_of_the_table_is_a_sum_and_leads_nowhere() -> None:
    row = drawn().table.rows[1]
    assert [cell.text for cell in row.cells] == ["2,900", "230,000", "120,000", "no data", "no data", "352,900"]
    assert row.cells[-1].observation is None


def test_emphasis_of_one_year_leaves_no_trace_in_another() -> None:
    stacked = StackedColumns(TYPES, identity="a", title="Peru: people")
    assert stacked.emphasise(2018) != stacked.emphasise(2020)
    assert stacked.emphasise(2018) == drawn(chosen=2018)


def test_from_the_right_time_still_runs_to_the_right() -> None:
    rtl = drawn(words=Arabic(), direction="rtl").wide
    boxes = [box[0] for box in columns_of(rtl, "part-2")]
    assert boxes == sorted(boxes)
    (side,) = [group for group in parsed(rtl).iter("g") if group.get("class") == "side"]
    assert side.get("text-anchor") == "end"


def test_all_zero_is_drawn_as_zero() -> None:
    chart = drawn(parts_over_years("population", {"Refugees": {2020: "0", 2021: "0"}}))
    assert 'class="gap"' not in chart.svg
    assert texts(chart.wide).count("0") == 3  # a tick, and two columns


def test_two_units_are_refused() -> None:
    with pytest.raises(ValueError, match="one axis cannot hold both"):
        drawn((TYPES[0], EXPENDITURE))


def test_no_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="one part at least"):
        drawn(())


def test_nothing_to_draw_gives_no_drawing_and_a_reason() -> None:
    chart = drawn((TYPES[4],))
    assert (chart.svg, chart.text) == ("", "No chart: Nothing is published.")


def test_texts_are_escaped() -> None:
    assert "<b>&" in texts(drawn((replace(TYPES[1], title="<b>&"),)).wide)
