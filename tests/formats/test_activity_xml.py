"""Splitting activity files: lines are true, hidden tags do not count, and what is not whole is refused."""

import codecs
import io

import pytest
from tests.made_up_activities import HEAD, ROOT, activity, document, parsed

from quipu.core.errors import QuipuError, UnreadableFileError, UnrecognisedFileError
from quipu.formats import activity_xml
from quipu.formats.activity_xml import ActivityStream, root

BEYOND_LIBXML = 65_535


def lines_of(content: str | bytes, tag: str) -> list[int]:
    return [one.line(element) for one in parsed(content) for element in one.element.iter(tag)]


def true_lines(content: str, mark: str) -> list[int]:
    return [number for number, line in enumerate(content.splitlines(), 1) if mark in line]


def identifiers(content: str | bytes) -> list[str]:
    return [one.element.findtext("iati-identifier", "") for one in parsed(content)]


def test_lines_are_true_beyond_what_libxml_counts_in_many_activities() -> None:
    content = document(*(activity(f"A-{n}", *["<activity-status code='2'/>"] * 50) for n in range(1_600)))
    assert content.count("\n") > 80_000
    assert lines_of(content, "iati-identifier") == true_lines(content, "<iati-identifier>")


def test_lines_are_true_beyond_what_libxml_counts_in_one_activity() -> None:
    content = document(activity("A-1", *["<tag code='1'/>"] * 70_000), activity("A-2", "<tag code='2'/>"))
    lines = lines_of(content, "tag")
    assert lines == true_lines(content, "<tag")
    assert lines[-2:] == [70_005, 70_010]


def test_lines_are_true_in_a_long_activity_with_comments_cdata_and_instructions() -> None:
    hidden = "<!-- <tag code='0'/>\n -->\n<![CDATA[<tag code='0'/>\n]]>\n<?keep <tag code='0'/>?>"
    content = document(activity("A-1", *["<other-identifier/>"] * 66_000, hidden, "<tag code='1'/>"))
    assert lines_of(content, "tag") == [content.count("\n", 0, content.index("<tag code='1'/>")) + 1]


def test_a_comment_before_the_root_moves_the_lines() -> None:
    content = document(activity("A-1"), head=HEAD + "<!-- three\nlines\nlong -->\n<?what ever?>\n")
    assert lines_of(content, "iati-identifier") == true_lines(content, "<iati-identifier>")


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_lines_are_true_with_either_line_end(ends: str) -> None:
    content = document(activity("A-1"), "\n\n", activity("A-2"))
    assert lines_of(content.replace("\n", ends), "iati-identifier") == true_lines(content, "<iati-identifier>")


TITLE = "<title><narrative>Côte d’Ivoire: 中文, عربي</narrative></title>"
LATIN = "<title><narrative>Réfugiés à Genève</narrative></title>"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (codecs.BOM_UTF8 + document(activity("A-1", TITLE)).encode(), TITLE),
        (document(activity("A-1", TITLE), head='<?xml version="1.0" encoding="UTF-16"?>\n').encode("utf-16"), TITLE),
        (codecs.BOM_UTF16_BE + document(activity("A-1", TITLE), head="").encode("utf-16-be"), TITLE),
        (
            document(activity("A-1", LATIN), head='<?xml version="1.0" encoding="ISO-8859-1"?>\n').encode("latin-1"),
            LATIN,
        ),
        (
            document(activity("A-1", LATIN), head="<?xml version='1.0' encoding='windows-1252'?>\n").encode("cp1252"),
            LATIN,
        ),
        (document(activity("A-1", TITLE), head="").encode(), TITLE),
    ],
    ids=["utf-8 with mark", "utf-16", "utf-16 big-endian", "latin-1", "windows-1252", "undeclared"],
)
def test_encodings_are_read(content: bytes, title: str) -> None:
    (found,) = parsed(content)
    narrative = found.element.find("title/narrative")
    assert narrative is not None
    assert narrative.text == title.removeprefix("<title><narrative>").removesuffix("</narrative></title>")


