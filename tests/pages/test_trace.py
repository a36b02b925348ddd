from hypothesis import given
from hypothesis import strategies as st

from quipu.figures.origins import runs

from .reading import page, table, words_of

PERU = "/operations/peru/2020/figures/"


def entry(path: str, anchor: str) -> str:
    (section,) = page(path).xpath("//section[@id=$name]", name=anchor)
    return " ".join(words_of(part) for part in section.xpath(".//h3 | .//p | .//dt | .//dd[not(ul)] | .//li"))


def test_a_figure_has_all_its_digits_its_status_and_its_lines() -> None:
    assert entry(PERU, "budget") == (
        "Total 48,625,534.17 US dollars Address PER/2020/budget Status Published, as of 25 November 2021"
        " Source activities-2020.xml.gz, 3 rows, lines 115–116, 155"
    )


def test_a_revised_figure_says_what_it_was_and_until_when() -> None:
    assert "Was 4,300 from 18 June 2021, until 19 August 2021" in entry(PERU, "population/refugees")


def test_a_missing_figure_says_why() -> None:
    assert "Missing – Not published for 2021" in entry("/operations/peru/2021/figures/", "expenditure")


def test_the_figure_of_a_region_is_a_sum_of_its_operations() -> None:
    found = entry("/regions/americas/2020/figures/", "budget")
    assert "Sum of Argentina 25,000,000 Peru 48,625,534" in found


def test_the_figure_of_the_world_is_a_sum_of_regions_and_of_what_stands_in_none() -> None:
    assert "Sum of Americas 33,854,484 Headquarters 100,000,000" in entry("/world/2020/figures/", "expenditure")


def test_members_that_only_the_data_name_stand_in_a_table() -> None:
    rows = table(PERU, "contributions-by-donor-members")
    assert rows[1][:2] == ["United States", "9,500,000"]


@given(st.lists(st.integers(1, 200)))
def test_runs_hold_every_line_once_and_no_other(lines: list[int]) -> None:
    held = [line for first, last in runs(lines) for line in range(first, last + 1)]
    assert held == sorted(set(lines))


def test_runs_join_neighbours() -> None:
    assert list(runs([9, 3, 4, 5])) == [(3, 5), (9, 9)]
