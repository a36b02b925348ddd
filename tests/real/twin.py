"""The figures once more, slowly and obviously: standard library, one pass over the raw files. Shares no code with Quipu.

Of Quipu it reads only the profile's list of which office covers which countries: that is data, not a computation.
"""

import csv
import gzip
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Figures = dict[str, Decimal]

USD = "{http://reporting.unhcr.org/}value-USD"
REGIONS = {"AFR", "EHGL", "SAO", "WCA", "AME", "ASO", "EUR", "MENA"}
WORLD_OFFICES = {"HQ", "GLOBALPROG", "JPO"}
STAND_ALONE = {"CRIRLU", "ETHRLO", "KENRO", "SRRCO", "VRRCO", "THARO"}
NOT_OPERATIONS = {"CRIRLU", "ETHRLO", "KENRO", "SRRCO", "VRRCO"}
EARMARKING = {"1": "unearmarked", "2": "softly-earmarked", "3": "earmarked", "4": "tightly-earmarked"}
TYPES = {
    "refugees": "refugees",
    "asylum_seekers": "asylum-seekers",
    "returned_refugees": "returned-refugees",
    "idps": "idps",
    "returned_idps": "returned-idps",
    "stateless": "stateless",
    "ooc": "others-of-concern",
    "oip": "other-people-in-need-of-international-protection",
    "hst": "host-community",
}


@dataclass(frozen=True)
class Place:
    """Where an activity stands: its subject, its region (none at world level), its year, and its level."""

    subject: str
    region: str
    year: int
    level: str

    @property
    def subjects(self) -> set[str]:
        """Everything that the activity's amounts add up to."""
        return {self.subject, self.region or "WORLD", "WORLD"}


@dataclass
class Activity:
    """What one activity of the newest file that has it says of money."""

    place: Place
    budgets: list[tuple[int, str, Decimal, str]] = field(default_factory=list)
    shares: list[tuple[str, Decimal]] = field(default_factory=list)
    transactions: list[dict[str, str]] = field(default_factory=list)


def place(identifier: str) -> Place:
    """Tell an activity's place from its identifier."""
    parts = identifier.removeprefix("XM-DAC-41121-").split("-")
    year = int(parts[0])
    if len(parts) == 1:
        return Place("WORLD", "", year, "world")
    if parts[1] in WORLD_OFFICES:
        return Place(parts[1], "", year, "office")
    region = "SAO" if parts[1] == "SA" else parts[1]
    assert region in REGIONS, identifier
    if len(parts) == 2:
        return Place(region, region, year, "region")
    return Place(_subject(parts[2], region), region, year, "office")


def _subject(office: str, region: str) -> str:
    if office in STAND_ALONE:
        return office
    if office in {"RA", "XAF", "XAM", "XAS", "XEU", "XME"}:
        return f"{region}-RA"
    if office in {"RB", "OO"}:
        return f"{region}-{office}"
    if office.startswith("RB"):
        return f"{office[2:]}-RB"
    return re.sub("(RO|MCO)$", "", office) if len(office) > 3 else office


def activities(folder: Path) -> dict[str, Activity]:
    """Return every activity by identifier, each as the newest file has it."""
    found: dict[str, Activity] = {}
    for path in sorted(folder.rglob("*.xml.gz"), key=_day):
        with gzip.open(path) as stream:
            for element in ElementTree.parse(stream).getroot().iter("iati-activity"):  # noqa: S314 - the pack is known
                identifier = (element.findtext("iati-identifier") or "").strip()
                found[identifier] = _activity(place(identifier), element)
    return found


