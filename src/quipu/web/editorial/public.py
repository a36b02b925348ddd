"""Bring out what the office made live: as files, and onto the pages of the site. Knows no request.

What is to come out is noted in the transaction that made it live, and struck off when it is out; what fails is tried again.
"""

import logging
from typing import Any

from django.conf import settings
from django.db import transaction

from quipu.core.edition import Edition, EditionKind
from quipu.publish import live
from quipu.web.editorial.composing import text_of
from quipu.web.editorial.corrections import notes_of, was_public
from quipu.web.editorial.media import Published
from quipu.web.editorial.models import EDITION_PAGES, EditionPage, Outgoing
from quipu.web.editorial.printing import printed

_WAIT = 5.0
logger = logging.getLogger(__name__)


def queue(source: EditionPage) -> None:
    """Bring an edition out as soon as the database has what was done to it."""
    row, _ = Outgoing.objects.update_or_create(page_id=source.pk, defaults={"problem": ""})
    transaction.on_commit(lambda: _try(row))


def bring_out_due() -> None:
    """Bring out what is not out yet, whatever kept it."""
    for row in Outgoing.objects.order_by("pk"):
        _try(row)


def take_up() -> None:
    """Note everything that is live and of which there is no file: the folder was lost, or is older than its editions."""
    for kind in EDITION_PAGES:
        for page in kind.objects.filter(locale__language_code=settings.LANGUAGES[0][0], live=True):
            if not (settings.HOME.editions / page.subject / str(page.year) / f"{page.kind}.json").exists():
                Outgoing.objects.get_or_create(page_id=page.pk)


def problem_of(page: Any) -> str:
    """Return what keeps an edition from readers; nothing where nothing does."""
    row = Outgoing.objects.filter(page__translation_key=page.translation_key).first()
    return row.problem if row else ""


def _try(row: Outgoing) -> None:
    try:
        bring_out(row.page.specific)
    except Exception as error:  # whatever it was, the site is as it was, and the office says why
        logger.exception("The edition %s could not be brought out", row.page_id)
        Outgoing.objects.filter(pk=row.pk).update(problem=str(error) or type(error).__name__)
    else:
        Outgoing.objects.filter(pk=row.pk).delete()


def bring_out(source: EditionPage) -> int:
    """Write an edition as it is live, and its pages; return how many files of the site changed. All of it, or nothing."""
    files = Published()
    edition = public_edition(source, files)
    return printed(lambda site: live.bring_out(settings.HOME, site, edition, files.contents, _WAIT))


def public_edition(source: EditionPage, files: Published) -> Edition:
    """Return an edition as it is live, in every language."""
    held = type(source).objects.filter(translation_key=source.translation_key, live=True).select_related("locale")
    pages = sorted(held, key=lambda page: [code for code, _ in settings.LANGUAGES].index(page.locale.language_code))
    texts = tuple(text_of(page, files) for page in pages)
    first = source.first_published_at
    if not was_public(source) or first is None:
        raise ValueError("the edition was never published")
    return Edition(EditionKind(source.kind), source.subject, source.year, first.date(), texts, notes_of(source))
