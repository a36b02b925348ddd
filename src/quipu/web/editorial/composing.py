"""Turn the pages of the back office into a public edition. Knows neither the site nor when something becomes public.

A place that is withheld does not come out of here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from quipu.core.edition import CallOut, Document, KeyFigure, Notice, Picture, Place, Section, Text, is_link
from quipu.web.editorial import blocks
from quipu.web.editorial.markup import local, prose_of
from quipu.web.editorial.media import Files, form_of
from quipu.web.editorial.models import EditionPage
from quipu.web.editorial.paths import path_of_page


def text_of(page: EditionPage, files: Files) -> Text:
    """Return an edition in its language: what is filled in, nothing that is empty, nothing that is withheld."""
    language = page.locale.language_code

    def prose(value: Any) -> Any:
        return prose_of(value.source, lambda pk: path_of_page(pk, language))

    return Text(
        language,
        tuple(_sections(page, language, prose)),
        tuple(_key_figure(value) for value in _values(page.key_figures)),
        tuple(CallOut(prose(value["text"]), value["source"] or "") for value in _values(page.callouts)),
        tuple(Notice(prose(value["text"]), _link(value["link"] or "")) for value in _values(page.notices)),
        tuple(_place(value) for value in _values(page.places) if not (value["withheld"] or "").strip()),
        tuple(_picture(value, files) for value in _values(page.pictures) if value["image"]),
        tuple(_document(value, files) for value in _values(page.documents) if value["document"]),
    )


def _values(stream: Iterable[Any]) -> Iterator[Any]:
    return (block.value for block in stream)


def _sections(page: EditionPage, language: str, prose: Any) -> Iterator[Section]:
    """Yield the sections that have a text, in the order of the profile."""
    held = {block.block_type: block.value for block in page.narrative}
    for section in blocks.sections_of(str(page.kind)):
        value = held.get(blocks.block_name(section))
        if value is not None and (told := prose(value)):
            names = dict(section.names)
            yield Section(section.slug, names.get(language, names["en"]), told)


def _key_figure(value: Any) -> KeyFigure:
    return KeyFigure(value["number"], value["unit"], value["counts"], value["standing"], value["address"] or "")


def _link(text: str) -> str:
    return local(text) if is_link(text) else ""


def _place(value: Any) -> Place:
    known = value["latitude"] is not None and value["longitude"] is not None
    return Place(
        value["kind"],
        value["name"],
        value["exactness"],
        value["latitude"] if known else None,
        value["longitude"] if known else None,
        value["about"] or "",
    )


def _picture(value: Any, files: Files) -> Picture:
    return Picture(value["alternative"], value["credit"], value["caption"] or "", files.picture(value["image"]))


def _document(value: Any, files: Files) -> Document:
    document = value["document"]
    return Document(value["title"], form_of(document), files.document(document, value["title"]))
