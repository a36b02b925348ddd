"""The page on which operations are put side by side: the reader ticks them, and style alone shows them, all on one scale.

Every operation's numbers are in the page; `compare.css` shows those that are ticked and finds the largest among them.
Knows no script.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quipu.core.figure import Definition, Observation
from quipu.core.profile import WORLD
from quipu.core.record import Level, Subject
from quipu.pages import provenance, ranking, structured
from quipu.pages.assets import assets
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url, edition_of

KIND = "compare"
TWIN = "/compare"
FIGURES = ("population", "budget", "contributions", "funding-level", "expenditure")
_FIRST = 3
"""How many operations are ticked when the page opens: the largest budgets."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An operation that can be ticked."""

    key: str
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation under one figure: its name, its numbers, and a path with a bar a year; the first names lead to sources."""

    key: str
    head: Html
    cells: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of all operations."""

    name: str
    title: str
    caption: str
    definition: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]


Values = Mapping[tuple[str, int], Observation]


def path(press: Press) -> str:
    """Return the path of the page."""
    return press.at(f"{TWIN}/")


def is_made(press: Press) -> bool:
    """Tell whether there is such a page: there are two operations with money, or more."""
    return bool(press.active_years) and len(operations(press)) > 1


def urls(press: Press) -> Iterator[Url]:
    """Yield the page, where there are operations to compare."""
    if is_made(press):
        yield Url(path(press), KIND, press.language.code, WORLD, depends=_depends(press), listed=True)


def link(page: Page, subject: Subject) -> Html | None:
    """Return a link to the page with an operation ticked; nothing where there is no such page."""
    return Html(f"{page.link(path(page.press))}?operations={key_of(subject)}") if is_made(page.press) else None


def _depends(press: Press) -> tuple[str, ...]:
    """Return the names of what the page and its files are made of."""
    years = press.active_years
    editions = (edition_of(s, year) for s in operations(press) for year in years if s.edition(year))
    return (*editions, SUBJECTS, DEFINITIONS)


def operations(press: Press) -> list[Subject]:
    """Return the operations with an edition in one of the years, by name."""
    years = press.active_years
    return [s for s in press.at_level(Level.OPERATION) if any(s.edition(year) for year in years)]


def values(press: Press, figure: str) -> Values:
    """Return what is published of a figure at every operation in the years of the page, by code and year."""
    years = press.active_years
    found = press.record.across([s.code for s in operations(press)], figure, "")
    return {key: one for key, one in found.items() if key[1] in years}


def key_of(subject: Subject) -> str:
    """Return how an operation is named in addresses of comparisons and in the style: `per`."""
    return subject.code.lower()


def units(found: Observation) -> int:
    """Return how long a bar is, to three digits: in people, dollars or tenths of a per cent; nothing below zero is drawn."""
    value = (found.value or 0) * (10 if found.unit == "per cent" else 1)
    return int(float(f"{max(0, round(value)):.3g}"))


def shortened(length: int) -> str:
    """Return a length as drawings may have it: 1,560,000 as 156e4."""
    kept = str(length).rstrip("0")
    zeros = len(str(length)) - len(kept)
    return f"{kept}e{zeros}" if zeros > 2 else str(length)


def figures(press: Press) -> Iterator[Observation]:
    """Yield every published figure of the page."""
    for figure in _defined(press):
        yield from values(press, figure).values()


def _defined(press: Press) -> tuple[str, ...]:
    return tuple(figure for figure in FIGURES if figure in press.definitions)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, words = Page(press, url), press.language
    years = press.active_years
    about = words.say("compare.about")
    return page.fill(
        "compare.html",
        about=about,
        structured=_structured(page, years),
        summary=about,
        groups=tuple(_groups(page)),
        years=years,
        parts_shown=tuple(_part(page, figure) for figure in _defined(press)),
        shown=page.link(f"{TWIN}.css"),
        comparing=page.link(assets()["comparer"].path),
        json=page.link(f"{TWIN}.json"),
        csv=page.link(f"{TWIN}.csv"),
        sources=provenance.table(page, page.snapshots()),
        trace=page.link(press.traces(WORLD, ranking.newest(press))),
        footer=provenance.footer(page, ""),
    )


def _structured(page: Page, years: Sequence[int]) -> Html:
    words, press = page.language, page.press
    title, about = (words.say(f"compare.{name}") for name in ("title", "about"))
    told = structured.Told(title, about, path(press), TWIN, years, _defined(press))
    return structured.of_data(page, told, (words.say("ranking.title"), ranking.path(press)))