def _day(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        generated = re.search(r'generated-datetime="([^"]+)"', stream.read(5000))
    assert generated is not None
    return datetime.fromisoformat(generated[1]).astimezone(UTC).date().isoformat()


def _activity(where: Place, element: ElementTree.Element) -> Activity:
    activity = Activity(where)
    for budget in element.iter("budget"):
        start, end = budget.find("period-start"), budget.find("period-end")
        value = budget.find("value")
        assert start is not None
        assert end is not None
        assert value is not None
        assert start.get("iso-date", "")[:4] == end.get("iso-date", "")[:4]
        assert value.get("currency", "USD") == "USD"
        amount = Decimal(value.text or "")
        if not (amount == 0 and budget.get("status", "1") == "1"):
            year = int(start.get("iso-date", "")[:4])
            activity.budgets.append((year, budget.get("type", "1"), amount, value.get("value-date", "")))
    for sector in element.iterfind("sector[@vocabulary='99']"):
        activity.shares.append((sector.get("code", ""), Decimal(sector.get("percentage", ""))))
    activity.transactions = [_transaction(row) for row in element.iter("transaction")]
    return activity


def _transaction(row: ElementTree.Element) -> dict[str, str]:
    kind, value = row.find("transaction-type"), row.find("value")
    earmarking, provider = row.find("aid-type[@vocabulary='2']"), row.find("provider-org")
    assert kind is not None
    assert value is not None
    return {
        "type": kind.get("code", ""),
        "value": value.text or "",
        "currency": value.get("currency", "USD"),
        "usd": row.findtext(USD, ""),
        "text": row.findtext("description/narrative", ""),
        "donor": row.findtext("provider-org/narrative", ""),
        "donor type": "" if provider is None else provider.get("type", ""),
        "earmarking": "" if earmarking is None else earmarking.get("code", ""),
    }


@dataclass(frozen=True)
class Donors:
    """Who is one donor: the slug of each listed name, the kind of each listed slug, and how another's kind is told."""

    slugs: dict[str, str]
    kinds: dict[str, str]
    rules: list[dict[str, Any]]

    def slug(self, name: str) -> str:
        """Return whom a published name means."""
        return self.slugs.get(name) or _slug(name)

    def kind(self, name: str, code: str) -> str:
        """Return the kind of a donor: as listed, else by its name, else by the type of the row."""
        if self.slug(name) in self.kinds:
            return self.kinds[self.slug(name)]
        named = [rule["slug"] for rule in self.rules if re.search(rule.get("pattern", "nobody at all"), name)]
        typed = [rule["slug"] for rule in self.rules if {code, "*"} & set(rule.get("provider_types", []))]
        return str([*named, *typed][0])


def donors(file: Path) -> Donors:
    """Read the list, which is data."""
    held = tomllib.loads(file.read_text("utf-8"))
    slugs = {name: donor["slug"] for donor in held["donors"] for name in donor["published"]}
    return Donors(slugs, {donor["slug"]: donor["kind"] for donor in held["donors"]}, held["donor_kinds"])


def money(found: dict[str, Activity], listed: Donors) -> Figures:
    """Return every budget, expenditure and contribution by address."""
    figures: Figures = defaultdict(Decimal)
    _add_budgets(figures, found)
    for activity in found.values():
        for row in activity.transactions:
            for subject in activity.place.subjects:
                at = f"{subject}/{activity.place.year}"
                for name, amount in _amounts(row, activity.place, subject, listed):
                    figures[f"{at}/{name}"] += amount
    return dict(figures)


def _amounts(row: dict[str, str], where: Place, subject: str, listed: Donors) -> Iterator[tuple[str, Decimal]]:
    if row["type"] in ("3", "4"):
        assert row["currency"] == "USD"
        yield "expenditure", Decimal(row["value"])
        for member in (_pillar(row["text"]), _partner(row["text"])):
            if member:
                yield f"expenditure/{member}", Decimal(row["value"])
    elif row["type"] == "11":
        usd = Decimal(row["usd"])
        yield "contributions", usd
        yield f"contributions/{EARMARKING.get(row['earmarking'], 'unclassified')}", usd
        if subject in REGIONS | {"WORLD"}:
            at = {"world": "at-world", "region": "at-region"}.get(where.level, "at-operations")
            yield f"contributions/{at}", usd
        yield f"contributions-by-donor/{listed.slug(row['donor'])}", usd
        yield f"contributions-by-kind-of-donor/{listed.kind(row['donor'], row['donor type'])}", usd


def _pillar(text: str) -> str:
    pillar = re.search(r"Pillar (\d):", text)
    return f"pillar-{pillar[1]}" if pillar else "other" if "Under Other:" in text or "under Other:" in text else ""


def _partner(text: str) -> str:
    if text.startswith("Total expenditure"):
        return "direct"
    for words, member in {
        "International NGO": "international-ngo",
        "Partner country based NGO": "national-ngo",
        "Gover": "government",
        "United Nations": "multilateral",
        "Multilateral": "multilateral",
    }.items():
        if text.startswith(f"Total disbursement to {words}"):
            return f"partner-{member}"
    raise AssertionError(text)


def _slug(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
    return re.sub("[^a-z0-9]+", "-", plain.lower())[:80].strip("-")


def _add_budgets(figures: Figures, found: dict[str, Activity]) -> None:
    """Of several budgets of one subject, year and type the one with the later value date counts."""
    kept: dict[tuple[str, int, str], tuple[str, int, Decimal, Activity]] = {}
    for activity in found.values():
        for year, kind, amount, dated in activity.budgets:
            key = (activity.place.subject, year, kind)
            rival = kept.get(key)
            assert rival is None or rival[0] != dated or rival[3] is not activity, key
            if rival is None or (dated, activity.place.year) > rival[:2]:
                kept[key] = (dated, activity.place.year, amount, activity)
    for (subject, year, kind), (_, _, amount, activity) in kept.items():
        above = activity.place.subjects - {activity.place.subject}
        for address in [subject, *above]:
            figures[f"{address}/{year}/budget/{'revised' if kind == '2' else 'original'}"] += amount
        if kind == "2" or (subject, year, "2") not in kept:
            _add_current(figures, activity, [subject, *above], year, amount)


def _add_current(figures: Figures, activity: Activity, subjects: list[str], year: int, amount: Decimal) -> None:
    for subject in subjects:
        figures[f"{subject}/{year}/budget"] += amount
        if year == activity.place.year:
            for code, percentage in activity.shares:
                member = f"pillar-{code}" if code.isdigit() else code.lower()
                if percentage > 0:
                    figures[f"{subject}/{year}/budget/{member}"] += amount * percentage / 100


def covered(profile: Path, found: dict[str, Activity]) -> dict[tuple[str, int], tuple[str, str]]:
    """Return (operation, region) by country and year; the operations of the newest file go on after it."""
    listed: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for entry in tomllib.loads(profile.read_text("utf-8"))["coverage"]:
        listed[entry["subject"]].append((entry["first"], entry["countries"]))
    places = {(a.place.subject, a.place.year): a.place for a in found.values() if _is_operation(a.place)}
    newest = max(year for _, year in places)
    places |= {(s, y): p for (s, year), p in list(places.items()) if year == newest for y in range(newest + 1, 2026)}
    held: dict[tuple[str, int], tuple[str, str]] = {}
    for (subject, year), where in sorted(places.items()):
        for country in _countries(listed, subject, year):
            assert (country, year) not in held, (country, year, subject)
            held[country, year] = (subject, where.region)
    return held


def _is_operation(where: Place) -> bool:
    return (
        where.level == "office"
        and len(where.subject) in (3, 5)
        and where.subject
        not in NOT_OPERATIONS
        | WORLD_OFFICES
        | {f"{region}-{kind}" for region in REGIONS for kind in ("RA", "RB", "OO")}
    )


def _countries(listed: dict[str, list[tuple[int, list[str]]]], subject: str, year: int) -> list[str]:
    begun = [(first, countries) for first, countries in listed.get(subject, []) if first <= year]
    if begun:
        return max(begun)[1]
    taken = {c for other in listed for c in (_countries_listed(listed[other], year))}
    return [] if subject in taken else [subject]


def _countries_listed(entries: list[tuple[int, list[str]]], year: int) -> list[str]:
    begun = [(first, countries) for first, countries in entries if first <= year]
    return max(begun)[1] if begun else []


def people(file: Path, held: dict[tuple[str, int], tuple[str, str]]) -> Figures:
    """Return the population of every operation, region and the world, by type, country and origin."""
    figures: Figures = defaultdict(Decimal)
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            year = int(row["year"])
            subjects = {"WORLD", *held.get((row["coa_iso"], year), ())}
            for column, member in TYPES.items():
                count = Decimal(row[column] or 0)
                if count:
                    for address in {f"{subject}/{year}/population" for subject in subjects}:
                        figures[address] += count
                        figures[f"{address}/{member}"] += count
                        figures[f"{address}-by-country/{row['coa_iso'].lower()}"] += count
                        if column != "hst":
                            figures[f"{address}/without-host-community"] += count
                            figures[f"{address}-by-origin/{row['coo_iso'].lower()}"] += count
    return dict(figures)


FIRST_YEAR = 2016
AGES = {"0_4": "0-4", "5_11": "5-11", "12_17": "12-17", "18_59": "18-59", "60": "60-plus", "other": "age-unknown"}
OUTCOMES = {
    "dec_recognized": "recognized",
    "dec_other": "complementary",
    "dec_rejected": "rejected",
    "dec_closed": "closed",
}
SOLUTIONS = {
    "returned_refugees": "returned-refugees",
    "resettlement": "resettlement",
    "naturalisation": "naturalisation",
    "returned_idps": "returned-idps",
}
Held = dict[tuple[str, int], tuple[str, str]]


def _rows_of(file: Path, held: Held, country: str = "coa_iso") -> Iterator[tuple[dict[str, str], list[str]]]:
    """Yield each row of the years of operations with the subjects, and the year, that its country adds to."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            year = int(row["year"])
            if year >= FIRST_YEAR:
                yield row, [f"{subject}/{year}" for subject in {"WORLD", *held.get((row[country], year), ())}]


def _without_zeros(figures: Figures) -> Figures:
    return {address: value for address, value in figures.items() if value}


def sex_and_age(file: Path, held: Held) -> Figures:
    """Return people by sex and age of every operation, region and the world."""
    figures: Figures = defaultdict(Decimal)
    for row, subjects in _rows_of(file, held):
        counts = {"": row["total"], "/female": row["f_total"], "/male": row["m_total"]}
        counts |= {f"/female-{age}": row[f"f_{cell}"] for cell, age in AGES.items()}
        counts |= {f"/male-{age}": row[f"m_{cell}"] for cell, age in AGES.items()}
        unknown = int(row["total"]) - int(row["f_total"]) - int(row["m_total"])
        for subject in subjects:
            figures[f"{subject}/population-by-sex-and-age/not-disaggregated"] += unknown
            for member, count in counts.items():
                figures[f"{subject}/population-by-sex-and-age{member}"] += Decimal(count)
    return _without_zeros(figures)


def applications(file: Path, held: Held) -> Figures:
    """Return applications for asylum, of people and of cases."""
    figures: Figures = defaultdict(Decimal)
    for row, subjects in _rows_of(file, held):
        kind, count = _kind(row["app_type"], row["dec_level"]), Decimal(row["applied"])
        name = {"P": "asylum-applications", "C": "asylum-applications-in-cases"}[row["app_pc"]]
        for subject in subjects:
            figures[f"{subject}/{name}/{kind}"] += count
            if kind.startswith("new"):
                figures[f"{subject}/{name}"] += count
                if row["app_pc"] == "P":
                    figures[f"{subject}/{name}-by-origin/{row['coo_iso'].lower()}"] += count
    return dict(figures)


def _kind(kind: str, level: str) -> str:
    """Tell what an application is: since 2016 there is no type V, SP or NA."""
    if kind in ("R", "RA"):
        return "repeat"
    if kind in ("A", "J") or level in ("AR", "JR"):
        return "appeal"
    if level == "RA":
        return "repeat"
    if level == "SP":
        return "other"
    assert kind in ("N", "NR", "FA"), kind
    return "new" if kind == "N" else "new-and-other"


def decisions(file: Path, held: Held) -> Figures:
    """Return decisions on asylum, of people and of cases; the total is the sum of the outcomes."""
    figures: Figures = defaultdict(Decimal)
    for row, subjects in _rows_of(file, held):
        name = {"P": "asylum-decisions", "C": "asylum-decisions-in-cases"}[row["dec_pc"]]
        for subject in subjects:
            for column, outcome in OUTCOMES.items():
                figures[f"{subject}/{name}/{outcome}"] += Decimal(row[column])
                figures[f"{subject}/{name}"] += Decimal(row[column])
    return _without_zeros(figures)


def solutions(file: Path, held: Held) -> Figures:
    """Return solutions: returned refugees by their origin, all others by what the file calls asylum."""
    figures: Figures = defaultdict(Decimal)
    for country in ("coo_iso", "coa_iso"):
        for row, subjects in _rows_of(file, held, country):
            for column, member in SOLUTIONS.items():
                if (country == "coo_iso") == (column == "returned_refugees"):
                    for subject in subjects:
                        figures[f"{subject}/solutions/{member}"] += Decimal(row[column] or 0)
    return _without_zeros(figures)
