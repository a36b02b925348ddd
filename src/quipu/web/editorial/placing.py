"""Tell which places of an edition lie outside the countries of its operation. Knows no map."""

from quipu import maps
from quipu.web.editorial.models import EditionPage
from quipu.web.editorial.paths import subject_of


def outside(page: EditionPage) -> list[str]:
    """Return one sentence a place; places that are withheld are not shown, so they are not looked at."""
    subject = subject_of(page.subject)
    edition = subject.edition(page.year) if subject else None
    known = [code for code in (edition.countries if edition else ()) if code in maps.countries()]
    placed = (block.value for block in page.places if block.value["latitude"] is not None)
    return [
        f"{value['name']} lies outside {page.get_parent().title}: latitude {value['latitude']}, longitude"
        f" {value['longitude']}. Latitude and longitude may be exchanged, or a minus sign missing."
        for value in placed
        if known
        and not (value["withheld"] or "").strip()
        and value["longitude"] is not None
        and not maps.lies_in(known, float(value["longitude"]), float(value["latitude"]))
    ]