@pytest.mark.parametrize("name", ["rot13", "zlib", "bz2", "hex", "base64", "undefined", "no-such-encoding"])
def test_what_is_no_encoding_of_text_is_refused(name: str) -> None:
    content = document(activity("A-1"), head=f'<?xml version="1.0" encoding="{name}"?>\n').encode()
    assert root(content) is None
    with pytest.raises(UnreadableFileError, match="encoding"):
        parsed(content)


def test_utf_16_without_its_mark_is_refused() -> None:
    content = document(activity("A-1"), head='<?xml version="1.0" encoding="UTF-16"?>\n').encode()
    with pytest.raises(UnreadableFileError, match="BOM"):
        parsed(content)


def test_bytes_of_another_encoding_than_the_declared_one_are_refused() -> None:
    content = document(activity("A-1", LATIN)).encode("latin-1")
    with pytest.raises(UnreadableFileError, match="line 6"):
        parsed(content)


HIDING = (
    "<!-- <iati-activity> </iati-activity> -->",
    "<title><narrative><![CDATA[<iati-activity></iati-activity>]]></narrative></title>",
    "<?some </iati-activity> ?>",
    "<!-- > ' \" ]]> ?> </iati-activity> -->",
    '<document-link url="https://www.example.org/?a=/iati-activity&gt;"/>',
)


@pytest.mark.parametrize("hidden", HIDING)
@pytest.mark.parametrize("chunk", [7, 64, 1 << 20])
def test_hidden_tags_do_not_count(hidden: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity_xml, "_CHUNK", chunk)
    outside = hidden if hidden.startswith(("<!--", "<?")) else ""
    content = document(outside, activity("A-1", hidden), outside, activity("A-2", hidden))
    assert identifiers(content) == ["A-1", "A-2"]


@pytest.mark.parametrize("chunk", [1, 7, 13, 1 << 20])
@pytest.mark.parametrize("closing", ["</iati-activity >", "</iati-activity\n>", f"</iati-activity{' ' * 100}>"])
def test_a_closing_tag_with_space_ends_its_activity(closing: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity_xml, "_CHUNK", chunk)
    spaced = activity("A-1").replace("</iati-activity>", closing)
    assert identifiers(document(spaced, activity("A-2"), spaced, activity("A-3"))) == ["A-1", "A-2", "A-1", "A-3"]


def test_an_activity_without_content_is_one() -> None:
    content = document("<iati-activity/>\n", '<iati-activity humanitarian="1" />\n', activity("A-1"))
    assert identifiers(content) == ["", "", "A-1"]


def test_names_that_only_begin_alike_are_no_activities() -> None:
    found = ActivityStream(
        io.BytesIO(document("<iati-activity-note>x</iati-activity-note>", activity("A-1")).encode()), "a"
    )
    assert [one.first_line for one in found] == [3]
    assert found.strays == ("iati-activity-note",)


@pytest.mark.parametrize("chunk", [1, 7, 100, 1 << 20])
def test_the_size_of_chunks_does_not_matter(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    content = document(*(activity(f"A-{n}", TITLE, *HIDING) for n in range(3)))
    expected = [(one.line(e), e.tag, e.text) for one in parsed(content) for e in one.element.iter()]
    monkeypatch.setattr(activity_xml, "_CHUNK", chunk)
    assert [(one.line(e), e.tag, e.text) for one in parsed(content) for e in one.element.iter()] == expected


def test_a_namespace_of_the_root_reaches_the_activities() -> None:
    head = '<iati-activities version="2.03" xmlns:unhcr="http://reporting.unhcr.org/">\n'
    (found,) = parsed(document(activity("A-1", "<unhcr:note>5</unhcr:note>"), root=head))
    assert found.element.findtext("{http://reporting.unhcr.org/}note") == "5"


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE x [<!ENTITY passwd SYSTEM "file:///etc/passwd">]>\n'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, "<!DOCTYPE iati-activities>\n", "<!DOCTYPE x SYSTEM 'x.dtd'>\n"])
@pytest.mark.parametrize("text", ["", "&b;", "&passwd;"])
def test_a_doctype_is_refused_and_nothing_is_expanded_or_opened(doctype: str, text: str) -> None:
    with pytest.raises(UnreadableFileError, match="a DOCTYPE is not accepted") as caught:
        parsed(document(activity("A-1", text), head=HEAD + doctype))
    assert "root:" not in str(caught.value)


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
@pytest.mark.parametrize("place", ["between", "within"])
def test_a_doctype_further_down_is_no_way_in(doctype: str, place: str) -> None:
    within = activity("A-1", doctype if place == "within" else "", "<title>&b;&passwd;</title>")
    with pytest.raises(UnreadableFileError, match="not well-formed"):
        parsed(document(doctype if place == "between" else "", within))


def test_an_entity_that_nobody_declares_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="line 6"):
        parsed(document(activity("A-1", "<title>&nbsp;</title>")))


