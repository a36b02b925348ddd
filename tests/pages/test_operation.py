from decimal import Decimal

from lxml import html as parser

from quipu.core.address import Address
from quipu.core.figure import Definition
from quipu.core.profile import load
from quipu.pages import Site

from .fake import FakeRecord
from .reading import page, table, text, words_of

PERU = "/operations/peru/2020/"
ORIGINS = Definition("population-by-origin", "People by country of origin", "people", "Where people come from.")


def section(path: str, name: str) -> str:
    return words_of(page(path).xpath("//section[@aria-labelledby=$name]", name=name)[0])


def summary(path: str) -> str:
    return words_of(page(path).xpath("//p[@class='summary']")[0])


def test_the_summary_says_who_how_many_and_what_changed() -> None:
    assert summary(PERU) == (
        "At the end of 2020, 1,557,276 people were counted in Peru,"
        " 689,455 more than a year before (an increase of 79%)."
        " 500,353 of them are in categories that were counted for the first time."
        " The operation needed US$48.6 million for the year, received US$22.3 million directly,"
        " and spent US$20.2 million."
    )


def test_a_year_without_spending_is_called_a_plan() -> None:
    assert "A plan: no spending has been published" in text("/operations/peru/2021/")


def test_the_middle_of_a_year_is_never_called_its_end() -> None:
    held = text("/operations/peru/2021/")
    assert summary("/operations/peru/2021/").startswith("In the middle of 2021 (a provisional count), 1,500,000 people")
    assert "End of 2021" not in held
    assert "People, end of year" not in held


def test_the_middle_of_a_year_is_compared_with_nothing() -> None:
    rows = table("/operations/peru/2021/", "people-table")
    assert {row[3] for row in rows[1:]} == {"no comparison"}


def test_people_are_shown_by_type_with_last_year_and_the_change() -> None:
    assert table(PERU, "people-table") == [
        ["Type", "End of 2020", "2019", "Change", "Change, %"],
        ["Refugees", "4,332r", "2,800", "+1,532", "+55%"],
        ["Asylum-seekers", "537,552", "377,000", "+160,552", "+43%"],
        ["Other people in need of international protection", "515,039", "488,021", "+27,018", "+5.5%"],
        ["Others of concern", "500,353", "– Not published for 2020", "new category", ""],
        ["Total", "1,557,276", "867,821", "+689,455", "+79%"],
    ]


def test_a_new_category_is_told_apart_from_a_movement_of_people() -> None:
    assert "Of the total, 500,353 people are in categories that did not exist the year before" in section(
        PERU, "people"
    )


def test_a_first_year_is_compared_with_nothing() -> None:
    rows = table("/operations/peru/2019/", "people-table")
    assert {row[3] for row in rows[1:]} == {"no comparison"}
    assert "this cannot be compared with 2018" in summary("/operations/peru/2019/")


def test_the_funding_level_says_what_it_is_a_share_of() -> None:
    assert "Funding level 2020: 45.8% of the current budget" in section(PERU, "money")
    assert "flexible funds allocated later are not in it" in section(PERU, "money")


def test_contributions_stand_by_day_with_private_donors_together() -> None:
    first = page(PERU).xpath("//dl[@class='days']/div")[0]
    assert words_of(first) == "25 November 2020 United States US$9,500,000 Private donors (2 contributions) US$200,000"


def test_donors_stand_by_amount_with_their_earmarking() -> None:
    rows = table(PERU, "donors-table")
    assert rows[1] == ["United States", "Earmarked", "", "9,500,000"]
    assert rows[2] == ["Germany", "Earmarked", "EUR 4,950,000", "5,500,000"]
    assert rows[-1] == ["Total", "", "", "22,277,421"]


def test_money_that_stands_in_no_operation_is_shown_beside_it() -> None:
    rows = {row[0]: row[1:] for row in table(PERU, "unplaced-table")}
    assert "Headquarters" in rows
    assert "Peru" not in " ".join(rows)


