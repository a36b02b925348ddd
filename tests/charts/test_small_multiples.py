"""Small multiples show parts apart, on one scale that is told."""

import pytest

from quipu.charts import Panels, SmallMultiples
from quipu.core.figure import Series

from .made_up import EXPENDITURE, TYPES, parts_over_years
from .reading import Arabic, columns_of, parsed, paths, rectangles, texts


def drawn(parts: tuple[Series, ...] = TYPES, chosen: int | None = None, **more: object) -> Panels:
    return SmallMultiples(parts, identity="a", title="Peru: people", **more).emphasise(chosen)


def test_there_is_a_drawing_for_each_part_that_has_a_value() -> None:
    panels = drawn()
    assert [parsed(each).findtext("title") for each in panels.drawings] == [part.title for part in TYPES[:4]]
    assert "No data: Stateless people." in panels.notes
    assert panels.svg == "".join(panels.drawings)


def test_all_have_one_scale_and_say_so() -> None:
    panels = drawn(parts_over_years("population", {"A": {2020: "100"}, "B": {2020: "50"}}))
    (a,), (b,) = (columns_of(each, "actual") for each in panels.drawings)
    assert a[3] == pytest.approx(2 * b[3], abs=0.2)
    assert panels.notes == ("All have the same scale, from 0 to 100 (People).",)


def test_the_last_value_is_told() -> None:
    assert "532,000  2022" in texts(drawn().drawings[1])


def test_the_last_value_is_that_of_the_last_year_that_has_one() -> None:
    parts = parts_over_years("population", {"A": {2019: "5", 2020: None}, "B": {2020: "7"}})
    assert ["5  2019" in texts(drawn(parts).drawings[0]), "7  2020" in texts(drawn(parts).drawings[1])] == [True, True]


def test_the_chosen_year_is_told_instead_and_emphasised() -> None:
    drawing = drawn(chosen=2020).drawings[1]
    assert "537,552  2020" in texts(drawing)
    assert len([group for group in parsed(drawing).iter("g") if group.get("class") == "column chosen"]) == 1


def test_a_chosen_year_beyond_the_panels_changes_nothing() -> None:
    assert drawn(chosen=1999) == drawn()


def test_a_chosen_year_without_a_value_says_so() -> None:
    assert "no data  2019" in texts(drawn(chosen=2019).drawings[0])


def test_every_column_says_what_it_is() -> None:
    columns = [g for g in parsed(drawn().drawings[0]).iter("g") if g.get("class") == "column"]
    assert [each.findtext("title") for each in columns][2:4] == ["2019: no data", "2020: 4,332"]
    assert columns[-1].findtext("title") == "2022: 6,200, provisional"


def test_marks_are_explained_under_all_panels() -> None:
    assert {"Hatched: provisional.", "A dash: no data."} <= set(drawn().notes)
    assert "Break from 2020: Venezuelans displaced abroad are counted apart." in drawn().notes
    assert all(len(paths(each, "break")) == 1 for each in drawn().drawings)


def test_a_panel_can_lead_to_a_place() -> None:
    panels = drawn(links={"m-1": "#asylum-seekers"})
    (link,) = list(parsed(panels.drawings[1]).iter("a"))
    assert (link.get("href"), link.findtext("title")) == (
        "#asylum-seekers",
        "Asylum-seekers, 2022: 532,000, provisional",
    )
    assert len(rectangles(panels.drawings[1], "place")) == 1
    assert [parsed(each).get("role") for each in panels.drawings] == ["img", "group", "img", "img"]


def test_titles_of_different_length_end_on_one_line() -> None:
    ends = [
        max(float(t.get("y", "")) for t in parsed(d).iter("text") if t.get("class") == "name") for d in drawn().drawings
    ]
    assert len(set(ends)) == 1


def test_titles_stand_at_the_reading_start() -> None:
    (name, *_) = parsed(drawn(words=Arabic(), direction="rtl").drawings[0]).iter("text")
    assert name.get("x") == "160"


def test_the_table_has_every_part_and_year() -> None:
    table = drawn().table
    assert table.header == ("Year", *(f"{part.title} (People)" for part in TYPES))
    assert [cell.text for cell in table.rows[3].cells] == ["4,332", "537,552", "500,353", "515,039", "no data"]


def test_ids_are_unique_in_the_page() -> None:
    ids = [one.get("id") for each in drawn().drawings for one in parsed(each).iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_two_units_are_refused() -> None:
    with pytest.raises(ValueError, match="one axis cannot hold both"):
        drawn((TYPES[0], EXPENDITURE))


def test_nothing_to_draw_gives_no_drawing_and_a_reason() -> None:
    panels = drawn((TYPES[4],))
    assert (panels.drawings, panels.text) == ((), "No chart: Nothing is published.")
