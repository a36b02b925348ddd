"""Turn the blocks of an edition into the plain passages that the number check reads. Knows no figures."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from quipu.prose.edition import Binding, Passage
from quipu.web.editorial.models import EditionPage

_PARAGRAPHS = frozenset({"p", "li", "h2", "h3", "h4", "blockquote"})
ADDRESS = "data-figure"


class PlainText(HTMLParser):
    """Rich text as the editor counts it: paragraphs joined by one line end, with the spans that show a figure."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.bindings: list[Binding] = []
        self._open: tuple[int, str] | None = None
        self._begun = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a line or a figure."""
        if tag in _PARAGRAPHS:
            self.text += "\n" if self._begun else ""
            self._begun = True
        elif tag == "br":
            self.text += "\n"
        elif address := dict(attributes).get(ADDRESS):
            self._open = (len(self.text), address)

    def handle_endtag(self, tag: str) -> None:
        """End a figure."""
        if tag == "span" and self._open:
            start, address = self._open
            self.bindings.append(Binding(start, len(self.text), address))
            self._open = None

    def handle_data(self, data: str) -> None:
        """Take text; what stands between paragraphs is layout."""
        if self._begun and (data.strip() or not data.startswith("\n")):
            self.text += data


def passages(page: EditionPage) -> tuple[Passage, ...]:
    """Return every text of an edition that may hold numbers, named by its block, which is the same in all languages."""
    language = page.locale.language_code
    return tuple(
        Passage(name, language, text, bindings) for name, text, bindings in _texts(page, language) if text.strip()
    )


_Text = tuple[str, str, tuple[Binding, ...]]


def _texts(page: EditionPage, language: str) -> Iterator[_Text]:
    for block in page.narrative.raw_data:
        yield _rich(block["id"], block["value"])
    for block in page.key_figures.raw_data:
        yield _key_figure(block["id"], block["value"], language)
    for name in ("notices", "callouts"):
        yield from (_rich(block["id"], block["value"]["text"]) for block in getattr(page, name).raw_data)
    for block in page.places.raw_data:
        yield block["id"], block["value"].get("about") or "", ()


def _rich(name: str, html: str) -> _Text:
    plain = PlainText(html)
    return name, plain.text, tuple(plain.bindings)


def _key_figure(name: str, value: dict[str, Any], language: str) -> _Text:
    """Return a key figure as a sentence: its number first."""
    number = number_of(value, language)
    bindings = (Binding(0, len(number), value["address"]),) if value.get("address") else ()
    return name, f"{number} {value['counts']}.", bindings


def number_of(value: Mapping[str, Any], language: str) -> str:
    """Return the number of a key figure with its currency or per cent, as a language writes it."""
    before = "US$ " if value["unit"] == "USD" else ""
    share = {"ar": "٪", "fr": " %", "es": " %"}.get(language, "%") if value["unit"] == "per cent" else ""
    return f"{before}{value['number']}{share}"
