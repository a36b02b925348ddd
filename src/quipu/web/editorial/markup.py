"""Turn rich text as the editor keeps it into the prose of a public edition. Knows no page.

What is not a paragraph, heading, list, emphasis, link or figure is its text alone; scripts and styles are not even that.
"""

from collections.abc import Callable
from html.parser import HTMLParser

from quipu.core.address import Address
from quipu.core.edition import Block, Form, Line, Prose, Span, is_link
from quipu.core.errors import QuipuError
from quipu.web.editorial.passages import ADDRESS

_LISTS = {"ul": Form.LIST, "ol": Form.NUMBERED}
_BLOCKS = {"p": Form.PARAGRAPH} | dict.fromkeys(("h2", "h3", "h4"), Form.HEADING)
_STRONG, _EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em"})
_UNSEEN = frozenset({"script", "style", "template", "iframe", "object", "svg", "math", "title"})

Attributes = dict[str, str | None]
PathOf = Callable[[int], str]
"""Returns where a page of the back office is on the site; nothing where it is not there."""


def prose_of(html: str, path_of: PathOf) -> Prose:
    """Return the blocks of a rich text; empty ones are left out."""
    reader = _Reader(path_of)
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Blocks while they are read."""

    def __init__(self, path_of: PathOf) -> None:
        super().__init__()
        self._path_of = path_of
        self._blocks: list[Block] = []
        self._form, self._lines, self._spans = Form.PARAGRAPH, list[Line](), list[Span]()
        self._lists = self._strong = self._emphasis = self._unseen = 0
        self._link = self._figure = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Begin a block, a line, or what is told apart in it."""
        held = dict(attributes)
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _LISTS:
            self._begin_list(_LISTS[tag])
        elif tag in _BLOCKS and not self._lists:
            self._begin(_BLOCKS[tag])
        elif tag in ("li", "br"):
            self._end_line()
        elif tag in _STRONG or tag in _EMPHASIS:
            self._weigh(tag, 1)
        elif tag == "a":
            self._link = self._target(held)
        elif tag == "span":
            self._figure = _address(held.get(ADDRESS) or "")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _LISTS and self._lists:
            self._end_line()
            self._lists -= 1
            if not self._lists:
                self._begin(Form.PARAGRAPH)
        elif tag in _BLOCKS and not self._lists:
            self._begin(Form.PARAGRAPH)
        elif tag == "li":
            self._end_line()
        elif tag in _STRONG or tag in _EMPHASIS:
            self._weigh(tag, -1)
        elif tag == "a":
            self._link = ""
        elif tag == "span":
            self._figure = ""

    def handle_data(self, data: str) -> None:
        """Take text; what stands between blocks is layout."""
        text = " ".join(data.split("\n")) if self._spans or data.strip() else ""
        if text and not self._unseen:
            self._spans.append(Span(text, self._strong > 0, self._emphasis > 0, self._link, self._figure))

    def finished(self) -> Prose:
        """Return the blocks."""
        self._begin(Form.PARAGRAPH)
        return tuple(self._blocks)

    def _weigh(self, tag: str, step: int) -> None:
        if tag in _STRONG:
            self._strong = max(0, self._strong + step)
        else:
            self._emphasis = max(0, self._emphasis + step)

    def _target(self, held: Attributes) -> str:
        """Return where a link leads, if a page may lead there."""
        target = held.get("href") or ""
        if held.get("linktype") == "page" and (held.get("id") or "").isdigit():
            target = self._path_of(int(held["id"] or 0))
        return local(target) if is_link(target) else ""

    def _begin_list(self, form: Form) -> None:
        if not self._lists:
            self._begin(form)
        self._end_line()
        self._lists += 1

    def _begin(self, form: Form) -> None:
        """End the block that is open, and begin one."""
        self._end_line()
        if self._lines:
            self._blocks.append(Block(self._form, tuple(self._lines)))
        self._form, self._lines = form, []

    def _end_line(self) -> None:
        if any(span.text.strip() for span in self._spans):
            self._lines.append(Line(_trimmed(self._spans), max(0, self._lists - 1)))
        self._spans = []


def _trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """Return a line's spans without space at its ends."""
    first, last = spans[0], spans[-1]
    if len(spans) == 1:
        return (_with(first, first.text.strip()),)
    return (_with(first, first.text.lstrip()), *spans[1:-1], _with(last, last.text.rstrip()))


def _with(span: Span, text: str) -> Span:
    return Span(text, span.strong, span.emphasis, span.link, span.figure)


def _address(text: str) -> str:
    try:
        return str(Address.parse(text)) if text else ""
    except QuipuError:
        return ""


def local(link: str) -> str:
    """Return a link as the site has it: a folder of its own ends with a stroke."""
    is_folder = link.startswith("/") and "." not in link.rpartition("/")[2] and "#" not in link
    return f"{link.rstrip('/')}/" if is_folder else link
