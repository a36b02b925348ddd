"""Check the numbers of all editions of the office that somebody has written in. Knows neither requests nor how it is printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from quipu.core.errors import QuipuError
from quipu.prose.judge import Verdict
from quipu.web.editorial import released
from quipu.web.editorial.checking import Found, check
from quipu.web.editorial.models import EDITION_PAGES, EditionPage


@dataclass(frozen=True, slots=True)
class Placed:
    """One number of one edition: which edition, in which language and section, in which sentence, and how it stands.

    `passed` names who let it pass and why, or is empty.
    """

    operation: str
    year: int
    kind: str
    language: str
    section: str
    sentence: str
    verdict: Verdict
    stops: bool
    passed: str


def editions(live: bool, operation: str = "", year: int = 0) -> Iterator[EditionPage]:
    """Yield the newest draft of every edition that somebody has written in, or what is live, one at a time.

    Raise QuipuError for an operation that the office does not have.
    """
    wanted = Q(live=True) if live else Q(latest_revision__isnull=False)
    named = (Q(subject=operation) if operation else Q()) & (Q(year=year) if year else Q())
    if operation and not any(kind.objects.filter(subject=operation).exists() for kind in EDITION_PAGES):
        raise QuipuError(f'the back office has no operation "{operation}"', next="See quipu operations.")
    for kind in EDITION_PAGES:
        pages = kind.objects.filter(wanted & named).select_related("locale")
        for page in pages.order_by("subject", "year", "locale__language_code").iterator(chunk_size=50):
            yield page if live else page.get_latest_revision_as_object()


def numbers(page: EditionPage) -> Iterator[Placed]:
    """Yield every number of an edition with its place."""
    labels = _labels(page)
    for found in check(page):
        yield _placed(page, found, labels.get(found.verdict.passage, ""))


def _labels(page: EditionPage) -> dict[str, str]:
    """Return what each block of an edition is called: its section, or the kind of block it is."""
    return {block.id: str(block.block.label) for name in page.STREAMS for block in getattr(page, name)}


def _placed(page: EditionPage, found: Found, section: str) -> Placed:
    passed = f"{found.passed.account.get_username()}: {found.passed.reason}" if found.passed else ""
    own = (page.subject, page.year, str(page.kind), page.locale.language_code)
    return Placed(*own, section, found.sentence, found.verdict, found.stops, passed)


def release() -> str:
    """Return the name of the release that editions are judged by."""
    return released.record("en").name
