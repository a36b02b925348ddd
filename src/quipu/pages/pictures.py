"""The charts of a page as pictures that stand alone in a report: title, source and address are in them. Draws no chart.

There are those of the newest closed year of each operation and region and of the world: charts over the years have all years.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from quipu.charts import Chart, Panels
from quipu.core.record import Level, Subject
from quipu.pages import (
    contributions,
    details,
    gifts,
    inked,
    money,
    operation,
    over_time,
    picture_names,
    region,
    results,
    world,
)
from quipu.pages.account import Account
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.provenance import licences
from quipu.pages.url import SHEETS, Url
from quipu.sheets import Plate, paint, recipe

KIND = picture_names.KIND
_LEVELS = (Level.WORLD, Level.REGION, Level.OPERATION)
_Drawn: TypeAlias = Chart | Panels


def urls(press: Press) -> Iterator[Url]:
    """Yield a picture for every chart of these pages, where the site has pictures."""
    if not press.images:
        return
    for subject in (one for level in _LEVELS for one in press.at_level(level)):
        year = press.newest(subject)
        about = (*_depends(press, subject, year), SHEETS)
        for name in _names(press.siblings[0], subject, year):
            where = picture_names.path(press, subject, name)
            yield Url(where, KIND, press.language.code, subject.code, year, name, depends=about)


def _depends(press: Press, subject: Subject, year: int) -> tuple[str, ...]:
    """Return what the page is made of."""
    if subject.level is Level.OPERATION:
        return operation.depends(press, subject, year)
    return region.depends(press, subject, year) if subject.level is Level.REGION else world.depends(press)


def _names(first: Press, subject: Subject, year: int) -> tuple[str, ...]:
    """Return the names of a page's charts, found out once for all languages."""
    known: dict[str, tuple[str, ...]] = first.kept(KIND)
    if subject.code not in known:
        page = Page(first, Url(first.path(subject, year), subject.level.value, first.language.code, subject.code, year))
        known[subject.code] = tuple(charts(page, subject, first.account(subject.code, year)))
    return known[subject.code]


def charts(page: Page, subject: Subject, account: Account) -> Mapping[str, _Drawn]:
    """Return the charts of the page of a subject and year by name, as the page shows them."""
    over, spent = over_time.over_time(page, subject, account.year), money.money(page, subject, account)
    found: dict[str, _Drawn | None] = {
        "people": over.line,
        "types": over.stack,
        "countries": over.panels,
        "money": spent.chart,
        "purpose": spent.bar,
        "earmarking": money.parts_bar(page, account, gifts.FIGURE, gifts.EARMARKING, "earmarking"),
    }
    found |= {one.anchor: one.chart or one.panels for one in details.details(page, subject, account)}
    if subject.level is Level.WORLD:
        found["levels"] = money.parts_bar(page, account, gifts.FIGURE, contributions.LEVELS, "levels")
    if subject.level is Level.OPERATION:
        found["results"] = results.over_time(page, subject, account.year)[0]
    return {name: drawn for name, drawn in found.items() if drawn is not None and _drawings(drawn)}


def _drawings(drawn: _Drawn) -> tuple[str, ...]:
    every = drawn.drawings if isinstance(drawn, Panels) else (drawn.wide,)
    return tuple(one for one in every if one)


def made_of(press: Press, url: Url) -> str:
    """Return a hash of all that a picture is made of; as long as it stays, so do the bytes."""
    return recipe(plate(press, url))


def render(press: Press, url: Url) -> bytes:
    """Return the picture as PNG."""
    return paint(plate(press, url))


def plate(press: Press, url: Url) -> Plate:
    """Return what stands on the picture."""
    page, subject = Page(press, url), press.subjects[url.subject]
    held = page.once(KIND, lambda: charts(page, subject, press.account(subject.code, url.year)))
    drawn: _Drawn = held[url.name]
    notes = drawn.notes if isinstance(drawn, Panels) else ()
    credit = f"{press.language.say('footer.credit')} {press.text(press.profile.publisher.names)}"
    return Plate(
        language=press.language.code,
        direction=press.language.direction,
        colours=dict(inked.colours()),
        over=f"{press.name(subject)} {url.year}",
        title=drawn.title,
        drawings=tuple(map(inked.document, _drawings(drawn))),
        notes=(*notes, drawn.source),
        credit=" · ".join((credit, *licences(page), press.site)),
        address=f"{press.base}{press.path(subject, url.year)}",
    )
