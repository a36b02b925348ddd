import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from quipu.core.profile import ListedDonor
from quipu.core.record import Contribution
from quipu.pages import Site
from quipu.pages.donor_files import COLUMNS_OF_ALL, COLUMNS_OF_ONE, COLUMNS_OF_SINGLE

from .fake import FakeRecord
from .reading import PROFILE, page, site, table, text, words_of

YEAR, STATES, GERMANY = "/donors/2020/", "/donors/united-states/", "/donors/germany/"


def rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(path))))


def test_the_page_without_a_year_is_the_newest_closed_one() -> None:
    assert words_of(page("/donors/").xpath("//h1")[0]) == "Donors 2020"


def test_every_donor_of_the_year_stands_by_amount_with_kind_share_change_and_earmarking() -> None:
    held = table(YEAR, "donors-table")
    assert held[1] == ["Kingdom of Denmark", "Governments", "200,000,000", "58.6%", "nothing before", "100%", "0%"]
    assert held[2] == ["Germany", "Governments", "108,500,000", "31.8%", "+21%", "92.2%", "0%"]
    assert held[-1] == ["Total", "", "341,277,421", "", "+279%", "87.9%", "0%"]


def test_donors_and_their_kinds_add_up_to_all_contributions() -> None:
    for name, column in (("donors-table", 2), ("kinds-table", 2)):
        *lines, total = (int(row[column].replace(",", "")) for row in table(YEAR, name)[1:])
        assert abs(sum(lines) - total) <= len(lines) / 2, name


def test_what_stands_at_operations_regions_and_the_world_is_told_apart() -> None:
    assert [row[0] for row in table(YEAR, "levels-table")[1:]] == [
        "For one operation",
        "For a region",
        "For the whole organisation",
        "Total",
    ]


def test_a_donor_leads_to_its_page_from_the_list_and_from_operations() -> None:
    link = "//table[@id='donors-table']//a[text()='Germany']/@href"
    assert page(YEAR).xpath(link) == ["../germany/index.html"]
    assert page("/operations/peru/2020/").xpath(link) == ["../../../../en/donors/germany/index.html"]


def test_a_name_is_in_the_language_of_the_page_where_the_list_has_it() -> None:
    assert words_of(page("/ar/donors/germany/").xpath("//h1")[0]) == "ألمانيا"
    assert page("/ar/donors/kingdom-of-denmark/").xpath("//h1/bdi[@lang='en']/text()") == ["Kingdom of Denmark"]


def test_a_donor_has_all_its_years() -> None:
    held = table(GERMANY, "years-table")
    assert [row[:4] for row in held[1:]] == [
        ["2020", "108,500,000", "+21%", "31.8%"],
        ["2019", "90,000,000", "", "100%"],
    ]


def test_it_says_where_the_money_went_at_each_level_with_currency_day_and_line() -> None:
    held = table(STATES, "where-2020")
    assert ["Americas, as a whole", "1 February 2020", "Earmarked", "", "10,000,000", "712"] in held
    assert ["Peru", "25 November 2020", "Earmarked", "", "9,500,000", "700"] in held
    assert [row[0] for row in held if len(row) == 1] == ["For a region", "For one operation"]
    assert table(GERMANY, "where-2020")[2][3] == "EUR 90,000,000"


def test_a_region_is_given_what_is_its_own_and_not_what_its_operations_are() -> None:
    """The figure of the region holds both: it is not the number that stands here."""
    addresses = page(STATES).xpath("//table[@id='where-2020']//@data-address")
    assert "AME/2020/contributions-by-donor/united-states" not in addresses
    assert "PER/2020/contributions-by-donor/united-states" in addresses


def test_years_before_the_newest_are_folded_and_can_be_led_to() -> None:
    assert page(GERMANY).xpath("//details/div/@id") == ["y2019"]
    assert page(GERMANY).xpath("//table[@id='years-table']//th/a/@href") == ["#y2020", "#y2019"]


