"""Draw countries and places as accessible SVG. Knows neither pages nor where a place is kept."""

from quipu.maps.drawing import Map, Spot, draw, lies_in, sign
from quipu.maps.shapes import countries

__all__ = ["Map", "Spot", "countries", "draw", "lies_in", "sign"]
