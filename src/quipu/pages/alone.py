"""The operation that covers one country and no other, and what it says of the people there. Knows no other part of a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from quipu.core.figure import Observation
from quipu.core.record import Subject
from quipu.pages import details
from quipu.pages.details import Detail
from quipu.pages.markup import Html, joined
from quipu.pages.page import Page
from quipu.pages.press import Press


@dataclass(frozen=True, slots=True)
class Alone:
    """What operations tell of one country: how far they cover it, in sentences; and the figures of the one that is it alone.

    `trace` leads to all figures of that operation and year; where it is None there are no parts.
    """

    about: tuple[Html, ...]
    parts: tuple[Detail, ...] = ()
    trace: Html | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """An operation, the year that is shown of it, and the years until then in which it covered the one country only."""

    subject: Subject
    year: int
    years: range


def depends(press: Press, member: str) -> tuple[str, ...]:
    """Return the names of the operations whose figures a country's page may show: a year without any shows an earlier one."""
    return tuple(sorted({subject.code for _, subject in press.alone.get(member.upper(), ())}))


def figures(press: Press, member: str, newest: int) -> Iterator[Observation]:
    """Yield the figures that a country's page shows of an operation; some of them twice."""
    held = _found(press, member, newest)
    if held is not None:
        yield from details.figures(press, held.subject, held.year, held.years)


def alone(page: Page, member: str, newest: int, covering: list[Html]) -> Alone | None:
    """Return what is told of the people in a country, which these operations cover in the newest closed year.

    None where the record has no such figures of anybody.
    """
    if not any(name in page.press.definitions for name in details.FIGURES):
        return None
    held = _found(page.press, member, newest)
    about = tuple(_about(page, member, newest, covering, held))
    return _shown(page, held, about) if held else Alone(about)


def _shown(page: Page, held: _Found, about: tuple[Html, ...]) -> Alone:
    press, subject, year = page.press, held.subject, held.year
    said = page.language.html("alone.all", operation=press.name(subject), year=year)
    trace = Html(f'<a href="{page.link(press.traces(subject.code, year))}">{said}</a>')
    parts = details.details(page, subject, press.account(subject.code, year), held.years)
    return Alone(about, parts, trace)


def _found(press: Press, member: str, newest: int) -> _Found | None:
    """Return the operation that covered a country alone in the last year until `newest` of which it has such figures."""
    for year, subject in press.alone.get(member.upper(), ()):
        if year <= newest and any(details.of_year(press, subject, year)):
            return _Found(subject, year, range(_since(subject, year), year + 1))
    return None


def _since(subject: Subject, year: int) -> int:
    """Return the first year from which on, until `year`, an operation covered the same countries."""
    edition = subject.edition(year)
    others = (one.year for one in subject.editions if edition and one.countries != edition.countries)
    return max((other for other in others if other < year), default=subject.years[0] - 1) + 1


def _about(page: Page, member: str, newest: int, covering: list[Html], held: _Found | None) -> Iterator[Html]:
    """Yield how operations cover a country in the newest closed year, and whose figures of which year follow."""
    words = page.language
    own = [page.linked(subject, year) for year, subject in page.press.alone.get(member.upper(), ()) if year == newest]
    is_newest = held is not None and held.year == newest
    manner = "own" if is_newest else "empty" if own else "several" if covering else "none"
    yield words.html(f"alone.{manner}", operation=joined(words.say("site.comma"), own or covering), year=newest)
    if held and not is_newest:
        yield words.html("alone.last", operation=page.linked(held.subject, held.year), year=held.year)
