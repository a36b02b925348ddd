"""Turn drawn tables into the small files that a publisher would give: IATI XML and CSV. Knows no figure."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from tests.spec.drawn import rows

PUBLISHER = "XM-DAC-41121"
_COUNTRIES = ["coo_name", "coo", "coo_iso", "coa_name", "coa", "coa_iso"]
_TYPES = ["refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "oip", "hst"]
Row = dict[str, str]


@dataclass(frozen=True)
class Published:
    """A file as it is published: its name and its text."""

    name: str
    text: str


def activities(day: str, also: str = "", titles: str = "", **tables: str) -> Published:
    """Return an IATI file generated on `day`; each table is of one element, its first column names the activity.

    An activity is written as `2020-AME-PER`. `also` names activities that no table speaks of. `titles` gives titles by
    language; one without a language is in that of the activity.
    """
    found: dict[str, list[str]] = {code: [] for code in also.split()}
    named = _titles(titles, found)
    for element, table in tables.items():
        for row in rows(table):
            found.setdefault(row["activity"], []).extend(_ELEMENTS[element](row))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<iati-activities version="2.03" generated-datetime="{day}T12:00:00Z">',
        *(line for code, own in found.items() for line in _activity(code, own, named.get(code, []))),
        "</iati-activities>",
    ]
    return Published(f"activities-{day}.xml", "\n".join(lines) + "\n")


def _titles(table: str, found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the narratives of the titles by activity, and make each activity known."""
    named: dict[str, list[str]] = {}
    for row in rows(table) if table else []:
        found.setdefault(row["activity"], [])
        spoken = _attribute("xml:lang", row["language"])
        named.setdefault(row["activity"], []).append(f"<narrative{spoken}>{escape(row['title'])}</narrative>")
    return named


def _activity(code: str, own: list[str], titles: list[str]) -> list[str]:
    return [
        '<iati-activity xmlns:unhcr="http://reporting.unhcr.org/" default-currency="USD" xml:lang="en">',
        f"<iati-identifier>{PUBLISHER}-{code}</iati-identifier>",
        f'<reporting-org ref="{PUBLISHER}" type="40"><narrative>UNHCR</narrative></reporting-org>',
        f"<title>{''.join(titles) or f'<narrative>UNHCR Operations in {code}</narrative>'}</title>",
        '<activity-status code="2"/>',
        *own,
        "</iati-activity>",
    ]


def _attribute(name: str, value: str | None) -> str:
    return f" {name}={quoteattr(value)}" if value else ""


def _budget(row: Row) -> list[str]:
    year = row["year"]
    dated = _attribute("value-date", row.get("value date")) + _attribute("currency", row.get("currency"))
    return [
        f"<budget{_attribute('type', row.get('type'))}{_attribute('status', row.get('status'))}>",
        f'<period-start iso-date="{year}-01-01"/>',
        f'<period-end iso-date="{year}-12-31"/>',
        f"<value{dated}>{row['value']}</value>",
        "</budget>",
    ]


def _spending(row: Row) -> list[str]:
    return [
        "<transaction>",
        f'<transaction-type code="{row["type"]}"/>',
        f'<transaction-date iso-date="{row["activity"][:4]}-12-31"/>',
        f'<value currency="USD">{row["value"]}</value>',
        f"<description><narrative>{escape(row.get('text', ''))}</narrative></description>",
        "</transaction>",
    ]


def _contribution(row: Row) -> list[str]:
    donor, earmarking = row.get("donor") or "Government of Norway", row.get("earmarking", "1")
    return [
        f"<transaction{_attribute('ref', row.get('ref'))}>",
        '<transaction-type code="11"/>',
        f'<transaction-date iso-date="{row.get("date") or row["activity"][:4] + "-03-31"}"/>',
        f"<value{_attribute('currency', row.get('currency'))}>{row.get('value') or row['USD']}</value>",
        f"<provider-org{_attribute('ref', row.get('donor ref'))}{_attribute('type', row.get('donor type'))}>"
        f"<narrative>{escape(donor)}</narrative></provider-org>",
        '<aid-type code="B02" vocabulary="1"/>',
        *([f'<aid-type code="{earmarking}" vocabulary="2"/>'] if earmarking else []),
        *([f"<unhcr:value-USD>{row['USD']}</unhcr:value-USD>"] if row["USD"] else []),
        "</transaction>",
    ]


