import csv
import io
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from quipu.core.errors import QuipuError
from quipu.core.snapshot import Recognised
from quipu.formats.delimited import read_rows
from quipu.formats.json_pages import read_items
from quipu.sources.refugee_statistics.reader import read, recognise

HEADER = b"year,coo_iso,coa_iso,refugees\n"
PIECES = st.lists(st.sampled_from([b",", b'"', b"\n", b"\r", b"\0", b"2020", b"PER", b"-", b"\xff", b"{", b"}", b"["]))
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
POPULATION = Recognised("population", "data-pack", complete=True, published=None, published_by="")


@given(st.binary() | PIECES.map(b"".join))
def test_any_bytes_give_rows_or_a_named_error(content: bytes) -> None:
    with suppress(QuipuError):
        for rows in read_rows(io.BytesIO(content), "any.csv", 3):
            assert len(rows.cells) == len(rows.lines)
            assert rows.lines == sorted(set(rows.lines))


@given(st.binary() | PIECES.map(b"".join))
def test_any_bytes_give_items_or_a_named_error(content: bytes) -> None:
    with suppress(QuipuError):
        assert all(line >= 1 for line, _ in read_items(io.BytesIO(content), "any.json"))


@given(st.binary() | PIECES.map(b"".join))
def test_any_bytes_are_recognised_or_not(content: bytes) -> None:
    with suppress(QuipuError):
        recognise(content, "any")
        recognise(HEADER + content, "any")


@given(st.binary() | PIECES.map(b"".join))
def test_any_rows_below_a_header_give_records_or_a_named_error(content: bytes) -> None:
    with suppress(QuipuError):
        for record in read(io.BytesIO(HEADER + content), POPULATION, "any.csv"):
            assert record


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4)))
def test_what_is_written_is_read_again_on_its_line(table: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    places = []
    for row in table:
        places.append(_lines(written.getvalue()) + 1)
        writer.writerow(row)
    read_again = list(read_rows(io.BytesIO(written.getvalue().encode()), size=2))
    assert [row for rows in read_again for row in rows.cells] == table
    assert [line for rows in read_again for line in rows.lines] == places


def _lines(text: str) -> int:
    """Count line ends slowly: CRLF is one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
