"""Where the site shows what a page of the back office is about. Knows no text."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from wagtail.models import Page

from quipu.core.record import Subject
from quipu.pages.url import section_of
from quipu.web.editorial import released


def subject_of(code: str) -> Subject | None:
    """Return a subject of the current release, or None."""
    record = released.record("en")
    return _subjects(record.folder).get(code)


@lru_cache(maxsize=2)
def _subjects(_: Path) -> dict[str, Subject]:
    return {subject.code: subject for subject in released.record("en").subjects()}


def public_path(subject: str, language: str, year: int = 0) -> str:
    """Return the path of a subject's page on the site, in a year if one is given; nothing where the site has none."""
    found = subject_of(subject)
    if found is None or (year and found.edition(year) is None):
        return ""
    return f"/{language}{section_of(found)}{f'{year}/' if year else ''}"


def path_of_page(pk: int, language: str) -> str:
    """Return where the site shows what a page is about; nothing where there is no such page."""
    page: Any = Page.objects.filter(pk=pk).specific().first()
    return public_path(page.subject, language, getattr(page, "year", 0)) if hasattr(page, "subject") else ""
