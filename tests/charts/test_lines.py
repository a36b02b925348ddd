"""A line over many years says what is known, and what is not."""

import pytest

from quipu.charts import Chart, Lines
from quipu.core.figure import Break, Series

from .made_up import LONG, MARKS, over_years
from .reading import Arabic, parsed, paths, rectangles, texts


def drawn(series: Series, chosen: int | None = None, **more: object) -> Chart:
    return Lines(series, identity="a", **more).emphasise(chosen)


def test_a_line_goes_through_every_point() -> None:
    (line,) = paths(drawn(over_years("budget", {2019: "0", 2020: "5", 2021: "10"})).wide, "line")
    heights = [float(point.split()[1]) for point in line.lstrip("M").split("L")]
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2], abs=0.11)


def test_years_without_a_value_are_not_joined() -> None:
    drawing = drawn(over_years("budget", {2018: "3", 2019: "4", 2020: None, 2021: "5", 2022: "5"})).wide
    (line,), gaps = paths(drawing, "line"), paths(drawing, "gap")
    assert (line.count("M"), line.count("L")) == (2, 2)
    assert len(gaps) == 2  # over the year, and in the notes


def test_years_before_and_after_a_break_are_not_joined() -> None:
    series = over_years("budget", dict.fromkeys(range(2018, 2022), "5"), breaks=(Break(2020, "another framework"),))
    chart = drawn(series)
    assert paths(chart.wide, "line")[0].count("M") == 2
    assert "Break from 2020: another framework" in texts(chart.wide)
    assert chart.text.endswith("Break from 2020: another framework.")


def test_a_year_alone_is_a_dot() -> None:
    drawing = drawn(over_years("budget", {2018: "3", 2019: None, 2020: "4", 2021: None, 2022: "9"})).wide
    assert paths(drawing, "line") == []
    assert len([dot for dot in parsed(drawing).iter("circle") if dot.get("class") == "dot"]) == 3


def test_a_provisional_end_is_hollow_and_its_piece_dashed() -> None:
    chart = drawn(over_years("budget", {2019: "3", 2020: "4", 2021: "5"}, provisional=(2021,)))
    assert [line.count("L") for line in paths(chart.wide, "line")] == [1, 1, 0]  # firm, dashed, the key
    assert len([dot for dot in parsed(chart.wide).iter("circle") if dot.get("class") == "hollow"]) == 2
    assert "provisional" in texts(chart.wide)


def test_first_last_and_highest_are_labelled() -> None:
    values = dict.fromkeys(range(1951, 2022), "10000000") | {1951: "4000000", 1999: "90000000", 2021: "30000000"}
    assert {"4.0", "1999: 90.0", "30.0"} <= set(texts(drawn(over_years("budget", values)).narrow))


def test_a_highest_point_at_the_end_is_labelled_once() -> None:
    assert texts(drawn(over_years("budget", {2019: "1000000", 2020: "7000000"})).wide).count("7.0") == 1


def test_the_chosen_year_is_marked_told_and_named() -> None:
    drawing = drawn(LONG, 1987).wide
    (chosen,) = [group for group in parsed(drawing).iter("g") if group.get("class") == "column chosen"]
    assert [shape.get("class") for shape in chosen] == ["stem", "dot", "year", "underline"]
    assert [text.text for text in parsed(drawing).iter("text") if text.get("class") == "value chosen"] == ["10.4"]


def test_a_chosen_year_without_a_value_is_named_alone() -> None:
    (chosen,) = [g for g in parsed(drawn(LONG, 1990).wide).iter("g") if g.get("class") == "column chosen"]
    assert [shape.get("class") for shape in chosen] == ["year", "underline"]


def test_only_years_that_lead_somewhere_can_be_pointed_at_in_a_long_run() -> None:
    chart = drawn(LONG, links={2020: "/2020/", 2021: "/2021/"})
    assert len(rectangles(chart.wide, "place")) == 2
    links = list(parsed(chart.wide).iter("a"))
    assert [link.findtext("title") for link in links] == [
        "2020, People: 51.2 (Million people)",
        "2021, People: 53.1, provisional (Million people)",
    ]
    assert [row.href for row in chart.table.rows[-2:]] == ["/2020/", "/2021/"]


def test_all_but_the_emphasis_is_the_same_for_every_year() -> None:
    lines = Lines(LONG, identity="a", links={2020: "/2020/"})
    first, again = lines.emphasise(2000), lines.emphasise(2001)
    assert lines.emphasise(2000) == first == drawn(LONG, 2000, links={2020: "/2020/"})
    assert (first.text, first.table) == (again.text, again.table)


def test_time_runs_to_the_right_in_every_language() -> None:
    ltr, rtl = drawn(MARKS).wide, drawn(MARKS, words=Arabic(), direction="rtl").wide
    assert paths(ltr, "line")[:2] == paths(rtl, "line")[:2]  # without the key
    assert parsed(rtl).get("direction") == "rtl"


def test_the_text_says_what_is_drawn() -> None:
    assert drawn(LONG).text.startswith(
        "A line by year, 1951 to 2021. Million people. People: 0.1 in 1951, 53.1 in 2021"
    )


@pytest.mark.parametrize("values", [{}, {2019: None}])
def test_nothing_to_draw_gives_no_drawing_and_a_reason(values: dict[int, None]) -> None:
    chart = drawn(over_years("budget", values))
    assert chart.svg == ""
    assert chart.text.startswith("No chart: ")


def test_an_identity_that_cannot_be_an_id_is_refused() -> None:
    with pytest.raises(ValueError, match="identity"):
        Lines(MARKS, identity="1a")
