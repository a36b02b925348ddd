"""The headers of the back office: what its pages may load, and that nobody keeps them. Knows no page of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Wagtail's editor sets styles on elements, which no hash can name; scripts are files of ours, without exception.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
    " font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For what people uploaded: it runs nothing, whatever it is."""


class OfficeHeaders:
    """Middleware that adds them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and add the headers."""
        response = self._get_response(request)
        uploaded = request.path.startswith(("/office/media/", "/office/documents/"))
        response.headers.setdefault("Content-Security-Policy", _FILE_POLICY if uploaded else POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
