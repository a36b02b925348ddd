"""The fixtures are written for these tests: headers as published, figures made up."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from quipu.core.errors import UnreadableFileError, UnrecognisedFileError
from quipu.core.snapshot import Batch, Issue, Quarantined
from quipu.sources.refugee_statistics.reader import read, recognise

FIXTURES = Path(__file__).parent / "refugee_statistics"
COUNTRIES = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso"
VENEZUELANS = "2020,Venezuela,VEN,VEN,Peru,PER,PER"


def records_of(content: str | bytes, name: str = "file.csv") -> list[Batch | Issue | Quarantined]:
    raw = content.encode() if isinstance(content, str) else content
    recognised = recognise(raw[:65_536], name)
    assert recognised is not None
    return list(read(io.BytesIO(raw), recognised, name))


def batch_of(content: str | bytes) -> Batch:
    (batch,) = (record for record in records_of(content) if isinstance(record, Batch))
    return batch


def test_rows_become_columns_of_text_and_empty_cells_none() -> None:
    batch = batch_of(f"{COUNTRIES},refugees,oip\n{VENEZUELANS},10,\n{VENEZUELANS},,20\n")
    assert batch.table == "population"
    assert batch.lines == [2, 3]
    assert batch.columns["year"] == ["2020", "2020"]
    assert batch.columns["coa_iso"] == ["PER", "PER"]
    assert batch.columns["refugees"] == ["10", None]
    assert batch.columns["oip"] == [None, "20"]


@pytest.mark.parametrize(
    ("columns", "dataset"),
    [
        ("refugees,asylum_seekers,returned_refugees,idps,returned_idps,stateless,ooc,oip,hst", "population"),
        ("procedure_type,app_type,dec_level,app_pc,applied", "asylum_applications"),
        (
            "procedure_type,dec_level,dec_pc,dec_recognized,dec_other,dec_rejected,dec_closed,dec_total",
            "asylum_decisions",
        ),
        ("pop_type,location,loc_type,acc_type,f_0_4,f_total,m_total,total", "demographics"),
        ("returned_refugees,resettlement,naturalisation,returned_idps", "solutions"),
        ("refugees,asylum_seekers,refugee_like,oip", "flows"),
    ],
)
def test_a_dataset_is_told_by_its_columns_not_by_its_name(columns: str, dataset: str) -> None:
    recognised = recognise(f"{COUNTRIES},{columns}\n".encode(), "idmc.csv")
    assert recognised is not None
    assert (recognised.dataset, recognised.form, recognised.complete) == (dataset, "data-pack", True)


@pytest.mark.parametrize(
    ("rows", "dataset"),
    [
        (["COL,COL", "PSE,PSE"], "idmc"),
        (["PSE,PSE", "PSE,LBN"], "unrwa"),
    ],
)
def test_two_datasets_with_the_same_columns_are_told_by_their_rows(rows: list[str], dataset: str) -> None:
    lines = [f"2020,{row},1" for row in rows]
    recognised = recognise("\n".join(["year,coo_iso,coa_iso,total", *lines]).encode(), "x.csv")
    assert recognised is not None
    assert recognised.dataset == dataset


@pytest.mark.parametrize("rows", [[], ["PSE,PSE"], ["COL,PER"]])
def test_rows_that_do_not_tell_are_refused(rows: list[str]) -> None:
    lines = [f"2020,{row},1" for row in rows]
    with pytest.raises(UnrecognisedFileError, match="both idmc and unrwa"):
        recognise("\n".join(["year,coo_iso,coa_iso,total", *lines]).encode(), "x.csv")


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"{", b"{}", b"[]", b'{"items":[]}', b"<iati-activities/>", b"year,total\n2020,1\n", b"\x00\xff" * 9],
)
def test_what_is_no_statistics_is_nobody_s(content: bytes) -> None:
    assert recognise(content, "population.csv") is None


def test_the_day_is_taken_from_the_file_name_where_it_has_one() -> None:
    head = f"{COUNTRIES},refugees\n".encode()
    dated = recognise(head, "population-2021-08-19.csv.gz")
    undated = recognise(head, "population-2021-13-19.csv")
    assert dated is not None
    assert undated is not None
    assert (dated.published, dated.published_by) == (date(2021, 8, 19), "date in the file name")
    assert (undated.published, undated.published_by) == (None, "")


def test_venezuelans_displaced_abroad_are_the_same_column_under_its_name_of_then() -> None:
    batch = batch_of("year,coo_name,coo_iso,coa_name,coa_iso,refugees,vda\n2020,Venezuela,VEN,Peru,PER,10,500\n")
    assert batch.columns["oip"] == ["500"]
    assert batch.columns["oip_published_as"] == ["vda"]
    assert "coo" not in batch.columns


@pytest.mark.parametrize(
    ("name", "code", "iso", "expected"),
    [
        ("Unknown", "UKN", "UNK", "UNK"),
        ("Unknown", "UKN", "", "UNK"),
        ("Unknown", "UKN", "UKN", "UNK"),
        ("Unknown ", "", "", "UNK"),
        ("Various / unknown", "", "UKN", "UNK"),
        ("Stateless", "STA", "XXA", "XXA"),
        ("Stateless", "", "STA", "XXA"),
        ("Tibetan", "TIB", "", None),
        ("Austria", "AUS", "AUT", "AUT"),
    ],
)
def test_people_of_no_known_country_have_one_code(name: str, code: str, iso: str, expected: str | None) -> None:
    batch = batch_of(f"{COUNTRIES},refugees\n2020,{name},{code},{iso},Peru,PER,PER,5\n")
    assert batch.columns["coo_iso"] == [expected]


def test_a_code_that_looks_like_a_missing_value_stays() -> None:
    batch = batch_of(f"{COUNTRIES},procedure_type,app_type,dec_level,app_pc,applied\n{VENEZUELANS},G,NA,NA,P,5\n")
    assert (batch.columns["app_type"], batch.columns["dec_level"]) == (["NA"], ["NA"])


def test_a_row_of_another_width_is_set_aside_with_its_line() -> None:
    records = records_of(
        f"{COUNTRIES},refugees\n{VENEZUELANS},10\n2020,Venezuela,VEN\n{VENEZUELANS},1,2\n{VENEZUELANS},30\n"
    )
    short, long, batch = records
    assert short == Quarantined("population", 3, "", "3 cells where the header has 8", "2020,Venezuela,VEN")
    assert isinstance(long, Quarantined)
    assert (long.line, long.reason) == (4, "9 cells where the header has 8")
    assert isinstance(batch, Batch)
    assert (batch.lines, batch.columns["refugees"]) == ([2, 5], ["10", "30"])


def test_a_quotation_mark_that_is_never_closed_is_named() -> None:
    records = records_of(f'{COUNTRIES},refugees\n2020,"Venezuela,VEN\n{VENEZUELANS},1\n{VENEZUELANS},2\n')
    (refused,) = records
    assert isinstance(refused, Quarantined)
    assert refused.line == 2
    assert "runs over 4 lines" in refused.reason


def test_an_unknown_column_is_an_issue_at_the_header() -> None:
    issue, batch = records_of(f"{COUNTRIES},refugees,martians\n{VENEZUELANS},10,3\n")
    assert isinstance(issue, Issue)
    assert (issue.code, issue.line, issue.identifier) == ("unknown-column", 1, "martians")
    assert isinstance(batch, Batch)
    assert "martians" not in batch.columns


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("coo_iso,coa_iso,refugees", "column year is missing; found are: coo_iso, coa_iso, refugees"),
        ("year,coo_iso,refugees", "column coa_iso is missing"),
        ("year,coa_iso,refugees,vda,oip", "column oip is there twice"),
    ],
)
def test_a_header_that_cannot_be_read_is_an_error(header: str, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        records_of(f"{header}\n")


def test_a_header_alone_gives_no_rows() -> None:
    assert records_of(f"{COUNTRIES},refugees\n") == []


def test_a_download_of_the_website_is_an_extract_of_the_day_it_was_made() -> None:
    content = (FIXTURES / "persons_of_concern.csv").read_bytes()
    recognised = recognise(content, "persons_of_concern.csv")
    assert recognised is not None
    assert (recognised.dataset, recognised.form, recognised.complete) == ("population", "website", False)
    assert (recognised.published, recognised.published_by) == (date(2021, 11, 28), "date extracted, in the file")


def test_a_download_of_the_website_is_read_below_what_it_says_of_itself() -> None:
    batch = batch_of((FIXTURES / "persons_of_concern.csv").read_bytes())
    assert batch.lines == [16, 17, 18]
    assert batch.columns["coo_iso"] == ["VEN", "COL", "UNK"]
    assert batch.columns["refugees"] == ["100", "10", "0"]
    assert batch.columns["returned_idps"] == [None, None, None]
    assert batch.columns["oip"] == ["500", None, None]
    assert batch.columns["oip_published_as"] == ["vda", None, None]


@pytest.mark.parametrize(
    ("header", "dataset", "column"),
    [
        ("Refugees under UNHCR's mandate", "population", "refugees"),
        ("Host Community", "population", "hst"),
        ("Application type,applied", "asylum_applications", "app_type"),
        ("Cases / Persons,applied", "asylum_applications", "app_pc"),
        ("Cases / Persons,Total decisions", "asylum_decisions", "dec_pc"),
        ("Stage of procedure,Complementary protection,Total decisions", "asylum_decisions", "dec_other"),
        ("Resettlement arrivals", "solutions", "resettlement"),
        ("Female 60+,Total", "demographics", "f_60"),
    ],
)
def test_the_website_s_headers_are_known(header: str, dataset: str, column: str) -> None:
    names = "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO)"
    values = ",".join(["7"] * (header.count(",") + 1))
    batch = batch_of(f"{names},{header}\n2020,Cuba,CUB,Peru,PER,{values}\n")
    assert (batch.table, batch.columns[column]) == (dataset, ["7"])


def page(**values: object) -> dict[str, object]:
    countries = {"coo_id": 1, "coo_name": "Cuba", "coo": "CUB", "coo_iso": "CUB"}
    asylum = {"coa_id": 2, "coa_name": "Peru", "coa": "PER", "coa_iso": "PER"}
    return {"year": 2020, **countries, **asylum, **values}


def test_pages_of_the_interface_are_read_item_by_item() -> None:
    items = [page(refugees=10, stateless="0", oip="-"), page(refugees=20, stateless="0", oip=5)]
    content = json.dumps({"page": 1, "short-url": "abc", "maxPages": 1, "total": [], "items": items}, indent=1)
    recognised = recognise(content[:900].encode(), "population.json")
    assert recognised is not None
    assert (recognised.dataset, recognised.form, recognised.complete) == ("population", "api", False)
    batch = batch_of(content)
    assert batch.lines == [7, 21]
    assert batch.columns["refugees"] == ["10", "20"]
    assert batch.columns["oip"] == [None, "5"]


def test_an_item_with_other_fields_is_set_aside() -> None:
    first, second = page(refugees=10), page(refugees=10, extra=1)
    records = records_of(json.dumps({"items": [first, second, page(refugees=[1])]}))
    refused = [record for record in records if isinstance(record, Quarantined)]
    assert len(refused) == 2
    assert {record.reason for record in refused} == {
        "not an item with the fields of the first, each a text or a number"
    }


def test_sums_over_countries_are_told_from_rows_of_countries() -> None:
    sums = {"coo_iso": "-", "coo": "-", "coo_name": "-"}
    nowhere = {"coa_iso": "-", "coa": "-", "coa_name": "-"}
    content = json.dumps({"items": [page(refugees=1), page(refugees=2, **sums), page(refugees=3, **nowhere)]})
    refused, batch, issue = records_of(content)
    assert isinstance(refused, Quarantined)
    assert refused.reason.startswith("no country of asylum")
    assert isinstance(batch, Batch)
    assert batch.columns["refugees"] == ["1", "2"]
    assert isinstance(issue, Issue)
    assert (issue.code, issue.line) == ("no-origin", 1)


def test_the_interface_s_countries_are_read() -> None:
    item = {"id": 1, "majorArea": "Americas", "region": "South America", "code": "PER", "iso": "PER", "name": "Peru"}
    batch = batch_of(json.dumps({"items": [item]}))
    assert (batch.table, batch.columns["unhcr_code"], batch.columns["unsd_region"]) == (
        "countries",
        ["PER"],
        ["Americas"],
    )


def test_batches_are_of_some_thousands_of_rows_and_in_order() -> None:
    rows = "\n".join(f"{VENEZUELANS},{number}" for number in range(12_000))
    batches = [record for record in records_of(f"{COUNTRIES},refugees\n{rows}\n") if isinstance(record, Batch)]
    assert max(len(batch.lines) for batch in batches) <= 20_000
    assert [line for batch in batches for line in batch.lines] == list(range(2, 12_002))
    assert [value for batch in batches for value in batch.columns["refugees"]] == [str(n) for n in range(12_000)]
