"""Say what of a number's unit or year is doubtful, by its sentence alone. Knows no figures."""

import re
from decimal import Decimal

from quipu.prose.edition import Edition, EditionKind, Passage
from quipu.prose.number import Fault, Kind, Number
from quipu.prose.tongue import Tongue, tongue

_WHOLE = Decimal(100)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def doubt(number: Number, passage: Passage, edition: Edition) -> str:
    """Return the name of the message for the first doubt, or "" where there is none."""
    own = tongue(passage.language)
    sentence = passage.text[slice(*number.sentence)]
    if number.fault is Fault.FOREIGN:
        return "doubtful-foreign"
    if number.kind is Kind.PERCENT and (found := _of_share(number, sentence, own)):
        return found
    return _of_year(number, sentence, passage, edition, own)


def _of_share(number: Number, sentence: str, own: Tongue) -> str:
    """Ask a share of what is funded for its whole and its day, a change for what it is compared with."""
    changes = own.phrases.change.search(sentence) is not None
    if (number.value or 0) > _WHOLE and not changes:
        return "doubtful-over-100"
    if own.phrases.funded.search(sentence) and not (own.phrases.funding_base.search(sentence) and number.years):
        return "doubtful-funded"
    if changes and not number.years and not own.phrases.compared.search(sentence):
        return "doubtful-change"
    return ""


def _of_year(number: Number, sentence: str, passage: Passage, edition: Edition, own: Tongue) -> str:
    """Doubt a report that speaks of its own year as of one to come, and a plan that speaks of it as over."""
    years = number.years or _years_before(passage.text, number.sentence[0])
    if (
        edition.kind is EditionKind.REPORT
        and own.phrases.future.search(sentence)
        and max(years, default=0) <= edition.year
    ):
        return "doubtful-planned"
    if edition.kind is EditionKind.PLAN and number.years == {edition.year} and own.phrases.past.search(sentence):
        return "doubtful-reported" if not own.phrases.future.search(sentence) else ""
    return ""


def _years_before(text: str, end: int) -> frozenset[int]:
    """Return the last year that is named before a sentence, in its paragraph or the heading above."""
    found = _YEAR.findall(text, max(0, end - 600), end)
    return frozenset({int(found[-1])}) if found else frozenset()
