"""Draw countries and places as accessible SVG. Knows neither pages nor where a place is kept."""

from quipu.maps.drawing import Ground, Map, Spot, draw, ground, lies_in, sign
from quipu.maps.scattered import scattered
from quipu.maps.shapes import countries, country_at
from quipu.maps.world import Disc, Layer, middle, world

__all__ = [
    "Disc",
    "Ground",
    "Layer",
    "Map",
    "Spot",
    "countries",
    "country_at",
    "draw",
    "ground",
    "lies_in",
    "middle",
    "scattered",
    "sign",
    "world",
]
