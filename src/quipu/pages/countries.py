"""The pages of countries: where people from there are, where they asked for asylum, who is there. Makes no operation's page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts import Chart
from quipu.core.figure import Observation, Series, Status
from quipu.core.profile import WORLD
from quipu.core.record import Level, Subject
from quipu.pages import alone, drawing, provenance, structured
from quipu.pages.assets import assets
from quipu.pages.country_names import linked, name_of, path
from quipu.pages.markup import Html, plain
from quipu.pages.page import Page
from quipu.pages.press import ABOUT_COUNTRIES, Press
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url
from quipu.pages.views import Column, KeyFigure, Row, Table, numbers

KIND = "country"
FROM, APPLICATIONS, THERE = ABOUT_COUNTRIES
_YEARS = 8
_ROWS = 30
_ORIGINS, _OPERATIONS = 15, 8
_AMOUNTS = (1_000, 10_000, 100_000, 1_000_000)
"""People from a country, of whom the list can be sifted by the least."""


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a country: over the years for the world, and by operation in the last years."""

    name: str
    definition: str
    chart: Chart | None
    years: Table | None
    operations: Table | None


def urls(press: Press) -> Iterator[Url]:
    """Yield the list of countries, and a page a country."""
    known = members(press)
    if known:
        everything = (*(f"{WORLD}/{year}" for year in _last_years(press)), *_matrix_depends(press))
        yield Url(path(press), KIND, press.language.code, depends=(*everything, DEFINITIONS), listed=True)
    for member in known:
        yield Url(
            path(press, member), KIND, press.language.code, name=member, depends=depends(press, member), listed=True
        )


def depends(press: Press, member: str) -> tuple[str, ...]:
    """Return the names of what a country's page and files are made of."""
    own = (f"{FROM}/{member}", f"{APPLICATIONS}/{member}", f"{WORLD}/{THERE}/{member}", SUBJECTS, DEFINITIONS)
    return (*own, *alone.depends(press, member))


def members(press: Press) -> tuple[str, ...]:
    """Return the countries as members of figures name them; none where the record knows no origins."""
    figures = (figure for figure in ABOUT_COUNTRIES if figure in press.definitions)
    return tuple(sorted(frozenset[str]().union(*(press.record.member_names(figure) for figure in figures))))


def _matrix_depends(press: Press) -> tuple[str, ...]:
    year = newest(press)
    return tuple(f"{subject.code}/{year}" for subject in press.at_level(Level.OPERATION) if subject.edition(year))


def newest(press: Press) -> int:
    """Return the newest year whose end is published."""
    years = press.subjects[WORLD].years
    counted = (y for y in reversed(years) if press.account(WORLD, y).get("population").status is Status.PUBLISHED)
    return next(counted, years[-1])


def _last_years(press: Press) -> Sequence[int]:
    """Return the years of the tables: the newest whose end is published, and those before it."""
    last = newest(press)
    return [year for year in press.subjects[WORLD].years if last - _YEARS < year <= last]


def render(press: Press, url: Url) -> bytes:
    """Return the page of a country, or of all, as HTML."""
    page = Page(press, url)
    return _one(page, url.name) if url.name else _all(page)


def figures(press: Press, member: str) -> Iterator[Observation]:
    """Yield what is published of a country, each figure once: as a member of figures, and of the operation that it is alone."""
    held = {
        found.address: found for found in (*_as_member(press, member), *alone.figures(press, member, newest(press)))
    }
    yield from held.values()


def _as_member(press: Press, member: str) -> Iterator[Observation]:
    """Yield people from there and their applications, by subject; and who is there."""
    for figure in (FROM, APPLICATIONS):
        if figure in press.definitions:
            yield from press.record.everywhere(figure, member)
    if THERE in press.definitions:
        series = press.record.over_years(WORLD, THERE, member)
        yield from (found for found in series if found.value is not None)


def _one(page: Page, member: str) -> bytes:
    press, words = page.press, page.language
    name = name_of(page, member)
    years = _last_years(press)
    held = tuple(_as_member(press, member))
    detailed = alone.alone(page, member, years[-1], _covering(page, member, years[-1]))
    return page.fill(
        "country.html",
        about=words.html("countries.about_one", country=name),
        name=name,
        code=member.upper(),
        structured=_structured(page, member, name, years[-1], held, detailed),
        key_figures=tuple(_key_figures(page, member, years[-1])),
        parts=tuple(_parts(page, member, held, years)),
        there=_there(page, member),
        detailed=detailed,
        covering=_covering(page, member, years[-1]),
        json=page.link(f"/countries/{member}.json"),
        csv=page.link(f"/countries/{member}.csv"),
        list=page.link(path(press)),
        trace=page.link(press.traces(WORLD, years[-1])),
        sources=provenance.table(page, page.snapshots()),
        footer=provenance.footer(page, ""),
    )


