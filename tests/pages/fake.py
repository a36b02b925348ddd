"""A record that is small enough to be read: the reference page's figures of Peru, and made-up ones around them.

Everything but Peru's budgets, spending and totals of people is invented, donors and offices included.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256

from quipu.core.address import Address
from quipu.core.check import Check, Finding, Outcome, Report, Severity
from quipu.core.errors import UnknownAddressError
from quipu.core.figure import Break, Definition, Line, Observation, Provenance, Revision, Series, Source, Status
from quipu.core.profile import slugify
from quipu.core.record import (
    Contribution,
    Document,
    Donor,
    Edition,
    FaultNote,
    Indicator,
    Level,
    Place,
    Reported,
    Scope,
    Signpost,
    SnapshotNote,
    Subject,
)
from quipu.figures.lookup import Record
from quipu.figures.origins import FileLines, by_file
from quipu.figures.texts import ENGLISH, Texts

PILLARS = tuple((f"pillar-{n}", title) for n, title in enumerate(("Refugees", "Stateless", "Reintegration", "IDPs"), 1))
PARTNERS = (("direct", "The organisation itself"), ("partner-national-ngo", "National partners"))
DEFINITIONS = (
    Definition("budget", "Budget", "USD", "The revised budget where there is one, else the original.", (), PILLARS),
    Definition("expenditure", "Expenditure", "USD", "Disbursements and own expenditure.", (), (*PILLARS, *PARTNERS)),
    Definition(
        "contributions",
        "Contributions",
        "USD",
        "Incoming commitments, by their value in US dollars.",
        ("A contribution belongs to the year of its activity; its own day may be earlier.",),
        (
            ("unearmarked", "Unearmarked"),
            ("softly-earmarked", "Softly earmarked"),
            ("earmarked", "Earmarked"),
            ("tightly-earmarked", "Tightly earmarked"),
            ("at-operations", "For one operation"),
            ("at-region", "For a region"),
            ("at-world", "For the whole organisation"),
        ),
    ),
    Definition("funding-level", "Funding level", "per cent", "Contributions as a share of the current budget."),
    Definition("funding-gap", "Funding gap", "USD", "The current budget less contributions."),
    Definition(
        "population",
        "Population",
        "people",
        "The sum of the types published, host community included, at the end of the year.",
        ("The publisher rounds numbers below 5 to 0 or 5.",),
        (
            ("refugees", "Refugees"),
            ("asylum-seekers", "Asylum-seekers"),
            ("others-of-concern", "Others of concern"),
            ("other-people-in-need-of-international-protection", "Other people in need of international protection"),
            ("host-community", "Host community"),
            ("without-host-community", "Total without host community"),
        ),
    ),
)

_POPULATION = DEFINITIONS[-1]
DEFINITIONS += (
    Definition(
        "population-last-year", "People a year before", "people", "In the same countries.", (), _POPULATION.members
    ),
    Definition(
        "population-change", "Change in people", "people", "People less people a year before.", (), _POPULATION.members
    ),
    Definition("population-change-percent", "Change, per cent", "per cent", "As a share.", (), _POPULATION.members),
    Definition("contributions-by-donor", "Contributions by donor", "USD", "Contributions of each donor."),
    Definition(
        "contributions-by-kind-of-donor",
        "Contributions by kind of donor",
        "USD",
        "Contributions of governments and others.",
        (),
        (("government", "Governments"), ("private", "Private donors")),
    ),
    Definition("indicator-target", "Indicator: target", "as the indicator says", "The value that was aimed at."),
    Definition("indicator-actual", "Indicator: actual", "as the indicator says", "The value that was reached."),
)

OIP = "other-people-in-need-of-international-protection"
VALUES = f"""
    PER/2019/budget 20496332.32
    PER/2019/expenditure 14173697.75
    PER/2019/expenditure/pillar-1 14173697.75
    PER/2019/population 867821
    PER/2019/population/refugees 2800
    PER/2019/population/asylum-seekers 377000
    PER/2019/population/{OIP} 488021
    PER/2020/budget 48625534.17
    PER/2020/budget/pillar-1 48625534.17
    PER/2020/expenditure 20154483.57
    PER/2020/expenditure/pillar-1 20154483.57
    PER/2020/expenditure/direct 12000000.00
    PER/2020/expenditure/partner-national-ngo 8154483.57
    PER/2020/contributions 22277420.5
    PER/2020/contributions/softly-earmarked 2277420.5
    PER/2020/contributions/earmarked 15000000
    PER/2020/contributions/tightly-earmarked 5000000
    PER/2020/funding-level 45.8142
    PER/2020/funding-gap 26348113.67
    PER/2020/population 1557276
    PER/2020/population/refugees 4332 revised
    PER/2020/population/asylum-seekers 537552
    PER/2020/population/others-of-concern 500353
    PER/2020/population/{OIP} 515039
    PER/2021/budget 60913280.08
    PER/2021/population 1500000 provisional
    PER/2021/population/refugees 4500 provisional
    PER/2021/population/asylum-seekers 540000 provisional
    PER/2021/population/{OIP} 955500 provisional
    ARG/2018/budget 24000000
    ARG/2018/expenditure 12500000
    ARG/2018/population 90000
    ARG/2018/population/refugees 90000
    ARG/2020/budget 25000000
    ARG/2020/budget/pillar-1 20000000
    ARG/2020/budget/pillar-2 5000000
    ARG/2020/expenditure 13000000
    ARG/2020/expenditure/pillar-1 11000000
    ARG/2020/expenditure/pillar-2 2000000
    ARG/2020/contributions 9000000
    ARG/2020/contributions/earmarked 9000000
    ARG/2020/funding-level 36
    ARG/2020/funding-gap 16000000
    ARG/2020/population 180000
    ARG/2020/population/refugees 180000
    AME-RB/2020/expenditure 700000
    HQ/2020/expenditure 100000000
    AME/2020/budget 73625534.17
    AME/2020/expenditure 33854483.57
    AME/2020/expenditure/pillar-1 31154483.57
    AME/2020/expenditure/pillar-2 2000000
    AME/2020/contributions 41277420.5
    AME/2020/contributions/at-operations 31277420.5
    AME/2020/contributions/at-region 10000000
    AME/2020/population 1737276
    AME/2020/population/refugees 184332
    AME/2020/population/asylum-seekers 537552
    AME/2020/population/others-of-concern 500353
    AME/2020/population/{OIP} 515039
    WORLD/2019/budget 20496332.32
    WORLD/2019/expenditure 14173697.75
    WORLD/2019/population 867821
    WORLD/2019/contributions 90000000
    WORLD/2019/contributions/unearmarked 90000000
    WORLD/2019/contributions/at-world 90000000
    WORLD/2020/budget 73625534.17
    WORLD/2020/expenditure 133854483.57
    WORLD/2020/contributions 341277420.5
    WORLD/2020/contributions/unearmarked 300000000
    WORLD/2020/contributions/earmarked 41277420.5
    WORLD/2020/contributions/at-operations 31277420.5
    WORLD/2020/contributions/at-region 10000000
    WORLD/2020/contributions/at-world 300000000
    WORLD/2020/population 1737276
    WORLD/2020/population/refugees 184332
    WORLD/2020/population/asylum-seekers 537552
    WORLD/2020/population/others-of-concern 500353
    WORLD/2020/population/{OIP} 515039
