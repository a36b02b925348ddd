"""The parts of a page on offices, documents and appeals."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu import maps
from quipu.core.record import Document, Place, Scope, Subject
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table

_UNSAID = "office"
"""The sign of a place whose kind is not published."""


@dataclass(frozen=True, slots=True)
class Places:
    """The map with a sign for each office, and the list that says the same. No map where no outline is known."""

    drawing: str
    table: Table


def offices(page: Page, subject: Subject, year: int) -> Places | None:
    """Return the offices of a subject in one year; None where there are none."""
    held = page.press.record.places(subject.code, year)
    if not held:
        return None
    edition = subject.edition(year)
    codes = edition.countries if edition else ()
    shown, drawing = _drawn(page, subject, year, codes, held)
    words = page.language
    columns = tuple(Column(words.say(f"places.{name}")) for name in ("name", "kind", "position"))
    rows = (
        Row(_named(page, place), (_kind_cell(page, place), _position(page, place)), anchor=_anchor(number))
        for number, place in enumerate(held, 1)
    )
    missing = [place.name for place, is_shown in zip(held, shown, strict=True) if drawing and not is_shown]
    notes = (words.html("places.not_shown", n=len(missing), names=page.data(words.listed(missing))),) if missing else ()
    return Places(drawing, Table("places-table", words.say("places.caption", year=year), columns, tuple(rows), notes))


def _drawn(
    page: Page, subject: Subject, year: int, codes: Sequence[str], held: Sequence[Place]
) -> tuple[Sequence[bool], str]:
    """Return which places the map shows, and the map; nothing where the outlines are not known."""
    words, name = page.language, page.press.name(subject)
    placed = [
        (n, place) for n, place in enumerate(held, 1) if place.longitude is not None and place.latitude is not None
    ]
    spots = [_spot(page, n, place) for n, place in placed]
    title = words.say("places.map_title", name=name, year=year)
    drawn = maps.draw(
        codes, spots, identity="map", title=title, text=words.say("places.map_text", n=len(spots), name=name)
    )
    if drawn is None:
        return [False] * len(held), ""
    shown = {n for (n, _), is_shown in zip(placed, drawn.shown, strict=True) if is_shown}
    return [n in shown for n in range(1, len(held) + 1)], drawn.svg


def _spot(page: Page, number: int, place: Place) -> maps.Spot:
    label = f"{place.name}{page.language.say('site.comma')}{kind_of(page, place.kind)}" if place.kind else place.name
    return maps.Spot(
        float(place.longitude or 0), float(place.latitude or 0), sign_of(page, place.kind), label, f"#{_anchor(number)}"
    )


def _anchor(number: int) -> str:
    return f"place-{number}"


def kind_of(page: Page, code: str) -> str:
    """Return the kind of a place in the language of the page, else as it is published."""
    kind = page.press.profile.place_kind(code)
    return page.press.text(kind.names) if kind else page.data(code)


def sign_of(page: Page, code: str) -> str:
    """Return the name of the sign that stands for a kind of place on maps."""
    kind = page.press.profile.place_kind(code)
    return kind.sign if kind else _UNSAID


def _kind_cell(page: Page, place: Place) -> Html:
    sign = maps.sign(sign_of(page, place.kind))
    said = kind_of(page, place.kind) or page.language.say("places.kind_unsaid")
    return Html(f"{sign} {escaped(said)}")


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
