"""Real files of activities: every row that the data pack counts is read, and every broken file is named or reported."""

import gzip
import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from quipu.core.errors import QuipuError
from quipu.core.snapshot import Batch, Issue, Quarantined
from quipu.pipeline import sources
from quipu.warehouse.tables import convert

DATA = Path(os.environ.get("QUIPU_DATA") or Path(__file__).parents[3] / "shared" / "data")
IATI = DATA / "iati"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"THE DATA PACK IS NOT THERE: {DATA} (set QUIPU_DATA)"),
]
YEARS = range(2016, 2024)
COUNTS = """
activity        107   106   105   115   128   133   131   134
budget          101   100    99   110   120   125   123   416
document        700   548   544   467   856   811   947  1443
scope           170   156   181   182   423   306   226    83
location        491   491   492   516   558   558   558   558
participant    1634  1639  1686  2027  2392  2523  3915  2573
related         318   419   410   419   472   521   522   397
sector         3520  3512  3346  3233  3710  3771  2681  2758
transaction    3540  3755  4183  5194  6036  6766  8629  2678
type 11        2910  3113  3603  4572  5421  6109  8227  2678
type 3          430   447   390   379   391   420   279     0
type 4          200   195   190   243   224   237   123     0
indicator      4979  4574  3987  3966  4484  4821  2036     0
baseline       2335  2219  2014  1983  2192  2241  1871     0
target         4947  4554  3972  3950  4450  4718  1318     0
actual         4954  4507  3948  3889  4353  4646  2036     0
hierarchy 1       1     1     1     1     1     1     1     1
hierarchy 2       5     5     5     5     7     7     7     7
hierarchy 3     101   100    99   109   120   125   123   126
"""
SUMS = {
    2016: ("7104015471.466", "3943430550.260", "3967095654.38"),
    2017: ("7451961056.288", "3942450094.804", "4083351900.93"),
    2018: ("7742785009.334", "4183510234.074", "4226250129.38"),
    2019: ("8170941740.197", "4217183026.319", "4415291489.13"),
    2020: ("8733392872.52", "4776449845.194", "4837666033.56"),
    2021: ("8825476934", "4679876357.913", "4917974887.99"),
    2022: ("10286500258", "5851073111.670", "5607083463.67"),
    2023: ("25034958943", "5219239504.275", "0"),
}
"""Budgets, incoming commitments in USD, and disbursements with expenditure, as the data pack adds them up."""


class Read:
    """A file as it was read: its rows by table, its issues and its quarantine."""

    def __init__(self, path: Path) -> None:
        self.rows: dict[str, list[dict[str, object]]] = {}
        self.issues: list[Issue] = []
        self.quarantine: list[Quarantined] = []
        name, recognised = sources.recognise(path, path.name)
        with sources.open_plain(path) as stream:
            for given in sources.read(stream, name, recognised, path.name):
                self._put(given)

    def _put(self, given: Batch | Issue | Quarantined) -> None:
        if isinstance(given, Issue):
            self.issues.append(given)
        elif isinstance(given, Quarantined):
            self.quarantine.append(given)
        else:
            typed, refused = convert(given, "real")
            self.rows.setdefault(given.table, []).extend(typed.to_pylist())
            self.quarantine.extend(refused)

    def counts(self) -> Counter[str]:
        found = Counter({table: len(rows) for table, rows in self.rows.items()})
        found.update(f"type {row['type']}" for row in self.rows.get("transaction", ()))
        found.update(f"hierarchy {row['hierarchy']}" for row in self.rows["activity"])
        found.update(str(row["kind"]) for row in self.rows.get("indicator_value", ()) if row["value"] is not None)
        return found

    def total(self, table: str, column: str, *types: str) -> Decimal:
        chosen = (row for row in self.rows.get(table, ()) if not types or row["type"] in types)
        return sum((row[column] for row in chosen if row[column] is not None), Decimal())


@pytest.mark.parametrize("year", YEARS)
def test_every_row_of_unhcr_is_read_and_none_is_refused(year: int) -> None:
    read = Read(IATI / "unhcr" / f"UNHCR-Activities-{year}.xml.gz")
    names = [line.rsplit(maxsplit=8) for line in COUNTS.strip().splitlines()]
    expected = {name.strip(): int(numbers[year - 2016]) for name, *numbers in names}
    counts = read.counts()
    assert {name: counts[name] for name in expected} == expected
    assert read.quarantine == []
    budgets, commitments, spending = map(Decimal, SUMS[year])
    assert read.total("budget", "value") == budgets
    assert read.total("transaction", "value_usd", "11") == commitments
    assert read.total("transaction", "value", "3", "4") == spending


