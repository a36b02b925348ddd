"""Columns by year say what is known, and what is not."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from quipu.charts import columns
from quipu.core.figure import Break

from .made_up import BUDGET, EXPENDITURE, MARKS, over_years
from .reading import Arabic, columns_of, parsed, texts


def test_plan_is_outlined_and_actual_filled_inside_it() -> None:
    drawing = columns(BUDGET, EXPENDITURE, identity="a").wide
    (plan, *_), (actual, *_) = columns_of(drawing, "plan"), columns_of(drawing, "actual")
    assert plan[0] < actual[0]
    assert plan[0] + plan[2] > actual[0] + actual[2]
    assert actual[3] / plan[3] == pytest.approx(14173697.75 / 20496332.32, abs=0.001)


def test_a_year_without_data_has_a_mark_and_no_column() -> None:
    chart = columns(None, over_years("budget", {2019: "5000000", 2021: "5000000"}), identity="a")
    years = [group for group in parsed(chart.narrow).iter("g") if group.get("class") == "column"]
    assert [[shape.get("class") for shape in year if shape.tag == "path"] for year in years] == [[], ["gap"], []]
    assert "no data" in texts(chart.narrow)
    assert "No data: 2020." in chart.text
    assert [row.cells[0].text for row in chart.table.rows] == ["5,000,000", "no data", "5,000,000"]


def test_zero_is_not_a_gap() -> None:
    chart = columns(None, over_years("budget", {2019: "0", 2020: "5000000"}), identity="a")
    assert 'class="gap"' not in chart.svg
    assert texts(chart.wide).count("0.0") == 2  # on the axis, and at the column


def test_an_axis_has_zero_in_it() -> None:
    assert "0.0" in texts(columns(None, over_years("budget", {2019: "90000000"}), identity="a").wide)


def test_a_break_is_a_line_between_two_years_and_a_note() -> None:
    chart = columns(None, MARKS, identity="a")
    assert chart.wide.count('class="break"') == 2  # in the field, and in the notes
    assert "Break from 2022: the results framework changed; pillars ended." in texts(chart.wide)


def test_a_break_before_the_first_year_is_not_drawn() -> None:
    series = over_years("budget", {2022: "1", 2023: "2"}, breaks=(Break(2022, "another framework"),))
    assert "break" not in columns(None, series, identity="a").svg


def test_provisional_is_hatched_and_said() -> None:
    chart = columns(None, MARKS, identity="a")
    assert len(columns_of(chart.wide, "provisional")) == 1
    assert 'fill="url(#a-wide-hatch)"' in chart.wide
    assert "2023: 9.9, provisional" in chart.text
    assert chart.table.rows[-1].cells[0].note == "provisional"


def test_firm_figures_need_no_pattern() -> None:
    assert "<pattern" not in columns(BUDGET, EXPENDITURE, identity="a").svg


def test_the_chosen_year_is_emphasised_in_more_than_colour() -> None:
    drawing = columns(BUDGET, EXPENDITURE, identity="a", chosen=2020).narrow
    (chosen,) = [group for group in parsed(drawing).iter() if group.get("class") == "column chosen"]
    assert [shape.get("class") for shape in chosen if shape.tag == "path"] == ["underline"]


def test_a_year_with_somewhere_to_go_is_a_link_that_says_what_it_shows() -> None:
    drawing = columns(BUDGET, EXPENDITURE, identity="a", links={2020: "/peru/2020/?a=1&b=2"}).narrow
    (link,) = list(parsed(drawing).iter("a"))
    assert link.get("href") == "/peru/2020/?a=1&b=2"
    assert link.findtext("title") == "2020, Budget: 48.6, Expenditure: 20.2 (Million US$)"


def test_links_are_not_hidden_in_an_image() -> None:
    assert parsed(columns(BUDGET, EXPENDITURE, identity="a").narrow).get("role") == "img"
    assert parsed(columns(BUDGET, EXPENDITURE, identity="a", links={2020: "/"}).narrow).get("role") == "group"


def test_ids_begin_with_the_identity_and_are_unique() -> None:
    ids = [one.get("id") for d in _both() for one in parsed(d).iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name and name.startswith("money-") for name in ids)


def test_title_and_text_name_the_drawing() -> None:
    root = parsed(_both()[0])
    named = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    assert named[root.get("aria-labelledby")] == "Expenditure"
    assert (named[root.get("aria-describedby")] or "").startswith("Columns by year, 2016 to 2023. Million US$.")


def _both() -> tuple[str, str]:
    chart = columns(None, MARKS, identity="money")
    return chart.narrow, chart.wide


@pytest.mark.parametrize("identity", ["", "1a", "a b", 'a"', "é"])
def test_an_identity_that_cannot_be_an_id_is_refused(identity: str) -> None:
    with pytest.raises(ValueError, match="identity"):
        columns(None, MARKS, identity=identity)


def test_two_units_are_refused() -> None:
    with pytest.raises(ValueError, match="one axis cannot hold both"):
        columns(BUDGET, over_years("population", {2020: "5"}, unit="people"), identity="a")


@pytest.mark.parametrize("values", [{}, {2019: None, 2020: None}])
def test_nothing_to_draw_gives_no_drawing_and_a_reason(values: dict[int, None]) -> None:
    chart = columns(None, over_years("budget", values), identity="a")
    assert chart.svg == ""
    assert chart.text == ("No chart: Nothing is published." if values else "No chart: no data.")


def test_texts_are_escaped() -> None:
    series = over_years("budget", {2020: "5"}, title='<b>"R&D"</b>\x00')
    assert '<b>"R&D"</b>' in texts(columns(series, series, identity="a").wide)


def test_reading_from_the_right_moves_the_axis_but_not_time() -> None:
    ltr = columns(BUDGET, EXPENDITURE, identity="a").wide
    rtl = columns(BUDGET, EXPENDITURE, identity="a", words=Arabic(), direction="rtl").wide
    assert [box[0] for box in columns_of(rtl, "plan")] == sorted(box[0] for box in columns_of(rtl, "plan"))
    assert _axis(ltr) < 50
    assert _axis(rtl) > 510
    assert parsed(rtl).get("direction") == "rtl"


def _axis(drawing: str) -> float:
    (axis,) = [group for group in parsed(drawing).iter("g") if group.get("class") == "axis"]
    return float(next(axis.iter("text")).get("x", ""))


def test_money_is_in_millions_in_the_chart_and_in_full_in_the_table() -> None:
    chart = columns(BUDGET, EXPENDITURE, identity="a")
    assert {"Million US$", "48.6", "20.2"} <= set(texts(chart.narrow))
    assert chart.table.header == ("Year", "Budget (US$)", "Expenditure (US$)")
    assert [cell.text for cell in chart.table.rows[4].cells] == ["48,625,534.17", "20,154,483.57"]


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("4200", "USD", "Thousand US$"),
        ("42", "USD", "US$"),
        ("12000000000", "USD", "Million US$"),
        ("867821", "people", "People"),
        ("1557276", "people", "Million people"),
    ],
)
def test_the_unit_suits_the_size(value: str, unit: str, told: str) -> None:
    assert told in texts(columns(None, over_years("budget", {2020: value}, unit=unit), identity="a").wide)


def test_a_small_amount_is_not_told_as_zero() -> None:
    chart = columns(None, over_years("budget", {2019: "900", 2020: "50000000"}), identity="a")
    assert "<0.1" in texts(chart.wide)


def test_values_are_left_out_where_they_have_no_room() -> None:
    series = over_years("budget", dict.fromkeys(range(1990, 2020), "50000000"))
    assert 'class="value"' not in columns(None, series, identity="a").narrow


def test_the_chosen_year_is_always_named() -> None:
    series = over_years("budget", {year: Decimal(5) for year in range(1950, 2021)})
    assert "1987" in texts(columns(None, series, identity="a", chosen=1987).narrow)


def test_the_same_series_gives_the_same_bytes() -> None:
    assert columns(BUDGET, EXPENDITURE, identity="a").svg == columns(BUDGET, EXPENDITURE, identity="a").svg


def test_the_source_line_names_publisher_and_day() -> None:
    assert columns(BUDGET, EXPENDITURE, identity="a").source == "Source: UNHCR, 25 November 2021"


def test_drawings_are_well_formed() -> None:
    for drawing in _both():
        assert isinstance(parsed(drawing), ElementTree.Element)
