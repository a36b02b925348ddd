"""What donors gave, for machines: all donors of a year, one donor over the years, and its single contributions of a year."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from quipu.core.profile import WORLD
from quipu.core.record import Contribution, Level
from quipu.pages import donors, gifts
from quipu.pages.donor import depends, subject_of
from quipu.pages.gifts import BY_DONOR, BY_KIND, FIGURE
from quipu.pages.press import Press
from quipu.pages.twins import dumped
from quipu.pages.url import DEFINITIONS, Url, donor_folder

KIND = "donor-file"
_Row: TypeAlias = tuple[str | int | Decimal | None, ...]
_Sheet: TypeAlias = tuple[Sequence[str], list[_Row]]
_NONE = Decimal(0)
_ALL, _ONE, _SINGLE = "all", "one", "single"
COLUMNS_OF_ALL = (
    *("address", "donor", "name", "kind", "year", "value", "unit", "status", "as_of", "value_year_before"),
    *(gifts.EARMARKING),
    *("contributions", "source_count", "contributions_file"),
)
COLUMNS_OF_ONE = (
    *("address", "donor", "name", "kind", "year", "level", "subject", "subject_name", "usd", "original"),
    *(gifts.EARMARKING),
    *("contributions", "first_day", "last_day", "source_file", "source_lines"),
)
COLUMNS_OF_SINGLE = (
    *("address", "donor", "published_as", "kind", "year", "level", "subject", "subject_name", "day", "usd", "amount"),
    *("currency", "earmarking", "agreement", "description", "source_file", "source_line"),
)
_LEVELS = {Level.WORLD: "organisation", Level.REGION: "region", Level.OPERATION: "operation", Level.NODE: "node"}


def urls(press: Press) -> Iterator[Url]:
    """Yield both files of every year and of every donor, and a file of single contributions for each year of a donor."""
    of_year = (*(f"{WORLD}/{figure}" for figure in (FIGURE, BY_DONOR, BY_KIND)), DEFINITIONS)
    for year in press.donor_years:
        for end in ("json", "csv"):
            yield Url(f"/donors/{year}.{end}", KIND, subject=WORLD, year=year, name=f"{_ALL} {end}", depends=of_year)
    for slug, donor in press.donors.items():
        of_donor, about = depends(slug), subject_of(slug)
        for end in ("json", "csv"):
            yield Url(f"/donors/{slug}.{end}", KIND, subject=about, name=f"{_ONE} {end}", depends=of_donor)
        for year in donor.years:
            path = f"{donor_folder(slug)}{year}.csv"
            yield Url(path, KIND, subject=about, year=year, name=f"{_SINGLE} csv", depends=of_donor)


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of one of these files."""
    what, _, end = url.name.partition(" ")
    columns, rows = _MADE[what](press, url)
    return _csv(columns, rows) if end == "csv" else _json(columns, rows)


def _of_all(press: Press, url: Url) -> _Sheet:
    """Return a row a donor of the year, the largest first."""
    return COLUMNS_OF_ALL, [_donor(press, one) for one in donors.given(press, url.year)]


def _donor(press: Press, one: donors.Given) -> _Row:
    slug, now, held = one.donor.slug, one.now, gifts.earmarked(one.rows)
    return (
        *(str(now.address), slug, press.donor_name(slug)[0], one.donor.kind, now.address.year),
        *(now.value, now.unit, now.status.value, now.as_of.isoformat() if now.as_of else None),
        one.before.value if one.before else None,
        *(held.get(name, _NONE) for name in gifts.EARMARKING),
        *(len(one.rows), now.source_count, f"{donor_folder(slug)}{now.address.year}.csv"),
    )


def _of_one(press: Press, url: Url) -> _Sheet:
    """Return a row a year with all that the donor gave, and after it a row for each who received it, the largest first."""
    by_year = gifts.by(press.record.given_by(_slug(url)), lambda row: row.year)
    rows = [row for year in sorted(by_year) for row in _year(press, by_year[year])]
    return COLUMNS_OF_ONE, rows


def _year(press: Press, rows: list[Contribution]) -> Iterator[_Row]:
    yield _received(press, WORLD, "all", rows)
    held = gifts.by(rows, lambda row: row.subject).values()
    for given in sorted(held, key=lambda given: (-gifts.total(given), given[0].subject)):
        code = given[0].subject
        yield _received(press, code, _LEVELS[press.subjects[code].level], given)


def _received(press: Press, code: str, level: str, rows: list[Contribution]) -> _Row:
    """Return what one subject received; the address is that of the figure which it is, or is a part of."""
    first, days = rows[0], sorted(row.date for row in rows)
    lines = sorted((row.file, row.line) for row in rows)
    held = gifts.earmarked(rows)
    return (
        *_about(press, first, code),
        *(first.kind, first.year, level, code, press.name(press.subjects[code]), gifts.total(rows), _original(rows)),
        *(held.get(name, _NONE) for name in gifts.EARMARKING),
        *(len(rows), days[0].isoformat(), days[-1].isoformat()),
        "; ".join(dict.fromkeys(file for file, _ in lines)),
        " ".join(str(line) for _, line in lines) if level != "all" else "",
    )


def _about(press: Press, row: Contribution, code: str) -> tuple[str, str, str]:
    return f"{code}/{row.year}/{BY_DONOR}/{row.member}", row.member, press.donor_name(row.member)[0]


def _original(rows: Iterable[Contribution]) -> str:
    """Return what was given in each currency, all digits: `JPY 131500000; USD 2500000`."""
    held = gifts.by(rows, lambda row: row.currency)
    sums = ((currency, sum((row.amount for row in held[currency]), _NONE)) for currency in sorted(held))
    return "; ".join(f"{currency} {amount:f}" for currency, amount in sums)


def _of_year(press: Press, url: Url) -> _Sheet:
    """Return a row a contribution, the largest first."""
    rows = (row for row in press.record.given_by(_slug(url)) if row.year == url.year)
    return COLUMNS_OF_SINGLE, [_single(press, row) for row in rows]


def _single(press: Press, row: Contribution) -> _Row:
    subject = press.subjects[row.subject]
    address, slug, _ = _about(press, row, row.subject)
    return (
        *(address, slug, row.donor, row.kind, row.year, _LEVELS[subject.level], row.subject, press.name(subject)),
        *(row.date.isoformat(), row.usd, row.amount, row.currency, row.earmarking, row.agreement, row.description),
        *(row.file, row.line),
    )


def _slug(url: Url) -> str:
    return url.subject.rpartition("/")[2]


_MADE: dict[str, Callable[[Press, Url], _Sheet]] = {_ALL: _of_all, _ONE: _of_one, _SINGLE: _of_year}


def _json(columns: Sequence[str], rows: Iterable[_Row]) -> bytes:
    """Return an array with an object a row."""
    lines = ",\n".join(dumped(dict(zip(columns, row, strict=True))) for row in rows)
    return f"[\n{lines}\n]\n".encode()


def _csv(columns: Sequence[str], rows: Iterable[_Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([format(cell, "f") if isinstance(cell, Decimal) else cell for cell in row])
    return text.getvalue().encode()