def _groups(page: Page) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """Yield each region with its operations, by the newest edition of each; those in no region come last."""
    press = page.press
    first = _largest(press)
    held: dict[str, list[Choice]] = {}
    for subject in operations(press):
        region = press.subjects.get(subject.editions[-1].region)
        name = press.name(region) if region and region.level is Level.REGION else ""
        held.setdefault(name, []).append(Choice(key_of(subject), press.name(subject), subject.code in first))
    for name in sorted(held, key=lambda name: (not name, name)):
        yield name or page.language.say("compare.elsewhere"), tuple(held[name])


def _largest(press: Press) -> frozenset[str]:
    """Return the codes of the operations with the largest budgets of the newest closed year."""
    year = ranking.newest(press)
    budgets = [(one.value or 0, code) for (code, at), one in values(press, "budget").items() if at == year]
    return frozenset(code for _, code in sorted(budgets, reverse=True)[:_FIRST])


def _part(page: Page, figure: str) -> Part:
    press, found = page.press, values(page.press, figure)
    years = press.active_years
    entries = tuple(_entry(page, subject, years, figure, found) for subject in operations(press))
    definition = press.definitions[figure]
    breaks = (f"{one.year}: {one.reason}" for one in press.record.breaks(figure) if years[0] < one.year <= years[-1])
    marks = page.legend(found.values())
    missing = page.language.html("mark.line", sign=_dash(page), meaning=page.language.say("compare.missing"))
    caption = _caption(page, definition)
    return Part(figure, definition.title, caption, definition.definition, entries, (*marks, missing, *breaks))


def _dash(page: Page) -> str:
    return page.language.say("mark.missing.sign")


def _entry(page: Page, subject: Subject, years: Sequence[int], figure: str, found: Values) -> Entry:
    shown = [found.get((subject.code, year)) for year in years]
    newest = max(year for year in years if subject.edition(year))
    cells = tuple(_cell(page, one) if one else _dash(page) for one in shown)
    bars = (f"M{at} 0V{shortened(units(one))}" for at, one in enumerate(shown) if one and units(one))
    head = Html(escaped(page.press.name(subject)))
    if figure == FIGURES[0]:
        head = Html(f'<a href="{page.link(page.press.traces(subject.code, newest))}">{head}</a>')
    return Entry(key_of(subject), head, cells, "".join(bars))


def _cell(page: Page, found: Observation) -> Html:
    """Return a number with its mark, short: four thousand links would weigh more than the numbers, and so would titles of marks."""
    page.show(found)
    sign = page.sign(found)
    return Html(escaped(_text(page, found)) + (f"<i>{sign}</i>" if sign else ""))


def _text(page: Page, found: Observation) -> str:
    """Return a number as text, amounts of money in millions."""
    if found.unit == "USD" and found.value is not None:
        return page.language.number(found.value / 1_000_000, 2)
    return page.text(found)


def _caption(page: Page, definition: Definition) -> str:
    """Return what the numbers of a figure count, in which unit."""
    words = page.language
    if definition.unit == "people":
        return words.say("key.people")
    unit = words.say("charts.unit.USD-6") if definition.unit == "USD" else words.unit(definition.unit)
    return words.say("charts.in-unit", text=definition.title, unit=unit)


def style(press: Press) -> bytes:
    """Return the style sheet: what is shown where an operation is ticked, and the scale of each figure."""
    held = operations(press)
    by_figure = {name: _largest_of(values(press, name)) for name in _defined(press)}
    rules = [_rule(key_of(s), {name: most.get(s.code, 0) for name, most in by_figure.items()}) for s in held]
    scales = [_scale(name, [key_of(s) for s in held]) for name in by_figure]
    return "\n".join((*rules, *scales, "")).encode()


def _largest_of(found: Values) -> dict[str, int]:
    most: dict[str, int] = {}
    for (code, _), one in found.items():
        most[code] = max(most.get(code, 0), units(one))
    return most


def _rule(key: str, most: Mapping[str, int]) -> str:
    held = ";".join(f"--{name}-{key}:{shortened(value)}" for name, value in most.items() if value)
    ticked = f":root:has(#o-{key}:checked)"
    return f"{ticked}{{{held}}}{ticked} .o-{key}{{display:table-row-group}}"


def _scale(name: str, keys: Sequence[str]) -> str:
    largest = ",".join(f"var(--{name}-{key},0)" for key in keys)
    return f":root{{--{name}:max(1,{largest})}}.bars.{name} path{{transform:scaleY(calc(-100/var(--{name})))}}"
