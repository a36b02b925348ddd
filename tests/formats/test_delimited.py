import io

import pytest

from quipu.core.errors import UnreadableFileError
from quipu.formats.delimited import LINE_LIMIT, read_rows


def rows_of(content: bytes, size: int = 500) -> list[tuple[int, list[str]]]:
    batches = read_rows(io.BytesIO(content), "a.csv", size)
    return [(line, cells) for rows in batches for line, cells in zip(rows.lines, rows.cells, strict=True)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_any_line_end_is_read(end: bytes) -> None:
    assert rows_of(end.join([b"a,b", b"1,2", b""])) == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_a_byte_order_mark_is_not_part_of_the_first_cell() -> None:
    assert rows_of(b"\xef\xbb\xbfa,b\n") == [(1, ["a", "b"])]


def test_a_row_begins_where_its_first_line_does_though_a_cell_runs_over_several() -> None:
    content = b'a,b\n"x\ny\r\nz",1\n\nc,2\n'
    assert rows_of(content) == [(1, ["a", "b"]), (2, ["x\ny\r\nz", "1"]), (6, ["c", "2"])]


def test_lines_are_right_across_batches() -> None:
    content = b'a\n"b\nb"\nc\n\nd\n'
    assert [line for line, _ in rows_of(content, size=2)] == [1, 2, 4, 6]


def test_an_empty_file_has_no_rows() -> None:
    assert rows_of(b"") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\nc,\xe9\n", "a.csv, line 2: byte 0xE9 is not UTF-8"),
        ("a,b\n".encode("utf-16"), "a.csv, line 1: byte 0xFF is not UTF-8"),
        (b"a,b\n1,2\n3,\x00\n", "a.csv, line 3: a NUL character"),
        (b"a,b\n" + b"x" * 10_000_000, f"a.csv, line 2: a line has {LINE_LIMIT:,} characters or more"),
        (b'a,b\n"' + b"1,2\n" * 50_000, "field larger than field limit"),
    ],
)
def test_what_is_no_table_is_an_error_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message.replace("+", r"\+")):
        rows_of(content)


def test_the_stream_stays_open_for_its_owner() -> None:
    stream = io.BytesIO(b"a,b\n")
    list(read_rows(stream))
    assert not stream.closed
