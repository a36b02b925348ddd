"""Split a stream of IATI activity XML into parsed activities with true line numbers. Knows nothing of what they mean.

The stream is cut at the activities' own tags and each activity is parsed alone: memory stays that of one activity, and lines stay
exact where libxml2's counter (16 bits) ends at 65,535. What stands between activities is fed to a second parser, so that
a file is accepted only if the whole of it is well-formed.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from quipu.core.errors import UnreadableFileError, UnrecognisedFileError

_CHUNK = 1 << 20
_MOST_BYTES_OF_AN_ACTIVITY = 64 << 20
_MOST_BYTES_OF_A_PROLOG = 1 << 20
_LINES_THAT_LIBXML_COUNTS = 65_000
_OPENING = re.compile(rb"<iati-activity(?=[\s/>])(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_SKIPPED = rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
_NEXT_OPENING = re.compile(_SKIPPED + rb"|<iati-activity(?=[\s/>])", re.DOTALL)
_CLOSING = re.compile(rb"</iati-activity\s*>")
_NEXT_CLOSING = re.compile(_SKIPPED + rb"|" + _CLOSING.pattern, re.DOTALL)
_TAGS = re.compile(_SKIPPED + rb"|<(?![!?/])", re.DOTALL)
_ROOT = re.compile(
    rb"(?>\s|<\?.*?\?>|<!--.*?-->)*+(?P<tag><(?P<name>[\w:.-]+)(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>)",
    re.DOTALL,
)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"'](?P<name>[\w.-]+)[\"'][^>]*\?>")
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Root:
    """The root element's own attributes, and the line where its tag begins."""

    name: str
    attributes: dict[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Activity:
    """One parsed activity; `first_line` is its line in the file."""

    element: etree._Element
    first_line: int
    exact_lines: dict[etree._Element, int] | None = None

    def line(self, element: etree._Element) -> int:
        """Return the line of the file where the element's start tag ends."""
        if self.exact_lines is not None:
            return self.exact_lines[element]
        line: int | None = element.sourceline  # type: ignore[assignment] # the stubs have no type for it
        return (line or 1) + self.first_line - 1


def _parser() -> etree.XMLParser:
    """Return a parser that opens nothing, expands nothing and stops at libxml2's bounds of depth (256) and size."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def root(head: bytes) -> Root | None:
    """Return the root element of the document that begins with `head`, or None where it does not begin as XML does."""
    text = _as_utf8(head)
    match = _ROOT.match(text) if text is not None else None
    if match is None or text is None:
        return None
    return _read_root(match, text)


def _as_utf8(head: bytes) -> bytes | None:
    """Return `head` without its byte order mark, in UTF-8; None where its encoding is unknown."""
    encoding, mark = _encoding(head)
    if encoding == "utf-8":
        return head[mark:]
    try:
        return _text_decoder(encoding).decode(head[mark:]).encode()
    except (LookupError, UnicodeError):
        return None


def _text_decoder(encoding: str) -> codecs.IncrementalDecoder:
    """Return a decoder; raise LookupError for an unknown encoding, and for a codec that is none of text (zlib, rot13)."""
    try:
        " ".encode(encoding)
    except UnicodeError as error:
        raise LookupError(encoding) from error
    return codecs.getincrementaldecoder(encoding)()


def _encoding(head: bytes) -> tuple[str, int]:
    """Return the encoding that the byte order mark or the declaration names, and the mark's length."""
    for mark, name in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name, len(mark)
    declared = _DECLARED.match(head)
    name = declared["name"].decode("ascii").lower() if declared else "utf-8"
    return ("utf-8", 0) if name in {"utf-8", "utf8", "us-ascii", "ascii"} else (name, 0)


def _read_root(match: re.Match[bytes], text: bytes) -> Root | None:
    tag = match["tag"]
    closed = tag if tag.endswith(b"/>") else tag[:-1] + b"/>"
    try:
        element = etree.fromstring(closed, _parser())
    except etree.XMLSyntaxError:
        return None
    attributes = {str(name): str(value) for name, value in element.items()}
    return Root(str(element.tag), attributes, text.count(b"\n", 0, match.start("tag")) + 1)


class ActivityStream:
    """The activities of one file, in its order. Iterate once; errors carry the file's name and line.

    `strays` names the elements that stood between activities, once all have been read.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self._parser = _parser()
        self._buffer = b""
        self._line = 1
        self._lines_between = 0
        self._ended = False
        self._decoder: codecs.IncrementalDecoder | None = None
        self.strays: tuple[str, ...] = ()
        self._open()

    def __iter__(self) -> Iterator[Activity]:
        while self._advance_to_opening():
            yield self._activity()
        self._finish()

    def _fail(self, what: str, line: int | None = None) -> UnreadableFileError:
        where = f"{self._file}, line {line or self._line}"
        return UnreadableFileError(what, where, "Nothing was imported from it; ask its publisher for a valid file.")

    def _fill(self) -> bool:
        """Read one more chunk into the buffer; False at the end of the file."""
        if self._ended:
            return False
        chunk = self._stream.read(_CHUNK)
        self._ended = not chunk
        self._buffer += self._decode(chunk)
        return not self._ended

    def _decode(self, chunk: bytes) -> bytes:
        if self._decoder is None:
            return chunk
        try:
            return self._decoder.decode(chunk, final=not chunk).encode()
        except UnicodeError as error:
            raise self._fail(f"bytes that are not in the file's encoding: {error}") from error

    def _open(self) -> None:
        head = self._stream.read(_CHUNK)
        encoding, mark = _encoding(head)
        if encoding != "utf-8":
            self._decoder = self._decoder_of(encoding)
        self._buffer = self._decode(head[mark:])
        match = self._match_root()
        self.root = self._checked_root(match)
        self._prefix = re.sub(rb"[\r\n]", b" ", match["tag"])
        self._closing = b"</" + match["name"] + b">"
        self._between = _parser()
        self._feed_prolog(self._buffer[: match.end()] if self._decoder is None else self._prefix)
        self._skip(match.end())

    def _feed_prolog(self, text: bytes) -> None:
        try:
            self._between.feed(text)
            self._lines_between = text.count(b"\n")
        except etree.XMLSyntaxError as error:
            raise self._fail(_reason(error), error.position[0]) from error

    def _decoder_of(self, encoding: str) -> codecs.IncrementalDecoder:
        try:
            return _text_decoder(encoding)
        except LookupError as error:
            raise self._fail(f'the declared encoding "{encoding}" is unknown') from error

    def _match_root(self) -> re.Match[bytes]:
        match = _ROOT.match(self._buffer)
        while match is None and len(self._buffer) < _MOST_BYTES_OF_A_PROLOG and self._fill():
            match = _ROOT.match(self._buffer)
        if match is None:
            reason = "a DOCTYPE is not accepted" if b"<!DOCTYPE" in self._buffer[:4096] else "not an XML document"
            raise self._fail(reason)
        return match

    def _checked_root(self, match: re.Match[bytes]) -> Root:
        found = _read_root(match, self._buffer)
        if found is None:
            raise self._fail("the root element cannot be read")
        if found.name != "iati-activities":
            raise UnrecognisedFileError(f"the root element is <{found.name}>, not <iati-activities>", self._file)
        if match["tag"].endswith(b"/>"):
            raise self._fail("the file has no activities", found.line)
        return found

    def _skip(self, end: int) -> None:
        self._line += self._buffer.count(b"\n", 0, end)
        self._buffer = self._buffer[end:]

    def _advance_to_opening(self) -> bool:
        """Feed what stands before the next activity to the parser of the rest; False where there is no other."""
        while True:
            position, complete = self._find(_NEXT_OPENING)
            if position is not None:
                self._feed_between(position)
                return True
            self._feed_between(complete)
            if not self._fill():
                self._feed_between(len(self._buffer))
                return False

    def _find(self, pattern: re.Pattern[bytes]) -> tuple[int | None, int]:
        """Return where the next tag of `pattern` begins, past comments and such; and up to where the buffer was judged."""
        judged = 0
        for match in pattern.finditer(self._buffer):
            if match.group().startswith((b"<iati-activity", b"</iati-activity")):
                return match.start(), match.end()
            if not match.group().endswith((b"-->", b"]]>", b"?>")):
                return None, match.start()
            judged = match.end()
        cut = self._buffer.rfind(b"<", judged)
        return None, cut if cut >= 0 else len(self._buffer)

    def _feed_between(self, end: int) -> None:
        text = self._buffer[:end]
        try:
            if text.strip():
                self._between.feed(text)
                self._lines_between += text.count(b"\n")
        except etree.XMLSyntaxError as error:
            line = self._line + error.position[0] - 1 - self._lines_between
            raise self._fail(_reason(error), line) from error
        self._skip(end)

    def _activity(self) -> Activity:
        """Cut the activity at the front of the buffer and parse it."""
        end = self._closing_end()
        text, first_line = self._buffer[:end], self._line
        self._skip(end)
        try:
            element = etree.fromstring(self._prefix + text + self._closing, self._parser)[0]
        except etree.XMLSyntaxError as error:
            raise self._fail(_reason(error), first_line + max(error.position[0] - 1, 0)) from error
        if self._line - first_line < _LINES_THAT_LIBXML_COUNTS:
            return Activity(element, first_line)
        return Activity(element, first_line, _exact_lines(element, text, first_line))

    def _closing_end(self) -> int:
        """Return where the activity at the front of the buffer ends, reading on as needed."""
        searched = 0
        while True:
            end = self._closing_in_buffer(searched)
            if end is not None:
                return end
            if len(self._buffer) > _MOST_BYTES_OF_AN_ACTIVITY:
                raise self._fail(f"an activity of more than {_MOST_BYTES_OF_AN_ACTIVITY >> 20} MB")
            searched = max(self._buffer.rfind(b"<"), 0)
            if not self._fill():
                raise self._fail("the file ends in the middle of an activity")

    def _closing_in_buffer(self, searched: int) -> int | None:
        """Return the end of the closing tag: by a plain search where no comment or such can hide one, else by its rules."""
        opening = _OPENING.match(self._buffer)
        if opening is not None and opening.group().endswith(b"/>"):
            return opening.end()
        found = _CLOSING.search(self._buffer, searched)
        end = found.end() if found else len(self._buffer)
        hiding = any(self._buffer.find(mark, 0, end) >= 0 for mark in (b"<!", b"<?"))
        if found and not hiding:
            return end
        position, end = self._find(_NEXT_CLOSING)
        return None if position is None else end

    def _finish(self) -> None:
        try:
            self.strays = tuple(str(child.tag) for child in self._between.close())
        except etree.XMLSyntaxError as error:
            raise self._fail(_reason(error)) from error


def _reason(error: etree.XMLSyntaxError) -> str:
    said = re.sub(r", line .*", "", " ".join(str(error.msg).split()))
    return f"not well-formed XML ({said})"


def _exact_lines(element: etree._Element, text: bytes, first_line: int) -> dict[etree._Element, int]:
    """Return the line of every element of a long activity: its start tags in order are its elements in order."""
    lines: dict[etree._Element, int] = {}
    starts = (match.start() for match in _TAGS.finditer(text) if match.group() == b"<")
    line, position = first_line, 0
    for child, start in zip(element.iter(), starts, strict=True):
        line += text.count(b"\n", position, start)
        position = start
        lines[child] = line
    return lines
