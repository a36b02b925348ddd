"""Count how the figures of two releases differ. Knows nothing of why."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from quipu.figures.lookup import FILE

_KEY = "subject, year, figure, member"
_COUNT = f"""
SELECT
    (SELECT count(*) FROM main.observation),
    (SELECT count(*) FROM old.observation),
    (SELECT count(*) FROM main.observation JOIN old.observation USING ({_KEY})),
    (
        SELECT count(*) FROM main.observation AS new JOIN old.observation AS old USING ({_KEY})
        WHERE new.value IS NOT old.value
    )
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many addresses are new, gone, and have another value than before."""

    new: int
    gone: int
    changed: int


def compare(before: Path, after: Path) -> Changes | None:
    """Return how the release in `after` differs from the one in `before`; None where one cannot be read."""
    try:
        with closing(sqlite3.connect(_read_only(after), uri=True)) as database:
            database.execute("ATTACH ? AS old", [_read_only(before)])
            [(ours, theirs, both, changed)] = database.execute(_COUNT).fetchall()
    except sqlite3.DatabaseError:
        return None
    return Changes(ours - both, theirs - both, changed)


def _read_only(folder: Path) -> str:
    return f"{(folder / FILE).absolute().as_uri()}?mode=ro&immutable=1"
