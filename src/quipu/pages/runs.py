"""The HTML of a page as runs of text for paper: links, marks and languages stay, what is drawn or hidden goes. Knows no page."""

from html.parser import HTMLParser

from quipu.pages.markup import Html
from quipu.sheets import Line, Run

_LONGEST = 240
"""Characters of a cell: a text of the data may be of any length, and a sheet has two pages."""


class _Reader(HTMLParser):
    """Collect runs; a text belongs to the nearest elements around it that say something of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, {name: value or "" for name, value in attrs}))
        if self._open[-1][1].get("class") == "for":
            self.runs.append(Run(" · ", language=self.runs[-1].language if self.runs else ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element without content."""

    def handle_data(self, data: str) -> None:
        if not any(tag == "svg" or about.get("class") == "unseen" for tag, about in self._open):
            mark = any(tag == "abbr" for tag, _ in self._open)
            self.runs.append(Run(data, self._nearest("href"), _tag(self._nearest("lang")), mark))

    def _nearest(self, name: str) -> str:
        return next((about[name] for _, about in reversed(self._open) if name in about), "")


def _tag(code: str) -> str:
    """Return the language of a code without script and region; nothing where it is none (BCP 47)."""
    tag = code.lower().partition("-")[0]
    return tag if tag.isascii() and tag.isalpha() and len(tag) in (2, 3) else ""


def runs(text: str) -> Line:
    """Return a text, or HTML that our own pages made, as runs."""
    if not text:
        return ()
    if not isinstance(text, Html):
        return (Run(text),)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return tuple(reader.runs)


def cut(line: Line) -> Line:
    """Return a line that is very long cut, with a sign that it is."""
    left, kept = _LONGEST, []
    for run in line:
        if len(run.text) > left:
            kept.append(Run(run.text[:left].rstrip() + "…", run.link, run.language, run.mark))
            break
        kept.append(run)
        left -= len(run.text)
    return tuple(kept)


def words_of(line: Line) -> str:
    """Return the text of a line without its marks."""
    return "".join(run.text for run in line if not run.mark)
