"""Find room for texts at the points of a line: off the line, off each other, inside the field. Knows no series."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

_AWAY = 6.5
Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a text takes, or a field that holds it."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Where a centred text is anchored."""
        return (self.left + self.right) / 2

    def holds(self, other: "Box") -> bool:
        """Say whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def meets(self, other: "Box") -> bool:
        """Say whether the two lie upon each other."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def crossed(self, segment: Segment) -> bool:
        """Say whether a segment that runs from left to right passes through."""
        x, y, end, height = segment
        if end < self.left or x > self.right or max(y, height) <= self.top or min(y, height) >= self.bottom:
            return False
        left, right, slope = max(self.left, x), min(self.right, end), (height - y) / (end - x)
        heights = (y + (left - x) * slope, y + (right - x) * slope)
        return min(heights) < self.bottom and max(heights) > self.top


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a text, and the room between it and its point, in which no other text may stand."""

    text: Box
    reach: Box


def _around(x: float, y: float, across: float, down: float, field: Box, after: bool) -> Iterator[Spot]:
    """Yield the places for a text at a point: over it, beside it, under it, and last farther over it."""
    kept = max(field.left, min(x - across / 2, field.right - across))
    over = [(left, y - _AWAY - down) for left in (kept, x - across + 2, x - 2)]
    beside = [(x + _AWAY, y - down / 2), (x - across - _AWAY, y - down / 2)]
    under = [(left, y + _AWAY) for left in (kept, x - across + 2, x - 2)]
    for left, top in (*beside, *over, *under) if after else (*over, *beside, *under):
        box = Box(left, top, left + across, top + down)
        yield Spot(box, box)
    for lift in (0.7, 1.4):
        for left, top in over:
            box = Box(left, top - lift * down, left + across, top - lift * down + down)
            yield Spot(box, Box(box.left, box.top, box.right, y - _AWAY))


def spots(
    point: tuple[float, float], across: float, down: float, field: Box, line: Sequence[Segment], *, after: bool = False
) -> list[Spot]:
    """Return the places for a text at a point, the best first: those off the line, then those near the point.

    Over the point is better than beside it, but where the text had better stand `after` it.
    """
    inside = [spot for spot in _around(*point, across, down, field, after) if field.holds(spot.text)]
    left, right = point[0] - across - _AWAY, point[0] + across + _AWAY
    nearby = [segment for segment in line if segment[0] <= right and segment[2] >= left]
    crossed = [(sum(map(spot.text.crossed, nearby)), spot) for spot in inside]
    near = [(times, spot) for times, spot in crossed if times and spot.text is spot.reach]
    return [spot for times, spot in crossed if not times] + [spot for _, spot in sorted(near, key=itemgetter(0))]


def settled(wanted: Sequence[Sequence[Spot]]) -> list[Box | None]:
    """Return for each text the first of its places that no text before it has taken, or None."""
    taken: list[Box] = []
    found: list[Box | None] = []
    for places in wanted:
        spot = next((each for each in places if not any(each.reach.meets(other) for other in taken)), None)
        found.append(spot.text if spot else None)
        if spot:
            taken.append(spot.reach)
    return found
