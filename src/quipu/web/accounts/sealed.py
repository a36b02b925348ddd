"""Seal what a stolen copy of the database must not tell. Knows not what it is."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(text: str) -> str:
    """Return the text, readable with the key of this back office alone."""
    return _lock().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """Return the text again, or None where it was sealed with another key."""
    try:
        return _lock().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _lock() -> Fernet:
    key = hashlib.sha256(b"quipu.web.accounts.sealed" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
