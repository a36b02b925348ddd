"""Say in words and tables what a chart shows. Knows no shapes."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from quipu.charts.chart import Cell, Row, Table
from quipu.charts.telling import Telling, decimals
from quipu.charts.words import Phrase, Words
from quipu.charts.years import by_year, provisional, value_of
from quipu.core.figure import Break, Observation, Series

LIST_AT_MOST = 12
"""A series of no more values is told value by value."""


def source(words: Words, *series: Series | None) -> str:
    """Return the line under the chart: who published, and the newest day."""
    known = [one.provenance for one in series if one is not None]
    publishers = dict.fromkeys(name for provenance in known for name in provenance.publishers)
    day = words.day(max(provenance.as_of for provenance in known))
    return words.phrase("source", publishers=words.phrase("separator").join(publishers), day=day)


def reason(observations: Iterable[Observation], words: Words) -> str:
    """Return why there is no chart: the reasons of the observations, each once."""
    reasons = dict.fromkeys(observation.reason.rstrip(".") for observation in observations if observation.reason)
    text = ". ".join(reasons) or words.phrase("no-data")
    return words.phrase("empty", reason=f"{text}.")


def cell(observation: Observation | None, places: int, words: Words) -> Cell:
    """Return the observation in full, or why there is none."""
    if observation is None or observation.value is None:
        return Cell(words.phrase("no-data"), observation.reason if observation else "", observation)
    note = words.phrase("provisional") if provisional(observation) else ""
    return Cell(words.number(observation.value, places), note, observation)


def heading(title: str, unit: str, words: Words) -> str:
    """Return a column's heading: what, and in which unit when told in full."""
    return f"{title} ({words.unit(unit, 0)})"


def name(year: int, said: Sequence[tuple[str, str]], provisional: bool, telling: Telling) -> str:
    """Return what a year is called where it is pointed at or followed: the year, and what it shows."""
    words = telling.words
    parts = [words.phrase("point", year=title, value=value) for title, value in said]
    if provisional:
        parts.append(words.phrase("provisional"))
    text = words.phrase("separator").join([words.year(year), *parts])
    return words.phrase("in-unit", text=text, unit=telling.unit)


def year_rows(
    series: Sequence[Series | None], years: Sequence[int], links: Mapping[int, str], words: Words
) -> tuple[Row, ...]:
    """Return one row a year, with a cell of each series that there is."""
    columns = [by_year(one) for one in series if one]
    values = [each.value for column in columns for each in column.values() if each.value is not None]
    places = decimals(next((one.unit for one in series if one), ""), values)
    return tuple(
        Row(words.year(year), tuple(cell(each.get(year), places, words) for each in columns), links.get(year, ""))
        for year in years
    )


def year_table(
    title: str, series: Sequence[Series | None], years: Sequence[int], links: Mapping[int, str], words: Words
) -> Table:
    """Return one row a year and one column a series."""
    header = (words.phrase("year"), *(heading(one.title, one.unit, words) for one in series if one))
    return Table(title, header, year_rows(series, years, links, words))


def point(year: int, known: Observation | None, telling: Telling) -> str:
    """Return a year and its value."""
    words = telling.words
    said = words.phrase("point", year=words.year(year), value=telling.of_any(value_of(known)))
    return words.phrase("point-provisional", point=said) if provisional(known) else said


def _listed(title: str, observations: Sequence[Observation], telling: Telling, at_most: int) -> str:
    """Return every value of a series of `at_most` ones, the first, last and highest of a longer one."""
    words = telling.words
    if len(observations) <= at_most:
        points = words.phrase("separator").join(point(each.address.year, each, telling) for each in observations)
        return words.phrase("list", title=title, points=points)
    first, last = observations[0], observations[-1]
    highest = max(observations, key=lambda each: each.value or Decimal(0))
    ends = (("first", first), ("last", last), ("highest", highest))
    parts = {name: telling.of_any(each.value) for name, each in ends}
    days = {f"{name}_year": words.year(each.address.year) for name, each in ends}
    return words.phrase("span", title=title, **parts, **days)


def years_apart(years: Sequence[int], words: Words) -> str:
    """Return years as a list of runs: 2016–2018, 2021."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    names = (words.year(a) if a == b else f"{words.year(a)}–{words.year(b)}" for a, b in runs)
    return words.phrase("separator").join(names)


def break_text(each: Break, words: Words) -> str:
    """Return a break and its reason."""
    return words.phrase("break", year=words.year(each.year), reason=each.reason)


def series_text(series: Series, years: Sequence[int], telling: Telling, at_most: int = LIST_AT_MOST) -> str:
    """Return what one series shows, and where it shows nothing."""
    known, words = by_year(series), telling.words
    with_value = [known[year] for year in years if value_of(known.get(year)) is not None]
    without = [year for year in years if value_of(known.get(year)) is None]
    text = _listed(series.title, with_value, telling, at_most) if with_value else f"{series.title} –"
    return f"{text} {words.phrase('missing', names=years_apart(without, words))}" if without else text


def year_text(
    kind: Phrase,
    series: Sequence[Series | None],
    years: Sequence[int],
    broken: Sequence[Break],
    telling: Telling,
    at_most: int = LIST_AT_MOST,
) -> str:
    """Return a chart by year for those who cannot see it; `kind` is the phrase that says what is drawn."""
    words = telling.words
    first, last = words.year(years[0]), words.year(years[-1])
    sentences = [words.phrase(kind, first=first, last=last, unit=telling.unit)]
    sentences += [series_text(one, years, telling, at_most) for one in series if one]
    sentences += [f"{break_text(each, words).rstrip('.')}." for each in broken]
    return " ".join(sentences)
