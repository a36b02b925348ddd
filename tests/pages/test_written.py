"""What people wrote, on the page of an operation: in its place, in its language, told apart, and never more than text."""

import json
import re
from posixpath import join, normpath

import pytest
from lxml import html as parser
from lxml.html import HtmlElement

from quipu.core.edition import Edition, EditionKind, File, KeyFigure, Notice, Picture, Section, Span
from quipu.pages import Site

from .fake import FakeRecord
from .reading import PROFILE, words_of
from .written import BUDGET, CORRECTED, PEOPLE, WITHDRAWN, edition, report, shelf, told

PERU = "/operations/peru/2020/"


def site(*editions: Edition) -> Site:
    return Site(FakeRecord(), PROFILE, editions=shelf(*editions))


def rendered(*editions: Edition, language: str = "en", path: str = PERU) -> HtmlElement:
    held = site(*editions)
    return parser.document_fromstring(held.render(held.by_path[f"/{language}{path}"]))


def section(page: HtmlElement, name: str) -> HtmlElement:
    return page.xpath("//section[@aria-labelledby=$name]", name=name)[0]


def names(page: HtmlElement) -> list[str]:
    return page.xpath("//main/section/@aria-labelledby")


def test_every_part_stands_where_a_reader_looks_for_it() -> None:
    wanted = ["people", "money", "key-figures", "places", "report", "results", "contributions", "appeals", "documents"]
    assert names(rendered()) == [*wanted, "sources"]


def test_nothing_stands_where_nothing_is_written() -> None:
    assert {"key-figures", "report", "plan"}.isdisjoint(names(rendered(path="/operations/peru/2019/")))


def test_a_language_without_a_text_shows_nothing_of_the_others() -> None:
    french = rendered(language="fr")
    assert {"key-figures", "report"}.isdisjoint(names(french))
    assert "It rained" not in words_of(french)


def test_headings_lists_and_emphasis_are_kept() -> None:
    held = section(rendered(), "report")
    assert [words_of(one) for one in held.xpath(".//h3")] == ["Operational context", "Key achievements"]
    assert held.xpath("string(.//strong)") == "Much"
    assert held.xpath("string(.//ul/li[1]/ul/li)") == "Tents"


def test_a_figure_in_a_sentence_leads_to_its_sources() -> None:
    (link,) = section(rendered(), "report").xpath(".//a[@data-address=$address]", address=BUDGET)
    assert link.text == "US$48.6 million"
    assert link.get("href") == "../2020/figures/index.html#budget"


def test_every_link_and_picture_of_its_pages_leads_to_a_file() -> None:
    held = site()
    files = {url.file for url in held.urls}
    for path in (f"/en{PERU}", "/en/operations/peru/"):
        page = parser.document_fromstring(held.render(held.by_path[path]))
        sets = [part.split()[0] for one in page.xpath("//@srcset") for part in one.split(", ")]
        links = [*page.xpath("//main//@src | //main//a/@href"), *sets]
        inside = [re.split("[?#]", link)[0] for link in links if not re.match(r"[a-z]+:|#", link)]
        assert [link for link in inside if normpath(join(path, link)).lstrip("/") not in files] == []


@pytest.mark.parametrize(
    ("language", "written", "address", "shown"),
    [
        ("en", "half of everything, US$48.6 million", BUDGET, "half of everything, US$48.6 million"),
        ("en", "US$50.0 million", BUDGET, "US$48.6 million"),
        ("en", "US$50,000,000", BUDGET, "US$48,625,534"),
        ("en", "50,000,000", BUDGET, "48,625,534"),
        ("en", "1.6 million", PEOPLE, "1.6 million"),
        ("en", "867,821", PEOPLE, "1,557,276"),
        ("fr", "867 821", PEOPLE, "1\u202f557\u202f276"),
        ("es", "867.821", PEOPLE, "1.557.276"),
        ("ar", "867,821", PEOPLE, "1,557,276"),
        ("en", "46%", "PER/2020/funding-level", "46%"),
        ("en", "51.5%", "PER/2020/funding-level", "45.8%"),
    ],
)
def test_a_figure_shows_what_it_is_today(language: str, written: str, address: str, shown: str) -> None:
    text = report(language, sections=(Section("unmet-needs", "Needs", told("So: ", Span(written, figure=address))),))
    (link,) = section(rendered(edition(text), language=language), "report").xpath(".//a[@data-address]")
    assert link.text == shown


@pytest.mark.parametrize("address", ["PER/2031/budget", "XXX/2020/budget", "PER/2020/nothing", "no address"])
def test_a_figure_that_is_no_more_is_left_as_text(address: str) -> None:
    text = report(sections=(Section("unmet-needs", "Needs", told("We had ", Span("12", figure=address), " tents.")),))
    held = section(rendered(edition(text)), "report")
    assert "We had 12 tents." in words_of(held)
    assert held.xpath(".//a[@data-address]") == []


def test_key_figures_tell_result_from_plan_and_what_was_aimed_at() -> None:
    held = section(rendered(), "key-figures")
    assert [words_of(one) for one in held.xpath(".//h3")] == ["Reached in 2020", "Was planned for 2020"]
    items = [words_of(one) for one in held.xpath(".//li")]
    assert items == [
        "7,956 households with cash grants aimed at: 8,370",
        "1.2 million US dollars saved by buying together",
        "40,000 to be told where they stand",
    ]


