"""The pages of indicators: what several operations report, side by side and year by year. Knows no operation's page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from quipu.core.figure import Observation
from quipu.pages import provenance, side_by_side, structured
from quipu.pages.compared import FIGURES, Compared
from quipu.pages.markup import Html, escaped, plain
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url
from quipu.pages.views import Column, Link, Row, Table, numbers

KIND = "indicator"


@dataclass(frozen=True, slots=True)
class Framework:
    """The indicators of the years between two breaks."""

    anchor: str
    title: str
    about: str
    table: Table


def urls(press: Press) -> Iterator[Url]:
    """Yield the list, and a page an indicator; nothing where no indicator can be compared."""
    code, held = press.language.code, press.comparison.held
    if held:
        reports = sorted({name for one in held.values() for name in _editions(one)})
        yield Url(path(press), KIND, code, depends=(*reports, SUBJECTS, DEFINITIONS), listed=True)
    for slug, one in held.items():
        yield Url(path(press, slug), KIND, code, name=slug, depends=depends(one), listed=True)


def depends(one: Compared) -> tuple[str, ...]:
    """Return the names of what the page and the files of an indicator are made of."""
    return (*_editions(one), SUBJECTS, DEFINITIONS)


def _editions(one: Compared) -> Iterator[str]:
    return (f"{subject}/{year}" for subject, year in one.reports)


def path(press: Press, slug: str = "") -> str:
    """Return the path of an indicator's page, or of the list."""
    return press.at(f"/results/{slug}/" if slug else "/results/")


def render(press: Press, url: Url) -> bytes:
    """Return the page of an indicator, or of all, as HTML."""
    page = Page(press, url)
    return _one(page, press.comparison.held[url.name]) if url.name else _all(page)


def figures(press: Press, slug: str) -> Iterator[tuple[str, Observation]]:
    """Yield each published value of an indicator with its population group, by operation, group and year."""
    held = side_by_side.values(press, press.comparison.held[slug])
    for line in held.lines:
        for year in sorted(line.years):
            found = (held.figure(line.years[year], name) for name in FIGURES)
            yield from ((line.group, one) for one in found if one is not None)


def _one(page: Page, one: Compared) -> bytes:
    words, held = page.language, side_by_side.values(page.press, one)
    groups = {line.group for line in held.lines}
    table = side_by_side.table(page, held)
    drawn = side_by_side.chart(page, held)
    summary = _summary(page, one)
    about = Html(f"{escaped(page.data(one.title))}. {escaped(summary)}")
    return page.fill(
        "indicator.html",
        about=about,
        structured=_structured(page, one, plain(about)),
        title=page.data(one.title),
        result=page.data(one.result),
        type=words.say(f"indicators.type.{one.result_type}"),
        summary=summary,
        limits=tuple(_limits(page, one)),
        single=len(one.years) == 1,
        group=page.data(groups.pop()) if len(groups) == 1 else "",
        panels=drawn[0] if drawn else None,
        drawn=_drawn(page, drawn[1], len(drawn[0].drawings)) if drawn else "",
        table=table,
        definitions=_definitions(page),
        list=page.link(path(page.press)),
        json=page.link(f"/results/{one.slug}.json"),
        csv=page.link(f"/results/{one.slug}.csv"),
        sources=provenance.table(page, page.snapshots()),
        footer=provenance.footer(page, ""),
    )


def _structured(page: Page, one: Compared, about: str) -> Html:
    press, words = page.press, page.language
    known = [name for name in FIGURES if name in press.definitions]
    told = structured.Told(one.title, about, path(press, one.slug), f"/results/{one.slug}", one.years, known)
    return structured.of_data(page, told, (words.say("indicators.title"), path(press)))


def _summary(page: Page, one: Compared) -> str:
    count = len(one.operations)
    return page.language.say("indicators.summary", n=count, amount=page.language.whole(count), years=span(one))


def span(one: Compared) -> str:
    """Return the years of an indicator: `2016–2021`."""
    return f"{one.years[0]}–{one.years[-1]}" if len(one.years) > 1 else str(one.years[0])


