from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from quipu.core.errors import UsageError
from quipu.pages.language import Language, is_language

ENGLISH = Language("en")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_numbers_are_grouped_as_cldr_groups_them(value: Decimal) -> None:
    shown = ENGLISH.number(value, 2).replace("−", "-")
    assert shown == format_decimal(value, "#,##0.00", locale="en", decimal_quantization=False)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("48625534.17", "US$48.6 million"),
        ("4837667033.56", "US$4.84 billion"),
        ("9400", "US$9,400"),
        ("-461.02", "−US$461"),
        ("0", "US$0"),
    ],
)
def test_dollars_are_short_in_headlines(value: str, shown: str) -> None:
    assert ENGLISH.million(Decimal(value)) == shown


def test_a_number_keeps_its_published_digits() -> None:
    assert ENGLISH.number(Decimal("22277420.500")) == "22,277,420.500"


def test_sentences_take_their_plural_form() -> None:
    assert ENGLISH.say("contributions.private", n=1) == "Private donors"
    assert ENGLISH.say("contributions.private", n=2) == "Private donors (2 contributions)"


def test_dates_are_written_in_full() -> None:
    assert ENGLISH.day(date(2021, 8, 19)) == "19 August 2021"


def test_countries_and_languages_have_names() -> None:
    assert (ENGLISH.country_name("PER"), ENGLISH.language_name("es")) == ("Peru", "Spanish")
    assert ENGLISH.country_name("QQQ") == "QQQ"


def test_a_language_without_words_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match='no words in the language "tlh"'):
        Language("tlh")


def test_codes_of_the_data_are_checked_before_they_stand_in_a_page() -> None:
    assert is_language("es")
    assert not is_language('es" onclick="')
