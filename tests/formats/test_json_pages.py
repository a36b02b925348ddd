import io
import json

import pytest

from quipu.core.errors import UnreadableFileError
from quipu.formats.json_pages import read_items


def items_of(content: bytes) -> list[tuple[int, object]]:
    return list(read_items(io.BytesIO(content), "page.json"))


def test_items_come_with_the_line_on_which_they_begin() -> None:
    page = {"page": 1, "total": {"a": [1]}, "items": [{"year": 2020}, {"year": 2021}], "maxPages": 1}
    assert items_of(json.dumps(page, indent=1).encode()) == [(9, {"year": "2020"}), (12, {"year": "2021"})]


def test_on_one_line_every_item_is_on_line_1() -> None:
    assert items_of(b'{"items":[{"a":1},{"a":2}]}') == [(1, {"a": "1"}), (1, {"a": "2"})]


def test_pages_may_follow_one_another() -> None:
    assert items_of(b'{"items":[{"a":1}]}\n{"items":[{"a":2}]}\n') == [(1, {"a": "1"}), (2, {"a": "2"})]


def test_numbers_keep_every_digit() -> None:
    digits = "9" * 5_000
    assert items_of(f'{{"items":[{digits}.10,{digits},NaN]}}'.encode()) == [
        (1, digits + ".10"),
        (1, digits),
        (1, "NaN"),
    ]


def test_a_page_without_items_but_with_an_empty_list_has_none() -> None:
    assert items_of(b'{"items":[]}') == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "page.json: the file is empty"),
        (b" \n ", "page.json: the file is empty"),
        (b'{"page":1}', "page.json, line 1: a page has no"),
        (b'{\n"items": [\n{"a": 1},\n{"a":', "page.json, line 4: the text is not JSON"),
        (b'{"items": [1 2]}', "page.json, line 1: , is missing before '2]}'"),
        (b'{"items": [1]', "page.json, line 1: , is missing before the end of the file"),
        (b"{1: 2}", "page.json, line 1: '1: 2}' stands where a name should"),
        (b"[1]", "page.json, line 1: { is missing"),
        (b'{\n"items": "\xff"}', "page.json, line 2: byte 0xFF is not UTF-8"),
        (b'{"items":[' + b"[" * 200_000, "page.json, line 1: the text is not JSON"),
    ],
)
def test_what_is_no_page_is_an_error_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        items_of(content)
    assert message in str(caught.value)