def _sector(row: Row) -> list[str]:
    code = f'vocabulary="{row["vocabulary"]}" code="{row["code"]}" percentage="{row["percentage"]}"'
    return [f"<sector {code}><narrative>{row.get('name', row['code'])}</narrative></sector>"]


def _location(row: Row) -> list[str]:
    position = f"<point><pos>{row['position']}</pos></point>" if row.get("position") else ""
    exactness = f"<exactness{_attribute('code', row['exactness'])}/>" if row.get("exactness") else ""
    name = f"<name><narrative>{row['name']}</narrative></name>"
    return [f"<location{_attribute('ref', row['ref'])}>{name}{position}{exactness}</location>"]


def _document(row: Row) -> list[str]:
    return [
        f'<document-link url="{row["url"]}" format="text/html"><title><narrative>A document</narrative></title></document-link>'
    ]


def _scope(row: Row) -> list[str]:
    scope = f'type="{row["type"]}" vocabulary="{row["vocabulary"]}" code="{row["code"]}"'
    return [f"<humanitarian-scope {scope}><narrative>{row['code']}</narrative></humanitarian-scope>"]


def _indicator(row: Row) -> list[str]:
    year = row["activity"][:4]
    group = f'<dimension name="Population Type" value={quoteattr(row["group"])}/>'
    values = [f'<{kind} value="{row[kind]}">{group}</{kind}>' for kind in ("target", "actual") if row.get(kind)]
    return [
        '<result type="2"><title><narrative>Well-being</narrative></title>',
        f'<indicator measure="{row.get("measure", "1")}"><title><narrative>{row["title"]}</narrative></title>',
        *([f'<baseline year="{year}" value="{row["baseline"]}">{group}</baseline>'] if row.get("baseline") else []),
        f'<period><period-start iso-date="{year}-01-01"/><period-end iso-date="{year}-12-31"/>',
        *values,
        "</period></indicator></result>",
    ]


_ELEMENTS: dict[str, Callable[[Row], list[str]]] = {
    "budgets": _budget,
    "spending": _spending,
    "contributions": _contribution,
    "sectors": _sector,
    "locations": _location,
    "documents": _document,
    "scopes": _scope,
    "indicators": _indicator,
}


def population(day: str, table: str) -> Published:
    """Return a whole edition of the statistics of that day; columns left out are those that the edition has not.

    `origin` and `asylum` are ISO codes, `origin code` and `asylum code` UNHCR's own.
    """
    return Published(f"population-{day}.csv", _csv([_statistics_row(row) for row in rows(table)]))


def idmc(day: str, table: str) -> Published:
    """Return IDMC's count of internally displaced people: year, country, total."""
    same = [{**row, "origin": row["country"], "asylum": row["country"]} for row in rows(table)]
    return Published(f"idmc-{day}.csv", _csv([{**_countries(row), "total": row["total"]} for row in same]))


def unrwa(day: str, table: str) -> Published:
    """Return UNRWA's registered refugees: year, country, total."""
    palestinian = [{**row, "origin": "PSE", "asylum": row["country"]} for row in rows(table)]
    return Published(f"unrwa-{day}.csv", _csv([{**_countries(row), "total": row["total"]} for row in palestinian]))


_AGES = ["0_4", "5_11", "12_17", "18_59", "60", "other"]


def demographics(day: str, table: str) -> Published:
    """Return people by place, sex and age; an age left out is 0, and the total of a sex is the sum of its ages."""
    return Published(f"demographics-{day}.csv", _csv([_demographic(row) for row in rows(table)]))


