"""Text becomes typed columns, or goes to quarantine; nothing in between."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.core.snapshot import Batch, Issue, Quarantined
from quipu.warehouse.tables import FactWriter, convert

BUDGET = {"activity": "A", "type": "1", "status": "1", "period_start": "2020-01-01", "currency": "USD"}


def budgets(*cells: tuple[str | None, str | None]) -> Batch:
    """Budgets of these ends of period and values."""
    columns: dict[str, list[str | None]] = {name: [text] * len(cells) for name, text in BUDGET.items()}
    columns |= {"period_end": [end for end, _ in cells], "value": [value for _, value in cells]}
    return Batch("budget", columns, list(range(10, 10 + len(cells))))


def people(*cells: str | None) -> Batch:
    return Batch("population", {"year": ["2020"] * len(cells), "refugees": list(cells)}, list(range(2, 2 + len(cells))))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "1"),
        (".01", "0.01"),
        ("-461.02", "-461.02"),
        ("200000.06 ", "200000.06"),
        ("1e3", "1000"),
        ("749291.502", "749291.502"),
        ("0.12345678", "0.123457"),
        ("999999999999999999", "999999999999999999"),
    ],
)
def test_amounts_are_read_to_the_last_digit(text: str, value: str) -> None:
    kept, refused = convert(budgets(("2020-12-31", text)), "s")
    assert (kept["value"].to_pylist(), refused) == ([Decimal(value)], [])


@pytest.mark.parametrize(
    "text", ["x", "1,000", "1.000.000", "1_000", "inf", "-Infinity", "NaN", "1e18", "0x10", "--1", "１２a"]
)
def test_what_is_no_amount_is_refused_and_its_neighbours_stay(text: str) -> None:
    kept, refused = convert(budgets(("2020-12-31", "1"), ("2020-12-31", text), ("2020-12-31", "2")), "s")
    assert kept["line"].to_pylist() == [10, 12]
    assert [(row.line, row.reason) for row in refused] == [(11, f'budget value "{text}" is not a number')]


@pytest.mark.parametrize("text", ["1.5", "x", "0x10", "0X1F", "1_000", "9223372036854775808", "1e3", "∞"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    kept, refused = convert(people("1", text), "s")
    assert kept["refugees"].to_pylist() == [1]
    assert [(row.line, row.reason) for row in refused] == [(3, f'population refugees "{text}" is not a whole number')]


def test_an_absent_number_is_none_and_no_zero() -> None:
    kept, refused = convert(people("5", None, "", " 7 "), "s")
    assert (kept["refugees"].to_pylist(), refused) == ([5, None, None, 7], [])


@pytest.mark.parametrize("text", ["2020-12-31Z", "2020-12-31+01:00"])
def test_a_day_may_have_a_zone(text: str) -> None:
    assert convert(budgets((text, "1")), "s")[0]["period_end"].to_pylist() == [date(2020, 12, 31)]


@pytest.mark.parametrize("text", ["0", "2020", "2020-13-01", "31.12.2020", "2020-12-31T00:00:00", "20201231"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert [row.reason for row in convert(budgets((text, "1")), "s")[1]] == [
        f'budget period end "{text}" is not a date'
    ]


def test_a_row_with_two_faults_is_refused_once_by_its_first() -> None:
    assert [row.reason for row in convert(budgets(("x", "y")), "s")[1]] == ['budget period end "x" is not a date']


@given(st.lists(st.one_of(st.none(), st.text(max_size=6), st.decimals(allow_nan=False).map(str)), max_size=20))
def test_every_row_is_kept_or_refused_never_both(cells: list[str | None]) -> None:
    kept, refused = convert(people(*cells), "s")
    assert sorted([*kept["line"].to_pylist(), *(row.line for row in refused)]) == list(range(2, 2 + len(cells)))


def test_a_writer_counts_and_keeps_rows_faults_and_quarantine(tmp_path: Path) -> None:
    writer = FactWriter(tmp_path, "abc")
    writer.write(budgets(("2020-12-31", "1"), ("2020-12-31", "x")))
    writer.write(Issue("unknown-code", 5, "A", "what"))
    writer.write(Quarantined("activity", 6, "B", "why", "row"))
    writer.close()
    assert (writer.rows, writer.quarantined, writer.issues) == (1, 2, 1)
    faults = pq.read_table(tmp_path / "faults.parquet").to_pylist()
    assert [(row["kind"], row["line"]) for row in faults] == [("quarantine", 11), ("issue", 5), ("quarantine", 6)]
    (row,) = pq.read_table(tmp_path / "budget.parquet").to_pylist()
    assert (row["value"], row["snapshot"], row["line"]) == (Decimal(1), "abc", 10)


def test_a_snapshot_without_faults_says_so_in_an_empty_file(tmp_path: Path) -> None:
    FactWriter(tmp_path, "abc").close()
    assert pq.read_table(tmp_path / "faults.parquet").num_rows == 0
