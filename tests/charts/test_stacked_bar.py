"""A stacked bar labels each part where it lies, and names what it cannot draw."""

from quipu.charts import stacked_bar

from .made_up import EARMARKING, NINE, POPULATION, members
from .reading import Arabic, parsed, rectangles, texts


def bar(drawing: str, count: int) -> list[tuple[float, float, float, float]]:
    """Return the parts of the bar itself: the first rectangle of each class."""
    return [rectangles(drawing, f"part-{number}")[0] for number in range(1, count + 1)]


def test_parts_fill_the_width_in_their_order() -> None:
    boxes = bar(stacked_bar(POPULATION, identity="a").wide, 4)
    assert [box[0] for box in boxes] == sorted(box[0] for box in boxes)
    assert boxes[0][0] == 0
    assert round(boxes[-1][0] + boxes[-1][2], 1) == 560


def test_parts_begin_at_the_right_where_reading_does() -> None:
    ltr, rtl = (bar(stacked_bar(POPULATION, identity="a", direction=way).wide, 4) for way in ("ltr", "rtl"))
    assert [round(560 - x - width, 1) for x, _, width, _ in rtl] == [round(x, 1) for x, *_ in ltr]


def test_a_wide_part_is_labelled_under_itself_and_a_sliver_by_a_leader() -> None:
    drawing = stacked_bar(POPULATION, identity="a").narrow
    assert "Refugees 4,332 0.3%" in [" ".join(text.split()) for text in texts(drawing)]
    assert drawing.count('class="leader"') == 1


def test_both_sides_of_the_bar_can_have_leaders() -> None:
    drawing = stacked_bar(EARMARKING, identity="a").narrow
    assert drawing.count('class="leader"') == 3
    assert 'text-anchor="end"' in drawing


def test_a_long_title_is_never_cut() -> None:
    title = "Other people in need of international protection whose title has no end that any line could hold"
    shares = {"A": "90", "B": "2", title: "4", "C": "2", "D": "70"}
    written = " ".join(" ".join(texts(stacked_bar(members("population", shares), identity="a").narrow)).split())
    assert title in written


def test_never_more_than_seven_colours_and_the_table_has_every_member() -> None:
    chart = stacked_bar(NINE, identity="a")
    assert len(bar(chart.wide, 7)) == 7
    assert "part-8" not in chart.svg
    assert len(chart.table.rows) == 10
    assert "Other 745 (1.0%)" in chart.text  # 12 + 33 + 700


def test_missing_and_negative_members_are_named_not_drawn() -> None:
    chart = stacked_bar(members("contributions", {"A": "5", "B": None, "C": "-3", "D": "5"}, unit="USD"), identity="a")
    assert "part-3" not in chart.svg
    assert "No data: B." in chart.text
    assert "Below zero, not drawn: C." in texts(chart.wide)
    assert [row.cells[1].text for row in chart.table.rows] == ["50.0%", "", "", "50.0%"]


def test_provisional_parts_are_hatched_over_their_colour() -> None:
    chart = stacked_bar(NINE, identity="a")
    assert len(rectangles(chart.wide, "over")) == 2  # the part, and its key
    assert "Refugees 28,000 (38.1%), provisional" in chart.text


def test_nothing_to_draw_gives_no_drawing_and_a_reason() -> None:
    chart = stacked_bar(members("population", {"Refugees": None}), identity="a")
    assert (chart.svg, chart.text) == ("", "No chart: Nothing is published.")


def test_zero_parts_are_in_the_table_alone() -> None:
    chart = stacked_bar(members("population", {"Refugees": "0", "Others": "7"}), identity="a")
    assert "part-2" not in chart.svg
    assert [row.cells[0].text for row in chart.table.rows] == ["0", "7"]


def test_a_part_can_be_a_link() -> None:
    drawing = stacked_bar(POPULATION, identity="a", links={"m-1": "/asylum-seekers"}).wide
    (link,) = list(parsed(drawing).iter("a"))
    assert link.findtext("title") == "Asylum-seekers 537,552 (34.5%)"
    assert parsed(drawing).get("role") == "group"


def test_another_language_brings_its_digits() -> None:
    drawing = stacked_bar(POPULATION, identity="a", words=Arabic(), direction="rtl").wide
    assert any("٥٣٧٬٥٥٢" in text for text in texts(drawing))


def test_people_and_money_each_in_their_own_detail() -> None:
    assert stacked_bar(POPULATION, identity="a").table.header == ("Part", "People", "Share")
    assert stacked_bar(EARMARKING, identity="a").table.rows[1].cells[0].text == "400,123,456.7"
