"""All offices of a year for machines: a JSON and a CSV file beside the page. Knows no layout."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from quipu.core.address import Address
from quipu.core.profile import WORLD
from quipu.core.record import Place
from quipu.pages import everywhere
from quipu.pages.offices import FIGURE, Office
from quipu.pages.press import Press
from quipu.pages.twins import ENDINGS, dumped
from quipu.pages.url import Url

KIND = "office-file"
COLUMNS = (
    "office", "ref", "name", "kind", "country", "latitude", "longitude", "exactness", "region", "subject", "subject_name",
    "address", "file", "line",
)  # fmt: skip
"""`office` is the same number where one office is named by several subjects: a row is a naming. `address` is the figure that
counts it."""


def urls(press: Press) -> Iterator[Url]:
    """Yield both files of every year with offices."""
    for year in press.office_years:
        for ending in ENDINGS:
            about = everywhere.depends(press, year)
            yield Url(f"/places/{year}.{ending}", KIND, subject=WORLD, year=year, name=ending, depends=about)


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of one file."""
    rows = rows_of(press, url.year)
    if url.name == "csv":
        return _csv(rows)
    listed = ",\n".join(map(dumped, rows))
    return f'{{"year":{url.year},"places":[\n{listed}\n]}}\n'.encode()


def rows_of(press: Press, year: int) -> Iterator[dict[str, Any]]:
    """Yield a row for each naming of each office."""
    for office in press.offices(year):
        for place in (office.place, *office.others):
            yield dict(zip(COLUMNS, _cells(press, year, office, place), strict=True))


def _cells(press: Press, year: int, office: Office, place: Place) -> tuple[Any, ...]:
    subject = press.subjects[place.subject]
    edition = subject.edition(year)
    told = (office.number, place.ref, place.name, place.kind, office.country)
    position = (place.latitude, place.longitude, place.exactness)
    named_by = (edition.region if edition else "", subject.code, press.name(subject))
    return (*told, *position, *named_by, str(Address(subject.code, year, FIGURE, "")), place.file, place.line)


def _csv(rows: Iterable[dict[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