"""

ACTIVITIES, STATISTICS, OLD = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"
SNAPSHOTS = (
    SnapshotNote(
        ACTIVITIES,
        "activities-2020.xml.gz",
        "iati",
        "activities",
        date(2021, 11, 25),
        "UNHCR",
        "CC BY 4.0",
        "https://example.org/activities-2020.xml.gz",
        6036,
        1,
        3,
    ),
    SnapshotNote(
        STATISTICS,
        "population.csv.gz",
        "refugee_statistics",
        "population",
        date(2021, 8, 19),
        "UNHCR",
        "CC BY 4.0",
        "",
        109960,
        0,
        0,
    ),
    SnapshotNote(
        OLD,
        "population-old.csv",
        "refugee_statistics",
        "population",
        date(2021, 6, 18),
        "UNHCR",
        "CC BY 4.0",
        "",
        109000,
        0,
        0,
    ),
)
FILES = {note.name: note for note in SNAPSHOTS}


def _editions(kind: str, region: str, countries: str, years: Iterable[int]) -> tuple[Edition, ...]:
    held = tuple(countries.split())
    return tuple(Edition(year, kind, region, held, f"X-{year}" if year < 2022 else "", ()) for year in years)


SUBJECTS = (
    Subject("WORLD", "world", Level.WORLD, (("en", "World"),), _editions("world", "", "", (2019, 2020))),
    Subject(
        "AME",
        "americas",
        Level.REGION,
        (("en", "Americas"), ("fr", "Amériques")),
        _editions("region", "AME", "", (2020,)),
    ),
    Subject(
        "ARG",
        "argentina",
        Level.OPERATION,
        (("en", "Argentina"), ("es", "Argentina")),
        _editions("regional-office", "AME", "ARG BOL CHL PER PRY URY", (2018, 2020)),
        (Signpost("PER", "successor", 2019, "Peru has an operation of its own from 2019."),),
    ),
    Subject(
        "PER",
        "peru",
        Level.OPERATION,
        (("en", "Peru"), ("ar", "بيرو"), ("es", "Perú"), ("fr", "Pérou")),
        _editions("country-operation", "AME", "PER", (2019, 2020, 2021)),
        (Signpost("ARG", "predecessor", 2019, "Before 2019 the regional office in Argentina covered Peru."),),
    ),
    Subject(
        "AME-RB",
        "ame-rb",
        Level.NODE,
        (("en", "Americas, regional bureau"),),
        _editions("regional-bureau", "AME", "", (2020,)),
    ),
    Subject("HQ", "hq", Level.NODE, (("en", "Headquarters"),), _editions("headquarters", "", "", (2020,))),
)

_GIFTS = """
    2020-11-25 | United States | 9500000 | earmarked
    2020-11-25 | España con ACNUR | 120000.25 | tightly-earmarked
    2020-11-25 | Japan for UNHCR | 80000 | tightly-earmarked
    2020-11-24 | Germany | 5500000 | earmarked
    2020-11-22 | Japan & Co | 2277420.5 | softly-earmarked
    2020-11-18 | United Kingdom | 1500000 | tightly-earmarked
    2020-11-17 | USA for UNHCR | 300000 | tightly-earmarked
    2020-11-12 | Qatar | 1000000 | tightly-earmarked
    2020-11-09 | Hungary | 1199999.75 | tightly-earmarked
    2020-01-03 | <Lantern> | 800000 | tightly-earmarked
