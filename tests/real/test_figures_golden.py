"""Figures that are known from elsewhere: the publisher's own page, and the sums and revisions of the data pack's README."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from quipu.core.address import Address
from quipu.core.figure import Status
from quipu.figures.lookup import Record

pytestmark = pytest.mark.real

YEARS = {
    # year: budget, contributions, expenditure
    2016: ("7104015471.466", "3943430550.260", "3967095654.38"),
    2017: ("7451961056.288", "3942450094.804", "4083351900.93"),
    2018: ("7742785009.334", "4183510234.074", "4226250129.38"),
    2019: ("8170941740.197", "4217183026.319", "4415291489.13"),
    2020: ("8733392872.52", "4776449845.194", "4837666033.56"),
    2021: ("8825476934", "4679876357.913", "4917974887.99"),
    2022: ("10286500258", "5851073111.670", "5607083463.67"),
}
PERU = {
    "PER/2019/budget": "20496332.32",
    "PER/2020/budget": "48625534.17",
    "PER/2020/expenditure": "20154483.57",
    "PER/2020/expenditure/pillar-1": "20154483.57",
    "PER/2020/population/refugees": "4272",
    "PER/2020/population/asylum-seekers": "537552",
    "PER/2020/population/other-people-in-need-of-international-protection": "515039",
    "PER/2020/population/venezuelans-displaced-abroad": "515039",
    "PER/2020/population/host-community": "500353",
}
EARLY, LATE = "2022-04-06", "2024-02-14"
REVISED = {
    "UKR/2022/budget": ("292500000", "729300000"),
    "HUN/2022/budget": ("92252823", "217309939"),
    "ROU/2022/budget": ("32469287", "147411912"),
    "POL/2022/budget": ("101311331", "211241244"),
    "EUR-RA/2022/budget": ("13207164", "94858778"),
    "PAK/2022/budget": ("129020475", "143446834"),
    "WORLD/2022/budget": ("9369502186", "10286500258"),
    "GLOBALPROG/2021/budget": ("545106581.287", "522003158"),
    "HQ/2021/budget": ("221986382.81", "245089806"),
    "TCD/2021/budget": ("141444578.21", "125559578"),
    "BFA/2021/budget": ("91441576.88", "107326577"),
    "WORLD/2021/budget": ("8825476935.134", "8825476934"),
    "WORLD/2021/contributions": ("4679876357.925", "4679876357.913"),
    "WORLD/2021/contributions/at-world": ("1112412097.788", "1111362023.320"),
    "WORLD/2022/contributions": ("2313400757.713", "5851073111.670"),
}
MOVED = {"NER": "290554.521", "MLI": "256582.446", "BFA": "229071.808"}


def _value(record: Record, address: str) -> Decimal | None:
    return record.get(Address.parse(address)).value


def _versions(record: Record, address: str) -> list[tuple[str, Decimal | None]]:
    return [(str(version.as_of), version.value) for version in record.revisions(Address.parse(address))]


@pytest.mark.parametrize("year", YEARS)
def test_the_sums_of_a_year_are_those_of_its_file(record: Record, year: int) -> None:
    found = [_value(record, f"WORLD/{year}/{figure}") for figure in ("budget", "contributions", "expenditure")]
    assert found == [Decimal(sum_) for sum_ in YEARS[year]]


def test_the_sums_of_2023(record: Record) -> None:
    assert _value(record, "WORLD/2023/contributions") == Decimal("5219239504.275")
    assert record.get(Address.parse("WORLD/2023/expenditure")).status is Status.MISSING


def test_every_budget_of_the_file_of_2023_is_an_original_or_a_revised_one_of_some_year(record: Record) -> None:
    versions = [
        _value(record, f"WORLD/{year}/budget/{kind}") for year in (2023, 2024) for kind in ("original", "revised")
    ]
    assert sum(value for value in versions if value is not None) == Decimal("25034958943")
    assert record.get(Address.parse("WORLD/2023/budget")).value < Decimal("25034958943")


@pytest.mark.parametrize("address", PERU)
def test_the_page_of_peru(record: Record, address: str) -> None:
    assert _value(record, address) == Decimal(PERU[address])


def test_the_budget_of_peru_in_2021_has_been_rounded_since_the_edition_of_2022(record: Record) -> None:
    assert round((_value(record, "PER/2021/budget") or Decimal()) / 10**6, 5) == Decimal("61.02748")


def test_expenditure_of_peru_in_2019_is_three_dollars_more_in_the_file_than_on_the_page(record: Record) -> None:
    rows = ("8405153.94", "2534680.58", "2823394.62", "410471.57")
    for address in ("PER/2019/expenditure", "PER/2019/expenditure/pillar-1"):
        assert _value(record, address) == sum(Decimal(row) for row in rows) == Decimal("14173697.75") + Decimal("2.96")


def test_contributions_to_peru_in_2020_are_23_rows_and_46_per_cent_of_the_budget(record: Record) -> None:
    contributions = Address.parse("PER/2020/contributions")
    assert record.get(contributions).value == Decimal("22277423.473")
    assert len(record.sources(contributions)) == len(record.contributions("PER", 2020)) == 23
    level = record.get(Address.parse("PER/2020/funding-level"))
    assert round(level.value or 0) == 46
    assert "Flexible funds" in record.definition("funding-level").caveats[0]


def test_people_in_peru_as_published_in_august_2021(as_of: Callable[[str], Record]) -> None:
    record = as_of("2021-08-19")
    assert _value(record, "PER/2020/population") == 4332 + 537552 + 500353 + 515039 == 1557276
    assert _value(record, "PER/2019/population") == 2850 + 487049 + 377864
    assert _value(record, "PER/2020/population/others-of-concern") == 500353
    assert _value(record, "PER/2020/population/refugees") == 4332
    assert _value(record, "UGA/2019/population/others-of-concern") >= 2304506
    assert _value(record, "COL/2020/population/others-of-concern") == 1241889


def test_the_share_of_internally_displaced_people_in_the_budget_of_colombia(record: Record) -> None:
    assert _value(record, "COL/2020/budget") == Decimal("96637523.46")
    assert _value(record, "COL/2020/budget/pillar-4") == Decimal("96637523.46") * Decimal("11.48") / 100


def test_unearmarked_contributions_of_2017(record: Record) -> None:
    assert round((_value(record, "WORLD/2017/contributions/unearmarked") or Decimal()) / 10**6, 1) == Decimal("588.7")


@pytest.mark.parametrize("address", REVISED)
def test_a_revision_that_the_readme_names(record: Record, address: str) -> None:
    before, after = REVISED[address]
    assert _versions(record, address) == [(EARLY, Decimal(before)), (LATE, Decimal(after))]


@pytest.mark.parametrize("subject", MOVED)
def test_money_of_2021_was_moved_from_the_whole_organisation_to_operations(record: Record, subject: str) -> None:
    (_, before), (_, after) = _versions(record, f"{subject}/2021/contributions")
    assert after is not None
    assert before is not None
    assert after - before == Decimal(MOVED[subject])


def test_nothing_of_2020_was_revised(record: Record) -> None:
    money = ("budget", "expenditure", "contributions", "funding-level", "funding-gap", "budget-by-sector")
    revised = [
        str(found.address)
        for subject in record.subjects()
        for found in record.observations(subject.code, 2020)
        if found.address.figure in money and found.revised
    ]
    assert revised == []


def test_expenditure_of_2021_came_with_the_later_edition_and_is_not_a_revision(record: Record) -> None:
    assert _versions(record, "WORLD/2021/expenditure") == [(LATE, Decimal("4917974887.99"))]


def test_host_community_left_others_of_concern_and_came_back_as_a_type(record: Record) -> None:
    assert _value(record, "UGA/2019/population/host-community") == 2304506
    assert _value(record, "COL/2020/population/host-community") == 741889
    assert _value(record, "COL/2020/population/others-of-concern") == 500000
    peru = record.get(Address.parse("PER/2020/population/others-of-concern"))
    assert peru.status is Status.MISSING
    assert "Withdrawn" in peru.reason
    assert [value for _, value in _versions(record, "PER/2020/population/others-of-concern")] == [500353, None]
    assert [value for _, value in _versions(record, "PER/2020/population/refugees")] == [4332, 4272]


def test_the_middle_of_2023_is_provisional_and_its_end_is_new(record: Record, as_of: Callable[[str], Record]) -> None:
    winter = as_of("2023-10-25")
    for address, middle, end in (
        ("SDN/2023/population/idps", 3020517, 9052822),
        ("PER/2023/population/host-community", 827077, 17847),
    ):
        then, now = winter.get(Address.parse(address)), record.get(Address.parse(address))
        assert (then.value, then.status) == (middle, Status.PROVISIONAL)
        assert (now.value, now.status) == (end, Status.PUBLISHED)
        assert middle not in [value for _, value in _versions(record, address)]


def test_a_correction_by_a_country_that_an_office_covers(record: Record) -> None:
    """Syrians in the Netherlands, 22,447 and then 35,810, are among those of the office in Belgium."""
    (first, before), (second, after) = _versions(record, "BEL/2020/population-by-origin/syr")
    assert (first, second) == ("2021-08-19", "2021-11-13")
    assert before is not None
    assert after == before + 35810 - 22447


def test_a_correction_and_its_reversal(record: Record) -> None:
    """Venezuelans in Bolivia, among those of the office in Argentina: 11,805, 11,828, 11,805, 11,828; never 10,703."""
    address = "ARG/2021/population/other-people-in-need-of-international-protection"
    versions = _versions(record, address)
    assert [day for day, _ in versions] == ["2022-06-17", "2022-11-01", "2023-06-14", "2024-06-17"]
    assert [value - 693603 for _, value in versions if value is not None] == [0, 11828 - 11805, 0, 11828 - 11805]


def test_a_type_that_came_with_a_later_edition_is_new_and_not_a_revision(record: Record) -> None:
    assert _versions(record, "UKR/2022/population/returned-idps") == [("2024-06-17", 2616000)]


def test_no_year_is_provisional_in_the_newest_record(record: Record) -> None:
    found = record.rows("SELECT subject, year, figure FROM observation WHERE provisional AND value IS NOT NULL LIMIT 5")
    assert list(found) == []