def test_an_agreement_is_followed_over_the_operations_that_it_was_split_into() -> None:
    held = table(STATES, "agreements-table")
    assert held[1] == ["A1, 2020: US$25.5 million in 3 parts"]
    assert [row[0] for row in held[2:]] == ["Americas, as a whole", "Peru", "Argentina"]
    assert not page(GERMANY).xpath("//table[@id='agreements-table']")


def test_private_sums_are_no_agreements() -> None:
    class Repeated(FakeRecord):
        def given_by(self, donor: str) -> tuple[Contribution, ...]:
            held = super().given_by(donor)
            return (*held, *(row._replace(subject="ARG", agreement=row.agreement) for row in held))

    other = Site(Repeated(), PROFILE, ("en",))
    assert b"agreements-table" not in other.render(other.by_path["/en/donors/usa-for-unhcr/"])


def test_all_contributions_of_a_donor_and_year_are_one_link_from_its_page() -> None:
    assert any(str(href).endswith("donors/germany/2020.csv") for href in page(GERMANY).xpath("//a/@href"))


def test_the_files_hold_the_same_as_the_pages() -> None:
    every, one = rows("/donors/2020.csv"), rows("/donors/germany.csv")
    assert tuple(every[0]) == COLUMNS_OF_ALL
    assert tuple(one[0]) == COLUMNS_OF_ONE
    assert sum(Decimal(row["value"]) for row in every) == Decimal("341277420.5")
    assert [(row["year"], row["level"], row["usd"]) for row in one] == [
        ("2019", "all", "90000000"),
        ("2019", "organisation", "90000000"),
        ("2020", "all", "108500000"),
        ("2020", "organisation", "100000000"),
        ("2020", "operation", "5500000"),
        ("2020", "operation", "3000000"),
    ]
    assert [row["address"] for row in json.loads(text("/donors/2020.json"))] == [row["address"] for row in every]


def test_a_single_contribution_has_its_address_file_and_line() -> None:
    held = rows("/donors/germany/2020.csv")
    assert tuple(held[0]) == COLUMNS_OF_SINGLE
    assert held[1]["address"] == "PER/2020/contributions-by-donor/germany"
    assert (held[1]["source_file"], held[1]["source_line"]) == ("activities-2020.xml.gz", "703")
    assert (held[1]["amount"], held[1]["currency"]) == ("4950000.0", "EUR")


@pytest.mark.parametrize(
    ("changed", "path", "same"),
    [
        ("WORLD/contributions-by-donor/germany", GERMANY, False),
        ("WORLD/contributions-by-donor/germany", STATES, True),
        ("WORLD/contributions", STATES, False),
        ("PER", STATES, True),
        ("WORLD/contributions-by-donor", YEAR, False),
        ("WORLD/2020", YEAR, True),
    ],
)
def test_a_page_depends_on_what_it_shows(changed: str, path: str, same: bool) -> None:
    class Changed(FakeRecord):
        def fingerprint(self, subject: str) -> str:
            return "changed" if subject == changed else super().fingerprint(subject)

    other, full = Site(Changed(), PROFILE), f"/en{path}"
    assert (site().fingerprint(site().by_path[full]) == other.fingerprint(other.by_path[full])) is same


def test_another_name_of_a_donor_is_another_page() -> None:
    renamed = (ListedDonor("germany", "government", ("Germany",), names=(("en", "The Lantern Republic"),)),)
    other, path = Site(FakeRecord(), replace(PROFILE, donors=renamed)), f"/en{GERMANY}"
    assert site().fingerprint(site().by_path[path]) != other.fingerprint(other.by_path[path])
    assert b"The Lantern Republic" in other.render(other.by_path[path])


def test_a_record_without_contributions_has_no_pages_of_donors() -> None:
    class Nobody(FakeRecord):
        @staticmethod
        def _gifts() -> tuple[Contribution, ...]:
            return ()

    assert [url.path for url in Site(Nobody(), PROFILE, ("en",)).urls if "donors" in url.path] == []
