"""Look figures up in a release by address. Knows nothing of who shows them."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from quipu.core.address import Address
from quipu.core.check import Report
from quipu.core.errors import QuipuError, UnknownAddressError
from quipu.core.figure import Break, Definition, Line, Observation, Provenance, Revision, Series, Source, Status
from quipu.core.record import Subject
from quipu.figures.absence import reason_of_absence
from quipu.figures.listing import Lists
from quipu.figures.nouns import definition_from, subject_from
from quipu.figures.origins import FileLines, Origins
from quipu.figures.texts import ENGLISH, Texts, day_in

if TYPE_CHECKING:
    from quipu.core.profile import Profile

FILE = "figures.sqlite"
SCHEMA = "schema.sql"
CHECKS = "checks.json"
LISTS = "lists"
"""The name by which all rows of all lists together have a fingerprint."""
T = TypeVar("T")
_COLUMNS = "subject, year, figure, member, value, provisional, published, versions, sources, newest_snapshot, line"
_OBSERVED = f"SELECT {_COLUMNS} FROM observation"
_WANTED = (
    "WITH wanted AS (SELECT value ->> 0 AS s, value ->> 1 AS y, value ->> 2 AS f, value ->> 3 AS m FROM json_each(?))"
    f" SELECT {_COLUMNS} FROM wanted CROSS JOIN observation"
    " ON subject = s AND year = y AND figure = f AND member = m WHERE value IS NOT NULL"
)
_PARTS = " WHERE subject = ? AND year = ? AND figure = ? AND member <> '' AND value IS NOT NULL"
_IN_WORDS = ("_definitions", "_titles_known", "_titles_shown", "_aliases", "_breaks", "_gaps")
_YEARS_KEPT = 64
_SERIES_KEPT = 512
_MEMBERS_KEPT = 4
_FIGURES_KEPT = 2
_ALIKE, _ALIKE_OF_MANY, _MANY = 0.4, 0.8, 1000
"""How alike a name must be to be proposed for an unknown one. Among thousands (indicators) only near ones are looked
for: `get_close_matches` compares at least so well forty times as fast, and proposes the same for a slip."""
WITHDRAWN = "Withdrawn: editions from {day} on no longer have it."
PROVISIONAL = "The middle of the year: its end is not published yet."


def schema_version() -> str:
    """Return a hash of how a release is laid out; one of another layout is built anew, not read wrongly."""
    here = Path(__file__).parent
    scripts = (here / SCHEMA, *sorted((here / "lists").glob("*.sql")))
    return sha256(b"".join(script.read_bytes() for script in scripts)).hexdigest()[:12]


class _Alias(NamedTuple):
    """An earlier name of a member, in the figures whose names begin so; `title` is empty where it has none of its own."""

    figures: str
    member: str
    title: str


class Record(Lists):
    """A release opened for reading: every figure by address, and the rows that pages list.

    Read-only and safe to open in many processes at once. All methods return values that do not change.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.texts = folder, ENGLISH
        path = (folder / FILE).absolute()
        about = dict(self._about(path))
        if about.get("schema") != schema_version():
            raise QuipuError("the release was built by another version of quipu", str(folder), "Run: quipu build")
        self.name: str = about["name"]
        self.as_of = date.fromisoformat(about["as_of"])
        self._publisher = about["publisher"]
        super().__init__(self._database)
        self._origins = Origins(self._database)
        self._published = lru_cache(maxsize=_YEARS_KEPT)(self._read)
        self._series = lru_cache(maxsize=_SERIES_KEPT)(self._read_series)
        self._everywhere = lru_cache(maxsize=_MEMBERS_KEPT)(self._read_everywhere)
        self._members_asked: Counter[str] = Counter()
        self._rows_by_member = lru_cache(maxsize=_FIGURES_KEPT)(self._read_members)
        self.profile_name: str = about["profile"]

    def _about(self, path: Path) -> list[tuple[str, str]]:
        try:
            uri = f"{path.as_uri()}?mode=ro&immutable=1"
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
            return self._database.execute("SELECT key, value FROM about").fetchall()
        except sqlite3.DatabaseError as error:
            next_step = "Remove the folder, then run: quipu build"
            raise QuipuError(
                f"the figures of the release cannot be read ({error})", str(path.parent), next_step
            ) from error

    @classmethod
    def open(cls, folder: Path) -> "Record":
        """Open the release in `folder`."""
        return cls(folder)

    @cached_property
    def profile(self) -> "Profile":
        """The profile of the publisher whose release it is; loaded when a reason is asked for, not at every look-up."""
        from quipu.core.profile import load

        return load(self.profile_name)

    def speaking(self, texts: Texts) -> "Record":
        """Return the same record with its titles, definitions and reasons in another language; numbers are read once for all."""
        other = copy(self)
        for name in _IN_WORDS:
            other.__dict__.pop(name, None)
        other.texts = texts
        return other

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def get(self, address: Address) -> Observation:
        """Return the observation; a missing one has a reason; raise UnknownAddressError with what is known nearby."""
        named = self._canonical(address)
        row = self._row(named)
        if row is None:
            return self._missing(address, named)
        return self._observation(row, address)

    def unpublished(self, address: Address) -> Observation:
        """Return what `get` does, for an address that none of the `observations` of its subject and year has."""
        named = self._canonical(address)
        return self._missing(address, named) if named == address else self.get(address)

    def _row(self, address: Address) -> tuple[Any, ...] | None:
        where = " WHERE subject = ? AND year = ? AND figure = ? AND member = ?"
        key = (address.subject, address.year, address.figure, address.member)
        row: tuple[Any, ...] | None = self._database.execute(_OBSERVED + where, key).fetchone()
        return row

    def _canonical(self, address: Address) -> Address:
        """Return the address under the member's present name."""
        alias = self._alias(address)
        return address.of(alias.member) if alias else address

    def _observation(self, row: tuple[Any, ...], address: Address | None = None) -> Observation:
        subject, year, figure, member, value, provisional, published, versions, sources, newest, line = row
        shown = address or Address(subject, year, figure, member)
        day = date.fromisoformat(published)
        told = shown, self._title(shown), self._units[figure]
        if value is None:
            return Observation(*told, None, Status.MISSING, self._reason(Status.MISSING, day), day, versions > 1)
        status = Status.PROVISIONAL if provisional else Status.PUBLISHED
        reason = self._reason(status, day) if provisional else ""
        first = Line(*self._origins.snapshots[newest], line)
        return Observation(*told, Decimal(value), status, reason, day, versions > 1, sources, first)

    @cached_property
    def _units(self) -> dict[str, str]:
        return {name: definition.unit for name, definition in self._definitions.items()}

    def _title(self, shown: Address) -> str:
        """Return the title of a member as the address names it."""
        key = shown.figure, shown.member
        if key not in self._titles_shown:
            alias = self._alias(shown)
            title = (alias and alias.title) or self.member_title(shown.figure, alias.member if alias else shown.member)
            self._titles_shown[key] = title
        return self._titles_shown[key]

    @cached_property
    def _titles_shown(self) -> dict[tuple[str, str], str]:
        return {}

    def _reason(self, status: Status, day: date) -> str:
        """Return why a published observation is no plain number; nothing where it is one."""
        if status is Status.PUBLISHED:
            return ""
        if status is Status.PROVISIONAL:
            return self.texts.of(PROVISIONAL)
        return self.texts.of(WITHDRAWN).format(day=day_in(self.texts.language, day))

    def _missing(self, address: Address, named: Address) -> Observation:
        """Return a gap with its reason where the address could have a figure; else say what is known nearby."""
        self._check_known(named)
        definition = self.definition(named.figure)
        reason = reason_of_absence(self, named)
        title = self.member_title(named.figure, named.member)
        return Observation(address, title, definition.unit, None, Status.MISSING, reason)

    def _check_known(self, address: Address) -> None:
        if address.subject not in self._described:
            raise _unknown(address, "subject", address.subject, self._described)
        if address.figure not in self._definitions:
            raise _unknown(address, "figure", address.figure, self._definitions)
        if address.year not in self._years:
            known = f"{min(self._years)} to {max(self._years)}" if self._years else "none"
            problem = f"{address}: there is no {address.figure} of {address.year}"
            raise UnknownAddressError(problem, next=f"Years known: {known}.")
        known_members = self._titles(address.figure).keys()
        if address.member and address.member not in known_members:
            raise _unknown(address, f"member of {address.figure}", address.member, known_members)

    @cached_property
    def _years(self) -> frozenset[int]:
        """The years that the record speaks of."""
        return frozenset(year for subject in self.subjects() for year in subject.years)

    def gap(self, address: Address) -> str | None:
        """Return why the publisher gives no such figure in that year, or None where no reason is known."""
        key = (address.figure, address.member, address.year)
        if key not in self._gaps:
            reason = self.profile.gap(*key)
            self._gaps[key] = reason and self.texts.of(reason)
        return self._gaps[key]

    @cached_property
    def _gaps(self) -> dict[tuple[str, str, int], str | None]:
        return {}

    def over_years(self, subject: str, figure: str, member: str = "", years: Iterable[int] | None = None) -> Series:
        """Return one figure over `years` (default: every year from the first to the last that has a value)."""
        found = {one.address.year: self._spoken(one) for one in self._series(subject, figure, member)}
        wanted = tuple(years) if years is not None else (range(min(found), max(found) + 1) if found else ())
        observations = tuple(
            found[year] if year in found else self._gap(Address(subject, year, figure, member)) for year in wanted
        )
        title = self.member_title(figure, member)
        first, last = (min(wanted), max(wanted)) if wanted else (0, 0)
        breaks = tuple(b for b in self.breaks(figure, member) if first < b.year <= last)
        return Series(title, self.definition(figure).unit, observations, self._provenance(figure, observations), breaks)

    def _read_series(self, subject: str, figure: str, member: str) -> tuple[Observation, ...]:
        """Read a figure in all years, in English."""
        where = " WHERE subject = ? AND year IN (SELECT value FROM json_each(?)) AND figure = ? AND member = ?"
        key = (subject, json.dumps(self.subject(subject).years), figure, member)
        return tuple(map(self._observation, self._database.execute(_OBSERVED + where, key)))

    def _gap(self, address: Address) -> Observation:
        title = self.member_title(address.figure, address.member)
        unit = self.definition(address.figure).unit
        return Observation(address, title, unit, None, Status.MISSING, reason_of_absence(self, address))

    def members(self, subject: str, year: int, figure: str) -> Series:
        """Return the published members of a figure in one year, in the order of its definition, else by value."""
        found = [self._observation(row) for row in self._database.execute(_OBSERVED + _PARTS, (subject, year, figure))]
        order = {member: place for place, (member, _) in enumerate(self.definition(figure).members)}
        found.sort(key=lambda o: (order.get(o.address.member, len(order)), -(o.value or 0), o.address.member))
        definition = self.definition(figure)
        return Series(definition.title, definition.unit, tuple(found), self._provenance(figure, found))

    def across(self, subjects: Iterable[str], figure: str, member: str) -> dict[tuple[str, int], Observation]:
        """Return what is published of one member of a figure at several subjects, by subject and year."""
        where = (
            " WHERE subject IN (SELECT value FROM json_each(?)) AND year IN (SELECT value FROM json_each(?))"
            " AND figure = ? AND member = ? AND value IS NOT NULL"
        )
        key = (json.dumps(list(subjects)), json.dumps(list(self._years)), figure, member)
        return {(row[0], row[1]): self._observation(row) for row in self._database.execute(_OBSERVED + where, key)}

    def several(self, addresses: Iterable[Address]) -> dict[Address, Observation]:
        """Return what is published at these addresses, by the present names of members; asked for in one question."""
        found = map(self._observation, self._database.execute(_WANTED, (json.dumps(list(addresses)),)))
        return {one.address: one for one in found}

    def observations(self, subject: str, year: int) -> tuple[Observation, ...]:
        """Return everything published of a subject in one year, in the order of figures and members."""
        return tuple(map(self._spoken, self._published(subject, year)))

    def _read(self, subject: str, year: int) -> tuple[Observation, ...]:
        """Read everything of a subject in one year, in English."""
        rows = self._database.execute(_OBSERVED + " WHERE subject = ? AND year = ?", (subject, year)).fetchall()
        places = {name: place for place, name in enumerate(self._definitions)}
        found = [self._observation(row) for row in rows]
        return tuple(sorted(found, key=lambda o: (places[o.address.figure], o.address.member)))

    def _spoken(self, found: Observation) -> Observation:
        """Return a published observation, read in English, in the language of this record: most are the same in all."""
        if self.texts.language == "en":
            return found
        address, day = found.address, found.as_of
        title = self._title(address)
        reason = self._reason(found.status, day) if day else ""
        if title == found.title and reason == found.reason:
            return found
        firmness = found.status, reason, day, found.revised
        return Observation(address, title, found.unit, found.value, *firmness, found.source_count, found.first)

    def everywhere(self, figure: str, member: str) -> tuple[Observation, ...]:
        """Return what is published of one member of a figure, by subject and year."""
        return tuple(map(self._spoken, self._everywhere(figure, member)))

    def _read_everywhere(self, figure: str, member: str) -> tuple[Observation, ...]:
        """Read one member of a figure at all subjects, in English: the first few by themselves, as a page does not need more."""
        self._members_asked[figure] += 1
        if self._members_asked[figure] <= _MEMBERS_KEPT:
            return tuple(self.across(self._described, figure, member).values())
        return tuple(map(self._observation, self._rows_by_member(figure).get(member, ())))

    def _read_members(self, figure: str) -> dict[str, list[tuple[Any, ...]]]:
        """Read the published rows of a figure at once, by member: one by one each would take a look at every subject."""
        found: dict[str, list[tuple[Any, ...]]] = {}
        for row in self._database.execute(_OBSERVED + " WHERE figure = ? AND value IS NOT NULL", (figure,)):
            found.setdefault(row[3], []).append(row)
        return found

    def _provenance(self, figure: str, observations: Iterable[Observation]) -> Provenance:
        days = [o.as_of for o in observations if o.as_of is not None]
        return Provenance(self._publishers_of(figure), max(days, default=self.as_of))

    def _publishers_of(self, figure: str) -> tuple[str, ...]:
        """Return whose datasets the figure's SQL reads."""
        if figure not in self._publishers:
            found = {note.publisher for note in self.snapshots() if note.dataset in self._datasets[figure]}
            self._publishers[figure] = tuple(sorted(found)) or (self._publisher,)
        return self._publishers[figure]

    @cached_property
    def _publishers(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _datasets(self) -> dict[str, frozenset[str]]:
        rows = self._database.execute("SELECT name, datasets FROM definition")
        return {name: frozenset(datasets.split(" ")) for name, datasets in rows}

    def sources(self, address: Address, limit: int | None = None) -> tuple[Source, ...]:
        """Return the source rows of a figure, the newest file first, by line; none of a missing one.

        A row that gives several parts of a sum is one source with their sum.
        """
        return self._origins.sources(self._canonical(address))[:limit]

    def lines(self, address: Address) -> tuple[FileLines, ...]:
        """Return where the source rows of a figure stand, a file each, the newest first."""
        return self._origins.lines(self._canonical(address))

    def revisions(self, address: Address) -> tuple[Revision, ...]:
        """Return what the figure was, oldest first; the last is what it is."""
        return self._origins.revisions(self._canonical(address))

    def sql(self, figure: str) -> str:
        """Return the SQL that computes a figure."""
        row = self._database.execute("SELECT sql FROM definition WHERE name = ?", (figure,)).fetchone()
        return str(row[0]) if row else ""

    @cached_property
    def _definitions(self) -> dict[str, Definition]:
        rows = self._database.execute("SELECT described FROM definition ORDER BY place")
        found = (definition_from(json.loads(row[0]), self.texts.of) for row in rows)
        return {definition.name: definition for definition in found}

    def definition(self, figure: str) -> Definition:
        """Return what a figure means; raise UnknownAddressError where there is none of that name."""
        if figure not in self._definitions:
            near = get_close_matches(figure, self._definitions, 3)
            raise UnknownAddressError(
                f'there is no figure "{figure}"', next=_near("Figures", near or list(self._definitions))
            )
        return self._definitions[figure]

    def definitions(self) -> tuple[Definition, ...]:
        """Return every figure's definition, in the order of topics."""
        return tuple(self._definitions.values())

    def member_title(self, figure: str, member: str) -> str:
        """Return the title of a member: the one in the data, else its definition's; of no member, the figure's."""
        return self._titles(figure).get(member) or self.definition(figure).member_title(member)

    def member_names(self, figure: str) -> frozenset[str]:
        """Return the members that a figure has in any year, those that only the data name included."""
        return frozenset(self._titles(figure))

    def _titles(self, figure: str) -> dict[str, str]:
        """Return the title of every member of a figure."""
        if figure not in self._titles_known:
            rows = self._database.execute("SELECT member, title FROM member_title WHERE figure = ?", (figure,))
            self._titles_known[figure] = dict(self.definition(figure).members) | dict(rows.fetchall())
        return self._titles_known[figure]

    @cached_property
    def _titles_known(self) -> dict[str, dict[str, str]]:
        return {}

    def _alias(self, address: Address) -> "_Alias | None":
        """Return what the address calls by an earlier name; None where the name is the present one."""
        found = self._aliases.get(address.member)
        return found if found and address.figure.startswith(found.figures) else None

    @cached_property
    def _aliases(self) -> dict[str, "_Alias"]:
        rows = self._database.execute("SELECT earlier, figures, member, title FROM alias")
        return {earlier: _Alias(figures, member, self.texts.of(title)) for earlier, figures, member, title in rows}

    def breaks(self, figure: str, member: str = "") -> tuple[Break, ...]:
        """Return the years from which the figure cannot be compared with those before.

        A member that only the data have (an indicator, a donor) has those of its figure.
        """
        declared = member in dict(self.definition(figure).members)
        return self._breaks.get((figure, member if declared else ""), ())

    @cached_property
    def _breaks(self) -> dict[tuple[str, str], tuple[Break, ...]]:
        found: dict[tuple[str, str], tuple[Break, ...]] = {}
        for figure, member, year, reason in self._database.execute("SELECT * FROM series_break ORDER BY year"):
            found[(figure, member)] = (*found.get((figure, member), ()), Break(year, self.texts.of(reason)))
        return found

    @cached_property
    def _described(self) -> dict[str, str]:
        """Every subject's JSON by its code; read only for those that are asked for."""
        return dict(self._database.execute("SELECT code, described FROM subject ORDER BY place"))

    @cached_property
    def _subjects(self) -> dict[str, Subject]:
        return {}

    def subject(self, code: str) -> Subject:
        """Return a subject; raise UnknownAddressError where there is none of that code."""
        if code not in self._described:
            near = get_close_matches(code, self._described, 3, 0.3)
            raise UnknownAddressError(f'there is no subject "{code}"', next=_near("Known nearby", near))
        if code not in self._subjects:
            self._subjects[code] = subject_from(json.loads(self._described[code]))
        return self._subjects[code]

    def newest_days(self) -> dict[tuple[str, int], date]:
        """Return the newest day of publication behind the figures of each subject and year."""
        rows = self._database.execute("SELECT subject, year, max(published) FROM observation GROUP BY subject, year")
        return {(subject, year): date.fromisoformat(day) for subject, year, day in rows}

    def subjects(self) -> tuple[Subject, ...]:
        """Return every subject, by code."""
        return tuple(self.subject(code) for code in self._described)

    def checks(self) -> Report:
        """Return what the checks found when the release was built; a report without checks where none was kept."""
        path = self.folder / CHECKS
        return Report.parse(path.read_text("utf-8")) if path.exists() else Report(self.name, ())

    def values(self, figures: Iterable[str]) -> dict[Address, Decimal]:
        """Return every published value of these figures, members included: for what looks at all of them."""
        select = (
            "SELECT subject, year, figure, member, value FROM observation"
            " WHERE value IS NOT NULL AND figure IN (SELECT value FROM json_each(?))"
        )
        rows = self.rows(select, list(figures))
        return {Address(subject, year, figure, member): Decimal(value) for subject, year, figure, member, value in rows}

    def rows(self, sql: str, names: list[str] | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query of a check; `names` is its one parameter, a JSON list."""
        return iter(self._database.execute(sql, () if names is None else (json.dumps(names),)))

    def fingerprint(self, name: str) -> str:
        """Return a hash of everything that the release says of a subject, or of a subject and year (`PER/2020`).

        What regions and the world say on pages of operations has one a series, `WORLD/contributions/at-world`; so has each
        figure of the world, `WORLD/budget`, what all subjects say of a country of origin, `population-by-origin/ven`, and all
        that is listed, `lists`.
        """
        row = self._database.execute("SELECT hash FROM fingerprint WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""


def _unknown(address: Address, what: str, name: str, known: Iterable[str]) -> UnknownAddressError:
    known = sorted(known)
    alike = _ALIKE if len(known) < _MANY else _ALIKE_OF_MANY
    near = get_close_matches(name, known, 4, alike) or [k for k in known if k.startswith(name[:1])][:4] or known[:4]
    return UnknownAddressError(f'{address}: there is no {what} "{name}"', next=_near("Known nearby", near))


def _near(label: str, names: list[str]) -> str:
    return f"{label}: {', '.join(names)}." if names else ""
