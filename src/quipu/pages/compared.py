"""Indicators that may be compared: those that enough operations report on, within one results framework. Knows no page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from quipu.core.profile import Profile
from quipu.core.record import Reported, Subject
from quipu.figures.lookup import Record

FIGURES = ("indicator-baseline", "indicator-target", "indicator-actual")
TYPES = ("impact", "outcome", "output")
"""Kinds of results, from the farthest aim to the nearest."""
KINDS = ("percent", "score", "level", "number")
"""What the values of an indicator are: shares, scores from 0 to 100, places on a scale, or numbers of anything."""
_NUMBERED = re.compile(r"(\d+)\.")


@dataclass(frozen=True)
class Compared:
    """One indicator in one framework, with who reports on it when. `since` is the year of the break before it, or 0."""

    slug: str
    name: str
    result_type: str
    result: str
    title: str
    kind: str
    ascending: bool | None
    since: int
    reports: tuple[tuple[str, int], ...]

    @cached_property
    def operations(self) -> frozenset[str]:
        """Who reports on it in any year."""
        return frozenset(subject for subject, _ in self.reports)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which anybody reports on it, oldest first."""
        return tuple(sorted({year for _, year in self.reports}))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The indicators that have a page, by slug, and how many have none because too few operations report on them."""

    held: dict[str, Compared]
    fewer: int


def comparison(record: Record, profile: Profile, operations: Iterable[Subject]) -> Comparison:
    """Return the indicators that operations report on, the newest framework first, by result and title.

    An indicator is the same where title, result, kind of result and measure are. Two sides of a break are two.
    """
    known = {subject.code for subject in operations}
    reported = [row for row in record.reported() if row.subject in known]
    breaks = [found.year for found in record.breaks(FIGURES[-1])] if reported else []
    of_each = (tuple(rows) for _, rows in groupby(reported, key=lambda row: row.indicator))
    made = [_made(profile, s, rows, held) for rows in of_each for s, held in _by_framework(rows, breaks).items()]
    enough = [one for one in made if len(one.operations) >= profile.results.least_operations]
    enough.sort(key=_place)
    return Comparison({one.slug: one for one in enough}, len(made) - len(enough))


def _place(one: Compared) -> tuple[int, bool, int, str, int, str, str]:
    """Return where an indicator stands: areas of impact first, numbered results by number, then outcomes before outputs."""
    impact = one.result_type == TYPES[0]
    return -one.since, not impact, number_of(one.result), one.result, rank(one.result_type), one.title, one.slug


def rank(result_type: str) -> int:
    """Return the place of a kind of result among TYPES; one that is not of them stands last."""
    return TYPES.index(result_type) if result_type in TYPES else len(TYPES)


def number_of(result: str) -> int:
    """Return the number that the title of a result begins with, or 0."""
    found = _NUMBERED.match(result)
    return int(found[1]) if found else 0


def _by_framework(rows: Iterable[Reported], breaks: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """Return the subjects and years that report, by the year of the last break before them, or 0."""
    held: dict[int, list[tuple[str, int]]] = {}
    for row in rows:
        for year in row.years:
            held.setdefault(max((one for one in breaks if one <= year), default=0), []).append((row.subject, year))
    return held


def _made(profile: Profile, since: int, rows: Sequence[Reported], reports: Iterable[tuple[str, int]]) -> Compared:
    """Return an indicator with its reports of one framework; the year of the break is in the slug of a later one."""
    first = rows[0]
    directions = {row.ascending for row in rows}
    return Compared(
        f"{first.indicator}-{since}" if since else first.indicator,
        first.indicator,
        first.result_type,
        first.result,
        first.title,
        _kind(profile, first),
        directions.pop() if len(directions) == 1 else None,
        since,
        tuple(reports),
    )


def _kind(profile: Profile, row: Reported) -> str:
    if row.measure == "percentage":
        return "percent"
    if row.measure != "unit":
        return "level"
    return "score" if profile.results.is_score(row.title) else "number"
