"""Turn rich text into paragraphs for an office document, with a note at each figure. Knows no values and no format."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from quipu.reports import Line, Paragraph, Run, Style
from quipu.web.editorial.passages import ADDRESS

_BLOCKS = {
    "p": Style.TEXT,
    "h2": Style.HEADING_3,
    "h3": Style.HEADING_3,
    "h4": Style.HEADING_3,
    "blockquote": Style.QUOTE,
}
_LISTS = {"ul": Style.BULLET, "ol": Style.NUMBER}
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})

Cite = Callable[[str, str], int]
"""Returns the number of the note for an address; the second is what the text says there."""


@dataclass(slots=True)
class _Held:
    """A paragraph while it is read, its spaces as they stand."""

    style: Style
    runs: list[Run]


class _Paragraphs(HTMLParser):
    """Reads rich text as the editor keeps it."""

    def __init__(self, html: str, cite: Cite) -> None:
        super().__init__()
        self.found: list[_Held] = []
        self._cite, self._lists = cite, list[Style]()
        self._manner = Run("")
        self._figure: tuple[str, int] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a list, a manner of writing or a figure."""
        held = dict(attributes)
        if tag in _LISTS:
            self._lists.append(_LISTS[tag])
        elif tag == "li":
            self.found.append(_Held(self._lists[-1] if self._lists else Style.BULLET, []))
        elif tag in _BLOCKS:
            self.found.append(_Held(_BLOCKS[tag], []))
        elif tag in _BOLD | _ITALIC:
            self._manner = replace(
                self._manner, bold=self._manner.bold or tag in _BOLD, italic=tag in _ITALIC or self._manner.italic
            )
        elif tag == "a":
            href = held.get("href") or ""
            self._manner = replace(self._manner, link=href if href.startswith(("https://", "mailto:")) else "")
        elif tag == "br":
            self._add("\n")
        elif address := held.get(ADDRESS):
            self._figure = (address, len(self.found[-1].runs) if self.found else 0)

    def handle_endtag(self, tag: str) -> None:
        """End it; behind a figure stands its note."""
        if tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag in _BOLD:
            self._manner = replace(self._manner, bold=False)
        elif tag in _ITALIC:
            self._manner = replace(self._manner, italic=False)
        elif tag == "a":
            self._manner = replace(self._manner, link="")
        elif tag == "span" and self._figure and self.found:
            address, begin = self._figure
            runs = self.found[-1].runs
            number = self._cite(address, "".join(run.text for run in runs[begin:]))
            runs.append(Run(f"[{number}]", note=number))
            self._figure = None

    def handle_data(self, data: str) -> None:
        """Take text; what stands between paragraphs is layout."""
        if self.found and data.strip("\n"):
            self._add(data)

    def _add(self, text: str) -> None:
        if self.found:
            self.found[-1].runs.append(replace(self._manner, text=text))


def paragraphs(html: str, cite: Cite) -> list[Paragraph]:
    """Return the paragraphs of rich text that hold anything."""
    found = _Paragraphs(html, cite).found
    return [Paragraph(_line(held), held.style) for held in found if "".join(run.text for run in held.runs).strip()]


def _line(held: _Held) -> Line:
    return tuple(run for run in held.runs if run.text)
