"""Put a part of the world on a flat frame: as wide as asked, true in its middle. Knows no countries."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quipu.maps.shapes import Point, Ring, box

_MARGIN = 0.12
_LEAST = 1.5
"""Degrees that a map shows at least: an island has some sea around it."""
_FLATTEST, _STEEPEST = 0.55, 1.1


@dataclass(frozen=True, slots=True)
class Frame:
    """A map's frame in pixels, and where it lies. `middle` is the longitude and latitude of its centre."""

    width: float
    height: float
    middle: Point
    scale: float

    def at(self, place: Point) -> Point:
        """Return where a place lies in the frame; the world is cut on the far side of the middle."""
        return self._put(_turned(place[0], self.middle[0]), place[1])

    def ring(self, ring: Ring) -> Iterator[Point]:
        """Yield the points of a ring without a cut: each lies on the same side as the one before."""
        last = _turned(ring[0][0], self.middle[0])
        for longitude, latitude in ring:
            last += _turned(longitude - self.middle[0], last)
            yield self._put(last, latitude)

    def touches(self, box: tuple[float, float, float, float]) -> bool:
        """Tell whether something between west, south, east and north may lie in the frame."""
        west, south, east, north = box
        across, up = self.width / 2 / self.scale / self._narrow + 1, self.height / 2 / self.scale + 1
        if south > self.middle[1] + up or north < self.middle[1] - up:
            return False
        return abs(_turned((west + east) / 2, self.middle[0])) <= across + (east - west) / 2

    @property
    def _narrow(self) -> float:
        return math.cos(math.radians(self.middle[1]))

    def _put(self, turned: float, latitude: float) -> Point:
        x = self.width / 2 + turned * self._narrow * self.scale
        return x, self.height / 2 - (latitude - self.middle[1]) * self.scale

    def holds(self, place: Point) -> bool:
        """Tell whether a place lies in the frame."""
        x, y = self.at(place)
        return 0 <= x <= self.width and 0 <= y <= self.height


def _turned(longitude: float, middle: float) -> float:
    """Return a longitude as degrees from the middle, from -180 to 180."""
    return (longitude - middle + 540) % 360 - 180


def framed(rings: Iterable[Ring], width: float) -> Frame:
    """Return a frame around rings, turned so that none of them is cut at the date line."""
    held = list(rings)
    turn = box(held[0])[0]
    west, south, east, north = box((_turned(x, turn), y) for ring in held for x, y in ring)
    middle = (west + east) / 2 + turn, (south + north) / 2
    narrow = math.cos(math.radians(middle[1]))
    across = max((east - west) * narrow, _LEAST) * (1 + 2 * _MARGIN)
    up = max(north - south, _LEAST) * (1 + 2 * _MARGIN)
    height = width * max(_FLATTEST, min(_STEEPEST, up / across))
    return Frame(width, round(height), middle, min(width / across, height / up))


def clipped(ring: Ring, frame: Frame, margin: float = 8) -> list[Point]:
    """Return a projected ring as far as it lies in the frame and a margin around it."""
    points = list(thinned(frame.ring(ring)))
    for axis, limit, sign in (
        (0, -margin, 1),
        (0, frame.width + margin, -1),
        (1, -margin, 1),
        (1, frame.height + margin, -1),
    ):
        points = list(_cut(points, axis, limit, sign))
    return points


def _cut(points: list[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    """Yield the part of a ring on one side of a line: Sutherland and Hodgman's cut."""
    for one, other in zip(points, points[1:] + points[:1], strict=True):
        here, there = (one[axis] - limit) * sign, (other[axis] - limit) * sign
        if here >= 0:
            yield one
        if (here >= 0) != (there >= 0):
            part = here / (here - there)
            yield one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def thinned(points: Iterable[Point], least: float = 1.2) -> Iterator[Point]:
    """Yield points at least so many pixels apart."""
    last: Point | None = None
    for point in points:
        if last is None or abs(point[0] - last[0]) + abs(point[1] - last[1]) >= least:
            yield point
            last = point
