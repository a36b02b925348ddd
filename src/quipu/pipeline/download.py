"""Download one address to a file: politely, resumably, only if it has changed. Knows nothing of what comes."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from quipu import __version__
from quipu.core.errors import QuipuError

_PIECE = 1 << 16
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5


class Watcher(Protocol):
    """Is told how a download goes."""

    def receiving(self, url: str, have: int, size: int | None) -> None:
        """Be told that `have` of `size` bytes are here (None: not known)."""

    def waiting(self, url: str, seconds: float, reason: str) -> None:
        """Be told of a pause before the next attempt."""


class AbsentError(QuipuError):
    """There is nothing at the address (404 or 410)."""


class GaveUpError(QuipuError):
    """The server does not answer, or asks to be left alone for longer than we wait."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely we ask: `pause` between two requests, `timeout` of silence, `patience` with Retry-After, in seconds.

    `attempts` bounds how often one address is asked; `most_bytes` is the largest file that is taken.
    """

    pause: float = 1.5
    timeout: float = 60
    attempts: int = 5
    patience: float = 600
    most_bytes: int = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Validator:
    """How the server knows the version of a file again: its ETag, else its day of change; "" where it gives none."""

    url: str
    etag: str = ""
    modified: str = ""

    @property
    def for_range(self) -> str:
        """What If-Range may hold: a weak ETag does not promise the same bytes (RFC 9110, 13.1.5)."""
        return self.modified if self.etag.startswith("W/") else self.etag or self.modified


@dataclass(slots=True)
class _Progress:
    """What is known while one address is asked: how many bytes are here, and of which version."""

    url: str
    part: Path
    watcher: Watcher
    validator: Validator = field(init=False)

    def __post_init__(self) -> None:
        self.validator = _noted(self.part) if self.part.exists() else Validator(self.url)
        if self.validator.url != self.url or not self.validator.for_range:
            self.forget()

    @property
    def have(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def forget(self) -> None:
        """Begin anew."""
        self.part.unlink(missing_ok=True)
        _note_of(self.part).unlink(missing_ok=True)
        self.validator = Validator(self.url)


class Downloader:
    """One connection at a time to public addresses, with pauses. Used in one thread."""

    def __init__(
        self,
        manners: Manners,
        watcher: Watcher,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._manners = manners
        self._watcher = watcher
        self._sleep = sleep
        self._clock = clock
        self._asked: float | None = None
        timeout = urllib3.Timeout(connect=min(manners.timeout, 30), read=manners.timeout)
        self._pool = urllib3.PoolManager(num_pools=1, maxsize=1, block=True, retries=False, timeout=timeout)

    def close(self) -> None:
        """End the connection."""
        self._pool.clear()

    def download(self, url: str, target: Path, only_if_changed: bool) -> bool:
        """Download to `target`; return False, and change nothing, where the server says that it is as it was.

        What is interrupted stays as `target`.part and is continued if the server still has the same version. Raise
        AbsentError for 404 and 410, QuipuError for all else that does not come, naming the address.
        """
        progress = _Progress(url, target.with_name(f"{target.name}.part"), self._watcher)
        known = _noted(target) if only_if_changed else Validator(url)
        for attempt in range(1, self._manners.attempts + 1):
            try:
                return self._ask(progress, target, replace(known, url=url) if known.url == url else Validator(url))
            except _TryAgainError as error:
                if attempt == self._manners.attempts:
                    raise GaveUpError(
                        f"gave up after {attempt} attempts ({error.reason})", url, "Try again later."
                    ) from error
                self._wait(url, error, attempt)
        raise AssertionError("there is at least one attempt")

    def _wait(self, url: str, error: "_TryAgainError", attempt: int) -> None:
        """Wait as long as the server asks; where it does not say, twice as long each time."""
        seconds = error.after if error.after is not None else self._manners.pause * 2**attempt
        if seconds > self._manners.patience:
            raise GaveUpError(
                f"the server asks to come back in {seconds:.0f} seconds ({error.reason})", url, "Try again then."
            )
        self._watcher.waiting(url, seconds, error.reason)
        self._sleep(seconds)

    def _ask(self, progress: _Progress, target: Path, known: Validator) -> bool:
        """Make one attempt; what has arrived when it fails is kept."""
        if not progress.validator.for_range:
            progress.forget()
        with self._response(progress.url, _headers(progress, known)) as response:
            if response.status == 304 and not progress.have:
                return False
            if response.status in (304, 416):  # the part is not of what there is now
                progress.forget()
                raise _TryAgainError("the file has changed", 0)
            self._receive(response, progress)
        _note(target, progress.validator)
        progress.part.replace(target)
        _note_of(progress.part).unlink(missing_ok=True)
        return True

    @contextmanager
    def _response(self, url: str, headers: dict[str, str]) -> Iterator[urllib3.BaseHTTPResponse]:
        """Ask, following redirects; raise for every answer that is not the file or a part of it."""
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._request(_allowed(at, url), headers)
            try:
                if response.status in _REDIRECTS and response.headers.get("Location"):
                    at = urljoin(at, response.headers["Location"])
                    continue
                _refuse(response, url)
                yield response
                return
            finally:
                response.close()
                response.release_conn()
        raise QuipuError(f"more than {_MOST_REDIRECTS} redirects", url)

    def _request(self, url: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
        self._pause()
        try:
            return self._pool.request(
                "GET", url, headers=headers, redirect=False, preload_content=False, decode_content=False
            )
        except HTTPError as error:
            raise _TryAgainError(_plainly(error)) from error

    def _pause(self) -> None:
        now = self._clock()
        if self._asked is not None and now - self._asked < self._manners.pause:
            self._sleep(self._manners.pause - (now - self._asked))
        self._asked = self._clock()

    def _receive(self, response: urllib3.BaseHTTPResponse, progress: _Progress) -> None:
        """Add to the part what arrives, or begin it anew; raise _TryAgainError where not all of it arrives."""
        if response.status == 200:
            progress.forget()
        elif not _continues(response, progress.have):
            progress.forget()
            raise _TryAgainError("another part than the one asked for arrived", 0)
        progress.validator = _validator(progress.url, response)
        size = _announced(response, progress.have)
        self._refuse_size(size or 0, progress.url)
        try:
            self._append(response, progress, size)
        except HTTPError as error:
            raise _TryAgainError(_plainly(error)) from error
        except OSError as error:
            raise QuipuError(f"cannot be written ({error.strerror})", str(progress.part)) from error
        if size is not None and progress.have != size:
            raise _TryAgainError(f"{progress.have} of {size} bytes arrived")

    def _append(self, response: urllib3.BaseHTTPResponse, progress: _Progress, size: int | None) -> None:
        have = progress.have
        _note(progress.part, progress.validator)
        with progress.part.open("ab") as part:
            for piece in response.stream(_PIECE, decode_content=False):
                have += part.write(piece)
                self._refuse_size(have, progress.url)
                self._watcher.receiving(progress.url, have, size)

    def _refuse_size(self, size: int, url: str) -> None:
        if size > self._manners.most_bytes:
            raise QuipuError(f"larger than {self._manners.most_bytes / 1e6:,.0f} MB", url, "It is not taken.")


class _TryAgainError(Exception):
    """An attempt failed in a way that may pass; `after` is what the server asks for, in seconds."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after


