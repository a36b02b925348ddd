"""How numbers are judged against figures, bindings, each other and translations."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest
from tests.prose import sets
from tests.prose.made_up import bound, only, standings, verdicts

from quipu.figures.lookup import Record
from quipu.prose.edition import EditionKind
from quipu.prose.judge import STOPPING, Standing
from quipu.prose.known import Known, collect
from quipu.prose.number import Number
from quipu.prose.numbers import find
from quipu.warehouse import releases
from quipu.warehouse.home import Home


def number(text: str) -> Number:
    (found,) = find(text, "en")
    return found


@pytest.mark.parametrize(
    ("text", "value", "fair"),
    [
        ("4.3 million people", 4_302_000, True),
        ("4.3 million people", 4_360_000, False),
        ("3 million people", 2_900_000, True),
        ("3 million people", 2_600_000, False),  # more than 5 per cent off
        ("300,000 people", 300_412, False),  # written in full: exact
        ("about 300,000 people", 300_412, True),
        ("more than 500,000 people", 537_552, True),
        ("more than 500,000 people", 499_000, False),
        ("nearly 538,000 people", 537_552, True),
        ("nearly 538,000 people", 538_200, False),
        ("between 300 and 900 people", 450, True),
    ],
)
def test_what_a_number_may_fairly_be_said_of(text: str, value: int, fair: bool) -> None:
    assert number(text).says(value) is fair


def test_a_bound_number_says_whether_the_figure_changed() -> None:
    text = "Refugees numbered 4,332, asylum-seekers 537,552."
    assert bound(text, "4,332", "PER/2020/population/refugees").standing is Standing.CHANGED
    assert bound(text, "537,552", "PER/2020/population/asylum-seekers").standing is Standing.BOUND
    assert "not published" in bound(text, "4,332", "PER/2020/nothing").message


def test_of_several_figures_the_one_that_the_words_speak_of_comes_first() -> None:
    verdict = only("In 2021, 15 reception centres were kept up.", year=2021)
    assert str(verdict.candidates[0].known.address) == "PER/2021/indicator-target/reception"


def test_a_small_number_is_no_figure_by_chance() -> None:
    assert standings("The team met 15 mayors and drove 125 kilometres.") == {"15": "unknown", "125": "unknown"}


def test_a_part_of_a_whole_is_not_close_to_the_whole() -> None:
    found = standings("Peru hosted 537,552 asylum-seekers, of whom 532,000 asylum-seekers were Venezuelan.")
    assert found == {"537,552": "equal", "532,000": "unknown"}


def test_different_years_do_not_contradict_each_other() -> None:
    found = standings("In 2019, 12,500 children took classes.", "In 2020, 12,700 children took classes.")
    assert set(found.values()) == {"unknown"}


def test_different_things_of_a_round_number_do_not_contradict_each_other() -> None:
    found = verdicts("Partners gave out 2,000 blankets.", "The office answered 2,000 letters.")
    assert {verdict.standing for verdict in found} == {Standing.UNKNOWN}


def test_a_translation_with_another_number_is_told_with_it() -> None:
    english, spanish = verdicts("We met 18,400 women.", es="Nos reunimos con 14.800 mujeres.")
    assert (english.standing, spanish.standing) == (Standing.CONTRADICTED, Standing.CONTRADICTED)
    assert "14.800" in english.message
    assert "18,400" in spanish.message


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Se ayudó a 1.300.000 personas, el 92 por ciento con 48,6 millones de dólares."),
        ("fr", "Une aide a été versée à 1 300 000 personnes, 92 % avec 48,6 millions de dollars."),
        ("ar", "حصل ١٬٣٠٠٬٠٠٠ شخص على المساعدة، ٩٢٪ منهم بمبلغ ٤٨٫٦ مليون دولار."),
    ],
)
def test_a_faithful_translation_is_left_alone(language: str, text: str) -> None:
    english = "Help reached 1.3 million people, 92 per cent of them with US$ 48.6 million."
    assert [v.message for v in verdicts(english, **{language: text}) if v.standing is Standing.CONTRADICTED] == []


def test_a_plan_may_speak_of_its_year_as_to_come_and_not_as_over() -> None:
    coming, over = (
        "In 2021, UNHCR will help 7,678 households with cash.",
        "In 2021, 7,678 households were helped with cash.",
    )
    assert only(coming, year=2021, kind=EditionKind.PLAN).standing is Standing.EQUAL
    assert only(over, year=2021, kind=EditionKind.PLAN).standing is Standing.DOUBTFUL


def test_only_what_is_impossible_or_contradicted_stops() -> None:
    assert {Standing.IMPOSSIBLE, Standing.CONTRADICTED} == STOPPING


def test_every_message_says_what_and_ends_as_a_sentence() -> None:
    messages = tomllib.loads(resources.files("quipu.prose").joinpath("messages.toml").read_text("utf-8"))
    assert all("{shown}" in text and text.endswith(".") for text in messages.values())


def test_figures_of_a_subject_are_collected_with_what_they_were(sample_home: Path) -> None:
    folder = releases.current(Home(sample_home)).folder
    known = {str(each.address): each for each in collect(Record.open(folder), "PER", 2020)}
    population = known["PER/2020/population"]
    assert (population.unit, population.year) == ("people", 2020)
    assert [str(earlier.value) for earlier in population.was] == ["1557276"]
    assert {each.year for each in known.values()} <= {2019, 2020, 2021}


def test_the_sets_and_the_figures_are_of_one_subject() -> None:
    assert all(isinstance(each, Known) and each.address.subject == "PER" for each in sets.known().by_address.values())
