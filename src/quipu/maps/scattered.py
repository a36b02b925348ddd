"""Draw the land of the world with a sign for each of many places. Knows no words, and draws no boundary."""

from collections.abc import Sequence

from quipu.charts import shape
from quipu.maps.drawing import Spot, sign_path
from quipu.maps.world import HEIGHT, WIDTH, land, place_at


def scattered(spots: Sequence[Spot], *, identity: str, title: str, text: str) -> str:
    """Return the map as SVG, the first spots on top; nothing without spots, or where the outlines are not known.

    Signs lead to what is known of each place and are passed over by the keyboard: hundreds of stops would bar the way to the
    list, which says the same. Each sign's class is its name, so that a page can hide a kind of them.
    """
    if not spots or not land():
        return ""
    height = shape.short(HEIGHT)
    marks = "".join(_mark(spot) for spot in reversed(spots))
    return (
        f'<svg class="map atlas" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="group"'
        f' aria-labelledby="{identity}-title" aria-describedby="{identity}-text">'
        f'<title id="{identity}-title">{shape.escape(title)}</title><desc id="{identity}-text">{shape.escape(text)}</desc>'
        f'<rect class="sea" width="{WIDTH}" height="{height}"/>{land()}<g class="spots">{marks}</g></svg>'
    )


def _mark(spot: Spot) -> str:
    x, y = place_at((spot.longitude, spot.latitude))
    place = f'transform="translate({shape.short(x)} {shape.short(y)})"'
    return (
        f'<a href="{shape.escape(spot.href)}" tabindex="-1" {place}><title>{shape.escape(spot.label)}</title>'
        f"{sign_path(spot.sign)}</a>"
    )
