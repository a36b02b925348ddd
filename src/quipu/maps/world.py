"""Draw the land of the world with discs on it, their areas as the values. Knows no words, and draws no boundary."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from quipu.charts import shape
from quipu.maps import shapes
from quipu.maps.shapes import Point, Ring

WIDTH = 960
_NORTH, _SOUTH = 84.0, -57.0
_ACROSS = WIDTH / 360
_UP = _ACROSS * 1.15
"""Pixels a degree: true in shape at thirty degrees, where most people are."""
HEIGHT = (_NORTH - _SOUTH) * _UP
_LARGEST = 36.0
_LEAST = 1.2


@dataclass(frozen=True, slots=True)
class Disc:
    """One value at a place; `label` says what it is."""

    at: Point
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Layer:
    """The discs of one figure, and what it is called."""

    title: str
    discs: Sequence[Disc]


def world(layers: Mapping[str, Layer], *, identity: str, title: str, text: str) -> str:
    """Return the map as SVG; each layer has its own scale and is a group with its name as id, the first one marked as such.

    Nothing where the outlines are not known, or no layer has a disc.
    """
    shown = ((name, layer) for name, layer in layers.items() if layer.discs)
    drawn = [_layer(name, layer, first=not number) for number, (name, layer) in enumerate(shown)]
    if not drawn or not land():
        return ""
    height = shape.short(HEIGHT)
    return (
        f'<svg class="map discs" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img"'
        f' aria-labelledby="{identity}-title" aria-describedby="{identity}-text">'
        f'<title id="{identity}-title">{shape.escape(title)}</title><desc id="{identity}-text">{shape.escape(text)}</desc>'
        f'<rect class="sea" width="{WIDTH}" height="{height}"/>{land()}{"".join(drawn)}</svg>'
    )


def _layer(name: str, layer: Layer, *, first: bool) -> str:
    """Draw the largest first, so that none hides a smaller one."""
    most = max(disc.value for disc in layer.discs)
    ordered = sorted(layer.discs, key=lambda disc: -disc.value)
    marks = "".join(_mark(disc, most) for disc in ordered)
    title = shape.text(WIDTH / 2, HEIGHT - 8, layer.title)
    return f'<g id="{name}" class="layer{" first" if first else ""}">{marks}{title}</g>'


def _mark(disc: Disc, most: float) -> str:
    x, y = place_at(disc.at)
    radius = max(math.sqrt(disc.value / most) * _LARGEST, _LEAST)
    circle = f'<circle cx="{shape.short(x)}" cy="{shape.short(y)}" r="{shape.short(radius)}">'
    return f"{circle}<title>{shape.escape(disc.label)}</title></circle>"


def place_at(at: Point) -> Point:
    """Return where a longitude and latitude lie on the drawing."""
    return (at[0] + 180) * _ACROSS, (_NORTH - at[1]) * _UP


def middle(codes: Sequence[str]) -> Point | None:
    """Return the middle of countries (ISO alpha-3): of each the centre of its largest outline; None where none is known."""
    centres = [centre for code in codes if (centre := _centre(code))]
    if not centres:
        return None
    return sum(x for x, _ in centres) / len(centres), sum(y for _, y in centres) / len(centres)


@cache
def _centre(code: str) -> Point | None:
    """Return the centre of gravity of a country's largest outline; None of a country that is not known."""
    country = shapes.countries().get(code)
    if country is None:
        return None
    ring = country.largest
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / (3 * area), y / (3 * area)) if area else ring[0]


@cache
def land() -> str:
    """Return the land as one path; nothing where the package is not installed."""
    file = shapes.FILE.with_name("110m.json")
    if not file.is_file():
        return ""
    rings = shapes.land(json.loads(file.read_text("utf-8")))
    return shape.path("land", "".join(_path(ring) for ring in rings if max(y for _, y in ring) > _SOUTH))


def _path(ring: Ring) -> str:
    """Return a closed path; a ring over the edge of the map is drawn at both edges, and the drawing's frame cuts it."""
    unbroken = tuple(_unbroken(ring))
    west, east = min(x for x, _ in unbroken), max(x for x, _ in unbroken)
    turns = (0, *((-360,) if east > 180 else ()), *((360,) if west < -180 else ()))
    return "".join(_closed([place_at((x + turn, y)) for x, y in unbroken]) for turn in turns)


def _unbroken(ring: Ring) -> Iterator[Point]:
    """Yield the points with each longitude on the same side as the one before."""
    last = ring[0][0]
    for longitude, latitude in ring:
        last += (longitude - last + 540) % 360 - 180
        yield last, latitude


def _closed(places: Sequence[Point]) -> str:
    """Return a closed path in whole pixels, each point by its difference to the one before."""
    points = [(round(x), round(y)) for x, y in places]
    points = [points[0], *(there for here, there in pairwise(points) if here != there)]
    steps = " ".join(f"{there[0] - here[0]} {there[1] - here[1]}" for here, there in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{steps}z" if len(points) > 3 else ""
