import csv
import io
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quipu.pages.twins import COLUMNS, dumped

from .reading import text

PERU = {
    figure["address"]: figure
    for figure in json.loads(text("/operations/peru/2020.json"), parse_float=Decimal)["figures"]
}


def test_a_number_is_a_json_number_with_all_its_digits() -> None:
    assert PERU["PER/2020/budget"]["value"] == Decimal("48625534.17")
    assert '"value":48625534.17,' in text("/operations/peru/2020.json")


def test_a_figure_has_its_sources_and_revisions() -> None:
    refugees = PERU["PER/2020/population/refugees"]
    assert [row["line"] for row in refugees["sources"]] == [128, 129, 168]
    assert refugees["revisions"] == [
        {"as_of": "2021-06-18", "value": 4300, "snapshot": "cccccccccccc"},
        {"as_of": "2021-08-19", "value": 4332, "snapshot": "bbbbbbbbbbbb"},
    ]


def test_a_missing_figure_is_null_with_its_reason() -> None:
    found = {figure["address"]: figure for figure in json.loads(text("/operations/peru/2021.json"))["figures"]}
    assert found["PER/2021/expenditure"]["value"] is None
    assert found["PER/2021/expenditure"]["reason"] == "Not published for 2021"


def test_the_figure_of_a_region_names_its_parts_in_place_of_every_row() -> None:
    found = {figure["address"]: figure for figure in json.loads(text("/regions/americas/2020.json"))["figures"]}
    budget = found["AME/2020/budget"]
    assert [part["address"] for part in budget["parts"]] == ["ARG/2020/budget", "PER/2020/budget"]
    assert budget["source_count"] == 3


def test_csv_and_json_hold_the_same_figures() -> None:
    rows = list(csv.DictReader(io.StringIO(text("/operations/peru/2020.csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["address"] for row in rows] == list(PERU)
    assert rows[0]["source_lines"] == "115-116 155"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_decimals_go_through_json_unchanged(value: Decimal) -> None:
    assert json.loads(dumped(value), parse_float=Decimal, parse_int=Decimal) == value


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_other_values_are_written_as_json(value: object) -> None:
    assert json.loads(dumped(value)) == value
