"""Read the nouns of a release back from their JSON. Knows no database."""

from collections.abc import Callable
from typing import Any

from quipu.core.figure import Definition
from quipu.core.record import Edition, Level, Signpost, Subject


def _pairs(value: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in value)


def definition_from(described: dict[str, Any], of: Callable[[str], str] = str) -> Definition:
    """Return the definition that was kept as JSON, in the language that `of` gives its texts."""
    read = described | {name: of(described[name]) for name in ("title", "definition")}
    read["caveats"] = tuple(of(caveat) for caveat in described["caveats"])
    read["members"] = tuple((slug, of(title)) for slug, title in described["members"])
    return Definition(**read)


def subject_from(described: dict[str, Any]) -> Subject:
    """Return the subject that was kept as JSON."""
    editions = tuple(
        Edition(**{**edition, "countries": tuple(edition["countries"]), "names": _pairs(edition["names"])})
        for edition in described["editions"]
    )
    signposts = tuple(Signpost(**signpost) for signpost in described["signposts"])
    level, names = Level(described["level"]), _pairs(described["names"])
    return Subject(described["code"], described["slug"], level, names, editions, signposts)
