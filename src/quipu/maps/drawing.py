"""Draw some countries with their neighbours, and places in them. Knows no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from quipu.charts import shape
from quipu.maps.projection import Frame, clipped, framed
from quipu.maps.shapes import Box, Country, Point, Ring, countries, inside

WIDTH = 600
_SIGNS = {
    "capital": "M0 -7L2 -2.2H7L3 1L4.4 6L0 3L-4.4 6L-3 1L-7 -2.2H-2Z",
    "office": "M-5 -5H5V5H-5Z",
    "field": "M0 -6L6 5H-6Z",
    "unit": "M0 -5A5 5 0 1 1 -0.1 -5Z",
    "site": "M0 -7L6 0L0 7L-6 0Z",
    "about": "M0 -7L6 0L0 7L-6 0ZM0 -3L-2.6 0L0 3L2.6 0Z",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One place. `sign` is one of SIGNS, `label` says what it is, `href` leads to what is known of it."""

    longitude: float
    latitude: float
    sign: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Map:
    """The drawing, and which of the spots it shows: one that lies in none of the countries is not drawn."""

    svg: str
    shown: tuple[bool, ...]


def draw(codes: Sequence[str], spots: Sequence[Spot], *, identity: str, title: str, text: str) -> Map | None:
    """Return a map of countries (ISO alpha-3) with their neighbours and spots; None where their outlines are not known."""
    ground = _ground(tuple(codes))
    if ground is None:
        return None
    frame, land = ground
    shown = tuple(_is_shown(codes, frame, spot) for spot in spots)
    marks = "".join(_mark(frame, spot) for spot, is_shown in zip(spots, shown, strict=True) if is_shown)
    width, height = shape.short(frame.width), shape.short(frame.height)
    svg = (
        f'<svg class="map" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group"'
        f' aria-labelledby="{identity}-title" aria-describedby="{identity}-text">'
        f'<title id="{identity}-title">{shape.escape(title)}</title><desc id="{identity}-text">{shape.escape(text)}</desc>'
        f'{land}<g class="spots">{marks}</g></svg>'
    )
    return Map(svg, shown)


def sign(kind: str) -> str:
    """Return a sign alone, for a list."""
    return f'<svg class="sign" viewBox="-8 -8 16 16" width="14" height="14" aria-hidden="true">{sign_path(kind)}</svg>'


def sign_path(kind: str) -> str:
    """Return the path of a sign, its middle at the origin."""
    return f'<path class="{kind}" d="{_SIGNS[kind]}"/>'


def _mark(frame: Frame, spot: Spot) -> str:
    x, y = frame.at((spot.longitude, spot.latitude))
    place = f'transform="translate({shape.short(x)} {shape.short(y)})"'
    drawn = f'<circle class="place" r="12"/>{sign_path(spot.sign)}'
    return f'<a href="{shape.escape(spot.href)}" {place}><title>{shape.escape(spot.label)}</title>{drawn}</a>'


def _is_shown(codes: Sequence[str], frame: Frame, spot: Spot) -> bool:
    place = (spot.longitude, spot.latitude)
    return frame.holds(place) and lies_in(codes, *place)


@lru_cache(maxsize=16384)
def _lies_in(codes: tuple[str, ...], longitude: float, latitude: float) -> bool:
    known = (countries().get(code) for code in codes)
    return any(inside(country, longitude, latitude) for country in known if country is not None)


def lies_in(codes: Sequence[str], longitude: float, latitude: float) -> bool:
    """Tell whether a place lies in one of the countries (ISO alpha-3)."""
    return _lies_in(tuple(codes), longitude, latitude)


@dataclass(frozen=True, slots=True)
class Ground:
    """A map without places, and the frame by which a position is found on it."""

    svg: str
    frame: Frame


def ground(codes: Sequence[str]) -> Ground | None:
    """Return a map to point at, of countries (ISO alpha-3) with their neighbours; None where their outlines are not known."""
    found = _ground(tuple(codes))
    if found is None:
        return None
    frame, land = found
    size = f"{shape.short(frame.width)} {shape.short(frame.height)}"
    return Ground(f'<svg class="map" viewBox="0 0 {size}" aria-hidden="true">{land}</svg>', frame)


@lru_cache(maxsize=256)
def _ground(codes: tuple[str, ...]) -> tuple[Frame, str] | None:
    """Return the frame around countries and the land in it; None where none of them has an outline."""
    known = countries()
    here = {found.code: found for code in codes if (found := known.get(code))}
    if not here:
        return None
    frame = framed([ring for country in here.values() for ring in _near_rings(country)], WIDTH)
    others = "".join(_path_of(country, frame) for code, country in known.items() if code not in here)
    drawn = (shape.path("here", _path_of(country, frame)) for country in here.values())
    sea = f'<rect class="sea" width="{WIDTH}" height="{shape.short(frame.height)}"/>'
    return frame, f"{sea}{shape.path('land', others)}{''.join(drawn)}"


def _near_rings(country: Country) -> list[Ring]:
    """Return the largest outline of a country, and those whose middle is no farther from it than it is wide or high."""
    largest = country.largest
    around = _widened(largest)
    rings = (polygon[0] for polygon in country.polygons)
    return [largest, *(ring for ring in rings if ring is not largest and _middle_in(ring.box, around))]


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _widened(ring: Ring) -> Box:
    west, south, east, north = ring.box
    across, up = max(east - west, 2), max(north - south, 2)
    return west - across, south - up, east + across, north + up


def _path_of(country: Country, frame: Frame) -> str:
    rings = (ring for polygon in country.polygons for ring in polygon)
    return "".join(_path(clipped(ring, frame)) for ring in rings if frame.touches(ring.box))


def _path(points: Sequence[Point]) -> str:
    """Return a closed path in whole pixels, each point by its difference to the one before."""
    whole = [(round(x), round(y)) for x, y in points]
    kept = [point for place, point in enumerate(whole) if not place or point != whole[place - 1]]
    if len(kept) < 3:
        return ""
    steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z"
