"""Any number, however Babel writes it, is found with its value; any text gives numbers that stand in it."""

from decimal import Decimal

import pytest
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from quipu.prose.number import Kind, Number
from quipu.prose.numbers import find
from quipu.prose.tongue import LANGUAGES

SENTENCES = {
    "en": "Partners helped {} people in Lima.",
    "fr": "Les partenaires ont aidé {} personnes à Lima.",
    "es": "Los socios ayudaron a {} personas en Lima.",
    "ar": "ساعد الشركاء {} شخصاً في ليما.",
}
SYSTEMS = [(language, "latn") for language in LANGUAGES] + [("ar", "arab"), ("fa", "arabext")]
WHOLE = st.integers(2, 10**12)
FRACTIONS = st.decimals(Decimal("0.01"), 10**7, places=2, allow_nan=False)


def only(text: str, language: str) -> Number:
    found = find(text, language)
    assert len(found) == 1, (text, found)
    return found[0]


def language_of(locale: str) -> str:
    """Persian digits are met in Arabic texts."""
    return "ar" if locale == "fa" else locale


@pytest.mark.parametrize(("locale", "system"), SYSTEMS)
@given(value=WHOLE | FRACTIONS)
def test_a_number_as_its_language_writes_it_has_its_value(locale: str, system: str, value: int | Decimal) -> None:
    language = language_of(locale)
    written = format_decimal(value, locale=locale, numbering_system=system)
    number = only(SENTENCES[language].format(written), language)
    assert (number.value, number.written, number.fault) == (value, written, None)


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.decimals(Decimal("0.1"), 999, places=1, allow_nan=False))
def test_a_share_as_its_language_writes_it_is_per_cent(language: str, value: Decimal) -> None:
    written = format_percent(value / 100, format="#,##0.#%", locale=language)
    number = only(f"{written} {SENTENCES[language].format('')}", language)
    assert (number.value, number.kind) == (value, Kind.PERCENT)


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.integers(1, 10**10), currency=st.sampled_from(["USD", "EUR"]))
def test_a_sum_as_its_language_writes_it_has_its_currency(language: str, value: int, currency: str) -> None:
    written = format_currency(value, currency, format="#,##0 ¤¤", locale=language, currency_digits=False)
    number = only(SENTENCES[language].format(f"({written})"), language)
    assert (number.value, number.kind, number.currency) == (value, Kind.MONEY, currency)


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.integers(2, 999), scale=st.sampled_from([10**6, 10**9]))
def test_a_number_with_a_scale_word_has_its_value(language: str, value: int, scale: int) -> None:
    written = format_compact_decimal(value * scale, format_type="long", locale=language, fraction_digits=0)
    number = only(SENTENCES[language].format(written), language)
    assert number.value == value * scale


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(st.sampled_from("0123456789٠٣٩۴ .,'’٬٫،%-–/:()$\u00a0\u202f\nabemilondhuوفي") | st.characters()))
def test_any_text_gives_numbers_that_stand_in_it_one_after_another(language: str, text: str) -> None:
    end = 0
    for number in find(text, language):
        assert end <= number.start < number.end <= len(text)
        assert number.written == text[number.start : number.end]
        assert (number.value is None) == (number.fault is not None and number.value is None)
        end = number.end