def test_report_and_plan_are_told_apart() -> None:
    both = rendered(edition(kind=EditionKind.PLAN), edition())
    assert [name for name in names(both) if name in ("report", "plan")] == ["report", "plan"]
    assert words_of(section(both, "report").xpath(".//h2")[0]) == "What was done in 2020"
    assert words_of(section(both, "plan").xpath(".//h2")[0]) == "What was planned for 2020"
    assert both.xpath("//section[@aria-labelledby='plan']//p[@class='label plan']")


def test_places_stand_in_the_list_and_on_the_map() -> None:
    held = section(rendered(), "places")
    rows = [words_of(row) for row in held.xpath(".//tbody/tr")]
    assert rows[2] == "Places of work"
    assert rows[3].startswith("Arequipa shelterSixty beds Shelter")
    assert rows[3].endswith("(exact position)")
    assert rows[4].endswith("Border pointnot published")
    titles = held.xpath("//*[name()='svg' and @class='map']//*[name()='title']/text()")
    assert "Arequipa shelter, Shelter" in titles


def test_pictures_have_their_words_and_load_late() -> None:
    (image,) = section(rendered(), "report").xpath(".//img")
    assert image.get("alt") == "A bus in the rain"
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("960", "640", "lazy")
    assert re.fullmatch(
        r"(\.\./)+media/0123456789abcdef\.webp 480w, (\.\./)+media/fedcba9876543210\.webp 960w", image.get("srcset")
    )
    assert "Picture: A. Writer" in words_of(section(rendered(), "report"))


def test_documents_are_named_with_their_kind_and_size() -> None:
    assert "How we work (PDF, 812 KB)" in words_of(section(rendered(), "documents"))


def test_the_files_of_an_edition_are_part_of_the_site() -> None:
    held = site()
    assert held.render(held.by_path["/media/0123456789abcdef.webp"]) == b"small"


def test_a_notice_stands_above_everything_and_leads_on() -> None:
    (notice,) = [one for one in rendered().xpath("//p[@class='signpost']") if "see Argentina" in words_of(one)]
    assert notice.xpath("./a/@href") == ["../../../../en/operations/argentina/2018/index.html"]


def test_a_correction_is_told_in_the_readers_language_or_marked() -> None:
    texts = (report(), report("ar"))
    english = rendered(edition(*texts, notes=(CORRECTED,)))
    assert "Corrected on 5 January 2022: Sixty beds, not ninety." in words_of(section(english, "report"))
    arabic = rendered(edition(*texts, notes=(CORRECTED,)), language="ar")
    assert section(arabic, "report").xpath("string(.//bdi[@lang='en'])") == "Sixty beds, not ninety."


def test_where_a_withdrawn_edition_stood_its_reason_stands() -> None:
    gone = Edition(EditionKind.REPORT, "PER", 2020, edition().published, (), (WITHDRAWN,))
    assert "withdrawn on 6 February 2022. The reason: It named a place." in words_of(section(rendered(gone), "report"))
    assert "ذكر مكانًا." in words_of(section(rendered(gone, language="ar"), "report"))
    assert "key-figures" not in names(rendered(gone))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", 'https://x"onclick="y'])
def test_a_file_that_somebody_changed_cannot_put_more_than_text_into_a_page(link: str) -> None:
    evil = "<script>alert(1)</script>"
    text = report(
        sections=(Section("unmet-needs", evil, told(Span(evil, link=link))),),
        key_figures=(KeyFigure(evil, "people", evil, "result"),),
        notices=(Notice(told(evil), link),),
        pictures=(Picture(evil, evil, evil, (File('x" onerror="alert(1)', 1, 1, 1),)),),
    )
    page = rendered(edition(text))
    assert page.xpath("//main//script | //main//*[@onerror or @onclick]") == []
    assert [href for href in page.xpath("//main//a/@href") if re.match(r"javascript|data|//", href)] == []


def test_the_json_twin_holds_the_edition() -> None:
    held = site()
    twin = json.loads(held.render(held.by_path["/operations/peru/2020.json"]))
    assert twin["written"][0]["texts"][0]["documents"][0]["title"] == "How we work"


def test_only_what_shows_an_edition_has_another_fingerprint_with_it() -> None:
    without, held = Site(FakeRecord(), PROFILE), site()
    other = {path for path, url in without.by_path.items() if held.fingerprint(url) != without.fingerprint(url)}
    pages = {f"/{code}/operations/peru/{year}" for code in ("en", "fr", "es", "ar") for year in ("", "2020/")}
    assert other == pages | {"/operations/peru/2020.json"}


def test_the_pages_of_a_subject_are_found_without_the_others() -> None:
    held = site()
    assert {url.path for url in held.about("PER")} == {
        url.path
        for url in held.urls
        if url.subject == "PER" and (url.kind == "operation" or url.path.endswith(".json"))
    }


def test_a_page_depends_on_the_figures_in_its_sentences() -> None:
    class Moved(FakeRecord):
        def fingerprint(self, subject: str) -> str:
            return "other" if subject == "ARG/2018" else super().fingerprint(subject)

    text = report(sections=(Section("unmet-needs", "Needs", told(Span("24,000,000", figure="ARG/2018/budget"))),))
    before, after = (Site(record, PROFILE, editions=shelf(edition(text))) for record in (FakeRecord(), Moved()))
    url = before.by_path[f"/en{PERU}"]
    assert before.fingerprint(url) != after.fingerprint(url)


def test_a_page_with_everything_written_is_light() -> None:
    import brotli

    text = report(sections=tuple(Section(f"s-{n}", f"Part {n}", told("word " * 400)) for n in range(5)))
    held = site(edition(text))
    assert len(brotli.compress(held.render(held.by_path[f"/en{PERU}"]))) < 60_000