"""
_ELSEWHERE = """
    ARG | 2020 | 2020-03-02 | United States | 6000000 | tightly-earmarked
    ARG | 2020 | 2020-03-02 | Germany | 3000000 | earmarked
    AME | 2020 | 2020-02-01 | United States | 10000000 | earmarked
    WORLD | 2020 | 2019-12-20 | Germany | 100000000 | unearmarked
    WORLD | 2020 | 2020-01-20 | Kingdom of Denmark | 200000000 | unearmarked
    WORLD | 2019 | 2018-12-20 | Germany | 90000000 | unearmarked
"""
_PERU_AND_WORLD = (("PER", 2020), ("WORLD", 2020))
"""The world's lists have the rows of all below it; Peru alone has any."""
_INDICATORS = """
    output | Basic and domestic items | # of households receiving cash grants | unit | Refugees | | 8370 | 7956
    outcome | Basic and domestic items | % of households whose needs are met | percentage | Refugees | 6 | 8 |
    output | Reception conditions | # of reception centres improved | unit | Refugees | 0 | 15 | 17
    outcome | Reception conditions | Extent to which reception is adequate | scale | Refugees | 35 | 60 | 52.5
"""


class FakeRecord(Record):
    """The release of this module."""

    name = "fake"
    profile_name = "unhcr"
    texts = ENGLISH
    as_of = date(2021, 11, 25)

    def __init__(self) -> None:  # takes no folder
        self._held: dict[Address, Observation] = {}
        for line in VALUES.split("\n"):
            if line.strip():
                address, value, *flags = line.split()
                self._hold(Address.parse(address), Decimal(value), flags)
        for address in [address for address in self._held if address.figure == "population"]:
            self._compare(address)
        for address, usd in sorted(self._given().items()):
            self._hold(address, usd, [], self._named().get(address.member, ""))
        for held in self.indicators("PER", 2020):
            for figure, value in (("indicator-target", held.target), ("indicator-actual", held.actual)):
                if value is not None:
                    self._hold(Address("PER", 2020, figure, held.member), value, [], held.title)

    def _given(self) -> dict[Address, Decimal]:
        """Add up what donors, and kinds of donors, gave to each subject and to the world."""
        held: dict[Address, Decimal] = defaultdict(Decimal)
        for gift in self._gifts():
            for subject in {gift.subject, "WORLD", *(("AME",) if gift.subject != "WORLD" else ())}:
                held[Address(subject, gift.year, "contributions-by-donor", gift.member)] += gift.usd
            held[Address("WORLD", gift.year, "contributions-by-kind-of-donor", gift.kind)] += gift.usd
        return held

    def _named(self) -> dict[str, str]:
        return {gift.member: gift.donor for gift in self._gifts()}

    def _compare(self, address: Address) -> None:
        """Hold the year before, and the change, where there is one."""
        now, before = self._held[address].value, self._held.get(address.at(address.year - 1))
        if now is None or before is None or before.value is None:
            return
        self._hold(address._replace(figure="population-last-year"), before.value, [])
        if self._held[address].status is Status.PUBLISHED:
            moved = now - before.value
            self._hold(address._replace(figure="population-change"), moved, [])
            self._hold(address._replace(figure="population-change-percent"), round(moved / before.value * 100, 2), [])

    def _hold(self, address: Address, value: Decimal, flags: list[str], title: str = "") -> None:
        status = Status.PROVISIONAL if "provisional" in flags else Status.PUBLISHED
        note = FILES[self._file(address)]
        definition = self.definition(address.figure)
        title = title or definition.member_title(address.member)
        first = Line(note.name, note.file, 100 + len(str(address)))
        self._held[address] = Observation(
            address, title, definition.unit, value, status, "", note.published, "revised" in flags, 3, first
        )

    @staticmethod
    def _file(address: Address) -> str:
        return STATISTICS if address.figure.startswith("population") else ACTIVITIES

    def speaking(self, texts: Texts) -> "FakeRecord":
        other = copy(self)
        other.texts = texts
        return other

    def get(self, address: Address) -> Observation:
        if address.subject not in {subject.code for subject in self.subjects()}:
            raise UnknownAddressError(f"{address.subject} is no subject")
        if address in self._held:
            return self._held[address]
        definition = self.definition(address.figure)
        title = definition.member_title(address.member)
        return Observation(address, title, definition.unit, None, Status.MISSING, f"Not published for {address.year}")

    def _series(self, title: str, unit: str, found: Iterable[Observation]) -> Series:
        return Series(title, unit, tuple(found), Provenance(("UNHCR",), date(2021, 11, 25)))

    def over_years(self, subject: str, figure: str, member: str = "", years: Iterable[int] | None = None) -> Series:
        held = [a.year for a in self._held if (a.subject, a.figure, a.member) == (subject, figure, member)]
        asked = list(years or range(min(held), max(held) + 1) if held else ())
        definition = self.definition(figure)
        found = (self.get(Address(subject, year, figure, member)) for year in asked)
        return self._series(definition.member_title(member), definition.unit, found)

    def members(self, subject: str, year: int, figure: str) -> Series:
        definition = self.definition(figure)
        slugs = [slug for slug, _ in definition.members] or [a.member for a in self._held if a.figure == figure]
        slugs = list(dict.fromkeys(slugs))
        wanted = (Address(subject, year, figure, slug) for slug in slugs if slug)
        held = [found for address in wanted if (found := self._held.get(address)) and found.value is not None]
        if not definition.members:
            held.sort(key=lambda found: (-(found.value or 0), found.address.member))
        return self._series(definition.title, definition.unit, held)

    def unpublished(self, address: Address) -> Observation:
        return self.get(address)

    def everywhere(self, figure: str, member: str) -> tuple[Observation, ...]:
        held = (found for address, found in self._held.items() if (address.figure, address.member) == (figure, member))
        return tuple(sorted(held, key=lambda found: found.address))

    def member_names(self, figure: str) -> frozenset[str]:
        return frozenset(address.member for address in self._held if address.figure == figure and address.member)

    def observations(self, subject: str, year: int) -> tuple[Observation, ...]:
        return tuple(self.get(address) for address in self._held if (address.subject, address.year) == (subject, year))

    def sources(self, address: Address, limit: int | None = None) -> tuple[Source, ...]:
        found = self._held.get(address)
        if found is None or found.value is None:
            return ()
        note, first = FILES[self._file(address)], 100 + len(str(address))
        lines = (first, first + 1, first + 40)
        rows = tuple(Source(note.name, note.file, line, f"X-{address.subject}", found.value / 3) for line in lines)
        return rows[:limit]

    def lines(self, address: Address) -> tuple[FileLines, ...]:
        return tuple(by_file(self.sources(address)))

    def revisions(self, address: Address) -> tuple[Revision, ...]:
        found = self._held.get(address)
        if found is None:
            return ()
        now = Revision(found.as_of or self.as_of, found.value, self._file(address))
        return (Revision(date(2021, 6, 18), Decimal(4300), OLD), now) if found.revised else (now,)

    def definition(self, figure: str) -> Definition:
        return next(definition for definition in DEFINITIONS if definition.name == figure)

    def definitions(self) -> tuple[Definition, ...]:
        return DEFINITIONS

    def breaks(self, figure: str, member: str = "") -> tuple[Break, ...]:
        return (Break(2022, "The results framework changed."),) if figure == "expenditure" and member else ()

    def subject(self, code: str) -> Subject:
        return next(subject for subject in self.subjects() if subject.code == code)

    def subjects(self) -> tuple[Subject, ...]:
        return SUBJECTS

    def newest_days(self) -> dict[tuple[str, int], date]:
        days: dict[tuple[str, int], date] = {}
        for address, found in self._held.items():
            key, day = (address.subject, address.year), found.as_of or self.as_of
            days[key] = max(days.get(key, day), day)
        return days

    def contributions(self, subject: str, year: int) -> tuple[Contribution, ...]:
        found = (gift for gift in self._gifts() if gift.year == year and subject in ("WORLD", gift.subject))
        return tuple(sorted(found, key=lambda gift: -gift.date.toordinal()))

    def given_by(self, donor: str) -> tuple[Contribution, ...]:
        found = (gift for gift in self._gifts() if gift.member == donor)
        return tuple(sorted(found, key=lambda gift: (-gift.year, -gift.usd)))

    def donors(self) -> tuple[Donor, ...]:
        kinds = {gift.member: gift.kind for gift in self._gifts()}
        years = {slug: sorted({gift.year for gift in self._gifts() if gift.member == slug}) for slug in kinds}
        return tuple(Donor(slug, self._named()[slug], kinds[slug], tuple(years[slug])) for slug in sorted(kinds))

    def across(self, subjects: Iterable[str], figure: str, member: str) -> dict[tuple[str, int], Observation]:
        wanted = set(subjects)
        held = ((a, found) for a, found in self._held.items() if (a.figure, a.member) == (figure, member))
        return {(a.subject, a.year): found for a, found in held if a.subject in wanted}

    @staticmethod
    @cache
    def _gifts() -> tuple[Contribution, ...]:
        to_peru = ("PER | 2020 | " + line.strip() for line in _GIFTS.strip().split("\n"))
        lines = (*to_peru, *(line.strip() for line in _ELSEWHERE.strip().split("\n")))
        return tuple(_gift(700 + place, *line.split(" | ")) for place, line in enumerate(lines))

    def indicators(self, subject: str, year: int) -> tuple[Indicator, ...]:
        if (subject, year) != ("PER", 2020):
            return ()
        rows = ([cell.strip() for cell in line.split("|")] for line in _INDICATORS.strip().split("\n"))
        return tuple(self._indicator(line, row) for line, row in enumerate(rows, 900))

    def _all_indicators(self) -> list[Indicator]:
        editions = ((subject.code, year) for subject in self.subjects() for year in subject.years)
        return [row for code, year in editions for row in self.indicators(code, year) if row.subject == code]

    def reported(self) -> tuple[Reported, ...]:
        years: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for row in self._all_indicators():
            years[row.indicator, row.result_type, row.result, row.title, row.measure, row.subject].add(row.year)
        return tuple(Reported(*key[:5], None, key[5], tuple(sorted(years[key]))) for key in sorted(years))

    def indicator(self, name: str) -> tuple[Indicator, ...]:
        return tuple(row for row in self._all_indicators() if row.indicator == name)

    def several(self, addresses: Iterable[Address]) -> dict[Address, Observation]:
        return {address: self._held[address] for address in addresses if address in self._held}

    @staticmethod
    def _indicator(line: int, row: list[str]) -> Indicator:
        kind, result, title, measure, group, *values = row
        baseline, target, actual = (Decimal(value) if value else None for value in values)
        return Indicator(
            "PER",
            slugify(title),
            kind,
            result,
            title,
            measure,
            group,
            baseline,
            target,
            actual,
            "activities-2020.xml.gz",
            line,
            2020,
            slugify(title),
            f"Population targeted: {group}",
        )

    def places(self, subject: str, year: int) -> tuple[Place, ...]:
        if subject not in ("PER", "WORLD"):
            return ()
        file = f"activities-{year}.xml.gz"
        return (
            Place("PER", "P1", "Lima", "National office", Decimal("-12.0487"), Decimal("-77.0303"), file, 66),
            Place("PER", "P2", "Tumbes", "Field office", None, None, file, 78),
        )

    def documents(self, subject: str, year: int) -> tuple[Document, ...]:
        if (subject, year) not in _PERU_AND_WORLD:
            return ()
        file = "activities-2020.xml.gz"
        return (
            Document(
                "PER",
                "https://example.org/report.pdf",
                "Annual report",
                "application/pdf",
                "en",
                date(2021, 6, 1),
                file,
                800,
            ),
            Document("PER", "javascript:alert(1)", "A document with a bad address", "text/html", "", None, file, 801),
        )

    def scopes(self, subject: str, year: int) -> tuple[Scope, ...]:
        if subject not in ("PER", "WORLD"):
            return ()
        names = (("en", "Venezuela Situation"), ("fr", "Situation au Venezuela"))
        return (Scope("PER", "appeal", "2-1", "HVEN20", names, f"activities-{year}.xml.gz", 500),)

    def snapshots(self) -> tuple[SnapshotNote, ...]:
        return SNAPSHOTS

    def faults(self, snapshot: str) -> tuple[FaultNote, ...]:
        if snapshot != ACTIVITIES:
            return ()
        message = 'budget value "20.496.332" is not a number'
        return (FaultNote(snapshot, "activities-2020.xml.gz", 48211, "X-2020-AME-PER", "not-a-number", message, 1),)

    def checks(self) -> Report:
        check = Check("made-up", "A made-up check", Severity.WARN, "What it means.", "What to do.")
        found = Finding("PER/2020/budget", "48.6 million is made up", "activities-2020.xml.gz", 48211)
        return Report(self.name, (Outcome(check, (found,)), Outcome(replace(check, name="another"), ())))

    def fingerprint(self, subject: str) -> str:
        return sha256(subject.encode()).hexdigest()


def _gift(line: int, subject: str, year: str, day: str, donor: str, usd: str, earmarking: str) -> Contribution:
    """A contribution of this module: Germany's are in euro, and those of the United States are parts of one agreement."""
    amount = Decimal(usd)
    private = donor.endswith(("UNHCR", "ACNUR"))
    own, currency = (amount * Decimal("0.9"), "EUR") if donor == "Germany" else (amount, "USD")
    agreement = "A1" if donor == "United States" else f"B{line}"
    kind = "private" if private else "government"
    file, member = f"activities-{year}.xml.gz", slugify(donor)
    told = (subject, date.fromisoformat(day), donor, private, amount, own, currency, earmarking, "", file, line)
    return Contribution(*told, int(year), member, kind, agreement)
