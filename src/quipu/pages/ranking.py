"""The page of all operations in one year: the least and the best funded, and everything in a table to sort and sift."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.core.figure import Observation
from quipu.core.profile import WORLD
from quipu.core.record import Level, Subject
from quipu.pages import provenance, structured, summary
from quipu.pages.assets import assets
from quipu.pages.markup import Html
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url, edition_of
from quipu.pages.views import Column, Row, Tab, Table, numbers

KIND = "ranking"
FIGURES = ("population", "population-change-percent", "budget", "expenditure", "contributions", "funding-level")
FUNDING = ("funding-level", "budget", "contributions", "funding-gap")
LEAST_BUDGET = Decimal(10_000_000)
"""US dollars. Funding levels of smaller budgets hang on one contribution."""
_RANKED = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """One operation in the year, with its figures by name."""

    subject: Subject
    figures: dict[str, Observation]

    @property
    def level(self) -> Decimal | None:
        """The funding level of a budget above the least, else nothing."""
        level, budget = self.figures["funding-level"].value, self.figures["budget"].value
        return level if budget is not None and budget > LEAST_BUDGET else None


def newest(press: Press) -> int:
    """Return the year that the page without a year is of."""
    held = press.active_years
    return max((year for year in held if year <= press.newest(press.subjects[WORLD])), default=held[-1])


def path(press: Press, year: int | None = None) -> str:
    """Return the path of the page of a year, or of the newest."""
    return press.at(f"/operations/{year}/" if year else "/operations/")


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a year, and one without a year for the newest that is closed; nothing where no year has money."""
    held = press.active_years
    if held:
        yield _url(press, path(press), newest(press))
    for year in held:
        yield _url(press, path(press, year), year)


def _url(press: Press, place: str, year: int) -> Url:
    depends = (*(edition_of(subject, year) for subject in operations(press, year)), SUBJECTS, DEFINITIONS)
    return Url(place, KIND, press.language.code, WORLD, year, depends=depends, listed=True)


def operations(press: Press, year: int) -> list[Subject]:
    """Return the operations of a year, by name."""
    return [subject for subject in press.at_level(Level.OPERATION) if subject.edition(year)]


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, words = Page(press, url), press.language
    standings = [_standing(page, subject, url.year) for subject in operations(press, url.year)]
    about = words.say("ranking.about", n=len(standings), amount=words.whole(len(standings)), year=url.year)
    twin = f"/operations/{url.year}"
    return page.fill(
        "ranking.html",
        about=about,
        structured=_structured(page, url.year, about),
        summary=about,
        year=url.year,
        years=(_tabs(page, url.year), ()),
        least=_ranked(page, url.year, _by_level(standings)[:_RANKED], "least"),
        best=_ranked(page, url.year, _by_level(standings)[: -_RANKED - 1 : -1], "best"),
        table=_table(page, url.year, standings),
        compare=page.link(press.at("/compare/")) if len(standings) > 1 else "",
        regions=tuple(_regions(page, url.year, standings)),
        decimal=words.number(Decimal("0.1"))[1],
        sifter=page.link(assets()["sifter"].path),
        json=page.link(f"{twin}.json"),
        csv=page.link(f"{twin}.csv"),
        sources=provenance.table(page, page.snapshots()),
        trace=page.link(press.traces(WORLD, url.year)),
        footer=provenance.footer(page, WORLD, _newest_day(page, url.year)),
    )


def _structured(page: Page, year: int, about: str) -> Html:
    name, account = page.language.say("ranking.title"), page.press.account(WORLD, year)
    told = structured.Told(
        f"{name} {year}",
        about,
        path(page.press, year),
        f"/operations/{year}",
        (year,),
        (*FIGURES, "funding-gap"),
        day=summary.newest_day(account),
    )
    return structured.of_data(page, told)


def _newest_day(page: Page, year: int) -> str:
    day = summary.newest_day(page.press.account(WORLD, year))
    return page.language.day(day) if day else ""


def _standing(page: Page, subject: Subject, year: int) -> Standing:
    account = page.press.account(subject.code, year)
    return Standing(subject, {name: account.get(name) for name in (*FIGURES, "funding-gap")})


def figures(press: Press, year: int) -> Iterator[Observation]:
    """Yield the figures of the page, operation by operation."""
    for subject in operations(press, year):
        account = press.account(subject.code, year)
        yield from (account.get(name) for name in (*FIGURES, "funding-gap"))


def _tabs(page: Page, chosen: int) -> tuple[Tab, ...]:
    return tuple(Tab(str(year), page.link(path(page.press, year)), year == chosen) for year in page.press.active_years)


def _by_level(standings: Sequence[Standing]) -> list[Standing]:
    """Return the operations with a budget above the least, the least funded first."""
    funded = [(one.level, one) for one in standings if one.level is not None]
    return [one for _, one in sorted(funded, key=lambda pair: pair[0])]


def _ranked(page: Page, year: int, standings: Sequence[Standing], name: str) -> Table | None:
    if not standings:
        return None
    words = page.language
    columns = (Column(words.say("regions.operations")), *numbers(*(_heading(page, figure) for figure in FUNDING)))
    rows = tuple(
        Row(page.linked(one.subject, year), tuple(page.figure(one.figures[figure]) for figure in FUNDING))
        for one in standings
    )
    return Table(f"{name}-table", words.say(f"ranking.{name}_caption", year=year), columns, rows)


def _heading(page: Page, figure: str) -> str:
    return page.language.say(f"headline.{figure}")


def _table(page: Page, year: int, standings: Sequence[Standing]) -> Table:
    """Return a row an operation, by name: its region and its figures."""
    words = page.language
    titles = (_heading(page, figure) for figure in FIGURES)
    columns = (Column(words.say("regions.operations")), Column(words.say("regions.regions")), *numbers(*titles))
    rows = tuple(_row(page, year, one) for one in standings)
    shown = [one.figures[figure] for one in standings for figure in FIGURES]
    marks = page.legend(found for found in shown if found.value is not None)
    notes = (words.html("headline.note"), *marks)
    return Table("operations-table", words.say("ranking.caption", year=year), columns, rows, notes)


def _row(page: Page, year: int, one: Standing) -> Row:
    styles = {"population-change-percent": "signed"}
    cells = (page.figure(one.figures[figure], styles.get(figure, "full")) for figure in FIGURES)
    return Row(page.linked(one.subject, year), (_region(page, year, one), *cells))


def _region(page: Page, year: int, one: Standing) -> str:
    edition = one.subject.edition(year)
    region = page.press.subjects.get(edition.region) if edition else None
    return page.linked(region, year) if region else ""


def _regions(page: Page, year: int, standings: Sequence[Standing]) -> Iterator[str]:
    """Yield the names of the regions that have operations in the table."""
    held = {edition.region for one in standings if (edition := one.subject.edition(year))}
    yield from (page.press.name(region) for region in page.press.at_level(Level.REGION) if region.code in held)
