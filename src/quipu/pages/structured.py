"""What a page says to machines that read pages: its place and its data as schema.org, in JSON-LD. Computes nothing.

A block of data is no script: browsers do not run it, and the content security policy is not asked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import msgspec

from quipu.core.figure import Definition, Observation
from quipu.core.record import Level, Subject
from quipu.pages import provenance, summary
from quipu.pages.account import Account
from quipu.pages.markup import Html, plain
from quipu.pages.page import Page
from quipu.pages.url import anchor, section_of

Thing: TypeAlias = dict[str, Any]
_CONTEXT = "https://schema.org"
_ENCODER = msgspec.json.Encoder(decimal_format="number")
LICENCES: Mapping[str, str] = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
"""The addresses of licences; one that is not here is given by its name."""


def embedded(*things: Thing) -> Html:
    """Return things as JSON-LD that may stand in a page: nothing in it can end the block."""
    held = _ENCODER.encode({"@context": _CONTEXT, "@graph": things}).decode()
    return Html(held.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says of its data.

    `twin` is the path of its files for machines without their ending, `variables` are the names of the figures in them.
    `keys` are single numbers: each becomes an observation, of `whom`, where it has a value.
    """

    name: str
    about: str
    path: str
    twin: str
    years: Collection[int]
    variables: Sequence[str] = ()
    keys: Sequence[Observation] = ()
    whom: str = ""
    kind: str = "Place"
    places: Sequence[str] = ()
    day: date | None = None


def of_subject(page: Page, subject: Subject, account: Account, about: str) -> Html:
    """Return where the page of a subject and year stands, what its data are, and its key figures."""
    press, year = page.press, account.year
    name, path = f"{press.name(subject)} {year}", press.path(subject, year)
    told = Told(
        name,
        plain(about),
        path,
        f"{section_of(subject)}{year}",
        (year,),
        keys=[account.get(figure) for figure in summary.HEADLINES],
        whom=press.name(subject),
        places=_places(page, subject, year),
        day=summary.newest_day(account),
    )
    return of_data(page, told, *_above(page, subject, year))


def of_figures(page: Page, subject: Subject, account: Account, shown: Sequence[str]) -> Html:
    """Return where the page of all figures of a subject and year stands, and what its data are."""
    press, year, words = page.press, account.year, page.language
    whole, title = f"{press.name(subject)} {year}", words.say("trace.title")
    own = [] if subject.level is Level.NODE else [(whole, press.path(subject, year))]
    told = Told(
        f"{whole} – {title}",
        words.say("trace.about"),
        press.traces(subject.code, year),
        f"{section_of(subject)}{year}",
        (year,),
        shown,
        places=_places(page, subject, year),
        day=summary.newest_day(account),
    )
    return of_data(page, told, *_above(page, subject, year), *own)


def of_definition(page: Page, definition: Definition, years: Collection[int]) -> Html:
    """Return where the page of a figure stands, and what the figure of the world over the years is."""
    at, words = page.press.at, page.language
    path = at(f"/figures/{definition.name}/")
    about = " ".join((definition.definition, *definition.caveats))
    told = Told(definition.title, about, path, f"/figures/{definition.name}", years, (definition.name,))
    crumb = (words.say("definitions.title"), at("/figures/"))
    return _embedded(page, told, crumb) if years else embedded(crumbs(page, (crumb, (told.name, path))))


def of_data(page: Page, told: Told, *above: tuple[str, str]) -> Html:
    """Return where a page stands below the world and the pages `above`, what its data are, and its key figures."""
    world = (page.language.say("site.world"), page.press.at("/"))
    return _embedded(page, told, *(step for step in (world, *above) if step[1] != told.path))


def _embedded(page: Page, told: Told, *above: tuple[str, str]) -> Html:
    """Return the way to a page, and its data; a year that nothing is published of has none."""
    data = (_dataset(page, told),) if told.keys or told.variables else ()
    observations = (_observed(page, told, found) for found in told.keys if found.value is not None)
    return embedded(crumbs(page, (*above, (told.name, told.path))), *data, *observations)


