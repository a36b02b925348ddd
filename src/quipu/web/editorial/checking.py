"""Judge the numbers of an edition against the current release, with what reviewers let pass. Knows no request."""

from collections.abc import Sequence
from dataclasses import dataclass

from quipu.prose.edition import Edition
from quipu.prose.judge import Verdict, judge
from quipu.web.editorial import released
from quipu.web.editorial.models import EditionPage, Passed
from quipu.web.editorial.passages import passages


@dataclass(frozen=True, slots=True)
class Found:
    """One number of an edition: how it stands, in which sentence, and who let it pass, if anybody did."""

    verdict: Verdict
    sentence: str
    passed: Passed | None

    @property
    def stops(self) -> bool:
        """Whether the edition cannot be handed on because of it."""
        return self.verdict.stops and self.passed is None


def check(page: EditionPage) -> list[Found]:
    """Return every number of an edition in its language, in the order of the text.

    It is compared with the other languages, too: a translation with its source, the source with translations that follow it.
    """
    language = page.locale.language_code
    own = passages(page)
    others = [passage for other in _compared(page) for passage in passages(other)]
    figures = released.figures(page.subject, page.year, language)
    verdicts = judge(Edition(page.year, page.kind, (*own, *others)), figures)
    texts = {passage.name: passage.text for passage in own}
    ours = [verdict for verdict in verdicts if verdict.language == language]
    return _with_passed(page, [(verdict, sentence_of(verdict, texts[verdict.passage])) for verdict in ours])


def _compared(page: EditionPage) -> list[EditionPage]:
    if page.is_source:
        return [other for other in page.translations() if other.is_complete(page)]
    return [page.source]


def sentence_of(verdict: Verdict, text: str) -> str:
    """Return the sentence in which a number stands, on one line."""
    start, end = verdict.number.sentence
    return " ".join(text[start:end].split())


def _with_passed(page: EditionPage, found: Sequence[tuple[Verdict, str]]) -> list[Found]:
    rows = Passed.objects.filter(translation_key=page.translation_key, language=page.locale.language_code)
    passed = {(row.passage, row.written, row.sentence): row for row in rows.select_related("account")}
    return [
        Found(verdict, sentence, passed.get((verdict.passage, verdict.number.written, sentence)))
        for verdict, sentence in found
    ]
