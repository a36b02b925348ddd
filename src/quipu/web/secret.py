"""Keep the key that signs sessions: made once, readable by its owner alone. Knows no framework."""

import os
import secrets
from pathlib import Path

_BYTES = 50


def kept_secret(file: Path) -> str:
    """Return the key in `file`; make it where there is none. Of two processes that make it, one wins, and both read that one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        new = file.with_name(f"{file.name}.{os.getpid()}")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(_BYTES))
        try:
            os.link(new, file)
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return file.read_text("utf-8")
