"""Show a page of the accounts. Knows nothing of what it says."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def answered(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page by the name of its template."""
    return TemplateResponse(request, f"accounts/{name}.html", context)
