"""One indicator's values side by side: operations and their groups as rows, years as columns. Adds and averages nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from quipu import charts
from quipu.core.address import Address
from quipu.core.figure import Observation, Provenance, Series, Status
from quipu.core.record import Indicator, Subject
from quipu.pages.compared import FIGURES, Compared
from quipu.pages.drawing import ChartWords
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.results import nothing, written
from quipu.pages.views import Column, Row, Table, numbers

_BASELINE, _TARGET, _ACTUAL = FIGURES
_PANELS, _LEAST_YEARS = 12, 3
_UNITS = {"percent": "per cent", "score": "count"}
"""What can be drawn on one scale from 0: numbers of anything cannot, for operations differ in size."""


@dataclass(frozen=True, slots=True)
class Line:
    """One population group of one operation, with what is reported by year. `group` is as published."""

    subject: Subject
    group: str
    years: Mapping[int, Indicator]


@dataclass(frozen=True, slots=True)
class Values:
    """All lines of an indicator, by operation, and the figures behind them by address."""

    one: Compared
    lines: tuple[Line, ...]
    figures: Mapping[Address, Observation]

    def figure(self, row: Indicator, name: str) -> Observation | None:
        """Return one published value of a row; None where it has none."""
        return self.figures.get(Address(row.subject, row.year, name, row.member))


def values(press: Press, one: Compared) -> Values:
    """Return what operations report of an indicator, looked up in two questions, once for its pages and files."""
    kept = press.siblings[0].kept(f"indicator {one.slug}")
    if not kept:
        reports = set(one.reports)
        rows = [row for row in press.record.indicator(one.name) if (row.subject, row.year) in reports]
        wanted = (Address(row.subject, row.year, name, row.member) for row in rows for name in FIGURES)
        kept["rows"], kept["figures"] = rows, press.record.several(wanted)
    return Values(one, tuple(_lines(press, kept["rows"])), kept["figures"])


def _lines(press: Press, rows: Iterable[Indicator]) -> Iterator[Line]:
    """Yield the lines by the operation's name, then by group."""
    held: dict[tuple[str, str], dict[int, Indicator]] = {}
    for row in rows:
        held.setdefault((row.subject, row.member), {})[row.year] = row
    newest = {key: years[max(years)] for key, years in held.items()}
    groups = Counter((row.subject, row.population_group) for row in newest.values())
    labels = {key: _label(row, alone=groups[row.subject, row.population_group] == 1) for key, row in newest.items()}
    named = {code: press.subjects[code] for code, _ in held}
    for key in sorted(held, key=lambda key: (press.name(named[key[0]]), key[0], labels[key], key[1])):
        yield Line(named[key[0]], labels[key], held[key])


def _label(row: Indicator, *, alone: bool) -> str:
    """Return the group of a row, with what else it is split by where the operation has several rows of this group."""
    if alone:
        return row.population_group
    parts = (part.partition(": ")[2] for part in row.dimensions.split("; "))
    return " – ".join(dict.fromkeys((row.population_group, *(part for part in parts if part))))


def table(page: Page, held: Values) -> Table:
    """Return the table: years as columns, the newest first; of a single year what was aimed at and what was reached."""
    words, one = page.language, held.one
    groups = {line.group for line in held.lines}
    shared = 2 * len(groups) <= len(one.operations) and len(groups) > 1
    rows = _by_group(page, held) if shared else _by_operation(page, held, several=len(groups) > 1)
    if len(one.years) == 1:
        titles = tuple(words.say(f"results.{name}") for name in ("baseline", "target", "actual"))
        caption = words.say("indicators.caption_one", year=one.years[0])
    else:
        titles = tuple(map(str, reversed(one.years)))
        caption = words.say("indicators.caption")
    columns = (Column(words.say("regions.operations")), *numbers(*titles))
    return Table("values-table", caption, columns, tuple(rows), page.legend(held.figures.values()))


