"""What the words of the site mean, each with where its meaning comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from quipu.pages import provenance
from quipu.pages.collation import sorting
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SNAPSHOTS, Url
from quipu.pages.views import Link

KIND = "glossary"
PATH = "/glossary/"
_STATISTICS = ("refugee_statistics", "population")
"""The dataset whose publisher defines who is counted as what."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word: `source` names where its meaning comes from, `figure` the figure that counts it, if one does."""

    slug: str
    source: str = "site"
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """A term as the page shows it."""

    slug: str
    term: str
    definition: str
    source: str
    figure: Link | None


TERMS = (
    Term("activity", "iati"),
    Term("address"),
    Term("as-of"),
    Term("asylum-seeker", "statistics", "population"),
    Term("break"),
    Term("budget", "iati", "budget"),
    Term("commitment", "iati"),
    Term("contribution", "iati", "contributions"),
    Term("country-of-asylum", "statistics"),
    Term("country-of-origin", "statistics"),
    Term("donor", "iati", "contributions-by-donor"),
    Term("earmarking", "bargain", "contributions"),
    Term("edition"),
    Term("expenditure", "iati", "expenditure"),
    Term("figure"),
    Term("funding-gap", "site", "funding-gap"),
    Term("funding-level", "site", "funding-level"),
    Term("host-community", "statistics", "population"),
    Term("internally-displaced", "statistics", "population"),
    Term("missing"),
    Term("node"),
    Term("operation"),
    Term("others-of-concern", "statistics", "population"),
    Term("person-of-concern", "statistics", "population"),
    Term("provisional"),
    Term("publisher", "iati"),
    Term("refugee", "statistics", "population"),
    Term("region"),
    Term("release"),
    Term("returned-refugee", "statistics", "population"),
    Term("revised"),
    Term("situation", "iati"),
    Term("snapshot"),
    Term("stateless", "statistics", "population"),
    Term("unplaced"),
)


def urls(press: Press) -> Iterator[Url]:
    """Yield the one page."""
    yield Url(press.at(PATH), KIND, press.language.code, depends=(DEFINITIONS, SNAPSHOTS), listed=True)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page = Page(press, url)
    terms = sorted((_explained(page, term) for term in TERMS), key=lambda held: sorting(held.term))
    return page.fill(
        "glossary.html", about=page.language.say("glossary.about"), terms=terms, footer=provenance.footer(page, "")
    )


def term_of(press: Press, term: Term) -> str:
    """Return the word itself."""
    return press.language.say(f"terms.{term.slug}.term")


def _explained(page: Page, term: Term) -> Explained:
    profile, words = page.press.profile, page.language
    definition = page.press.definitions.get(term.figure)
    where = page.link(page.press.at(f"/figures/{term.figure}/"))
    return Explained(
        term.slug,
        term_of(page.press, term),
        words.say(f"terms.{term.slug}.definition", publisher=profile.publisher.short_name),
        words.say(f"glossary.source.{term.source}", publisher=profile.credit(*_STATISTICS).publisher),
        Link(definition.title, where) if definition else None,
    )
