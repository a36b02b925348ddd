"""The parts of a page on offices, documents and appeals. Draws no map."""

from decimal import Decimal

from quipu.core.record import Document, Place, Scope
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table


def offices(page: Page, subject: str, year: int) -> Table | None:
    """Return the table of offices with their positions; None where there are none."""
    held = page.press.record.places(subject, year)
    if not held:
        return None
    words = page.language
    columns = tuple(Column(words.say(f"places.{name}")) for name in ("name", "kind", "position"))
    rows = tuple(Row(_named(page, place), (page.data(place.kind), _position(page, place))) for place in held)
    return Table("places-table", words.say("places.caption", year=year), columns, rows)


def _named(page: Page, place: Place) -> Html:
    where = escaped(page.line(place.file, place.line))
    return Html(f'<span title="{where}">{escaped(page.data(place.name))}</span>')


def _position(page: Page, place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return page.language.say("places.no_position")
    north = _degrees(page, place.latitude, "south" if place.latitude < 0 else "north")
    east = _degrees(page, place.longitude, "west" if place.longitude < 0 else "east")
    return page.language.say("places.point", latitude=north, longitude=east)


def _degrees(page: Page, value: Decimal, side: str) -> str:
    return page.language.say(f"places.{side}", degrees=page.language.number(abs(value), 2))


def documents(page: Page, subject: str, year: int) -> Table | None:
    """Return the table of documents, the newest first; None where there are none."""
    held = sorted(page.press.record.documents(subject, year), key=_newest_first)
    if not held:
        return None
    words = page.language
    columns = tuple(Column(words.say(f"documents.{name}")) for name in ("name", "language", "format", "date"))
    rows = tuple(Row(_linked(page, document), _about(page, document)) for document in held)
    return Table("documents-table", words.say("documents.caption", year=year), columns, rows)


def _newest_first(document: Document) -> tuple[int, str, str]:
    return (-document.date.toordinal() if document.date else 0, document.title, document.url)


def _linked(page: Page, document: Document) -> str:
    """Return a plain link; an address of another kind than the web's is shown, not linked."""
    if not document.url.startswith(("https://", "http://")):
        return f"{document.title} ({document.url})"
    title = page.data(document.title, document.language or "en")
    language = f' hreflang="{escaped(document.language)}"' if document.language else ""
    return Html(f'<a class="external" href="{escaped(document.url)}"{language}>{escaped(title)}</a>')


def _about(page: Page, document: Document) -> tuple[str, str, str]:
    language = page.language.language_name(document.language) if document.language else ""
    return language, _format(document.format), page.language.day(document.date) if document.date else ""


def _format(media_type: str) -> str:
    """Return the short name of a media type: `application/pdf` is PDF."""
    return media_type.rpartition("/")[2].upper()


def scopes(page: Page, subject: str, year: int) -> tuple[Row, ...]:
    """Return the emergencies and appeals that the work belongs to, each once."""
    held = dict.fromkeys(
        (found.kind, _scope_name(page, found), found.code) for found in page.press.record.scopes(subject, year)
    )
    return tuple(Row(page.language.say(f"scopes.{kind}"), (name, code)) for kind, name, code in held)


def _scope_name(page: Page, found: Scope) -> str:
    names = dict(found.names)
    for language in dict.fromkeys((page.language.code, "en", *names)):
        if names.get(language):
            return page.data(names[language], language)
    return found.code
