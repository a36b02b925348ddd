"""What is wrong with the numbers of the page that this record is measured against, one test each: it must be caught."""

from tests.prose.made_up import only, standings, verdicts

from quipu.prose.judge import Standing


def test_a_misprint_that_is_no_number_is_impossible_and_stops() -> None:
    verdict = only("52,9960 people received emergency cash.")
    assert verdict.standing is Standing.IMPOSSIBLE
    assert verdict.stops


def test_the_right_number_beside_the_misprint_is_left_alone() -> None:
    found = standings("52,9960 people received emergency cash.", "Emergency cash reached 52,000 people in 2020.")
    assert found == {"52,9960": "impossible", "52,000": "equal"}


def test_refugees_in_the_chart_are_what_they_were_before() -> None:
    verdict = only("At the end of 2020 there were 4,332 refugees.")
    assert verdict.standing is Standing.EARLIER
    assert "2022-11-01" in verdict.message
    assert "4,272 people now" in verdict.message


def test_refugees_in_the_prose_are_close_to_the_figure() -> None:
    verdict = only("There were 4,302 recognised refugees.")
    assert verdict.standing is Standing.CLOSE
    assert "30 people more, 0.7 per cent" in verdict.message


def test_asylum_seekers_in_the_prose_are_close_to_the_figure() -> None:
    verdict = only("Peru hosted 537,590 asylum-seekers, of whom many were Venezuelan.")
    assert verdict.standing is Standing.CLOSE
    assert "38 people more" in verdict.message


def test_chart_and_prose_that_differ_contradict_each_other_where_no_figure_tells_which_is_right() -> None:
    found = standings("Peru hosted 18,332 stateless people.", "In all, 18,302 stateless people were hosted in Peru.")
    assert found == {"18,332": "contradicted", "18,302": "contradicted"}


def test_calls_in_one_place_and_people_in_another_contradict_each_other() -> None:
    calls, people = verdicts(
        "70,000 calls and messages were answered on the toll-free helpline.",
        "Through the helpline, 70,000 people received counselling.",
    )
    assert (calls.standing, people.standing) == (Standing.EQUAL, Standing.CONTRADICTED)
    assert people.stops


def test_funded_needs_its_budget_and_its_day() -> None:
    assert only("The operation was 55% funded.").standing is Standing.DOUBTFUL
    assert only("The operation was 55% funded in 2020.").standing is Standing.DOUBTFUL
    assert only("On 31 December 2020 the budget was 55% funded.").standing is Standing.EQUAL


def test_priorities_of_the_year_under_its_report_are_doubtful() -> None:
    text = "Key priorities\n- In 2020, UNHCR will inform 30,000 people of their rights.\n- UNHCR will run 15 reception centres."
    assert set(standings(text).values()) == {"doubtful"}


def test_a_budget_that_was_revised_since_is_named_as_such() -> None:
    verdict = only("The budget for 2021 was US$ 60.9 million.")
    assert verdict.standing is Standing.EARLIER
    assert "61,027,480 USD now" in verdict.message


def test_the_sums_of_the_page_are_equal_to_their_figures() -> None:
    text = (
        "The budget rose from US$ 20.5 million in 2019 to US$ 48.6 million in 2020; US$ 20.2 million was spent in 2020."
    )
    assert set(standings(text).values()) == {"equal"}
