"""Serve the published folder over HTTP, and change to a new one as soon as it is whole."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

from whitenoise import WhiteNoise

from quipu.pages.assets import policy
from quipu.pages.url import REDIRECTS

Environment: TypeAlias = dict[str, Any]
OnDemand: TypeAlias = Callable[[str], bytes | None]
"""Returns the bytes at a path that the folder does not have, or None. PDF and PNG are all that is made so."""
Moves: TypeAlias = Mapping[str, str]
StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], object]

HEADERS = {
    "Content-Security-Policy": f"{policy()}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_PNG = b"\x89PNG"
_IMMUTABLE = "public, max-age=31536000, immutable"


def _nothing(_: str) -> None:
    """Make nothing."""


class PublishedSite:
    """A WSGI application over the folder that a link points to. A reader's request runs none of our code but this.

    `on_demand` makes what pages lead to and the folder does not have.
    """

    def __init__(self, link: Path, on_demand: OnDemand = _nothing) -> None:
        self._link, self._on_demand = link, on_demand
        self._folder: Path | None = None
        self._lock = Lock()
        self._served: tuple[WhiteNoise, Moves] = WhiteNoise(_lost(None, _nothing)), {}

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request from the folder that the link points to; send on who asks for an old address."""
        files, moves = self._current()
        target = moves.get(_asked(environment.get("PATH_INFO", "")))
        if target is not None:
            headers = [("Location", environment.get("SCRIPT_NAME", "") + target), ("Content-Length", "0")]
            start_response("301 Moved Permanently", [*headers, *HEADERS.items()])
            return []
        response: Iterable[bytes] = files(environment, start_response)
        return response

    def _current(self) -> tuple[WhiteNoise, Moves]:
        """Return the files of the folder that the link points to now, and its old addresses."""
        folder = self._link.resolve()
        if folder != self._folder:
            with self._lock:
                if folder != self._folder:
                    self._served = _files(folder, self._on_demand), _moves(folder)
                    self._folder = folder
        return self._served


def _moves(folder: Path) -> Moves:
    """Return where the old addresses of a published folder lead."""
    file = folder / REDIRECTS.removeprefix("/")
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {_asked(old): new for old, new, _ in map(str.split, lines)}


def _asked(path: str) -> str:
    """Return a path as it is looked up among the old ones: with or without its end."""
    return path.removesuffix("index.html").rstrip("/")


def _files(folder: Path, on_demand: OnDemand) -> WhiteNoise:
    site: WhiteNoise = WhiteNoise(
        _lost(folder / "404.html", on_demand),
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


def _lost(page: Path | None, on_demand: OnDemand) -> Callable[[Environment, StartResponse], Iterable[bytes]]:
    """Return an application that makes what is made on demand, and answers 404 with the site's own page to all else."""

    def answer(environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        made = on_demand(environment.get("PATH_INFO", ""))
        if made is not None:
            kind = "image/png" if made.startswith(_PNG) else "application/pdf"
            start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(made))), *HEADERS.items()])
            return [made]
        body = page.read_bytes() if page is not None and page.exists() else b"There is no such page.\n"
        kind = "text/html; charset=utf-8" if page is not None else "text/plain"
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *HEADERS.items()]
        start_response("404 Not Found", headers)
        return [body]

    return answer