def _limits(page: Page, one: Compared) -> Iterator[str]:
    """Yield what may be compared and what may not, and why."""
    words = page.language
    yield words.say("indicators.same")
    yield words.say(f"indicators.kind.{one.kind}")
    if one.ascending is not None:
        yield words.say("indicators.more_is_better" if one.ascending else "indicators.less_is_better")
    yield words.say("indicators.groups")
    yield words.say("indicators.never_added")
    if len(one.years) > 1:
        yield words.say("indicators.over_years")
    yield from _breaks(page, one)


def _breaks(page: Page, one: Compared) -> Iterator[str]:
    """Yield why the series begins or ends where it does."""
    for found in page.press.record.breaks(FIGURES[-1]):
        if found.year == one.since:
            yield page.language.say("indicators.begins", year=found.year, reason=found.reason)
        elif found.year > one.years[-1]:
            yield page.language.say("indicators.ends", year=found.year, reason=found.reason)
            return


def _drawn(page: Page, known: int, drawn: int) -> str:
    words = page.language
    return words.say("indicators.drawn", n=known, amount=words.whole(known), shown=words.whole(drawn))


def _definitions(page: Page) -> tuple[Link, ...]:
    held = (page.press.definitions[name] for name in FIGURES if name in page.press.definitions)
    return tuple(Link(one.title, page.link(page.press.at(f"/figures/{one.name}/"))) for one in held)


def _all(page: Page) -> bytes:
    """Return the list of all indicators, a table a framework."""
    words, comparison = page.language, page.press.comparison
    members = [(one.title, path(page.press, one.slug)) for one in comparison.held.values()]
    count, least = len(comparison.held), page.press.profile.results.least_operations
    return page.fill(
        "indicators.html",
        about=words.say("indicators.about"),
        structured=structured.of_list(page, words.say("indicators.title"), words.say("indicators.about"), members),
        rule=words.say("indicators.rule", n=count, amount=words.whole(count), least=words.whole(least)),
        fewer=words.say("indicators.fewer", n=comparison.fewer, amount=words.whole(comparison.fewer)),
        frameworks=tuple(_frameworks(page, comparison.held.values())),
        footer=provenance.footer(page, ""),
    )


def _frameworks(page: Page, held: Iterable[Compared]) -> Iterator[Framework]:
    """Yield the frameworks, the newest first."""
    for since, found in groupby(held, key=lambda one: one.since):
        ones = tuple(found)
        years = sorted({year for one in ones for year in one.years})
        named = {"years": f"{years[0]}–{years[-1]}" if years[1:] else years[0]}
        title, caption = (page.language.say(f"indicators.{name}", **named) for name in ("framework", "list_caption"))
        about = " ".join(_breaks(page, ones[0]))
        yield Framework(f"from-{since}" if since else "first", title, about, _table(page, caption, since, ones))


def _table(page: Page, caption: str, since: int, held: Iterable[Compared]) -> Table:
    """Return a row an indicator, by result."""
    words = page.language
    columns = (
        Column(words.say("results.indicator")),
        Column(words.say("indicators.result_kind")),
        *numbers(words.say("regions.operations_title"), words.say("situations.years")),
    )
    return Table(f"indicators-{since}", caption, columns, tuple(_rows(page, held)), told=False)


def _rows(page: Page, held: Iterable[Compared]) -> Iterator[Row]:
    words = page.language
    for result, found in groupby(held, key=lambda one: one.result):
        yield Row(page.data(result), kind="group")
        for one in found:
            kind, count = words.say(f"indicators.type.{one.result_type}"), words.whole(len(one.operations))
            yield Row(linked(page, one), (kind, count, span(one)))


def linked(page: Page, one: Compared) -> Html:
    """Return an indicator's title as a link to its page."""
    return Html(f'<a href="{page.link(path(page.press, one.slug))}">{escaped(page.data(one.title))}</a>')