def test_the_text_of_the_data_is_never_taken_for_html() -> None:
    assert "&lt;Lantern&gt;" in text(PERU)
    assert "<Lantern>" not in text(PERU)


def test_results_give_the_share_of_the_target_for_what_can_be_counted_only() -> None:
    rows = [row for row in table(PERU, "results-table") if len(row) == 5][1:]
    assert [(row[0], row[4]) for row in rows] == [
        ("% of households whose needs are met", ""),
        ("# of households receiving cash grants", "95%"),
        ("Extent to which reception is adequate", ""),
        ("# of reception centres improved", "113%"),
    ]


def test_a_missing_actual_is_said_to_be_missing() -> None:
    rows = table(PERU, "results-table")
    assert [
        "% of households whose needs are met",
        "6%",
        "8%",
        "– not published",
        "",
    ] in rows


def test_a_group_of_people_stands_at_the_indicator_only_where_there_are_several() -> None:
    assert "4 indicators. All are about: Refugees." in section(PERU, "results")


def test_an_office_without_a_position_is_listed_without_one() -> None:
    assert table(PERU, "places-table")[1:] == [
        ["Lima", "National or liaison office", "12.05° S, 77.03° W"],
        ["Tumbes", "Field office", "not published"],
    ]


def test_a_document_is_linked_only_where_its_address_is_of_the_web() -> None:
    assert page(PERU).xpath("//a[@class='external']/@href") == ["https://example.org/report.pdf"]
    assert 'href="javascript' not in text(PERU)


def test_both_operations_point_at_each_other() -> None:
    assert "Before: Argentina 2018." in words_of(page(PERU).xpath("//p[@class='signpost']")[0])
    assert "After: Peru 2019." in words_of(page("/operations/argentina/2018/").xpath("//p[@class='signpost']")[0])


def test_names_stand_in_the_languages_of_the_data() -> None:
    names = page(PERU).xpath("//ul[@class='names']//bdi")
    assert [(name.get("lang"), name.text) for name in names] == [("ar", "بيرو"), ("es", "Perú"), ("fr", "Pérou")]


def test_an_office_of_several_countries_names_them() -> None:
    kind = page("/operations/argentina/2020/").xpath("//p[@class='kind']")[0]
    assert words_of(kind) == "Regional office for Argentina, Bolivia, Chile, Paraguay, Peru, Uruguay"


def test_the_year_that_is_read_is_marked() -> None:
    assert page(PERU).xpath("//a[@aria-current='page']/text()") == ["2020"]


def test_the_page_without_a_year_is_that_of_the_newest_closed_one() -> None:
    assert summary("/operations/peru/") == summary(PERU)


def test_the_footer_prints_the_edition_of_this_page() -> None:
    assert "Edition of this page:" in text(PERU)
    assert page(PERU).xpath("//footer//code/text()") != page("/regions/americas/2020/").xpath("//footer//code/text()")


def test_what_stands_beside_the_count_of_people_has_its_meaning_and_is_never_added() -> None:
    class More(FakeRecord):
        def __init__(self) -> None:
            super().__init__()
            for place in range(12):
                country = ("ven", "col", "cub", "hti", "ecu", "bol", "bra", "arg", "chl", "mex", "pan", "slv")[place]
                address = Address("PER", 2020, "population-by-origin", country)
                self._hold(address, Decimal(1000 - place), [], country.upper())

        def definitions(self) -> tuple[Definition, ...]:
            return (*super().definitions(), ORIGINS)

        def definition(self, figure: str) -> Definition:
            return ORIGINS if figure == ORIGINS.name else super().definition(figure)

    site = Site(More(), load("unhcr"), ("es",))
    root = parser.document_fromstring(site.render(site.by_path["/es/operations/peru/2020/"]))
    table = root.get_element_by_id("population-by-origin-table")
    rows = [[words_of(cell) for cell in row] for row in table.iter("tr")]
    assert rows[1] == ["Venezuela", "1.000"]
    assert len(rows) == 11
    assert "2 más figuran" in words_of(root.get_element_by_id("people").getparent().getparent())
    assert "Where people come from." in words_of(root)
