"""The parts of a page on offices, documents and appeals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu import maps
from quipu.core import edition as written
from quipu.core.profile import slugify
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
    added: bool = False
    """Whether people added some to those of the data."""


@dataclass(frozen=True, slots=True)
class _Sight:
    """One line of the list and, where its position is known, one sign on the map; `title` is its name as plain text."""

    title: str
    name: Html
    kind: Html
    position: str
    sign: str
    label: str
    at: tuple[Decimal, Decimal] | None


def offices(page: Page, subject: Subject, year: int, added: Sequence[written.Place] = ()) -> Places | None:
    """Return the offices of a subject in one year, and the places that people added; None where there are none."""
    held = page.press.record.places(subject.code, year)
    sights = (*(_office(page, place) for place in held), *(_added(page, place) for place in added))
    if not sights:
        return None
    edition = subject.edition(year)
    shown, drawing = _drawn(page, subject, year, edition.countries if edition else (), sights)
    words = page.language
    columns = tuple(Column(words.say(f"places.{name}")) for name in ("name", "kind", "position"))
    rows = tuple(_rows(page, sights, len(held)))
    missing = [sight.title for sight, is_shown in zip(sights, shown, strict=True) if drawing and not is_shown]
    notes = (words.html("places.not_shown", n=len(missing), names=page.data(words.listed(missing))),) if missing else ()
    caption = words.say("places.caption_all" if added else "places.caption", year=year)
    return Places(drawing, Table("places-table", caption, columns, rows, notes), bool(added))


def _rows(page: Page, sights: Sequence[_Sight], offices: int) -> Iterator[Row]:
    """Yield a row a place; those that people added stand under a heading of their own."""
    for number, sight in enumerate(sights, 1):
        if number == offices + 1:
            yield Row(page.language.say("places.added"), kind="group")
        yield Row(sight.name, (sight.kind, sight.position), anchor=_anchor(number))


def _office(page: Page, place: Place) -> _Sight:
    known = place.longitude is not None and place.latitude is not None
    return _Sight(
        place.name,
        _named(page, place),
        kind_cell(page, place),
        position(page, place),
        sign_of(page, place.kind),
        label_of(page, place),
        (place.longitude or Decimal(0), place.latitude or Decimal(0)) if known else None,
    )


def label_of(page: Page, place: Place) -> str:
    """Return the name of an office, and its kind where one is published."""
    return f"{place.name}{page.language.say('site.comma')}{kind_of(page, place.kind)}" if place.kind else place.name


def _added(page: Page, place: written.Place) -> _Sight:
    """Return a place that people added; its sign says whether its position is exact."""
    words = page.language
    kinds = {kind.slug: page.press.text(kind.names) for kind in page.press.profile.written_places}
    kind = kinds.get(place.kind, place.kind)
    known = place.longitude is not None and place.latitude is not None
    sign = "site" if place.exactness == "exact" else "about"
    said = f"{_position(page, place.latitude, place.longitude)} ({words.say(f'places.{place.exactness}')})"
    about = f'<span class="for">{escaped(place.about)}</span>' if place.about else ""
    return _Sight(
        place.name,
        Html(f"{escaped(place.name)}{about}"),
        Html(f"{maps.sign(sign)} {escaped(kind)}"),
        said if known else words.say("places.no_position"),
        sign,
        f"{place.name}{words.say('site.comma')}{kind}",
        (place.longitude or Decimal(0), place.latitude or Decimal(0)) if known else None,
    )


def _drawn(
    page: Page, subject: Subject, year: int, codes: Sequence[str], held: Sequence[_Sight]
) -> tuple[Sequence[bool], str]:
    """Return which places the map shows, and the map; nothing where the outlines are not known."""
    words, name = page.language, page.press.name(subject)
    spots = {n: _spot(n, sight, sight.at) for n, sight in enumerate(held, 1) if sight.at}
    title = words.say("places.map_title", name=name, year=year)
    text = words.say("places.map_text", n=len(spots), name=name)
    drawn = maps.draw(codes, list(spots.values()), identity="map", title=title, text=text)
    if drawn is None:
        return [False] * len(held), ""
    shown = {n for n, is_shown in zip(spots, drawn.shown, strict=True) if is_shown}
    return [n in shown for n in range(1, len(held) + 1)], drawn.svg


def _spot(number: int, sight: _Sight, at: tuple[Decimal, Decimal]) -> maps.Spot:
    return maps.Spot(float(at[0]), float(at[1]), sight.sign, sight.label, f"#{_anchor(number)}")


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


def kind_cell(page: Page, place: Place) -> Html:
    """Return the sign of an office and the words for its kind."""
    sign = maps.sign(sign_of(page, place.kind))
    said = kind_of(page, place.kind) or page.language.say("places.kind_unsaid")
    return Html(f"{sign} {escaped(said)}")


def _named(page: Page, place: Place) -> Html:
    where = escaped(page.line(place.file, place.line))
    return Html(f'<span title="{where}">{escaped(page.data(place.name))}</span>')


def position(page: Page, place: Place) -> str:
    """Return the position of an office in words, and that it is approximate where the publisher says so."""
    said = _position(page, place.latitude, place.longitude)
    about = place.exactness == "approximate" and place.latitude is not None
    return f"{said} ({page.language.say('places.approximate')})" if about else said


def _position(page: Page, latitude: Decimal | None, longitude: Decimal | None) -> str:
    if latitude is None or longitude is None:
        return page.language.say("places.no_position")
    north = _degrees(page, latitude, "south" if latitude < 0 else "north")
    east = _degrees(page, longitude, "west" if longitude < 0 else "east")
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
    return tuple(
        Row(page.language.say(f"scopes.{kind}"), (_onward(page, name, code), code)) for kind, name, code in held
    )


def _onward(page: Page, name: str, code: str) -> str:
    """Return the name of an emergency or appeal; one of several operations leads to its page."""
    found = page.press.situations.get(slugify(code))
    link = page.link(page.press.at(f"/situations/{found.slug}/")) if found else ""
    return Html(f'<a href="{link}">{escaped(name)}</a>') if link else name


def _scope_name(page: Page, found: Scope) -> str:
    names = dict(found.names)
    for language in dict.fromkeys((page.language.code, "en", *names)):
        if names.get(language):
            return page.data(names[language], language)
    return found.code
