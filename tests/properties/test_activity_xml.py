"""Any bytes give records or a named error; any valid document gives the lines and records of lxml's own tree."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.made_up_activities import HEAD, PUBLISHER, ROOT, activity, document

from quipu.core.errors import QuipuError
from quipu.formats import activity_xml
from quipu.formats.activity_xml import ActivityStream
from quipu.sources.iati.reader import read, recognise

WHOLE = document(activity("A-1", "<title><narrative>é</narrative></title>"), "<!-- x -->", activity("A-2")).encode()
FRAGMENTS = (
    *("<iati-activities", ' version="2.03"', ">", "/>", "</iati-activities>", "<iati-activity", "</iati-activity", " "),
    *(
        "<iati-activity>",
        "</iati-activity>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<!DOCTYPE x [",
        "]>",
        "&b;",
    ),
    *(HEAD, ROOT, PUBLISHER, "<iati-identifier>A</iati-identifier>", "<", '"', "'", "\n", "\x00", "é", "<budget>"),
    *("<value>", "1e999", "</value>", "</budget>", '<transaction><value currency="USD">x</value></transaction>'),
    *("<location><point><pos>1 2</pos></point></location>", "<result><indicator><period/></indicator></result>"),
    *('<?xml version="1.0" encoding="', "utf-16", "zlib", '"?>', ' generated-datetime="0001-01-01T00:00:00+14:00"'),
)


def read_or_refuse(content: bytes) -> None:
    """Read a file as an import does; a QuipuError is an answer, anything else fails the test."""
    try:
        recognised = recognise(content[: 1 << 16], "any")
        if recognised is not None:
            for _ in read(io.BytesIO(content), recognised, "any"):
                pass
        for _ in ActivityStream(io.BytesIO(content), "any"):
            pass
    except QuipuError as error:
        assert "\n" not in str(error)  # noqa: PT017 - the error is one of two right outcomes


@given(st.binary(max_size=300))
def test_any_bytes_give_records_or_a_named_error(content: bytes) -> None:
    read_or_refuse(content)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
@example('<iati-activities generated-datetime="0001-01-01T00:00:00+14:00" version="2.03"></iati-activities>')
@example('<?xml version="1.0" encoding="utf-7"?><iati-activities version="2.03"></iati-activities>')
def test_any_pieces_of_activities_give_records_or_a_named_error(content: str) -> None:
    read_or_refuse(content.encode())


@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=6), st.integers(0, 8))
@example(2, b"\x00", 0)  # libxml2 ends this message with a line break
def test_a_damaged_file_gives_records_or_a_named_error(place: int, damage: bytes, lost: int) -> None:
    read_or_refuse(WHOLE[:place] + damage + WHOLE[place + lost :])


NAMES = ("title", "budget", "value", "transaction", "narrative", "location")
TEXTS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc", "Cn"]), max_size=8
)
HIDDEN = st.sampled_from(
    [
        "<!-- </iati-activity>\n<iati-activity> -->",
        "<![CDATA[</iati-activity>\n]]>",
        "<?a </iati-activity>\n?>",
        "\n",
        "\n\n  ",
        "<![CDATA[]]]]>",
        "<!--'-->",
        '<?a "?>',
    ]
)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _tagged(name: str, attribute: str, inner: list[str]) -> str:
    return f'<{name} a="{_escaped(attribute)}">{"".join(inner)}</{name}>'


PARTS = st.recursive(
    st.one_of(TEXTS.map(_escaped), HIDDEN),
    lambda inner: st.builds(_tagged, st.sampled_from(NAMES), TEXTS, st.lists(inner, max_size=3)),
    max_leaves=12,
)
CLOSINGS = st.sampled_from(["</iati-activity>", "</iati-activity >", "</iati-activity\n>"])
ACTIVITIES = st.builds(
    lambda parts, closing: f"<iati-activity>{''.join(parts)}{closing}", st.lists(PARTS, max_size=4), CLOSINGS
)
BETWEEN = st.sampled_from(
    ["", "\n", "<!-- <iati-activity> -->", "<?a <iati-activity/>\n?>", "<iati-activity/>", " \n "]
)
DOCUMENTS = st.lists(st.one_of(ACTIVITIES, BETWEEN), max_size=5).map(lambda parts: document(*parts))

Found = tuple[str, str | None, str | None, dict[str, str], int | None]


def _described(element: etree._Element, line: int | None) -> Found:
    return (str(element.tag), element.text, element.tail, {str(k): str(v) for k, v in element.items()}, line)


def _by_the_whole_tree(content: bytes) -> Iterator[Found]:
    parser = etree.XMLParser(remove_comments=True, remove_pis=True)
    for own in etree.fromstring(content, parser).iter("iati-activity"):
        own.tail = None
        yield from (_described(element, element.sourceline) for element in own.iter())


def _by_the_stream(content: bytes) -> Iterator[Found]:
    for one in ActivityStream(io.BytesIO(content), "any"):
        one.element.tail = None
        yield from (_described(element, one.line(element)) for element in one.element.iter())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(content=DOCUMENTS, chunk=st.integers(1, 90))
def test_any_split_gives_what_the_whole_tree_gives(content: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(activity_xml, "_CHUNK", chunk)
        assert list(_by_the_stream(content.encode())) == list(_by_the_whole_tree(content.encode()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(content=DOCUMENTS)
def test_the_lines_of_long_activities_are_those_of_short_ones(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts lines beyond libxml's bound, put to work on files within it."""
    with monkeypatch.context() as patched:
        patched.setattr(activity_xml, "_LINES_THAT_LIBXML_COUNTS", 0)
        assert list(_by_the_stream(content.encode())) == list(_by_the_whole_tree(content.encode()))