def _demographic(row: Row) -> Row:
    named = {
        "pop_type": row.get("type", "REF"),
        "location": row.get("place", "Everywhere"),
        "loc_type": "V",
        "acc_type": "U",
    }
    cells = {f"{sex}_{age}": row.get(f"{sex}_{age}") or "0" for sex in "fm" for age in _AGES}
    sums = {f"{sex}_total": str(sum(int(cells[f"{sex}_{age}"]) for age in _AGES)) for sex in "fm"}
    return {**_countries(row), **named, **cells, **sums, "total": row["total"]}


def applications(day: str, table: str) -> Published:
    """Return applications for asylum; one is new, at first instance, with the government, and of people, unless it says so."""
    return Published(f"asylum-applications-{day}.csv", _csv([_application(row) for row in rows(table)]))


def page_of_applications(day: str, number: int, table: str) -> Published:
    """Return a page of the interface: an extract of applications, as JSON."""
    items = [_application(row) for row in rows(table)]
    return Published(f"applications-{day}-{number}.json", json.dumps({"page": number, "maxPages": 2, "items": items}))


def _application(row: Row) -> Row:
    named = {
        "procedure_type": row.get("procedure", "G"),
        "app_type": row.get("type", "N"),
        "dec_level": row.get("level", "FI"),
        "app_pc": row.get("unit", "P"),
    }
    return {**_countries(row), **named, "applied": row["applied"]}


def decisions(day: str, table: str) -> Published:
    """Return decisions on asylum; one is at first instance and of people, and the total is the sum, unless it says so."""
    return Published(f"asylum-decisions-{day}.csv", _csv([_decision(row) for row in rows(table)]))


def _decision(row: Row) -> Row:
    outcomes = {f"dec_{outcome}": row.get(outcome) or "0" for outcome in ("recognized", "other", "rejected", "closed")}
    named = {"procedure_type": "G", "dec_level": row.get("level", "FI"), "dec_pc": row.get("unit", "P")}
    total = row.get("total") or str(sum(int(cell) for cell in outcomes.values()))
    return {**_countries(row), **named, **outcomes, "dec_total": total}


def solutions(day: str, table: str) -> Published:
    """Return solutions; one left out is absent."""
    columns = ("returned_refugees", "resettlement", "naturalisation", "returned_idps")
    named = [{**_countries(row), **{name: row.get(name, "") for name in columns}} for row in rows(table)]
    return Published(f"solutions-{day}.csv", _csv(named))


def website(day: str, table: str) -> Published:
    """Return a download of the website: an extract, with rows about itself before the header."""
    headers = {"year": "Year", "origin": "Country of origin (ISO)", "asylum": "Country of asylum (ISO)"}
    headers |= {
        "refugees": "Refugees under UNHCR's mandate",
        "asylum_seekers": "Asylum-seekers",
        "idps": "IDPs of concern to UNHCR",
    }
    given = rows(table)
    named = [{headers[column]: cell for column, cell in row.items()} for row in given]
    about = f'"Extracted from the UNHCR Refugee Population Statistics Database"\n"Date extracted: {day}"\n'
    return Published(f"download-{day}.csv", about + _csv(named))


def interface(day: str, table: str) -> Published:
    """Return a page of the interface: an extract, as JSON."""
    items = [_statistics_row(row) for row in rows(table)]
    return Published(f"page-{day}.json", json.dumps({"page": 1, "maxPages": 1, "items": items}, indent=1))


def _statistics_row(row: Row) -> Row:
    people = {column: cell for column, cell in row.items() if column in [*_TYPES, "vda"]}
    return {**_countries(row), **people}


def _countries(row: Row) -> Row:
    origin, asylum = row["origin"], row["asylum"]
    cells = [origin, row.get("origin code", origin), origin, asylum, row.get("asylum code", asylum), asylum]
    return {"year": row["year"], **dict(zip(_COUNTRIES, cells, strict=True))}


def _csv(records: list[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()