def _key_figures(page: Page, member: str, year: int) -> Iterator[KeyFigure]:
    labels = {FROM: "from", APPLICATIONS: "applications", THERE: "there"}
    for found in _known(page, member, year):
        label = page.language.say(f"countries.{labels[found.address.figure]}_key", year=year)
        yield KeyFigure(label, page.figure(found))


def _known(page: Page, member: str, year: int) -> list[Observation]:
    """Return the world's figures on a country in the newest closed year, as far as there are any."""
    every = (page.get(WORLD, year, figure, member) for figure in ABOUT_COUNTRIES if figure in page.press.definitions)
    return [found for found in every if found.value is not None]


def _structured(
    page: Page, member: str, name: str, year: int, held: Sequence[Observation], detailed: alone.Alone | None
) -> Html:
    press, words = page.press, page.language
    variables = (*ABOUT_COUNTRIES, *(part.anchor for part in (detailed.parts if detailed else ())))
    told = structured.Told(
        plain(name),
        plain(words.html("countries.about_one", country=name)),
        path(press, member),
        f"/countries/{member}",
        {found.address.year for found in held} or {year},
        tuple(dict.fromkeys(variables)),
        _known(page, member, year),
        plain(name),
        places=(plain(name),),
    )
    return structured.of_data(page, told, (words.say("countries.title"), path(press)))


def _covering(page: Page, member: str, year: int) -> list[Html]:
    """Return the operations that cover a country in a year."""
    code = member.upper()
    operations = page.press.at_level(Level.OPERATION)
    found = (s for s in operations if (edition := s.edition(year)) and code in edition.countries)
    return [page.linked(subject, year) for subject in found]


def _parts(page: Page, member: str, every: Sequence[Observation], years: Sequence[int]) -> Iterator[Part]:
    for figure, name in ((FROM, "from"), (APPLICATIONS, "applications")):
        definition = page.press.definitions.get(figure)
        held = [found for found in every if found.address.figure == figure]
        if definition and held:
            chart, table = _line(page, figure, member, f"{name}-chart", page.language.say(f"countries.{name}_chart"))
            yield Part(name, definition.definition, chart, table, _operations(page, held, years, name))


def _there(page: Page, member: str) -> Part | None:
    definition = page.press.definitions.get(THERE)
    if definition is None:
        return None
    chart, table = _line(page, THERE, member, "there-chart", page.language.say("countries.there_chart"))
    return Part("there", definition.definition, chart, table, None) if table else None


def _line(page: Page, figure: str, member: str, identity: str, title: str) -> tuple[Chart | None, Table | None]:
    """Return the world's figure on a country over all years, as a line and a table; nothing of fewer than two years."""
    series: Series = page.press.record.over_years(WORLD, figure, member)
    if sum(found.value is not None for found in series) < 2:
        return None, None
    links = {found.address.year: page.trace(found.address) for found in series if found.value is not None}
    drawn = drawing.lines(page, series, identity, title, links).emphasise(None)
    return drawn, drawing.table(page, drawn, f"{identity}-table")


def _operations(page: Page, held: Iterable[Observation], years: Sequence[int], name: str) -> Table | None:
    """Return a row an operation with the last years, the most people in the newest first."""
    by_subject: dict[str, dict[int, Observation]] = {}
    for found in held:
        subject = page.press.subjects[found.address.subject]
        if subject.level is Level.OPERATION and found.address.year in years:
            by_subject.setdefault(subject.code, {})[found.address.year] = found
    if not by_subject:
        return None
    years = [year for year in years if any(year in held for held in by_subject.values())]
    words = page.language
    ordered = sorted(by_subject.items(), key=lambda pair: (*_rank(pair[1], years), pair[0]))
    rows = tuple(_row(page, page.press.subjects[code], found, years) for code, found in ordered[:_ROWS])
    columns = (Column(words.say("regions.operations")), *numbers(*map(str, reversed(years))))
    hidden = len(ordered) - len(rows)
    more = (words.say("countries.more", n=hidden, amount=words.whole(hidden)),) if hidden else ()
    shown = [one for _, found in ordered[:_ROWS] for one in found.values()]
    caption = words.say(f"countries.{name}_caption")
    return Table(f"{name}-operations", caption, columns, rows, (*page.legend(shown), *more))