def _by_group(page: Page, held: Values) -> Iterator[Row]:
    """Yield the operations of each group: of groups that many share, those can be compared."""
    ordered = sorted(held.lines, key=lambda line: line.group)
    for group, lines in groupby(ordered, key=lambda line: line.group):
        yield Row(page.data(group), kind="group")
        yield from (Row(_name(page, line), _cells(page, held, line)) for line in lines)


def _by_operation(page: Page, held: Values, *, several: bool) -> Iterator[Row]:
    for line in held.lines:
        about = f'<span class="for">{escaped(page.data(line.group))}</span>' if several and line.group else ""
        yield Row(Html(_name(page, line) + about), _cells(page, held, line))


def _name(page: Page, line: Line) -> Html:
    return page.linked(line.subject, max(line.years))


def _cells(page: Page, held: Values, line: Line) -> tuple[str, ...]:
    years = held.one.years
    if len(years) > 1:
        return tuple(_year(page, held, line.years.get(year)) for year in reversed(years))
    [row] = line.years.values()
    return tuple(_value(page, held, row, name) for name in FIGURES)


def _year(page: Page, held: Values, row: Indicator | None) -> str:
    """Return what was reached in a year, and under it what was aimed at; nothing where nothing was reported."""
    if row is None:
        return ""
    reached = _value(page, held, row, _ACTUAL)
    if held.figure(row, _TARGET) is None:
        return reached
    aim = page.language.html("indicators.aim", amount=_value(page, held, row, _TARGET))
    return Html(f'{reached}<span class="aim">{aim}</span>')


def _value(page: Page, held: Values, row: Indicator, name: str) -> Html:
    found = held.figure(row, name)
    if found is None or found.value is None:
        return nothing(page)
    return page.figure(found, text=written(page, found.value, percent=held.one.kind == "percent"))


def chart(page: Page, held: Values) -> tuple[charts.Panels, int] | None:
    """Return small charts of what was reached, one scale for all, and of how many lines; None where that would mislead.

    Drawn are the lines with most years, one an operation, of equals those first by name.
    """
    unit = _UNITS.get(held.one.kind)
    series = [] if unit is None else [_series(page, held, line, unit) for line in _longest(held)]
    if len(series) < 2:
        return None
    drawn = charts.SmallMultiples(
        series[:_PANELS],
        identity="values-chart",
        title=page.language.say("indicators.chart"),
        words=ChartWords(page.language),
        direction=page.language.direction,
    )
    return drawn.emphasise(None), len(series)


def _longest(held: Values) -> list[Line]:
    """Return the line of each operation with most actual values, as long as there are some; the longest first."""
    best = [
        max(((_counted(held, line), line) for line in lines), key=lambda pair: pair[0])
        for _, lines in groupby(held.lines, key=lambda line: line.subject.code)
    ]
    enough = [pair for pair in best if pair[0] >= _LEAST_YEARS]
    return [line for _, line in sorted(enough, key=lambda pair: -pair[0])]


def _counted(held: Values, line: Line) -> int:
    """Return in how many years something was reached."""
    return sum(held.figure(row, _ACTUAL) is not None for row in line.years.values())


def _series(page: Page, held: Values, line: Line, unit: str) -> Series:
    years = range(held.one.years[0], held.one.years[-1] + 1)
    title = page.language.listed((page.press.name(line.subject), line.group))
    found = tuple(_observed(page, held, line, year, unit, title) for year in years)
    return Series(title, unit, found, _provenance(page, found))


def _observed(page: Page, held: Values, line: Line, year: int, unit: str, title: str) -> Observation:
    row = line.years.get(year)
    found = held.figure(row, _ACTUAL) if row else None
    if found is not None:
        return replace(found, unit=unit, title=title)
    member = next(iter(line.years.values())).member
    reason = page.language.say("results.none")
    return Observation(Address(line.subject.code, year, _ACTUAL, member), title, unit, None, Status.MISSING, reason)


def _provenance(page: Page, found: Sequence[Observation]) -> Provenance:
    notes = [page.press.snapshots[one.first.snapshot] for one in found if one.first]
    return Provenance(tuple(sorted({note.publisher for note in notes})), max(note.published for note in notes))
