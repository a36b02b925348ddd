"""Settings of the back office are right or refused; what is asked of whom follows from the address."""

import pytest

from quipu.core.errors import UsageError
from quipu.core.settings import ROLES, Settings


def settings(monkeypatch: pytest.MonkeyPatch, **told: str) -> Settings:
    for name in ("QUIPU_OFFICE_URL", "QUIPU_SECOND_FACTOR", "QUIPU_OIDC_ISSUER", "QUIPU_TRUSTED_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return Settings()


@pytest.mark.parametrize(
    ("address", "roles", "asked"),
    [
        ("", "", set()),
        ("https://record.example.org", "", {"publisher", "administrator"}),
        ("https://record.example.org", "none", set()),
        ("http://127.0.0.1:8000", "all", set(ROLES)),
        ("", "writer, reviewer", {"writer", "reviewer"}),
    ],
)
def test_who_needs_a_second_factor(monkeypatch: pytest.MonkeyPatch, address: str, roles: str, asked: set[str]) -> None:
    made = settings(monkeypatch, QUIPU_OFFICE_URL=address, QUIPU_SECOND_FACTOR=roles)
    assert made.second_factor == asked


@pytest.mark.parametrize("roles", ["writers", "all,writer", "none publisher", "admin"])
def test_a_word_that_is_no_role_is_refused(monkeypatch: pytest.MonkeyPatch, roles: str) -> None:
    with pytest.raises(UsageError, match="none of writer"):
        settings(monkeypatch, QUIPU_SECOND_FACTOR=roles)


@pytest.mark.parametrize("issuer", ["http://id.example.org", "id.example.org", "http://localhost.example.org"])
def test_a_provider_without_https_is_refused(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    with pytest.raises(UsageError, match="https"):
        settings(monkeypatch, QUIPU_OIDC_ISSUER=issuer)


def test_the_secret_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIPU_OIDC_SECRET", "hush")
    assert "hush" not in repr(settings(monkeypatch))


def test_proxies_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError):
        settings(monkeypatch, QUIPU_TRUSTED_PROXIES="yes")
