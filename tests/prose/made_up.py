"""Editions of one or more texts, judged against the made-up figures on Peru."""

from tests.prose import sets

from quipu.prose.edition import Binding, Edition, EditionKind, Passage
from quipu.prose.judge import Verdict, judge


def verdicts(
    *texts: str, language: str = "en", year: int = 2020, kind: EditionKind = EditionKind.REPORT, **others: str
) -> list[Verdict]:
    """Judge texts that stand in one edition; `others` are translations of the first by their language."""
    passages = [Passage(str(place), language, text) for place, text in enumerate(texts)]
    passages += [Passage("0", code, text) for code, text in others.items()]
    return list(judge(Edition(year, kind, tuple(passages)), sets.known()))


def standings(*texts: str, language: str = "en", **others: str) -> dict[str, str]:
    """How each number stands, by how it is written; texts in the order given."""
    return {v.number.written: str(v.standing) for v in verdicts(*texts, language=language, **others)}


def only(text: str, **options: object) -> Verdict:
    """The one verdict on a text with one number."""
    (verdict,) = verdicts(text, **options)
    return verdict


def bound(text: str, written: str, address: str) -> Verdict:
    """The verdict on a number that is bound to a figure."""
    start = text.index(written)
    passage = Passage("0", "en", text, (Binding(start, start + len(written), address),))
    return next(
        v for v in judge(Edition(2020, EditionKind.REPORT, (passage,)), sets.known()) if v.number.start == start
    )
