"""The fact tables: what a source delivers and what the figures' SQL reads. Declared once, here."""

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "decimal", "date", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `required` sends a row without it to quarantine; an optional one that is absent is NULL."""

    name: str
    type: Type = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A fact table. `key` is the column that names the record a row belongs to (for issues and replacement).

    Every table also has `line` (of the row in its file) and, once in the warehouse, `snapshot`.
    """

    name: str
    grain: str
    key: str
    columns: tuple[Column, ...]


def _columns(text: str) -> tuple[Column, ...]:
    """Parse `name[:type][!]` words: `year:integer! coa_iso`."""
    columns = []
    for word in text.split():
        name, _, kind = word.rstrip("!").partition(":")
        columns.append(Column(name, kind or "text", word.endswith("!")))  # type: ignore[arg-type]
    return tuple(columns)


def _activity_table(name: str, grain: str, columns: str) -> Table:
    return Table(name, grain, "activity", _columns(f"activity! {columns}"))


def _statistics_table(
    name: str, grain: str, columns: str, countries: str = "coo_name coo coo_iso coa_name coa coa_iso"
) -> Table:
    return Table(name, grain, "coa_iso", _columns(f"year:integer! {countries} {columns}"))


_AGES = " ".join(
    f"{sex}_{age}:integer" for sex in "fm" for age in ("0_4", "5_11", "12_17", "18_59", "60", "other", "total")
)

ACTIVITY_TABLES = (
    _activity_table(
        "activity",
        "one IATI activity",
        "publisher! hierarchy:integer status scope language currency humanitarian:boolean updated"
        " planned_start:date actual_start:date planned_end:date actual_end:date default_aid_type default_earmarking",
    ),
    _activity_table("narrative", "one text of an activity in one language", "element! ref language text!"),
    _activity_table("recipient", "one recipient country or region", "kind! vocabulary code! percentage:decimal name"),
    _activity_table(
        "location",
        "one place of an activity",
        "ref reach name description latitude:decimal longitude:decimal exactness class feature administrative",
    ),
    _activity_table("sector", "one sector of an activity", "vocabulary! code! percentage:decimal name"),
    _activity_table("tag", "one tag of an activity", "vocabulary! code! name"),
    _activity_table("scope", "one humanitarian scope", "type! vocabulary! code! name uri"),
    _activity_table(
        "budget",
        "one budget of an activity",
        "type! status! period_start:date! period_end:date! value:decimal! currency! value_date:date",
    ),
    _activity_table(
        "transaction",
        "one transaction of an activity",
        "ref type! date:date! value:decimal! currency! value_date:date value_usd:decimal description humanitarian:boolean"
        " provider provider_ref provider_type provider_activity receiver receiver_ref receiver_type receiver_activity"
        " aid_type earmarking",
    ),
    _activity_table("participant", "one organisation that takes part", "role! ref type name"),
    _activity_table("document", "one document link", "url! format title category language date:date"),
    _activity_table("related", "one related activity", "ref! type!"),
    _activity_table(
        "indicator",
        "one indicator of a result",
        "number:integer! result_type! result_title aggregation:boolean measure! ascending:boolean title! description",
    ),
    _activity_table(
        "indicator_value",
        "one baseline, target or actual of an indicator; `number` joins it to its indicator",
        "number:integer! kind! year:integer period_start:date period_end:date value:decimal location comment"
        " population_group dimensions",
    ),
)

STATISTICS_TABLES = (
    _statistics_table(
        "population",
        "year-end stock by year, country of origin and country of asylum",
        "refugees:integer asylum_seekers:integer returned_refugees:integer idps:integer returned_idps:integer"
        " stateless:integer ooc:integer oip:integer hst:integer oip_published_as",
    ),
    _statistics_table(
        "asylum_applications",
        "applications by year, origin, asylum, procedure and level",
        "procedure_type app_type dec_level app_pc applied:integer",
    ),
    _statistics_table(
        "asylum_decisions",
        "decisions by year, origin, asylum, procedure and level",
        "procedure_type dec_level dec_pc dec_recognized:integer dec_other:integer dec_rejected:integer"
        " dec_closed:integer dec_total:integer",
    ),
    _statistics_table(
        "demographics",
        "people by year, origin, asylum, type, place, sex and age",
        f"pop_type location loc_type acc_type {_AGES} total:integer",
    ),
    _statistics_table(
        "solutions",
        "returns, resettlement and naturalisation during a year",
        "returned_refugees:integer resettlement:integer naturalisation:integer returned_idps:integer",
    ),
    _statistics_table(
        "flows",
        "people who fled during a year",
        "refugees:integer asylum_seekers:integer refugee_like:integer oip:integer",
    ),
    _statistics_table("idmc", "people internally displaced by conflict and violence, counted by IDMC", "total:integer"),
    _statistics_table("unrwa", "Palestine refugees registered with UNRWA", "total:integer"),
    Table(
        "countries",
        "one country or territory of the statistics",
        "iso_code",
        _columns("iso_code unhcr_code! name unhcr_region unsd_region unsd_subregion unsd_imregion"),
    ),
)

TABLES = {table.name: table for table in ACTIVITY_TABLES + STATISTICS_TABLES}
