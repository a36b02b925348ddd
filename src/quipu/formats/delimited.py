"""Read comma-separated text into rows with their lines. Knows nothing of headers, columns or sources."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO

from quipu.core.errors import UnreadableFileError

LINE_LIMIT = 1_048_576
"""Characters: a longer line is no line of a table, and would be held in memory whole."""

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a file in their order; `lines` holds the 1-based physical line on which each begins."""

    cells: list[list[str]]
    lines: list[int]


def read_rows(stream: BinaryIO, file: str = "", size: int = 500) -> Iterator[Rows]:
    """Yield the rows of UTF-8 text, at most `size` at a time, without empty lines; line ends may be LF, CRLF or CR.

    Raise UnreadableFileError, with the line, at a byte that is not UTF-8, a NUL, a line above LINE_LIMIT or a cell
    above the csv module's limit (131,072 characters, most often a quotation mark that is never closed).
    """
    # Bytes that are not UTF-8 become lone surrogates, so that the line that holds them can be named.
    text = TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _batches(_lines(text, file), file, size)
    finally:
        text.detach()


def _batches(lines: Iterator[str], file: str, size: int) -> Iterator[Rows]:
    reader = csv.reader(lines)
    begun = 1
    while True:
        try:
            cells = list(islice(reader, size))
        except csv.Error as error:
            raise UnreadableFileError(
                f"cannot be read as comma-separated text: {error}",
                where=place(file, reader.line_num),
                next="Is a quotation mark before this line never closed?",
            ) from error
        if not cells:
            return
        rows = Rows(cells, _begin_lines(cells, begun, reader.line_num))
        begun = reader.line_num + 1
        yield _without_empty(rows)


def _begin_lines(cells: list[list[str]], first: int, last: int) -> list[int]:
    """Return the line on which each row begins; counting inside cells is needed only where a cell holds a line end."""
    if last - first + 1 == len(cells):
        return list(range(first, last + 1))
    lines = []
    for row in cells:
        lines.append(first)
        first += 1 + sum(len(_LINE_END.findall(cell)) for cell in row)
    return lines


def _without_empty(rows: Rows) -> Rows:
    if all(rows.cells):
        return rows
    kept = [(cells, line) for cells, line in zip(rows.cells, rows.lines, strict=True) if cells]
    return Rows([cells for cells, _ in kept], [line for _, line in kept])


def _lines(text: TextIOWrapper, file: str) -> Iterator[str]:
    for number, line in enumerate(iter(partial(text.readline, LINE_LIMIT), ""), 1):
        if len(line) == LINE_LIMIT:
            raise UnreadableFileError(f"a line has {LINE_LIMIT:,} characters or more", where=place(file, number))
        if not line.isascii():
            _refuse_other_encoding(line, file, number)
        if "\0" in line:
            raise UnreadableFileError("a NUL character stands in the text", where=place(file, number))
        yield line


def _refuse_other_encoding(line: str, file: str, number: int) -> None:
    try:
        line.encode()
    except UnicodeEncodeError as error:
        byte = ord(line[error.start]) - 0xDC00
        raise UnreadableFileError(
            f"byte 0x{byte:02X} is not UTF-8",
            where=place(file, number),
            next="Save the file as UTF-8 and import it again.",
        ) from error


def place(file: str, line: int) -> str:
    """Return where a message points: `file, line 12`."""
    return f"{file}, line {line}" if file else f"line {line}"
