"""Every setting, in one place, read from the environment once."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from quipu.core.errors import UsageError


def _number(name: str, default: float, least: int) -> float:
    """Return the number that a setting spells, or its default; raise UsageError for what is none, or too small."""
    text = os.environ.get(name) or str(default)
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not number >= least:
        raise UsageError(f'"{text}" is not a number from {least} up', name)
    return number


ROLES = ("writer", "reviewer", "translator", "publisher", "administrator")
"""What people do in the back office."""
_TRUSTED_MOST = ("publisher", "administrator")


def _office_url() -> str:
    return os.environ.get("QUIPU_OFFICE_URL") or "http://127.0.0.1:8000"


def _second_factor() -> frozenset[str]:
    """Return the roles that need one; raise UsageError for a word that is no role."""
    text = os.environ.get("QUIPU_SECOND_FACTOR") or ""
    if not text:
        return frozenset(_TRUSTED_MOST if _office_url().startswith("https:") else ())
    words = frozenset(text.replace(",", " ").split())
    if words in ({"all"}, {"none"}):
        return frozenset(ROLES if words == {"all"} else ())
    for word in sorted(words - set(ROLES)):
        raise UsageError(f'"{word}" is none of {", ".join(ROLES)}, nor "all" or "none" alone', "QUIPU_SECOND_FACTOR")
    return words


def _issuer() -> str:
    """Return the provider's address; raise UsageError where it is not HTTPS, but for a provider on this machine."""
    text = os.environ.get("QUIPU_OIDC_ISSUER") or ""
    if text and not text.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise UsageError(f'"{text}" is not an address with https', "QUIPU_OIDC_ISSUER")
    return text


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data live and how much is kept. Nothing is written outside `home`, except by `quipu publish DIR`."""

    home: Path = field(default_factory=lambda: Path(os.environ.get("QUIPU_HOME") or "var"))
    """QUIPU_HOME: the place of all data (default: ./var)."""
    keep_releases: int = field(default_factory=lambda: int(_number("QUIPU_KEEP_RELEASES", 5, 0)))
    """QUIPU_KEEP_RELEASES: how many old releases are kept to return to (default: 5)."""
    lock_wait: float = field(default_factory=lambda: _number("QUIPU_LOCK_WAIT", 60, 0))
    """QUIPU_LOCK_WAIT: seconds that a second writer waits before it says who holds the lock (default: 60)."""
    publisher: str = field(default_factory=lambda: os.environ.get("QUIPU_PUBLISHER") or "unhcr")
    """QUIPU_PUBLISHER: the publisher profile whose site is built (default: unhcr)."""
    workers: int = field(default_factory=lambda: int(_number("QUIPU_WORKERS", os.cpu_count() or 1, 1)))
    """QUIPU_WORKERS: processes for import and publishing (default: one a core)."""
    database: str = field(default_factory=lambda: os.environ.get("QUIPU_DATABASE") or "")
    """QUIPU_DATABASE: where the back office keeps what people write, as postgresql://user:password@host/name (default: a
    file of SQLite under QUIPU_HOME)."""
    office_url: str = field(default_factory=_office_url)
    """QUIPU_OFFICE_URL: the address at which people reach the back office, without /office/ (default:
    http://127.0.0.1:8000). With https its cookies are sent over HTTPS alone."""
    trusted_proxies: int = field(default_factory=lambda: int(_number("QUIPU_TRUSTED_PROXIES", 0, 0)))
    """QUIPU_TRUSTED_PROXIES: how many web servers stand in front of quipu serve and add to X-Forwarded-For, by which
    attempts to sign in are told apart (default: 0, the header is not believed)."""
    second_factor: frozenset[str] = field(default_factory=_second_factor)
    """QUIPU_SECOND_FACTOR: roles that need a second factor to sign in: writer, reviewer, translator, publisher,
    administrator, separated by commas; or all, or none (default: publisher,administrator with an https QUIPU_OFFICE_URL,
    else none)."""
    oidc_issuer: str = field(default_factory=_issuer)
    """QUIPU_OIDC_ISSUER: the issuer of a provider of OpenID Connect, exactly as it names itself; with it and
    QUIPU_OIDC_CLIENT, invited people may sign in by it (default: none)."""
    oidc_client: str = field(default_factory=lambda: os.environ.get("QUIPU_OIDC_CLIENT") or "")
    """QUIPU_OIDC_CLIENT: the name under which the provider knows this back office (default: none)."""
    oidc_secret: str = field(default_factory=lambda: os.environ.get("QUIPU_OIDC_SECRET") or "", repr=False)
    """QUIPU_OIDC_SECRET: the secret that goes with it; without one, PKCE alone protects the exchange (default: none)."""
    oidc_name: str = field(default_factory=lambda: os.environ.get("QUIPU_OIDC_NAME") or "your organisation")
    """QUIPU_OIDC_NAME: what people call the provider, for "Sign in with ..." (default: your organisation)."""
    upload_limit: int = field(default_factory=lambda: int(_number("QUIPU_UPLOAD_LIMIT", 200, 1)))
    """QUIPU_UPLOAD_LIMIT: megabytes that an administrator may upload at once as data files (default: 200)."""
