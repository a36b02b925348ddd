"""The page of one region in one year: its totals, its operations, and what stands in no operation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quipu.core.record import Level, Subject
from quipu.pages import contributions, details, feeds, gifts, money, over_time, people, regrouped, structured, summary
from quipu.pages.collation import sorting
from quipu.pages.markup import Html, joined
from quipu.pages.operation import frame, signposts
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.regrouped import Change
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url
from quipu.pages.views import Column, Row, Table, numbers

KIND = "region"
FIGURES = ("population", "budget", "expenditure", "contributions", "funding-level")
MONEY = ("budget", "expenditure", "contributions")


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a year, and one without a year for the newest that is closed."""
    for region in press.at_level(Level.REGION):
        newest = press.newest(region)
        yield Url(
            press.section(region),
            KIND,
            press.language.code,
            region.code,
            newest,
            depends=depends(press, region, newest),
        )
        for year in region.years:
            about = depends(press, region, year)
            yield Url(
                press.path(region, year), KIND, press.language.code, region.code, year, depends=about, listed=True
            )


def depends(press: Press, region: Subject, year: int) -> tuple[str, ...]:
    """Return what a page is made of: the region and what stands in it."""
    inside = [s.code for level in (Level.OPERATION, Level.NODE) for s in press.within(region.code, year, level)]
    return (region.code, *inside, SUBJECTS, DEFINITIONS)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, region = Page(press, url), press.subjects[url.subject]
    account = press.account(region.code, url.year)
    held = people.people(page, account)
    said = summary.sentence(page, region, account, held)
    return page.fill(
        "region.html",
        subject=press.name(region),
        year=url.year,
        names=page.names(region),
        signposts=page.once("signposts", lambda: signposts(page, region)),
        changes=page.once("changed", lambda: _told(page, region)),
        about=said,
        structured=structured.of_subject(page, region, account, said),
        feeds=feeds.links(page),
        summary=said,
        key_figures=summary.key_figures(page, region, account, held),
        freshness=summary.freshness(page, account),
        marks=summary.marks(page, account),
        people=people.table(page, account, held),
        details=details.details(page, region, account),
        over_time=over_time.over_time(page, region, url.year),
        definition=press.definitions[people.FIGURE],
        money=money.money(page, region, account),
        earmarking=contributions.members_table(page, account, gifts.EARMARKING, "earmarking"),
        earmarking_bar=money.parts_bar(page, account, gifts.FIGURE, gifts.EARMARKING, "earmarking"),
        levels=contributions.members_table(page, account, contributions.LEVELS, "levels"),
        operations=subjects_table(page, press.within(region.code, url.year, Level.OPERATION), url.year, "operations"),
        nodes=subjects_table(page, press.within(region.code, url.year, Level.NODE), url.year, "nodes", MONEY),
        **frame(page, region, account),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What changed in a region in one year, in sentences."""

    year: int
    sentences: tuple[Html, ...]


def _told(page: Page, region: Subject) -> tuple[Told, ...]:
    """Return what came to a region and went, year by year, and whether its series can be compared."""
    return tuple(Told(one.year, tuple(_sentences(page, one))) for one in regrouped.changes(page.press, region))


def _sentences(page: Page, change: Change) -> Iterator[Html]:
    say, year, last = page.language.html, change.year, change.year - 1
    for moved in change.came:
        yield say("changed.came", region=page.linked(moved.region, last), names=_names(page, moved.members, year))
    for moved in change.went:
        yield say("changed.went", region=page.linked(moved.region, year), names=_names(page, moved.members, year))
    if change.begun:
        yield say("changed.begun", names=_names(page, change.begun, year))
    if change.ended:
        yield say("changed.ended", names=_names(page, change.ended, last))
    for name, codes in (("more", change.more_countries), ("fewer", change.fewer_countries)):
        if codes:
            names = sorted((_country(page, code) for code in codes), key=sorting)
            yield say(f"changed.{name}", names=page.language.listed(names))
    yield _compared(page, change)


def _country(page: Page, code: str) -> str:
    """Return a country's name, that of its operation where it ever had one of its own."""
    subject = page.press.subjects.get(code)
    return page.press.name(subject) if subject else page.language.country_name(code)


def _names(page: Page, members: Iterable[Subject], year: int) -> Html:
    return joined(page.language.say("site.comma"), [page.linked(one, year) for one in members])


def _compared(page: Page, change: Change) -> Html:
    """Return whether the years before can be compared with those after, in a sentence."""
    say = page.language.html
    if change.is_first or change.is_last:
        return say("changed.first" if change.is_first else "changed.last")
    if not change.more_countries and not change.fewer_countries:
        return say("changed.same")
    if change.same is None or not change.before:
        return say("changed.unknown")
    share = gifts.share(page, abs(change.same - change.before), change.before)
    return say("changed.break" if change.is_break else "changed.little", last=change.year - 1, share=share)


def subjects_table(
    page: Page, subjects: Iterable[Subject], year: int, name: str, figures: Sequence[str] = FIGURES
) -> Table | None:
    """Return a table of subjects with some of their figures, each leading to its page; None without subjects."""
    held = [(subject, [page.get(subject.code, year, figure) for figure in figures]) for subject in subjects]
    if not held:
        return None
    words = page.language
    columns = (Column(words.say(f"regions.{name}")), *numbers(*(words.say(f"headline.{figure}") for figure in figures)))
    rows = tuple(Row(page.linked(subject, year), tuple(page.figure(one) for one in found)) for subject, found in held)
    basis = (words.html("headline.note"),) if "funding-level" in figures else ()
    marks = page.legend(one for _, found in held for one in found if one.value is not None)
    return Table(f"{name}-table", words.say(f"regions.{name}_caption", year=year), columns, rows, (*basis, *marks))
