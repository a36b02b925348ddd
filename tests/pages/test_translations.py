"""Every language of the site is complete: a word that is missing, stale or wrongly made fails here."""

import os
from collections.abc import Mapping
from string import Formatter

import pytest
from babel import Locale

from quipu.core.profile import load
from quipu.figures.texts import texts
from quipu.pages.language import Language, keys, look_up
from quipu.pages.site import LANGUAGES as ALL
from quipu.pages.wanted import untranslated, wanted

PROFILE = load("unhcr")
ENGLISH = Language("en").words
LANGUAGES = tuple(os.environ.get("QUIPU_TEST_LANGUAGES", " ".join(ALL)).split())
OTHERS = [language for language in LANGUAGES if language != "en"]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def forms(sentence: str | Mapping[str, str]) -> list[str]:
    return [sentence] if isinstance(sentence, str) else list(sentence.values())


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_site_is_there_and_none_besides(language: str) -> None:
    assert set(keys(Language(language).words)) == set(keys(ENGLISH))


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_filled_with_the_same_parts(language: str) -> None:
    words = Language(language).words
    for key in keys(ENGLISH):
        wanted_parts = set().union(*(places(form) for form in forms(look_up(ENGLISH, key))))
        for form in forms(look_up(words, key)):
            # a form for exactly none, one or two may say the number in words
            missing = wanted_parts - places(form)
            assert places(form) <= wanted_parts, key
            assert missing <= {"amount", "n", "total"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_about_a_number_have_all_plural_forms(language: str) -> None:
    needed = set(Locale(language).plural_form.tags) | {"other"}
    words = Language(language).words
    for key in keys(words):
        sentence = look_up(words, key)
        if not isinstance(sentence, str):
            assert set(sentence) == needed, key


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_with_plural_forms_in_english_has_them_in_every_language(language: str) -> None:
    words = Language(language).words
    for key in keys(ENGLISH):
        if not isinstance(look_up(ENGLISH, key), str):
            assert not isinstance(look_up(words, key), str), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_definition_and_reason_is_translated(language: str) -> None:
    assert untranslated(PROFILE, "unhcr", language) == ()


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_of_a_text_that_is_no_more(language: str) -> None:
    assert set(texts(language, "unhcr").held) <= set(wanted(PROFILE))


@pytest.mark.parametrize("language", OTHERS)
def test_translated_texts_are_filled_with_the_same_parts(language: str) -> None:
    for english, other in texts(language, "unhcr").held.items():
        assert places(english) == places(other), english


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english_by_mistake(language: str) -> None:
    """Words that are the same in both languages are listed: a new one is looked at once."""
    words = Language(language).words
    same = {key for key in keys(ENGLISH) if look_up(ENGLISH, key) == look_up(words, key)}
    assert {key for key in same if str(look_up(ENGLISH, key)).strip("{}()%.,:– ").isalpha()} <= SAME[language]


SAME: dict[str, set[str]] = {
    "fr": {
        "charts.total",
        "charts.unit.count-6",
        "contributions.title",
        "documents.date",
        "documents.format",
        "indicators.type.impact",
        "site.situations",
        "situations.title",
    }
    | {"documents.name", "documents.title", "headline.budget", "headline.contributions", "money.budget", "money.total"}
    | {"mark.provisional.sign", "mark.revised.sign", "people.total", "site.sources", "sources.licence", "sources.title"}
    | {"trace.source", "trace.total", "report.core", "report.note", "report.publisher", "report.source"}
    | {"terms.budget.term", "terms.contribution.term", "search.kind.document", "search.one.document"},
    "es": {"people.total", "money.total", "trace.total", "charts.provisional", "charts.total"}
    | {"mark.revised.sign", "mark.provisional.sign"},
    "ar": set(),
}
