"""The figures of pages on many subjects for machines: a JSON and a CSV file beside each. Knows no layout."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from quipu.core.figure import Observation
from quipu.core.profile import WORLD
from quipu.pages import countries, indicators, ranking, situations
from quipu.pages.press import Press
from quipu.pages.twins import ENDINGS, dumped
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url

KIND = "gathered"
_RESULTS = "/results/"


def urls(press: Press) -> Iterator[Url]:
    """Yield both files of all operations in a year, of every country and of every indicator that has a page."""
    for page in ranking.urls(press):
        if page.path != ranking.path(press):
            for ending in ENDINGS:
                yield Url(
                    f"/operations/{page.year}.{ending}", KIND, subject=WORLD, year=page.year, depends=page.depends
                )
    for slug, one in press.situations.items():
        depends = (*situations.depends(one), SUBJECTS, DEFINITIONS)
        for ending in ENDINGS:
            yield Url(
                f"{situations.twin(one)}.{ending}", KIND, subject=f"situations/{slug}", name=slug, depends=depends
            )
    for member in countries.members(press):
        for ending in ENDINGS:
            yield Url(f"/countries/{member}.{ending}", KIND, name=member, depends=countries.depends(press, member))
    for slug, compared in press.comparison.held.items():
        for ending in ENDINGS:
            yield Url(f"{_RESULTS}{slug}.{ending}", KIND, name=slug, depends=indicators.depends(compared))


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of one file."""
    if url.path.startswith(_RESULTS):
        return _indicator(press, url)
    head, found = _told(press, url)
    return written(url.path, head, map(described, found))


def _indicator(press: Press, url: Url) -> bytes:
    """Return the values of an indicator, each with its population group."""
    one = press.comparison.held[url.name]
    values = indicators.figures(press, url.name)
    rows = ({**described(found), "population_group": group} for group, found in values)
    head = {
        "indicator": one.title,
        "result": one.result,
        "result_type": one.result_type,
        "kind": one.kind,
        "more_is_better": one.ascending,
    }
    return written(url.path, head, rows, ("population_group",))


def written(path: str, head: dict[str, Any], rows: Iterable[dict[str, Any]], more: Iterable[str] = ()) -> bytes:
    """Return rows as the file that a path names by its ending: CSV, or JSON under a head; `more` are columns at the end."""
    if path.endswith(".csv"):
        return _csv(rows, (*COLUMNS, *more))
    figures = ",\n".join(map(dumped, rows))
    return f'{dumped(head)[:-1]},"figures":[\n{figures}\n]}}\n'.encode()


def _told(press: Press, url: Url) -> tuple[dict[str, Any], Iterable[Observation]]:
    """Return what a file is about, and its figures."""
    if url.subject.startswith("situations/"):
        one = press.situations[url.name]
        return {"situation": one.code, "kind": one.kind, "names": dict(one.names)}, situations.figures(press, one)
    if url.name:
        return {"country": url.name.upper()}, countries.figures(press, url.name)
    return {"year": url.year}, ranking.figures(press, url.year)


COLUMNS = (
    "address", "subject", "year", "figure", "member", "title", "value", "unit", "status", "reason", "as_of", "source_count",
    "first_file", "first_line",
)  # fmt: skip


def described(found: Observation) -> dict[str, Any]:
    """Return a figure with the first of its lines; the file of its subject and year has them all, and its revisions."""
    first = found.first
    address = found.address
    as_of = found.as_of.isoformat() if found.as_of else None
    told = (found.title, found.value, found.unit, found.status.value, found.reason or None, as_of, found.source_count)
    line = (first.file, first.line) if first else (None, None)
    return dict(zip(COLUMNS, (str(address), *address, *told, *line), strict=True))


def _csv(rows: Iterable[dict[str, Any]], columns: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, tuple(columns))
    writer.writeheader()
    for row in rows:
        value = row["value"]
        writer.writerow(row | {"value": None if value is None else format(value, "f")})
    return text.getvalue().encode()
