"""What a page says to machines that read pages: its place and its data as schema.org, in JSON-LD. Computes nothing.

A block of data is no script: browsers do not run it, and the content security policy is not asked.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import msgspec

from quipu.core.figure import Definition
from quipu.core.record import Level, Subject
from quipu.pages import provenance, summary
from quipu.pages.account import Account
from quipu.pages.markup import Html, plain
from quipu.pages.page import Page
from quipu.pages.url import section_of

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


def of_subject(page: Page, subject: Subject, account: Account, about: str) -> Html:
    """Return where the page of a subject and year stands, and what its data are."""
    press, year = page.press, account.year
    edition = subject.edition(year)
    region = press.subjects.get(edition.region) if edition and subject.level is Level.OPERATION else None
    above = [(press.name(region), press.path(region, year))] if region and region.edition(year) else []
    name, path = f"{press.name(subject)} {year}", press.path(subject, year)
    world = [] if subject.level is Level.WORLD else [(press.language.say("site.world"), press.at("/"))]
    return embedded(crumbs(page, (*world, *above, (name, path))), _year(page, subject, account, about))


def of_definition(page: Page, definition: Definition) -> Html:
    """Return where the page of a figure stands, and what the figure of the world over the years is."""
    at, words = page.press.at, page.language
    path = at(f"/figures/{definition.name}/")
    steps = ((words.say("definitions.title"), at("/figures/")), (definition.title, path))
    return embedded(
        crumbs(page, steps),
        _dataset(page, definition.title, definition.definition, path, f"/figures/{definition.name}"),
    )


def crumbs(page: Page, steps: Iterable[tuple[str, str]]) -> Thing:
    """Return the way to a page from the top, each step with its name and path."""
    held = [
        {"@type": "ListItem", "position": place, "name": name, "item": str(page.address(path))}
        for place, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": held}


def _year(page: Page, subject: Subject, account: Account, about: str) -> Thing:
    path, year = page.press.path(subject, account.year), account.year
    made = _dataset(page, f"{page.press.name(subject)} {year}", plain(about), path, f"{section_of(subject)}{year}")
    day, edition = summary.newest_day(account), subject.edition(year)
    countries = sorted(page.language.country_name(code) for code in edition.countries) if edition else []
    made["temporalCoverage"] = str(year)
    if day:
        made["dateModified"] = day.isoformat()
    if countries:
        made["spatialCoverage"] = [{"@type": "Place", "name": name} for name in countries]
    made["variableMeasured"] = [_measured(page, account, figure) for figure in summary.HEADLINES]
    return made


def _measured(page: Page, account: Account, figure: str) -> Thing:
    """Return a key figure with its value, if it has one."""
    found = account.get(figure)
    held: Thing = {
        "@type": "PropertyValue",
        "name": page.press.definitions[figure].title,
        "propertyID": str(found.address),
        "unitText": page.language.unit(found.unit),
    }
    return held if found.value is None else held | {"value": found.value}


def _dataset(page: Page, name: str, about: str, path: str, twin: str) -> Thing:
    """Return a set of data with its licence and its files for machines."""
    press, publisher = page.press, page.press.profile.publisher
    licences = [LICENCES.get(one, one) for one in provenance.licences(page)]
    return {
        "@type": "Dataset",
        "name": f"{name} – {press.site}",
        "description": about,
        "url": str(page.address(path)),
        "inLanguage": page.language.code,
        "isAccessibleForFree": True,
        "license": licences[0] if len(licences) == 1 else licences,
        "creator": {"@type": "Organization", "name": press.text(publisher.names)},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": str(page.address(f"{twin}." + end))}
            for end, kind in (("json", "application/json"), ("csv", "text/csv"))
        ],
    }
