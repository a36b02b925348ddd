"""Send what is asked under /office/ to the back office, and everything else to the site. Knows neither.

The site answers from the first moment; until the back office is ready, its addresses say so.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Environment: TypeAlias = dict[str, Any]
StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], object]
Application: TypeAlias = Callable[[Environment, StartResponse], Iterable[bytes]]

OFFICE = "/office/"
_NOT_YET = "The back office is being prepared. Try again in a moment.\n"


class Beside:
    """A WSGI application made of two."""

    def __init__(self, site: Application) -> None:
        self._site = site
        self._office: Application = _unavailable(_NOT_YET)

    def open_office(self, office: Application) -> None:
        """Let the back office answer from now on."""
        self._office = office

    def close_office(self, reason: str) -> None:
        """Say why there is no back office."""
        self._office = _unavailable(f"The back office cannot be opened: {reason}\n")

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environment.get("PATH_INFO", "")
        asked = self._office if path.startswith(OFFICE) or path == OFFICE[:-1] else self._site
        return asked(environment, start_response)


def _unavailable(text: str) -> Application:
    """Return an application that answers 503 with a text."""
    body = text.encode()

    def answer(_: Environment, start_response: StartResponse) -> Iterable[bytes]:
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response("503 Service Unavailable", [*headers, ("Retry-After", "5"), ("Cache-Control", "no-store")])
        return [body]

    return answer
