"""Read JSON pages `{"page": 1, ..., "items": [...]}` into items with lines. Knows nothing of what they say."""

import re
from collections.abc import Iterator
from json import JSONDecoder
from typing import BinaryIO

from quipu.core.errors import UnreadableFileError

_SPACE = re.compile(r"[ \t\r\n]*")
# Numbers stay text: what the page says is kept to the last digit, and converted by whoever knows the type.
_DECODER = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def read_items(stream: BinaryIO, file: str = "") -> Iterator[tuple[int, object]]:
    """Yield each item of each page with the line on which it begins; pages may follow one another in a file.

    Numbers come as text. Raise UnreadableFileError, with the line, where the text is not UTF-8, not JSON or no page.
    """
    text = _decode(stream.read(), file)
    walk = _Walk(text, file)
    if walk.at_end():
        raise UnreadableFileError("the file is empty", where=file)
    while not walk.at_end():
        yield from walk.page()


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            f"byte 0x{content[error.start]:02X} is not UTF-8",
            where=f"{file}, line {line}".lstrip(", "),
            next="Save the file as UTF-8 and import it again.",
        ) from error


class _Walk:
    """A place in the text, and the line it is on.

    The items are decoded one by one by the json module, which gives the place after each; line ends are counted between
    two places, so that each character is looked at twice, and no parser of our own is needed.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._at = 0
        self._line = 1

    def at_end(self) -> bool:
        self._skip_space()
        return self._at == len(self._text)

    def page(self) -> Iterator[tuple[int, object]]:
        """Yield the items of one page and stand behind it."""
        found = False
        for key in self._members():
            if key == "items" and not found:
                found = True
                yield from self._elements()
            else:
                self._value()
        if not found:
            raise self._error('a page has no "items"')

    def _members(self) -> Iterator[str]:
        """Yield each key of an object; the caller moves over its value before asking for the next."""
        self._expect("{")
        closed = self._take("}")
        while not closed:
            key = self._key()
            self._expect(":")
            yield key
            closed = self._take("}")
            if not closed:
                self._expect(",")

    def _elements(self) -> Iterator[tuple[int, object]]:
        self._expect("[")
        closed = self._take("]")
        while not closed:
            self._skip_space()
            yield self._line, self._value()
            closed = self._take("]")
            if not closed:
                self._expect(",")

    def _key(self) -> str:
        self._skip_space()
        if not self._text.startswith('"', self._at):
            raise self._error(f"{self._next()} stands where a name should")
        return str(self._value())

    def _value(self) -> object:
        self._skip_space()
        try:
            value, end = _DECODER.raw_decode(self._text, self._at)
        except (ValueError, RecursionError) as error:
            raise self._error(f"the text is not JSON ({error})") from error
        self._move(end)
        return value

    def _expect(self, character: str) -> None:
        if not self._take(character):
            raise self._error(f"{character} is missing before {self._next()}")

    def _take(self, character: str) -> bool:
        self._skip_space()
        if not self._text.startswith(character, self._at):
            return False
        self._move(self._at + len(character))
        return True

    def _skip_space(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._move(match.end() if match else self._at)

    def _move(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _next(self) -> str:
        return repr(self._text[self._at : self._at + 20]) if self._at < len(self._text) else "the end of the file"

    def _error(self, what: str) -> UnreadableFileError:
        return UnreadableFileError(what, where=f"{self._file}, line {self._line}".lstrip(", "))
