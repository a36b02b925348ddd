import csv
import gzip
import os
from collections import Counter
from pathlib import Path

import pytest

from quipu.core.snapshot import Batch, Issue, Quarantined, Recognised
from quipu.sources.refugee_statistics.reader import read, recognise

DATA = Path(os.environ.get("QUIPU_DATA") or Path(__file__).parents[3] / "shared" / "data")
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"THE DATA PACK IS NOT THERE: {DATA} (set QUIPU_DATA)"),
]


def _expected() -> dict[str, int]:
    """Return the rows of each file of statistics, as SUMS.csv of the data pack counts them."""
    if not DATA.is_dir():
        return {"population/population.csv.gz": 0}
    with (DATA / "SUMS.csv").open(newline="") as sums:
        rows = csv.DictReader(sums)
        return {row["path"]: int(row["rows-or-activities"]) for row in rows if row["path"].startswith("population/")}


def _open(path: Path):
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _recognise(path: Path) -> Recognised | None:
    with _open(path) as stream:
        return recognise(stream.read(65_536), path.name)


def _read(path: Path) -> list[Batch | Issue | Quarantined]:
    recognised = _recognise(path)
    assert recognised is not None
    with _open(path) as stream:
        return list(read(stream, recognised, path.name))


@pytest.mark.parametrize(("path", "rows"), _expected().items())
def test_every_row_is_read_none_is_refused_and_every_line_is_right(path: str, rows: int) -> None:
    records = _read(DATA / path)
    batches = [record for record in records if isinstance(record, Batch)]
    assert [record for record in records if not isinstance(record, Batch)] == []
    assert sum(len(batch.lines) for batch in batches) == rows
    assert [line for batch in batches for line in batch.lines] == list(range(2, rows + 2))
    assert {len(column) - len(batch.lines) for batch in batches for column in batch.columns.values()} == {0}


@pytest.mark.parametrize("path", _expected())
def test_the_dataset_is_told_by_content_alone(path: str) -> None:
    name = path.removeprefix("population/vintages/").removeprefix("population/").split(".")[0]
    dataset = "population" if name.startswith("population") else name.replace("-", "_")
    with _open(DATA / path) as stream:
        recognised = recognise(stream.read(65_536), "download.csv")
    assert recognised is not None
    assert (recognised.dataset, recognised.form, recognised.complete) == (dataset, "data-pack", True)


def test_nothing_else_in_the_pack_is_taken_for_statistics() -> None:
    others = [path for path in DATA.rglob("*") if path.is_file() and DATA / "population" not in path.parents]
    assert [path.name for path in others if _recognise(path) is not None] == []


@pytest.mark.parametrize("path", [path for path in _expected() if "/population" in path])
def test_unknown_and_stateless_have_one_code_in_all_editions(path: str) -> None:
    codes = Counter(
        iso
        for record in _read(DATA / path)
        if isinstance(record, Batch)
        for iso in record.columns["coo_iso"] + record.columns["coa_iso"]
    )
    assert codes["UNK"] > 3000
    assert codes["XXA"] > 1000
    assert not codes.keys() & {None, "", "UKN", "STA"}


def test_a_code_that_looks_like_a_missing_value_stays() -> None:
    levels = Counter(
        level
        for record in _read(DATA / "population/asylum-applications.csv.gz")
        if isinstance(record, Batch)
        for level in record.columns["dec_level"]
    )
    assert levels["NA"] == 2180
