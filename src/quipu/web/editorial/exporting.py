"""Hand out an edition as a document: to whoever may open it, and to the command line. Knows no format."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from quipu.core.errors import QuipuError
from quipu.web.editorial.donor_report import document, file_name
from quipu.web.editorial.models import EDITION_PAGES, EditionPage
from quipu.web.editorial.views import newest_for

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def donor_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the newest draft under the headings of the report to donors."""
    page = newest_for(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(page)}"'}
    return HttpResponse(document(page), content_type=_DOCX, headers=headers)


def exported(operation: str, year: int, kind: str, language: str, live: bool) -> bytes:
    """Return the same for the command line: the newest draft, or what is live; raise QuipuError where there is no such edition."""
    page = _found(operation, year, kind, language)
    if page is None or (live and not page.live):
        what = f"there is no {'live ' if live else ''}{kind} of {operation} in {year} in the language {language}"
        raise QuipuError(what, next="Editions of other languages are made when the region has approved the text.")
    return document(page if live else page.get_latest_revision_as_object())


def _found(operation: str, year: int, kind: str, language: str) -> EditionPage | None:
    model: Any = next(model for model in EDITION_PAGES if str(model.kind) == kind)
    asked = model.objects.filter(subject=operation, year=year, locale__language_code=language)
    return asked.select_related("locale").first()