def _rank(found: dict[int, Observation], years: Sequence[int]) -> tuple[float, ...]:
    """Return the values of the years, the newest first, so that the largest comes first."""
    return tuple(-float(found[year].value or 0) if year in found else 0.0 for year in reversed(years))


def _row(page: Page, subject: Subject, found: dict[int, Observation], years: Sequence[int]) -> Row:
    newest = max(found)
    cells = tuple(page.figure(found[year]) if year in found else "" for year in reversed(years))
    return Row(page.linked(subject, newest), cells)


def _all(page: Page) -> bytes:
    """Return the list of countries, and the largest origins by operation."""
    press, words = page.press, page.language
    year = newest(press)
    table, matrix = _table(page, year), _matrix(page, year)
    return page.fill(
        "countries.html",
        about=words.say("countries.about"),
        structured=_structured_all(page, year),
        year=year,
        table=table,
        matrix=matrix,
        amounts=[(amount, words.whole(amount)) for amount in _AMOUNTS] if FROM in press.definitions else (),
        decimal=words.number(Decimal("0.1"))[1],
        sifter=page.link(assets()["sifter"].path),
        trace=page.link(press.traces(WORLD, year)),
        json=page.link(f"/world/{year}.json"),
        csv=page.link(f"/world/{year}.csv"),
        sources=provenance.table(page, page.snapshots()),
        footer=provenance.footer(page, WORLD),
    )


def _structured_all(page: Page, year: int) -> Html:
    name, about = (page.language.say(f"countries.{part}") for part in ("title", "about"))
    told = structured.Told(f"{name} {year}", about, path(page.press), f"/world/{year}", (year,), ABOUT_COUNTRIES)
    return structured.of_data(page, told)


def _table(page: Page, year: int) -> Table:
    """Return a row a country with the world's figures on it, by the number of people from there."""
    words = page.language
    figures = [figure for figure in ABOUT_COUNTRIES if figure in page.press.definitions]
    held = {figure: _of_world(page, year, figure) for figure in figures}
    order = {member: -float(found.value or 0) for member, found in held.get(FROM, {}).items()}
    names = {member: name_of(page, member) for member in members(page.press)}
    rows = tuple(
        Row(linked(page, member, names[member]), tuple(_cell(page, held[figure].get(member)) for figure in figures))
        for member in sorted(names, key=lambda member: (order.get(member, 0.0), names[member], member))
    )
    titles = {FROM: "from", APPLICATIONS: "applications", THERE: "there"}
    columns = (
        Column(words.say("countries.country")),
        *numbers(*(words.say(f"countries.{titles[f]}_column") for f in figures)),
    )
    marks = page.legend(found for of in held.values() for found in of.values())
    return Table("countries-table", words.say("countries.caption", year=year), columns, rows, marks)


def _of_world(page: Page, year: int, figure: str) -> dict[str, Observation]:
    return {found.address.member: found for found in page.press.account(WORLD, year).members(figure)}


def _cell(page: Page, found: Observation | None) -> str:
    return page.figure(found) if found is not None else ""


def _matrix(page: Page, year: int) -> Table | None:
    """Return the largest origins by the operations where most people from abroad are."""
    words, press = page.language, page.press
    origins = [found.address.member for found in press.account(WORLD, year).largest(FROM, _ORIGINS)[0]]
    largest = [press.subjects[code] for code in _largest(press.siblings[0], year)]
    if len(largest) < 2 or len(origins) < 2:
        return None
    held = {s.code: _from_there(press, s.code, year) for s in largest}
    columns = (Column(words.say("countries.matrix_head")), *numbers(*(page.linked(s, year) for s in largest)))
    rows = tuple(
        Row(
            linked(page, origin, name_of(page, origin)),
            tuple(_cell(page, held[s.code].get(origin)) for s in largest),
        )
        for origin in origins
    )
    return Table("matrix-table", words.say("countries.matrix_caption", year=year), columns, rows)


def _largest(press: Press, year: int) -> list[str]:
    """Return the operations where most people from abroad are, kept for all languages."""
    kept = press.kept(KIND)
    if year not in kept:
        operations = (s.code for s in press.at_level(Level.OPERATION) if s.edition(year))
        held = {code: sum(one.value or 0 for one in _from_there(press, code, year).values()) for code in operations}
        kept[year] = sorted((code for code in held if held[code]), key=lambda code: (-held[code], code))[:_OPERATIONS]
    found: list[str] = kept[year]
    return found


def _from_there(press: Press, operation: str, year: int) -> dict[str, Observation]:
    """Return the people at an operation by where they are from."""
    if FROM not in press.definitions:
        return {}
    return {one.address.member: one for one in press.record.members(operation, year, FROM)}