@pytest.mark.parametrize("year", range(2020, 2024))
def test_the_one_position_that_is_none_is_reported_with_its_line(year: int) -> None:
    path = IATI / "unhcr" / f"UNHCR-Activities-{year}.xml.gz"
    (issue,) = Read(path).issues
    assert (issue.code, issue.identifier) == ("position", f"XM-DAC-41121-{year}-AME-USAMCO")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    assert "<location" in lines[issue.line - 1]
    assert "6.8216, -58.1618" in "".join(lines[issue.line - 1 : issue.line + 30])


VINTAGES = {
    2020: {"activity": 128, "budget": 120, "participant": 2392, "transaction": 6036, "indicator": 4484, "target": 4450},
    2021: {"activity": 133, "budget": 125, "participant": 2516, "transaction": 6404, "indicator": 4677, "target": 4525},
    2022: {"activity": 131, "budget": 185, "participant": 2096, "transaction": 1640, "indicator": 0, "target": 0},
}


@pytest.mark.parametrize("year", VINTAGES)
def test_every_row_of_the_earlier_editions_is_read(year: int) -> None:
    read = Read(IATI / "unhcr" / "vintages" / f"UNHCR-Activities-{year}.2022-04-06.xml.gz")
    counts = read.counts()
    assert {name: counts[name] for name in VINTAGES[year]} == VINTAGES[year]
    assert (read.quarantine, counts["actual"]) == ([], 0)


def test_every_row_of_another_publisher_is_read() -> None:
    read = Read(IATI / "iom" / "IOM-Activities.xml.gz")
    expected = {"activity": 3183, "budget": 8183, "transaction": 3183, "participant": 6366, "sector": 9549}
    expected |= {"location": 10596, "scope": 688, "document": 688}
    counts = read.counts()
    assert {name: counts[name] for name in expected} == expected
    assert read.quarantine == []
    assert read.total("budget", "value") == read.total("transaction", "value") == Decimal("12591378517.12")


def test_every_row_of_that_publishers_own_file_is_read() -> None:
    read = Read(IATI / "iom" / "vintages" / "IOM-Activities.2019-02-28.xml.gz")
    counts = read.counts()
    assert [counts[name] for name in ("activity", "budget", "transaction", "sector")] == [577, 577, 577, 577 * 3]
    assert read.quarantine == []


def _others() -> list[Path]:
    found = sorted(path for folder in ("invalid", "other") for path in (IATI / folder).glob("*.xml*"))
    return found or [IATI / "none"]


@pytest.mark.parametrize("path", _others(), ids=lambda path: path.name)
def test_every_other_file_is_read_or_refused_in_one_line(path: Path) -> None:
    try:
        read = Read(path)
    except QuipuError as error:
        assert path.name in str(error)  # noqa: PT017 - the same
        assert "\n" not in str(error)  # noqa: PT017 - an error is one of two right outcomes
        return
    faults = [(one.line, one.identifier) for one in (*read.issues, *read.quarantine)]
    assert read.rows.get("activity") or faults
    with sources.open_plain(path) as stream:
        last = stream.read().count(b"\n") + 1
    assert all(1 <= line <= last for line, _ in faults)


REFUSED = {
    "not-xml.xml",
    "leading-whitespace.xml",
    "truncated.xml",
    "undeclared-namespace.xml",
    "encoding-windows-1252.xml",
    "spreadsheet.xml",
    "not-iati.xml",
    "organisation-no-identifier.xml",
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_no_parser_takes_is_refused(name: str) -> None:
    with pytest.raises(QuipuError, match=name):
        Read(IATI / "invalid" / name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("budget-value-text.xml", 'budget value "eryr" is not a number'),
        ("budget-no-period-end.xml", "budget period end is missing"),
        ("transaction-no-value.xml", "transaction value is missing"),
        ("transaction-date.xml", "transaction date"),
        ("humanitarian-flag.xml", 'activity humanitarian "One" is not true or false'),
        ("sector-no-code.xml", "sector code is missing"),
        ("identifier.xml", "neither letter nor digit"),
        ("duplicate-identifier.xml", "stands at line"),
    ],
)
def test_a_row_that_is_not_valid_is_in_quarantine_with_its_reason(name: str, reason: str, tmp_path: Path) -> None:
    """The skeletons have "xx" for every code and version, and no identifier; they are of 2.03."""
    text = (IATI / "invalid" / name).read_text("utf-8")
    text = re.sub(
        r"<iati-identifier\s*/>|<iati-identifier>\s*</iati-identifier>", "<iati-identifier>X-1</iati-identifier>", text
    )
    (tmp_path / name).write_text(text.replace('version="xx"', 'version="2.03"'), "utf-8")
    refused = Read(tmp_path / name).quarantine
    assert any(reason in one.reason for one in refused), refused


def test_utf_16_is_read() -> None:
    """Its four activities have no identifier."""
    assert len(Read(IATI / "other" / "encoding-utf-16.xml").quarantine) == 4