def of_list(page: Page, name: str, about: str, members: Iterable[tuple[str, str]]) -> Html:
    """Return where a list stands, and the pages that it leads to, each by name and path."""
    press, path = page.press, page.url.path
    held = crumbs(page, members)["itemListElement"]
    listed = {
        "@type": "CollectionPage",
        "name": f"{name} – {press.site}",
        "description": about,
        "url": str(page.address(path)),
        "inLanguage": page.language.code,
        "mainEntity": {"@type": "ItemList", "itemListElement": held},
    }
    return embedded(crumbs(page, ((page.language.say("site.world"), press.at("/")), (name, path))), listed)


def of_terms(page: Page, name: str, about: str, terms: Iterable[Definition]) -> Html:
    """Return where the list of figures stands, and each of them as a defined term."""
    press, path = page.press, page.url.path
    held = [
        {
            "@type": "DefinedTerm",
            "name": one.title,
            "termCode": one.name,
            "url": str(page.address(press.at(f"/figures/{one.name}/"))),
        }
        for one in terms
    ]
    terms_of = {
        "@type": "DefinedTermSet",
        "name": f"{name} – {press.site}",
        "description": about,
        "url": str(page.address(path)),
        "inLanguage": page.language.code,
        "hasDefinedTerm": held,
    }
    return embedded(crumbs(page, ((page.language.say("site.world"), press.at("/")), (name, path))), terms_of)


def _above(page: Page, subject: Subject, year: int) -> list[tuple[str, str]]:
    """Return the region that an operation stands in, if it has a page."""
    edition = subject.edition(year)
    region = page.press.subjects.get(edition.region) if edition and subject.level is Level.OPERATION else None
    if region is None or not region.edition(year):
        return []
    return [(page.press.name(region), page.press.path(region, year))]


def _places(page: Page, subject: Subject, year: int) -> list[str]:
    """Return the countries that a subject covers in a year; itself where they are not known."""
    edition = subject.edition(year)
    countries = sorted(page.language.country_name(code) for code in edition.countries) if edition else []
    return countries or [page.press.name(subject)]


def crumbs(page: Page, steps: Iterable[tuple[str, str]]) -> Thing:
    """Return the way to a page from the top, each step with its name and path."""
    held = [
        {"@type": "ListItem", "position": place, "name": name, "item": str(page.address(path))}
        for place, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": held}


def _observed(page: Page, told: Told, found: Observation) -> Thing:
    """Return one number: what was measured of whom, when, and where on the site its sources stand."""
    return {
        "@type": "Observation",
        "identifier": str(found.address),
        "url": str(page.address(page.press.traces(found.address.subject, found.address.year)))
        + f"#{anchor(found.address)}",
        "variableMeasured": page.press.definitions[found.address.figure].title,
        "observationAbout": {"@type": told.kind, "name": told.whom},
        "observationDate": str(found.address.year),
        "value": found.value,
        "unitText": page.language.unit(found.unit),
    }


def _measured(page: Page, found: Observation) -> Thing:
    """Return a key figure with its value, if it has one."""
    held = _variable(page, found.address.figure) | {"propertyID": str(found.address)}
    return held if found.value is None else held | {"value": found.value}


def _variable(page: Page, figure: str) -> Thing:
    definition = page.press.definitions[figure]
    unit = page.language.unit(definition.unit)
    return {"@type": "PropertyValue", "name": definition.title, "propertyID": figure, "unitText": unit}


def _dataset(page: Page, told: Told) -> Thing:
    """Return a set of data with its licence and its files for machines."""
    press, publisher = page.press, page.press.profile.publisher
    licences = [LICENCES.get(one, one) for one in provenance.licences(page)]
    first, last = min(told.years), max(told.years)
    places = told.places or (page.language.say("site.world"),)
    held: Thing = {
        "@type": "Dataset",
        "name": f"{told.name} – {press.site}",
        "description": told.about,
        "url": str(page.address(told.path)),
        "inLanguage": page.language.code,
        "isAccessibleForFree": True,
        "license": licences[0] if len(licences) == 1 else licences,
        "creator": {"@type": "Organization", "name": press.text(publisher.names)},
        "temporalCoverage": str(first) if first == last else f"{first}/{last}",
        "spatialCoverage": [{"@type": "Place", "name": name} for name in places],
        "variableMeasured": [
            *(_measured(page, found) for found in told.keys),
            *(_variable(page, figure) for figure in told.variables if figure in press.definitions),
        ],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": str(page.address(f"{told.twin}." + end))}
            for end, kind in (("json", "application/json"), ("csv", "text/csv"))
        ],
    }
    return held | {"dateModified": told.day.isoformat()} if told.day else held
