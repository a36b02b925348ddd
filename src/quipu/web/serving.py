"""Serve the published folder over HTTP, and change to a new one as soon as it is whole."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

from whitenoise import WhiteNoise

from quipu.pages.assets import policy

Environment: TypeAlias = dict[str, Any]
StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], object]

HEADERS = {
    "Content-Security-Policy": f"{policy()}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_IMMUTABLE = "public, max-age=31536000, immutable"


class PublishedSite:
    """A WSGI application over the folder that a link points to. A reader's request runs none of our code but this."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._folder: Path | None = None
        self._lock = Lock()
        self._files: WhiteNoise = WhiteNoise(_lost(None))

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request from the folder that the link points to."""
        response: Iterable[bytes] = self._current()(environment, start_response)
        return response

    def _current(self) -> WhiteNoise:
        """Return the files of the folder that the link points to now."""
        folder = self._link.resolve()
        if folder != self._folder:
            with self._lock:
                if folder != self._folder:
                    self._files = _files(folder)
                    self._folder = folder
        return self._files


def _files(folder: Path) -> WhiteNoise:
    site: WhiteNoise = WhiteNoise(
        _lost(folder / "404.html"),
        root=folder,
        index_file=True,
        max_age=0,
        add_headers_function=_add_headers,
    )
    for url in [url for url in site.files if url.endswith("/")]:
        # Our links name index.html: the library would send each reader on, which costs them a round trip.
        site.files[f"{url}index.html"] = site.files[url]
    return site


def _add_headers(headers: Any, path: str, url: str) -> None:  # noqa: ARG001 - the library gives both
    for name, value in HEADERS.items():
        headers[name] = value
    if "/assets/" in url:
        headers["Cache-Control"] = _IMMUTABLE


def _lost(page: Path | None) -> Callable[[Environment, StartResponse], Iterable[bytes]]:
    """Return an application that answers 404 with the site's own page."""

    def answer(environment: Environment, start_response: StartResponse) -> Iterable[bytes]:  # noqa: ARG001 - of WSGI
        body = page.read_bytes() if page is not None and page.exists() else b"There is no such page.\n"
        kind = "text/html; charset=utf-8" if page is not None else "text/plain"
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *HEADERS.items()]
        start_response("404 Not Found", headers)
        return [body]

    return answer