def _headers(progress: _Progress, known: Validator) -> dict[str, str]:
    """Say who asks, and for what: the rest of a part, or the whole if it has changed."""
    headers = {"User-Agent": f"quipu/{__version__}", "Accept-Encoding": "identity"}
    if progress.have:
        return {**headers, "Range": f"bytes={progress.have}-", "If-Range": progress.validator.for_range}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def _allowed(at: str, url: str) -> str:
    """Return the address; raise QuipuError where it is not http(s), or a redirect that leaves https."""
    scheme = urlsplit(at).scheme
    if scheme not in ("http", "https"):
        raise QuipuError(f"leads to {at}, which is not http or https", url)
    if scheme == "http" and urlsplit(url).scheme == "https":
        raise QuipuError(f"leads from https to {at}", url)
    return at


def _refuse(response: urllib3.BaseHTTPResponse, url: str) -> None:
    status = response.status
    if status in (404, 410):
        raise AbsentError(f"there is nothing at this address ({status})", url)
    if status in _AGAIN:
        raise _TryAgainError(f"the server answered {status}", _retry_after(response.headers.get("Retry-After", "")))
    if status not in (200, 206, 304, 416):
        raise QuipuError(f"the server answered {status} {response.reason or ''}".rstrip(), url)


def _retry_after(text: str) -> float | None:
    """Return the seconds that Retry-After asks for, in either of its forms."""
    with suppress(ValueError):
        return max(0.0, float(text))
    with suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    return None


def _continues(response: urllib3.BaseHTTPResponse, have: int) -> bool:
    return response.headers.get("Content-Range", "").startswith(f"bytes {have}-")


def _announced(response: urllib3.BaseHTTPResponse, have: int) -> int | None:
    """Return how many bytes the whole file has, where the server says so."""
    length = response.headers.get("Content-Length", "")
    return have + int(length) if length.isdecimal() else None


def _validator(url: str, response: urllib3.BaseHTTPResponse) -> Validator:
    return Validator(url, response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))


def _plainly(error: HTTPError) -> str:
    """Return what happened, without the names of our libraries' objects."""
    return str(error.args[-1] if error.args else error).rpartition("): ")[2] or type(error).__name__


def _note_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.http")


def _note(file: Path, validator: Validator) -> None:
    _note_of(file).write_text(json.dumps(asdict(validator)), "utf-8")


def _noted(file: Path) -> Validator:
    """Return what was noted of a file's version; nothing where there is no readable note."""
    try:
        return Validator(**json.loads(_note_of(file).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return Validator("")


def forget(file: Path) -> None:
    """Remove a file and what was noted of it: it is asked for anew."""
    file.unlink(missing_ok=True)
    _note_of(file).unlink(missing_ok=True)
