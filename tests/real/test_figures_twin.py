"""Every published value of money and people equals that of a slow and obvious twin; sources are where they say."""

import gzip
import random
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from tests.real import twin

from quipu.core.address import Address
from quipu.core.figure import Source
from quipu.figures.lookup import Record

pytestmark = pytest.mark.real

SAMPLE = 400
PROFILE = Path(str(resources.files("quipu.publishers"))) / "unhcr" / "profile.toml"


@pytest.fixture(scope="module")
def found(data: Path) -> dict[str, twin.Activity]:
    return twin.activities(data / "iati" / "unhcr")


@pytest.fixture(scope="module")
def money(found: dict[str, twin.Activity]) -> twin.Figures:
    return twin.money(found, twin.donors(PROFILE.with_name("donors.toml")))


@pytest.fixture(scope="module")
def held(found: dict[str, twin.Activity]) -> twin.Held:
    return twin.covered(PROFILE, found)


@pytest.fixture(scope="module")
def people(data: Path, held: twin.Held) -> twin.Figures:
    return twin.people(data / "population" / "population.csv.gz", held)


@pytest.fixture(scope="module")
def others(data: Path, held: twin.Held) -> twin.Figures:
    """The statistics beside the population."""
    folder = data / "population"
    return {
        **twin.sex_and_age(folder / "demographics.csv.gz", held),
        **twin.applications(folder / "asylum-applications.csv.gz", held),
        **twin.decisions(folder / "asylum-decisions.csv.gz", held),
        **twin.solutions(folder / "solutions.csv.gz", held),
    }


def _differences(record: Record, figure: str, computed: twin.Figures) -> list[str]:
    published = {str(address): value for address, value in record.values([figure]).items()}
    expected = {address: value for address, value in computed.items() if address.split("/")[2] == figure}
    assert len(expected) > 100
    return [
        f"{address}: {published.get(address)}, the twin has {expected.get(address)}"
        for address in sorted(published.keys() | expected.keys())
        if published.get(address) != expected.get(address)
    ]


def _told(differences: Iterable[str]) -> str:
    lines = list(differences)
    return "\n".join([f"{len(lines)} differences, among them:", *lines[:20]])


@pytest.mark.parametrize(
    "figure",
    ["budget", "expenditure", "contributions", "contributions-by-donor", "contributions-by-kind-of-donor"],
)
def test_every_amount_of_money_equals_that_of_the_twin(record: Record, money: twin.Figures, figure: str) -> None:
    differences = _differences(record, figure, money)
    assert not differences, _told(differences)


@pytest.mark.parametrize("figure", ["contributions-by-donor", "contributions-by-kind-of-donor"])
def test_donors_add_up_to_all_contributions_of_every_year_to_the_cent(record: Record, figure: str) -> None:
    values = record.values(["contributions", figure])
    totals = {a[:2]: value for a, value in values.items() if a.figure == "contributions" and not a.member}
    sums: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for address, value in values.items():
        if address.figure == figure:
            sums[address[:2]] += value
    assert len([subject for subject, _ in totals if subject == "WORLD"]) == 8
    assert dict(sums) == totals


def test_single_contributions_of_donors_are_those_of_the_world(record: Record) -> None:
    for donor in record.donors():
        rows = record.given_by(donor.slug)
        for year in donor.years:
            value = record.get(Address("WORLD", year, "contributions-by-donor", donor.slug)).value
            assert value == sum(row.usd for row in rows if row.year == year), donor.slug


@pytest.mark.parametrize("figure", ["population", "population-by-country", "population-by-origin"])
def test_every_number_of_people_equals_that_of_the_twin(record: Record, people: twin.Figures, figure: str) -> None:
    differences = _differences(record, figure, people)
    assert not differences, _told(differences)


@pytest.mark.parametrize(
    "figure",
    [
        "population-by-sex-and-age",
        "asylum-applications",
        "asylum-applications-by-origin",
        "asylum-applications-in-cases",
        "asylum-decisions",
        "asylum-decisions-in-cases",
        "solutions",
    ],
)
def test_every_number_beside_the_population_equals_that_of_the_twin(
    record: Record, others: twin.Figures, figure: str
) -> None:
    differences = _differences(record, figure, others)
    assert not differences, _told(differences)


def test_each_source_of_a_sample_stands_at_its_line_and_gives_its_amount(record: Record, data: Path) -> None:
    addresses = sorted(record.values(["budget", "expenditure", "contributions", "population"]), key=str)
    chosen = random.Random(2021).sample(addresses, SAMPLE)  # noqa: S311 - a sample, not a secret
    wrong = []
    for address in chosen:
        sources = record.sources(address, limit=300)
        assert sources, address
        source = random.Random(str(address)).choice(sources)  # noqa: S311 - the same
        if not _stands_there(data, source, address):
            wrong.append(f"{address}: {source}")
    assert not wrong, _told(wrong)


@cache
def _lines(data: Path, file: str) -> list[str]:
    (path,) = data.rglob(file)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return stream.read().split("\n")


def _stands_there(data: Path, source: Source, address: Address) -> bool:
    lines = _lines(data, source.file)
    line = lines[source.line - 1]
    if address.figure == "population":
        cells = line.rstrip("\r").split(",")
        is_of_year = line.startswith(f"{address.year},")
        return is_of_year and source.value in _amounts(cells, address.member) and _are_in(source.identifier, cells)
    if source.identifier.endswith("(per cent)"):
        share = re.search(r'<sector [^>]*percentage="([^"]+)"', line)
        return share is not None and Decimal(share[1]) == source.value
    element = "<budget" if address.figure == "budget" else "<transaction"
    block = "".join(lines[source.line - 1 : source.line + 20]).partition(element.replace("<", "</"))[0]
    amounts = re.findall(r"<(?:unhcr:value-USD|value)(?: [^>]*)?>([^<]+)<", block)
    own = next(
        found for at in range(source.line - 1, 0, -1) if (found := re.search("<iati-identifier>([^<]+)<", lines[at]))
    )
    is_own = own[1].strip() == source.identifier
    return line.strip().startswith(element) and is_own and source.value in [Decimal(amount) for amount in amounts]


def _amounts(cells: list[str], member: str) -> list[Decimal]:
    """Return what a row of people can give: its cells, or for a total the sum of its types (host community is the last)."""
    types = [Decimal(cell or 0) for cell in cells[7:]]
    sums = {"": [sum(types)], "without-host-community": [sum(types[:-1])]}
    return sums.get(member, types)


def _are_in(identifier: str, cells: list[str]) -> bool:
    origin, _, asylum = identifier.partition(" in ")
    return asylum in cells and (origin in cells or origin == "UNK")
