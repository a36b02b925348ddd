"""The page of one operation in one year. Knows what stands on it, not how any part is made."""

from collections.abc import Iterator
from dataclasses import replace

from quipu.core.record import Edition, Level, Signpost, Subject
from quipu.pages import (
    compare,
    contributions,
    details,
    feeds,
    money,
    narrative,
    over_time,
    people,
    picture_names,
    places,
    provenance,
    results,
    structured,
    summary,
    unplaced,
)
from quipu.pages.account import Account
from quipu.pages.markup import Html, joined
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SHEETS, SUBJECTS, WRITTEN, Url, edition_of, section_of
from quipu.pages.views import Link, Tab

KIND = "operation"
_FROM_BELOW, _FROM_HERE = (b'="../', b'":"../'), (b'="', b'":"')
"""How each relative link begins, for links begin above a page's own folder, in HTML and in JSON; a quotation mark in a text is
escaped in both."""
SHEET = "factsheet.pdf"
"""The name of the fact sheet beside the page of a year."""
IMAGE = "share.png"
"""The name of the picture for sharing beside it."""


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a year, and one without a year for the newest that is closed."""
    for subject in press.at_level(Level.OPERATION):
        yield from urls_about(press, subject)


def urls_about(press: Press, subject: Subject) -> Iterator[Url]:
    """Yield the pages of one operation."""
    code, newest = press.language.code, press.newest(subject)
    pages = ((press.path(subject, year), year, True) for year in subject.years)
    for path, year, listed in ((press.section(subject), newest, False), *pages):
        about = (*depends(press, subject, year), f"{WRITTEN}{edition_of(subject, year)}")
        yield Url(path, KIND, code, subject.code, year, depends=about, listed=listed)


def depends(press: Press, subject: Subject, year: int) -> tuple[str, ...]:
    """Return what a page is made of: its subject, the years of those that it points at, and what is not placed in one."""
    own = (subject.code, *([SUBJECTS] if subject.signposts else []), DEFINITIONS)
    return (*own, *unplaced.depends(press, subject.edition(year)), *over_time.depends(subject, year))


def beside(press: Press, kind: str, name: str) -> Iterator[Url]:
    """Yield a file of that name beside every page with a year, made of what the page is made of and set in type."""
    for subject in press.at_level(Level.OPERATION):
        for year in subject.years:
            about = (*depends(press, subject, year), SHEETS)
            path = f"{press.path(subject, year)}{name}"
            yield Url(path, kind, press.language.code, subject.code, year, depends=about)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML; the one without a year is that of its year, a folder higher.

    Pictures have several links in one attribute: a page with what people wrote is made for its own folder.
    """
    path = press.path(press.subjects[url.subject], url.year)
    if url.path == path or press.editions.of(url.subject, url.year):
        return _render(press, url)
    held = _render(press, replace(url, path=path))
    for below, here in zip(_FROM_BELOW, _FROM_HERE, strict=True):
        held = held.replace(below, here)
    return held


def _render(press: Press, url: Url) -> bytes:
    page, subject = Page(press, url), press.subjects[url.subject]
    account = press.account(subject.code, url.year)
    held = people.people(page, account)
    said = summary.sentence(page, subject, account, held)
    written = narrative.written(page, subject, account)
    return page.fill(
        "operation.html",
        subject=press.name(subject),
        year=url.year,
        names=page.names(subject),
        edition=about(page, subject, url.year),
        region=_region(page, subject, url.year),
        written=written,
        signposts=page.once("signposts", lambda: signposts(page, subject)),
        about=said,
        compare=page.once("compare", lambda: compare.link(page, subject)),
        structured=structured.of_subject(page, subject, account, said),
        feeds=feeds.links(page),
        image=_image(page, subject, url.year),
        summary=said,
        key_figures=summary.key_figures(page, subject, account, held),
        freshness=summary.freshness(page, account),
        marks=summary.marks(page, account),
        people=people.table(page, account, held) if held.parts or held.total.value is not None else None,
        people_missing=held.total.reason,
        details=details.details(page, subject, account),
        over_time=over_time.over_time(page, subject, url.year),
        definition=press.definitions[people.FIGURE],
        money=money.money(page, subject, account),
        funding=_funding(page, account),
        unplaced=unplaced.table(page, subject.edition(url.year)),
        contributions=contributions.contributions(page, account),
        results=results.results(page, account),
        results_over_time=results.over_time(page, subject, url.year),
        places=places.offices(page, subject, url.year, narrative.places(page, subject, url.year)),
        documents=places.documents(page, subject.code, url.year),
        scopes=places.scopes(page, subject.code, url.year),
        printed=page.language.say("sheet.printed", address=press.base + press.path(subject, url.year)),
        **frame(page, subject, account),
    )


