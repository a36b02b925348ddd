"""Say in words and tables what a chart shows. Knows no shapes."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from quipu.charts.axis import told
from quipu.charts.chart import Cell, Row, Table
from quipu.charts.scale import Magnitude
from quipu.charts.words import Words
from quipu.charts.years import Year, provisional
from quipu.core.figure import Break, Observation, Series

_LIST_AT_MOST = 12


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


def decimals(unit: str, values: Iterable[Decimal]) -> int:
    """Return the decimals of a table's numbers: money's cents where there are some, nothing beyond two."""
    if unit == "people":
        return 0
    return min(2, max((0, *(-int(value.normalize().as_tuple().exponent) for value in values))))


def cell(observation: Observation | None, places: int, words: Words) -> Cell:
    """Return the observation in full, or why there is none."""
    if observation is None or observation.value is None:
        return Cell(words.phrase("no-data"), observation.reason if observation else "", observation)
    note = words.phrase("provisional") if provisional(observation) else ""
    return Cell(words.number(observation.value, places), note, observation)


def heading(title: str, unit: str, words: Words) -> str:
    """Return a column's heading: what, and in which unit when told in full."""
    return f"{title} ({words.unit(unit, 0)})"


def year_table(
    title: str, plan: Series | None, actual: Series, years: Sequence[Year], links: Mapping[int, str], words: Words
) -> Table:
    """Return one row a year."""
    places = decimals(actual.unit, (value for year in years for value in year.values))
    header = [heading(one.title, one.unit, words) for one in (plan, actual) if one]
    rows = []
    for year in years:
        observations = (year.plan, year.actual) if plan else (year.actual,)
        cells = tuple(cell(observation, places, words) for observation in observations)
        rows.append(Row(words.year(year.year), cells, links.get(year.year, "")))
    return Table(title, (words.phrase("year"), *header), tuple(rows))


def _point(observation: Observation, magnitude: Magnitude, words: Words) -> str:
    assert observation.value is not None  # noqa: S101 - callers give those that have one
    point = words.phrase(
        "point", year=words.year(observation.address.year), value=told(observation.value, magnitude, words)
    )
    return words.phrase("point-provisional", point=point) if provisional(observation) else point


def _listed(title: str, observations: Sequence[Observation], magnitude: Magnitude, words: Words) -> str:
    """Return every value of a short series, the first, last and highest of a long one."""
    if len(observations) <= _LIST_AT_MOST:
        points = words.phrase("separator").join(_point(each, magnitude, words) for each in observations)
        return words.phrase("list", title=title, points=points)
    first, last = observations[0], observations[-1]
    highest = max(observations, key=lambda each: each.value or Decimal(0))
    parts = {
        name: told(each.value or Decimal(0), magnitude, words)
        for name, each in (("first", first), ("last", last), ("highest", highest))
    }
    days = {
        f"{name}_year": words.year(each.address.year)
        for name, each in (("first", first), ("last", last), ("highest", highest))
    }
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


def _series_text(
    series: Series, found: Sequence[Observation | None], magnitude: Magnitude, years: Sequence[Year], words: Words
) -> str:
    """Return what one series shows, and where it shows nothing."""
    with_value = [each for each in found if each and each.value is not None]
    without = [year.year for year, each in zip(years, found, strict=True) if each is None or each.value is None]
    text = _listed(series.title, with_value, magnitude, words) if with_value else f"{series.title}:"
    return f"{text} {words.phrase('missing', names=years_apart(without, words))}" if without else text


def year_text(
    plan: Series | None,
    actual: Series,
    years: Sequence[Year],
    broken: Sequence[Break],
    magnitude: Magnitude,
    words: Words,
) -> str:
    """Return the chart for those who cannot see it."""
    first, last = words.year(years[0].year), words.year(years[-1].year)
    sentences = [words.phrase("columns", first=first, last=last, unit=words.unit(actual.unit, magnitude.power))]
    if plan:
        sentences.append(_series_text(plan, [year.plan for year in years], magnitude, years, words))
    sentences.append(_series_text(actual, [year.actual for year in years], magnitude, years, words))
    sentences += [f"{break_text(each, words).rstrip('.')}." for each in broken]
    return " ".join(sentences)
