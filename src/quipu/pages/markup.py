"""Text that is HTML already, told apart from text that is not. Knows no pages."""

import re
from html import escape, unescape

_TAG = re.compile("<[^>]*>")
_SPECIAL = re.compile("[&<>\"']")


class Html(str):
    """HTML that templates print as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def escaped(part: object) -> str:
    """Return a part as HTML: unchanged where it is HTML, else escaped."""
    if isinstance(part, Html):
        return part
    text = str(part)
    return escape(text) if _SPECIAL.search(text) else text


def plain(text: str) -> str:
    """Return HTML without its tags, as plain text."""
    return unescape(_TAG.sub("", text)) if isinstance(text, Html) else text


def fill(template: str, /, **parts: object) -> Html:
    """Fill the `{names}` of a sentence that is plain text with parts that may be HTML."""
    return Html(escape(template, quote=False).format(**{name: escaped(part) for name, part in parts.items()}))


def joined(separator: str, parts: list[Html]) -> Html:
    """Join pieces of HTML with plain text between them."""
    return Html(escape(separator).join(parts))
