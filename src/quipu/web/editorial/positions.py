"""Where a place of an edition may lie: in one of its operation's countries. Knows no blocks' looks."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from quipu.core.errors import UnknownAddressError
from quipu.maps import countries, ground, lies_in
from quipu.pages.language import Language
from quipu.web.editorial import released
from quipu.web.editorial.views import newest_for


def countries_of(subject: str, year: int) -> tuple[str, ...]:
    """Return the countries (ISO alpha-3) of an operation in a year whose outlines are known; none where any is not.

    Where an outline is missing, nobody can tell that a place lies outside.
    """
    try:
        edition = released.record("en").subject(subject).edition(year)
    except UnknownAddressError:
        return ()
    codes = edition.countries if edition else ()
    return codes if all(code in countries() for code in codes) else ()


def misplaced(places: Sequence[Any], subject: str, year: int) -> Iterator[str]:
    """Yield a sentence for each place of an edition (a block's value) that lies outside its countries.

    Places that are withheld are not shown, so they are not looked at.
    """
    codes = countries_of(subject, year)
    for place in places:
        if (place.get("withheld") or "").strip():
            continue
        latitude, longitude = place.get("latitude"), place.get("longitude")
        if codes and latitude is not None and longitude is not None and not _lies_in(codes, latitude, longitude):
            yield f"{place['name']} ({latitude}, {longitude}) lies outside {_named(codes)}. Latitude is north and south."


def _lies_in(codes: Sequence[str], latitude: Decimal, longitude: Decimal) -> bool:
    return lies_in(codes, float(longitude), float(latitude))


def _named(codes: Sequence[str]) -> str:
    english = Language("en")
    return english.listed(english.country_name(code) for code in codes)


@require_GET
def edition_map(request: HttpRequest, pk: int) -> JsonResponse:
    """Return the map on which a position is picked, and how a position is found on it; empty where there are no outlines."""
    page = newest_for(request, pk)
    codes = countries_of(page.subject, page.year)
    found = ground(codes) if codes else None
    if found is None:
        return JsonResponse({})
    frame = found.frame
    return JsonResponse(
        {
            "svg": found.svg,
            "width": frame.width,
            "height": frame.height,
            "middle": frame.middle,
            "up": frame.scale,
            "across": frame.scale * math.cos(math.radians(frame.middle[1])),
            "name": _named(codes),
        }
    )