def test_great_depth_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="depth"):
        parsed(document(activity("A-1", "<a>" * 10_000 + "</a>" * 10_000)))


def test_great_depth_between_activities_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="depth"):
        parsed(document("<a>" * 10_000 + "</a>" * 10_000))


def test_an_activity_beyond_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity_xml, "_MOST_BYTES_OF_AN_ACTIVITY", 1 << 20)
    monkeypatch.setattr(activity_xml, "_CHUNK", 1 << 16)
    narrative = f"<title><narrative>{'x' * 50_000}</narrative></title>"
    assert len(parsed(document(activity("A-1", *[narrative] * 18)))) == 1
    with pytest.raises(UnreadableFileError, match="line 3: an activity of more than 1 MB"):
        parsed(document(activity("A-1", *[narrative] * 40)))


WHOLE = document(activity("A-1", TITLE), activity("A-2"), "<!-- end -->\n")


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_file_that_ends_early_is_refused(share: float) -> None:
    content = WHOLE.encode()
    with pytest.raises(UnreadableFileError):
        parsed(content[: int(len(content) * share)])


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (document(activity("A-1", "<title>"), activity("A-2")), "made-up.xml, line 7"),
        (document(activity("A-1", "<a:title/>")), "made-up.xml, line 6"),
        (document(activity("A-1"), activity("A-2", "a & b")), "made-up.xml, line 10"),
        (document(activity("A-1"), "</wrong>\n", activity("A-2")), "made-up.xml, line 7"),
        (document(activity("A-1"), "\n\n\n", activity("A-2"), "\n<b>\n</c>\n"), "made-up.xml, line 16"),
        (document(activity("A-1")) + "<more/>\n", "made-up.xml, line 8"),
    ],
)
def test_what_is_not_well_formed_is_refused_with_its_line(content: str, where: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        parsed(content)
    assert caught.value.where == where


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04", b"\x00" * 50, b"{}", b"<", b"<a", b"\xff\xfe"])
def test_what_is_not_xml_is_refused(content: bytes) -> None:
    assert root(content) is None
    with pytest.raises(QuipuError):
        parsed(content)


def test_space_before_the_declaration_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="line 3"):
        parsed("\n\n" + WHOLE)


def test_another_root_is_not_of_this_kind() -> None:
    with pytest.raises(UnrecognisedFileError, match="<iati-organisations>"):
        parsed("<iati-organisations/>")


@pytest.mark.parametrize("filling", ["<?a?>", "<!--a-->", "<?a?><!--b--> "])
def test_many_comments_before_what_is_no_root_are_judged_at_once(filling: str) -> None:
    """Thirty of them took minutes while the pattern could go back into each."""
    assert root((filling * 500 + "x").encode()) is None


def test_a_root_of_many_lines_is_read() -> None:
    content = WHOLE.replace(ROOT, '<iati-activities\n  version="2.03"\n  generated-datetime="2021-11-28">\n')
    assert lines_of(content, "iati-identifier") == true_lines(content, "<iati-identifier>")
