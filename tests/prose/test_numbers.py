"""Which numbers are found in a sentence, with what value."""

import pytest
from tests.prose.sets import value_of

from quipu.core.errors import UsageError
from quipu.prose.number import Approximation, Fault, Kind
from quipu.prose.numbers import find

FOUND = [
    ("en", "Some 2 to 3 million people and US$ 2–3 million.", ["2000000..3000000", "2000000..3000000"]),
    ("en", "Needs rose from 300 to 900 families.", ["300", "900"]),
    ("en", "Between US$ 2 million and US$ 3 million was spent.", ["2000000..3000000"]),
    ("en", "A hundred thousand people, two hundred and fifty families, 3k visits.", ["100000", "250", "3000"]),
    ("en", "One and a half million people, a million and a half.", ["1500000", "1500000"]),
    ("en", "COVID-19 hit 7 of 10 families, three out of five women.", ["70", "60"]),
    ("en", "The 2020 refugee response plan needs 2000 people; in 2000 people fled.", ["2000"]),
    ("en", "Hundreds of thousands of people, dozens of centres, millions.", []),
    ("en", "48'635'120 people and 48 635 120 people", ["48635120", "48635120"]),
    ("fr", "deux à trois millions de personnes", ["2000000..3000000"]),
    ("fr", "En 2020 300 personnes, soixante-dix-sept écoles", ["300", "77"]),
    ("fr", "1 234 567,89 dollars, 3,5 M$, 1,2 Md€", ["1234567.89", "3500000", "1200000000"]),
    ("fr", "un billion de dollars, deux milliards", ["1000000000000", "2000000000"]),
    ("es", "mil doscientos trabajadores, treinta y un proyectos", ["1200", "31"]),
    ("es", "dos mil trescientos millones, un billón", ["2300000000", "1000000000000"]),
    ("es", "entre el 10 y el 15 por ciento", ["10..15"]),
    ("ar", "ما بين ألفين وثلاثة آلاف شخص", ["2000..3000"]),
    ("ar", "مئتان وخمسون ألف شخص وثلاثة آلاف أسرة", ["250000", "3000"]),
    ("ar", "١٫٥ مليون شخص و٣٥٪ من النساء", ["1500000", "35"]),
    ("ar", "۴۸٬۶۳۵ شخصاً، ومليونا طفل", ["48635", "2000000"]),
]
PASSED_OVER = [
    ("en", "In 2020, the 1990s, mid-90s, 2019/20, 2019–2021, at 10 a.m. on 9 and 10 November, 31.12.2020, 2020-12-31."),
    ("en", "Page 3, Articles 14 and 15, Section 1.2.3, SDG 16, phase 2, No. 5, Figure 3, resolution 1325."),
    ("en", "Children under five, under 18, aged 18-59, 16-year-old girls, people over 60 years, within 72 hours."),
    ("en", "UNSCR 1325, S/RES/2535 (2020), the 8+3 mechanism, G20, H1N1, COVID-19, R4V, 3RP, 2030 Agenda, 24/7."),
    ("en", "Call 0800-12345 or +51 999 888 777; -12.0464, -77.0428; ratio 1:5; a@b12.org; www.a.org/20."),
    ("en", "## 2.1 Budget\n1. First\n(2) Second [3] `4` [text](https://a.b/5)"),
    ("fr", "du 3 au 9 mars 2020, le 1er janvier, à 8 h 30, les 5-11 ans, le 2e étage, l’article 3, la page 12"),
    ("es", "del 3 al 9 de marzo de 2020, el 1.º de enero, a las 8.30 h, de 18 a 59 años, la Agenda 2030, el 3.er piso"),
    ("ar", "في الفترة من 3 إلى 9 آذار/مارس 2020، المادة 14، من 5 إلى 11 عاماً، كوفيد-19، الساعة 8:30"),
]


@pytest.mark.parametrize(("language", "text", "values"), FOUND)
def test_numbers_are_found_with_their_values(language: str, text: str, values: list[str]) -> None:
    assert [value_of(number) for number in find(text, language)] == values


@pytest.mark.parametrize(("language", "text"), PASSED_OVER)
def test_what_is_no_figure_is_passed_over(language: str, text: str) -> None:
    assert [number.written for number in find(text, language)] == []


@pytest.mark.parametrize(
    ("language", "run", "fault"),
    [
        ("en", "52,9960", Fault.LONG_FRACTION),
        ("en", "1,23,456", Fault.GROUPING),
        ("en", "12.34.567", Fault.GROUPING),
        ("en", "12,5.3,1", Fault.TWO_MARKS),
        ("fr", "52\u202f9960", Fault.GROUPING),
        ("es", "1.23.456", Fault.GROUPING),
        ("ar", "٥٢٬٩٩٦٠", Fault.LONG_FRACTION),
    ],
)
def test_what_is_no_number_in_any_grouping_has_no_value(language: str, run: str, fault: Fault) -> None:
    (number,) = find(f"({run})", language)
    assert (number.written, number.value, number.fault) == (run, None, fault)


@pytest.mark.parametrize(("language", "run"), [("en", "4.272"), ("es", "4,272"), ("fr", "4.272"), ("en", "12,5")])
def test_marks_of_another_language_are_a_fault_where_they_change_the_value(language: str, run: str) -> None:
    (number,) = find(f"{run} refugees", language)
    assert number.fault is Fault.FOREIGN


def test_marks_of_another_language_that_leave_one_reading_are_none() -> None:
    assert [(str(n.value), n.fault) for n in find("1.234.567 people, US$ 1.234,5", "en")] == [
        ("1234567", None),
        ("1234.5", None),
    ]


def test_the_words_before_soften_a_number() -> None:
    text = "About 500 people, more than 500 people, nearly 500 people, 500 people, 500+ people."
    assert [n.approximation for n in find(text, "en")] == [
        Approximation.ABOUT,
        Approximation.OVER,
        Approximation.UNDER,
        Approximation.NONE,
        Approximation.OVER,
    ]


def test_kind_currency_and_noun_are_told_by_the_words_beside() -> None:
    text = "US$ 12.3 million for 500 refugees, 92 per cent of 23 shelters, 3.5 million euros."
    assert [(n.kind, n.currency, n.noun) for n in find(text, "en")] == [
        (Kind.MONEY, "USD", ""),
        (Kind.PEOPLE, "", "refugees"),
        (Kind.PERCENT, "", ""),
        (Kind.COUNT, "", "shelters"),
        (Kind.MONEY, "EUR", "euros"),
    ]


def test_an_unknown_language_is_a_user_error() -> None:
    with pytest.raises(UsageError, match="Languages known: en, fr, es, ar"):
        find("12", "de")
