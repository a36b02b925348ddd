"""Serve the published folder over HTTP, and change to a new one as soon as it is whole."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias
from wsgiref.util import FileWrapper

from whitenoise import WhiteNoise
from whitenoise.responders import MissingFileError
from whitenoise.string_utils import decode_path_info

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
_NEVER_CHANGE = ("/assets/", "/media/")
"""What is named by its content."""
_INDEX = "index.html"


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
        response: Iterable[bytes] = files(_without_index(environment), start_response)
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


def _without_index(environment: Environment) -> Environment:
    """Ask for the folder of an index: our links name it, and the library would send each reader on, a round trip."""
    path = environment.get("PATH_INFO", "")
    return {**environment, "PATH_INFO": path.removesuffix(_INDEX)} if path.endswith(f"/{_INDEX}") else environment


class _Files(WhiteNoise):
    """The files of a folder. One that was replaced since, came new or went is noticed: editions change single files."""

    def __init__(self, folder: Path, lost: Callable[[Environment, StartResponse], Iterable[bytes]]) -> None:
        self._folder, self._looks = f"{folder.absolute()}{os.sep}", dict[str, tuple[int, ...]]()
        super().__init__(lost, root=folder, index_file=True, max_age=0, add_headers_function=_add_headers)

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request with the file as it is now."""
        url = decode_path_info(environment.get("PATH_INFO", ""))
        path = self._path(url)
        if path and self._looks.get(url) != _looks(path):
            self._look_again(url, path)
        response: Iterable[bytes] = super().__call__(environment, start_response)
        return response

    def _path(self, url: str) -> str:
        """Return the file of a URL; nothing where it has none, or leads out of the folder."""
        if not self.url_is_canonical(url) or "\0" in url:
            return ""
        return f"{self._folder}{url[1:]}{_INDEX if url.endswith('/') else ''}"

    def _look_again(self, url: str, path: str) -> None:
        try:
            if Path(path).is_dir() or self.is_compressed_variant(path):
                return
            self.files[url] = self.get_static_file(path, url)
        except (MissingFileError, OSError):  # there is none, or none can have such a name
            self.files.pop(url, None)
            self._looks.pop(url, None)

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> Any:
        """Note what the file looks like that the answer is made of."""
        self._looks[url] = _looks(path, stat_cache)
        return super().get_static_file(path, url, stat_cache=stat_cache)

    @staticmethod
    def serve(static_file: Any, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with the length of the file that was opened: between looking and opening it may have been replaced."""
        response = static_file.get_response(environment["REQUEST_METHOD"], environment)
        headers = dict(response.headers)
        if response.status == 200 and response.file is not None:
            headers["Content-Length"] = str(os.fstat(response.file.fileno()).st_size)
        start_response(f"{response.status} {response.status.phrase}", list(headers.items()))
        if response.file is None:
            return []
        wrapped: Iterable[bytes] = environment.get("wsgi.file_wrapper", FileWrapper)(response.file)
        return wrapped


def _looks(path: str, stat_cache: Any = None) -> tuple[int, ...]:
    """Return what changes when a file or one of its packed copies is replaced."""
    found: list[int] = []
    for copy in (path, f"{path}.gz", f"{path}.br"):
        try:
            held = stat_cache[copy] if stat_cache is not None else os.stat(copy)  # noqa: PTH116 - at every request
        except (OSError, KeyError):
            continue
        found += (held.st_ino, held.st_mtime_ns)
    return tuple(found)


def _files(folder: Path, on_demand: OnDemand) -> WhiteNoise:
    return _Files(folder, _lost(folder / "404.html", on_demand))


def _add_headers(headers: Any, path: str, url: str) -> None:  # noqa: ARG001 - the library gives both
    for name, value in HEADERS.items():
        headers[name] = value
    if url.startswith(_NEVER_CHANGE):
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