def frame(page: Page, subject: Subject, account: Account, about: str = "") -> dict[str, object]:
    """Return what every page about a subject and year has: year switch, state, sources, downloads, footer.

    To be asked last: the sources are those of the figures that the page shows. `about` names what of the subject is on
    the page, if it is not all years.
    """
    words, day = page.language, summary.newest_day(account)
    twin = f"{section_of(subject)}{account.year}"
    return {
        "years": year_tabs(page, subject, account.year),
        "state": state(account),
        "sources": provenance.table(page, page.snapshots()),
        "trace": page.link(page.press.traces(subject.code, account.year)),
        "json": page.link(f"{twin}.json"),
        "csv": page.link(f"{twin}.csv"),
        "pictures": picture_names.links(page, subject, account.year),
        "sheet": _sheet(page, subject, account.year),
        "footer": provenance.footer(page, about or subject.code, words.day(day) if day else ""),
    }


def _image(page: Page, subject: Subject, year: int) -> str:
    """Return the whole address of the picture for sharing: nobody takes another; nothing where there is none."""
    press = page.press
    return page.address(f"{press.path(subject, year)}{IMAGE}") if press.images and press.base else ""


def _sheet(page: Page, subject: Subject, year: int) -> str:
    """Return a link to the fact sheet; nothing where the site has none."""
    has_one = page.press.sheets and subject.level is Level.OPERATION
    return page.link(f"{page.press.path(subject, year)}{SHEET}") if has_one else ""


def state(account: Account) -> str:
    """Name the words that say how far a year has come: nothing for one that is closed."""
    if account.planned:
        return "planned"
    return "provisional" if account.provisional else ""


def year_tabs(page: Page, subject: Subject, chosen: int) -> tuple[tuple[Tab, ...], tuple[Tab, ...]]:
    """Return the years from the first with an activity on, and the ones before it, both oldest first."""
    first = next((edition.year for edition in subject.editions if edition.activity), subject.years[0])
    tabs = [Tab(str(year), page.link(page.press.path(subject, year)), year == chosen) for year in subject.years]
    cut = sum(year < first for year in subject.years)
    return tuple(tabs[cut:]), tuple(tabs[:cut])


def about(page: Page, subject: Subject, year: int) -> str:
    """Return what kind of office it was, and which countries it covered where they are several."""
    edition = subject.edition(year)
    if edition is None:
        return ""
    return _covered(page, edition) if len(edition.countries) > 1 else _kind(page, edition)


def _covered(page: Page, edition: Edition) -> str:
    countries = sorted(page.language.country_name(code) for code in edition.countries)
    return page.language.say("operation.covers", kind=_kind(page, edition), countries=page.language.listed(countries))


def _kind(page: Page, edition: Edition) -> str:
    """Return the kind of office in the profile's words."""
    kind = page.press.profile.kind(edition.kind)
    return page.press.text(kind.names) if kind else page.language.say("operation.kind")


def _region(page: Page, subject: Subject, year: int) -> Link | None:
    edition = subject.edition(year)
    region = page.press.subjects.get(edition.region) if edition else None
    return page.subject_link(region, year) if region else None


def signposts(page: Page, subject: Subject) -> tuple[Html, ...]:
    """Return the pointers to what was before and after a subject, with their reason; those of one reason together."""
    held: dict[tuple[str, str], list[Html]] = {}
    for signpost in page.press.signposts(subject):
        held.setdefault((signpost.relation, signpost.reason), []).append(_pointed(page, signpost))
    comma = page.language.say("site.comma")
    return tuple(
        page.language.html(f"operation.{relation}", link=joined(comma, links), reason=reason)
        for (relation, reason), links in held.items()
    )


def _pointed(page: Page, signpost: Signpost) -> Html:
    """Return a link to the subject before or after this one, in the year next to the change."""
    other = page.press.subjects[signpost.subject]
    held = [year for year in other.years if (year < signpost.year) is (signpost.relation == "predecessor")]
    nearest = min(held or other.years, key=lambda year: abs(year - signpost.year))
    return page.linked(other, nearest, dated=True)


def _funding(page: Page, account: Account) -> Html | None:
    level, gap = account.get("funding-level"), account.get("funding-gap")
    if level.value is None:
        return None
    return page.language.html(
        "funding.level", share=page.figure(level), gap=page.figure(gap, "short"), year=account.year
    )
