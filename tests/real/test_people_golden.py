"""Figures of people beside the population: numbers counted by hand in the files, each with the trap that it would show."""

from decimal import Decimal

import pytest

from quipu.core.address import Address
from quipu.core.figure import Source, Status
from quipu.figures.lookup import Record

pytestmark = pytest.mark.real

SEX_AND_AGE = {
    # nobody's sex is known: the total is that of the population types
    "PER/2020/population-by-sex-and-age": 1557216,
    "PER/2020/population-by-sex-and-age/not-disaggregated": 1557216,
    # the sexes of one type of five are known; the places of a country are added
    "PER/2024/population-by-sex-and-age": 574059 + 561156 + 575745,
    "PER/2024/population-by-sex-and-age/female": 574059,
    "PER/2024/population-by-sex-and-age/male": 561156,
    "PER/2024/population-by-sex-and-age/not-disaggregated": 539957 + 16328 + 12706 + 6742 + 12,
    "PER/2024/population-by-sex-and-age/female-0-4": 61234,
    "UGA/2023/population-by-sex-and-age/female-0-4": 128220,
    "UGA/2023/population-by-sex-and-age/male-60-plus": 15201,
    "COL/2024/population-by-sex-and-age/female": 5326445,
    "WORLD/2020/population-by-sex-and-age": 91983354,
    "WORLD/2024/population-by-sex-and-age": 157167792,
    "WORLD/2024/population-by-sex-and-age/female": 44788900,
    "WORLD/2024/population-by-sex-and-age/female-age-unknown": 3655613,
    "WORLD/2024/population-by-sex-and-age/not-disaggregated": 69335340,
}
ASYLUM = {
    "PER/2020/asylum-applications": 52529,
    "PER/2020/asylum-applications-by-origin/ven": 51714,
    "PER/2024/asylum-applications": 32854,
    # the level NA is no missing value: all of Germany's new applications of 2016 have it
    "DEU/2016/asylum-applications": None,
    "DEU/2018/asylum-applications/appeal": 133236,
    "DEU/2022/asylum-applications": 217759,
    "DEU/2022/asylum-applications/repeat": 26345,
    "DEU/2022/asylum-applications/appeal": 78727,
    # Bulgaria does not tell new applications from repeat ones
    "BGR/2023/asylum-applications": 22506,
    "BGR/2023/asylum-applications/new-and-other": 22506,
    "BGR/2023/asylum-applications/new": None,
    # France writes RA for the type of repeat applications since 2023
    "FRA/2024/asylum-applications": 130029,
    "FRA/2024/asylum-applications/repeat": 23687,
    # people and cases
    "USA/2020/asylum-applications-in-cases": 87678,
    "COL/2025/asylum-applications": 70,
    "COL/2025/asylum-applications-in-cases": 8174,
    "WORLD/2023/asylum-applications": 2182164 + 533034 + 643017 + 168061 + 8226 + 42948,
    "WORLD/2023/asylum-applications/appeal": 75340 + 3011 + 111010 + 87 + 2921,
    "WORLD/2023/asylum-applications/repeat": 4061 + 5562 + 49259 + 18586,
    # all levels of decisions; the file's own totals of 2020 are 540 short of the outcomes
    "PER/2020/asylum-decisions": 1421 + 141 + 480,
    "PER/2020/asylum-decisions/recognized": 1421,
    "DEU/2024/asylum-decisions": 41107 + 99419 + 123263 + 133243,
    "DEU/2024/asylum-decisions/complementary": 99419,
    "WORLD/2020/asylum-decisions": 1329521 + 540,
    "WORLD/2023/asylum-decisions": 612246 + 210910 + 580987 + 1092543,
    "WORLD/2020/asylum-decisions-in-cases": 9695 + 25189 + 16683,
}
SOLUTIONS = {
    # at home, not at the country that they came back from
    "SYR/2025/solutions/returned-refugees": 1341148,
    "SSD/2020/solutions/returned-refugees": 122000,
    # where they arrived
    "DEU/2023/solutions/resettlement": 4547,
    "UKR/2024/solutions/returned-idps": 782000,
    "WORLD/2020/solutions/returned-refugees": 250951,
    "WORLD/2020/solutions/resettlement": 34383,
    "WORLD/2020/solutions/naturalisation": 33746,
    "WORLD/2020/solutions/returned-idps": 3184118,
    "WORLD/2020/solutions": None,
}


@pytest.mark.parametrize("address", [*SEX_AND_AGE, *ASYLUM, *SOLUTIONS])
def test_a_number_counted_by_hand(record: Record, address: str) -> None:
    assert record.get(Address.parse(address)).value == {**SEX_AND_AGE, **ASYLUM, **SOLUTIONS}[address]


def test_new_applications_of_2023_are_the_3_6_million_that_the_publisher_reported(record: Record) -> None:
    found = record.get(Address.parse("WORLD/2023/asylum-applications"))
    assert round((found.value or 0) / 10**6, 1) == Decimal("3.6")


def test_parts_by_sex_and_age_add_up_everywhere(record: Record) -> None:
    values = record.values(["population-by-sex-and-age"])
    totals = [address for address in values if not address.member]
    assert len(totals) > 1000
    for total in totals:
        for whole, prefix in ((total, ""), (total.of("female"), "female-"), (total.of("male"), "male-")):
            parts = [
                address
                for address in (total.of(member) for member, _ in record.definition(total.figure).members)
                if address.member not in ("female", "male") and address.member.startswith(prefix)
            ]
            assert sum(values.get(part, Decimal(0)) for part in parts) == values.get(whole, Decimal(0)), whole


def test_the_sources_of_a_part_are_the_rows_that_have_it(record: Record) -> None:
    address = Address.parse("PER/2024/population-by-sex-and-age/female-0-4")
    sources = record.sources(address)
    assert sum(source.value for source in sources) == record.get(address).value == 61234
    assert Source(sources[0].snapshot, "demographics.csv.gz", 241647, "VEN in PER", Decimal(50)) == sources[0]


def test_returned_refugees_are_the_same_people_at_another_country(record: Record) -> None:
    """Who came home to Syria in 2025 is counted in Türkiye among people by type, and in Syria among solutions."""
    for year in range(2016, 2026):
        world = record.get(Address("WORLD", year, "population", "returned-refugees"))
        assert world.value == record.get(Address("WORLD", year, "solutions", "returned-refugees")).value
    away = record.get(Address.parse("TUR/2025/population/returned-refugees")).value
    home = record.get(Address.parse("TUR/2025/solutions/returned-refugees"))
    assert away == 556009
    assert home.status is Status.MISSING or (home.value or 0) < 1000


def test_no_flow_is_provisional_in_the_newest_record(record: Record) -> None:
    for figure in ("asylum-applications", "asylum-decisions"):
        assert record.get(Address("WORLD", 2025, figure)).status is Status.PUBLISHED
