"""Load a profile: all that is particular to one publisher, as data. Knows no files but the profile's own."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from string import Formatter

from quipu.core import declared
from quipu.core.declared import Names, Pattern
from quipu.core.errors import QuipuError
from quipu.core.figure import Break
from quipu.core.profile_parts import (
    Call,
    Coverage,
    Credit,
    DonorKind,
    DonorList,
    DonorQuestion,
    Feed,
    Gap,
    Kind,
    ListedDonor,
    Move,
    MoveReasons,
    NameList,
    Office,
    OtherNames,
    Override,
    Part,
    PlaceKind,
    PopulationAlias,
    PopulationType,
    Publisher,
    Region,
    Repair,
    ResultRules,
    Section,
    SeriesBreak,
    Succession,
    Title,
    WrittenPlace,
)
from quipu.core.record import Level, Signpost

__all__ = [
    "WORLD",
    "Call",
    "Coverage",
    "Credit",
    "DonorKind",
    "DonorQuestion",
    "Feed",
    "Gap",
    "Kind",
    "ListedDonor",
    "Move",
    "MoveReasons",
    "Names",
    "Office",
    "OtherNames",
    "Override",
    "Part",
    "PlaceKind",
    "Placement",
    "PopulationAlias",
    "PopulationType",
    "Profile",
    "Publisher",
    "Region",
    "Repair",
    "ResultRules",
    "Section",
    "SeriesBreak",
    "Succession",
    "Title",
    "WrittenPlace",
    "load",
    "parse",
    "slugify",
]

WORLD = "WORLD"
PLACE_SIGNS = ("capital", "office", "field", "unit")
EDITIONS = ("report", "plan")
PARTS = ("notices", "key-figures", "callouts")
_COMMON_YEAR = 2023
_NO_RULES = ResultRules()
DONOR_GROUPS = {"core": 8, "additional": 3}
"""How many questions of each group the harmonised template has at most."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Which subject an activity is about, and what it was in that year. `region` is empty at world level."""

    subject: str
    level: Level
    kind: str
    region: str
    year: int


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is particular to one publisher."""

    publisher: Publisher
    title_year: Pattern
    move_reasons: MoveReasons
    credits: tuple[Credit, ...]
    regions: tuple[Region, ...]
    kinds: tuple[Kind, ...]
    offices: tuple[Office, ...]
    overrides: tuple[Override, ...]
    coverage: tuple[Coverage, ...]
    successions: tuple[Succession, ...]
    pillars: tuple[Part, ...]
    impact_areas: tuple[Part, ...]
    partners: tuple[Part, ...]
    population_types: tuple[PopulationType, ...]
    population_aliases: tuple[PopulationAlias, ...]
    series_breaks: tuple[SeriesBreak, ...]
    gaps: tuple[Gap, ...]
    titles: tuple[Title, ...]
    repairs: tuple[Repair, ...]
    place_kinds: tuple[PlaceKind, ...] = ()
    feeds: tuple[Feed, ...] = ()
    sections: tuple[Section, ...] = ()
    written_places: tuple[WrittenPlace, ...] = ()
    calls: tuple[Call, ...] = ()
    donor_questions: tuple[DonorQuestion, ...] = ()
    donor_kinds: tuple[DonorKind, ...] = ()
    donors: tuple[ListedDonor, ...] = ()
    other_names: tuple[OtherNames, ...] = ()
    results: ResultRules = _NO_RULES

    def place(self, identifier: str) -> Placement | None:
        """Return the subject of the activity with that identifier; None where the profile does not know it."""
        match = self.publisher.identifier.fullmatch(identifier.strip())
        if match is None:
            return None
        year, code, office = int(match["year"]), match["region"] or "", match["office"] or ""
        if not code:
            return Placement(WORLD, Level.WORLD, "world", "", year)
        region = self.region(code)
        if region is None:
            return self._place_office(code, "", year) if not office and self._is_at_world(code) else None
        if office:
            return self._place_office(office, region.code, year)
        return Placement(region.code, Level.REGION, "region", region.code, year)

    def region(self, code: str) -> Region | None:
        """Return the region with that code or alias."""
        return next((region for region in self.regions if code == region.code or code in region.aliases), None)

    def kind(self, slug: str) -> Kind | None:
        """Return the kind of office with that slug."""
        return next((kind for kind in self.kinds if kind.slug == slug), None)

    def donor(self, slug: str) -> ListedDonor | None:
        """Return the listed donor with that slug; None of one that only the data know."""
        return next((donor for donor in self.donors if donor.slug == slug), None)

    def known_as(self, code: str) -> tuple[str, ...]:
        """Return what a country, subject or donor is called besides its names; nothing where the list does not have it."""
        return next((held.names for held in self.other_names if held.of == code), ())

    def place_kind(self, description: str) -> PlaceKind | None:
        """Return the kind of a place by the description of its location; None where it says none that is known."""
        return next((kind for kind in self.place_kinds if kind.pattern.search(description)), None)

    def countries(self, subject: str, year: int) -> tuple[str, ...]:
        """Return the countries (ISO alpha-3) whose people are the subject's in `year`; for regions and nodes, none.

        After the newest coverage the last one holds; before the publisher's first year there is none.
        """
        if year < self.publisher.first_year or self.region(subject):
            return ()
        coverage = self._covering(subject, year)
        if coverage is not None:
            return coverage.countries
        return (subject,) if self._is_country(subject) and subject not in self._holders(year) else ()

    def moves(self) -> tuple[Move, ...]:
        """Return every change of the subject that covers a country, oldest first; derived from the coverage."""
        return tuple(self._moves())

    def signposts(self, subject: str, names: Mapping[str, str]) -> tuple[Signpost, ...]:
        """Return the pointers of one subject, oldest first; only to subjects that `names` (code to name) knows."""
        found = [*self._stated_signposts(subject), *self._derived_signposts(subject, names)]
        known = {(post.subject, post.relation): post for post in reversed(found) if post.subject in names}
        return tuple(sorted(known.values(), key=lambda post: (post.year, post.subject)))

    def name_from_title(self, title: str, language: str) -> str | None:
        """Return the name that a title holds, without publisher, kind of office and year; None where there is none."""
        bare = self.title_year.sub("", self.repair(title)).strip()
        rules = next((rules for rules in self.titles if rules.language == language), None)
        return (rules.name(bare) if rules else bare) or None

    def names(self, subject: str) -> Names:
        """Return the names that the profile itself gives a subject, by language; they go before those of its titles."""
        region = self.region(subject)
        return region.names if region else self._override(subject).names

    def slug(self, subject: str, name: str) -> str:
        """Return the subject's part of a page's URL, from its English name unless the profile sets it."""
        region = self.region(subject)
        return region.slug if region else self._override(subject).slug or slugify(name)

    def repair(self, text: str) -> str:
        """Return the text with the publisher's known faults mended."""
        for repair in self.repairs:
            text = text.replace(repair.wrong, repair.right)
        return text

    def speaking(self, of: Callable[[str], str]) -> "Profile":
        """Return the profile with the sentences of its signposts in the language that `of` gives English texts."""
        reasons = MoveReasons(**{name: of(text) for name, text in asdict(self.move_reasons).items()})
        successions = tuple(replace(succession, reason=of(succession.reason)) for succession in self.successions)
        return replace(self, move_reasons=reasons, successions=successions)

    def due(self, edition: str, year: int) -> date | None:
        """Return the day by which an edition ("report" or "plan") of a year is asked for; None where no day is set."""
        call = next((call for call in self.calls if call.edition == edition), None)
        return date(year + call.years_after, call.month, call.day) if call else None

    def gap(self, figure: str, member: str, year: int) -> str | None:
        """Return why the publisher has no such figure in that year, or None where no reason is known."""
        return next((gap.reason for gap in self.gaps if gap.holds(figure, member, year)), None)

    def breaks(self, figure: str, member: str = "") -> tuple[Break, ...]:
        """Return the years from which the figure cannot be compared with those before, oldest first."""
        found = (
            Break(rule.year, rule.reason)
            for rule in self.series_breaks
            if fnmatchcase(figure, rule.figure) and fnmatchcase(member, rule.member)
        )
        return tuple(sorted(found, key=lambda found: found.year))

    def credit(self, source: str, dataset: str) -> Credit:
        """Return whose a dataset is, by default the publisher's own."""
        matching = (c for c in self.credits if fnmatchcase(source, c.source) and fnmatchcase(dataset, c.dataset))
        default = Credit(source, dataset, self.publisher.short_name, self.publisher.licence)
        return next(matching, default)

    def _place_office(self, code: str, region: str, year: int) -> Placement | None:
        office, match = self._office(code)
        if office is None or match is None:
            return None
        subject = office.subject.format(region=region, office=code, **match.groupdict())
        return Placement(subject, office.level, office.kind, region, year)

    def _office(self, code: str) -> tuple[Office | None, re.Match[str] | None]:
        matches = ((office, office.pattern.fullmatch(code)) for office in self.offices)
        return next(((office, match) for office, match in matches if match), (None, None))

    def _is_at_world(self, code: str) -> bool:
        return code in self.publisher.world_offices

    def _is_country(self, subject: str) -> bool:
        office, _ = self._office(subject)
        return office is not None and office.level is Level.OPERATION

    def _covering(self, subject: str, year: int) -> Coverage | None:
        found = [coverage for coverage in self.coverage if coverage.subject == subject and coverage.first <= year]
        return max(found, key=lambda coverage: coverage.first, default=None)

    def _holders(self, year: int) -> dict[str, str]:
        """Return the subject that covers each country that the coverage names; all others are their own."""
        offices = {coverage.subject: self._covering(coverage.subject, year) for coverage in self.coverage}
        return {country: office for office, coverage in offices.items() if coverage for country in coverage.countries}

    def _moves(self) -> Iterator[Move]:
        for year in sorted({coverage.first for coverage in self.coverage} - {self.publisher.first_year}):
            then, now = self._holders(year - 1), self._holders(year)
            for country in sorted(then.keys() | now.keys()):
                before, after = then.get(country, country), now.get(country, country)
                if before != after:
                    yield Move(country, before, after, year, self._is_stated(country, before, after, year))

    def _is_stated(self, country: str, before: str, after: str, year: int) -> bool:
        coverage = self._covering(after, year) if before == country else self._covering(before, year - 1)
        return coverage is not None and coverage.basis == "stated"

    def _stated_signposts(self, subject: str) -> Iterator[Signpost]:
        for succession in self.successions:
            if subject == succession.after:
                yield Signpost(succession.before, "predecessor", succession.year, succession.reason)
            if subject == succession.before:
                yield Signpost(succession.after, "successor", succession.year, succession.reason)

    def _derived_signposts(self, subject: str, names: Mapping[str, str]) -> Iterator[Signpost]:
        reasons = self.move_reasons
        for move in filter(lambda move: move.is_own, self.moves()):
            if subject == move.after:
                reason = reasons.came_from if subject == move.country else reasons.gained
                yield self._signpost(move, move.before, "predecessor", reason, names)
            if subject == move.before:
                reason = reasons.went_to if subject == move.country else reasons.lost
                yield self._signpost(move, move.after, "successor", reason, names)

    def _signpost(self, move: Move, target: str, relation: str, reason: str, names: Mapping[str, str]) -> Signpost:
        text = reason.format(name=names.get(target, target), year=move.year, until=move.year - 1)
        return Signpost(target, relation, move.year, text if move.stated else f"{text} {self.move_reasons.inferred}")

    def _override(self, subject: str) -> Override:
        return next((found for found in self.overrides if found.subject == subject), Override(subject, ""))


def slugify(name: str) -> str:
    """Return a name as a part of a URL: lower case, without accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


@cache
def load(name: str) -> Profile:
    """Return the profile in the folder `name` of quipu.publishers; raise QuipuError where it is absent or wrong."""
    file = resources.files("quipu.publishers").joinpath(name, "profile.toml")
    if not name.isidentifier() or not file.is_file():
        raise QuipuError(f'there is no publisher profile "{name}"', next="See docs/publisher-profile.md.")
    profile = parse(file.read_text(encoding="utf-8"), f"{name}/profile.toml")
    for beside, add in (("donors.toml", _with_donors), ("other-names.toml", _with_other_names)):
        held = resources.files("quipu.publishers").joinpath(name, beside)
        profile = add(profile, held.read_text("utf-8"), f"{name}/{beside}") if held.is_file() else profile
    return profile


def _with_donors(profile: Profile, text: str, where: str) -> Profile:
    """Return the profile with the donors that `text` (TOML) lists; raise QuipuError naming `where` and what is wrong."""
    held = declared.read(DonorList, text, where)
    found = replace(profile, donor_kinds=held.donor_kinds, donors=held.donors)
    for problem in _wrong_donors(found):
        raise QuipuError(problem, where)
    return found


def _with_other_names(profile: Profile, text: str, where: str) -> Profile:
    """Return the profile with the other names that `text` (TOML) lists; raise QuipuError naming `where` and what is wrong."""
    found = replace(profile, other_names=declared.read(NameList, text, where).other_names)
    for problem in _wrong_other_names(found):
        raise QuipuError(problem, where)
    return found


def _wrong_other_names(held: Profile) -> Iterator[str]:
    """Find codes that occur twice, and names; `of` is a country's or subject's code in capitals, or the slug of a donor."""
    donors = {donor.slug for donor in held.donors}
    for one in held.other_names:
        if one.of not in donors and not re.fullmatch("[A-Z][A-Z-]+", one.of):
            yield f'other_names "{one.of}": is neither a code in capitals nor the slug of a donor in the list'
    yield from _repeated("other_names", [one.of for one in held.other_names])
    yield from _repeated("other_names", [name for one in held.other_names for name in one.names])


def _wrong_donors(held: Profile) -> Iterator[str]:
    kinds = {kind.slug for kind in held.donor_kinds}
    for donor in held.donors:
        if donor.kind not in kinds:
            yield f'donors "{donor.slug}": kind "{donor.kind}" is not among the donor_kinds'
        if donor.slug != slugify(donor.slug) or donor.slug.isdigit():
            yield f'donors "{donor.slug}": a slug has small letters, digits and hyphens, and is no year'
    yield from _repeated("donor_kinds", [kind.slug for kind in held.donor_kinds])
    yield from _repeated("donors", [donor.slug for donor in held.donors])
    yield from _repeated("donors", [name for donor in held.donors for name in donor.published])


def parse(text: str, where: str) -> Profile:
    """Return the profile that `text` (TOML) declares; raise QuipuError naming `where` and the key that is wrong."""
    profile = declared.read(Profile, text, where)
    for problem in _problems(profile):
        raise QuipuError(problem, where)
    return profile


def _problems(profile: Profile) -> Iterator[str]:
    yield from _unreadable_identifiers(profile)
    yield from _wrong_offices(profile)
    yield from _wrong_reasons(profile.move_reasons)
    yield from _without_english(profile)
    yield from _wrong_feeds(profile)
    for kind in profile.place_kinds:
        if kind.sign not in PLACE_SIGNS:
            yield f'place_kinds "{kind.pattern.pattern}": sign is one of {", ".join(PLACE_SIGNS)}, not "{kind.sign}"'
    yield from _wrong_sections(profile.sections)
    yield from _wrong_calls(profile.calls)
    yield from _wrong_questions(profile.donor_questions, profile.sections)
    yield from _wrong_donors(profile)
    yield from _wrong_other_names(profile)
    for coverage in profile.coverage:
        if coverage.basis not in ("stated", "inferred"):
            yield f'coverage "{coverage.subject}": basis is "stated" or "inferred", not "{coverage.basis}"'
    yield from _repeated("regions", [code for region in profile.regions for code in (region.code, *region.aliases)])
    yield from _repeated("kinds", [kind.slug for kind in profile.kinds])
    yield from _repeated("overrides", [override.subject for override in profile.overrides])
    yield from _repeated("population_types", [kind.slug for kind in profile.population_types])
    yield from _repeated("coverage", [f"{coverage.subject} {coverage.first}" for coverage in profile.coverage])
    yield from _overlaps(profile)


def _wrong_sections(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        if section.edition not in EDITIONS:
            yield f'sections "{section.slug}": edition is "report" or "plan", not "{section.edition}"'
    yield from _repeated("sections", [f"{section.edition} {section.slug}" for section in sections])


def _wrong_calls(calls: tuple[Call, ...]) -> Iterator[str]:
    for call in calls:
        if call.edition not in EDITIONS:
            yield f'calls "{call.edition}": edition is "report" or "plan"'
        if not (1 <= call.month <= 12 and 1 <= call.day <= monthrange(_COMMON_YEAR, call.month)[1]):
            yield f'calls "{call.edition}": there is no day {call.day} of month {call.month} in every year'
    yield from _repeated("calls", [call.edition for call in calls])


def _wrong_questions(questions: tuple[DonorQuestion, ...], sections: tuple[Section, ...]) -> Iterator[str]:
    known = {f"{section.edition}/{section.slug}" for section in sections}
    placed = [name for question in questions for name in question.sections]
    for question in questions:
        for name in sorted(set(question.sections) - known):
            yield f'donor_questions "{question.slug}": there is no section "{name}"'
        for part in sorted(set(question.parts) - set(PARTS)):
            yield f'donor_questions "{question.slug}": parts are {", ".join(PARTS)}, not "{part}"'
    for name in sorted(known - set(placed)) if questions else ():
        yield f'donor_questions: the section "{name}" stands under none, and would be left out'
    groups = [question.group for question in questions]
    for group in sorted(set(groups)):
        if groups.count(group) > DONOR_GROUPS.get(group, 0):
            yield f'donor_questions: at most 8 are "core" and 3 "additional", not {groups.count(group)} "{group}"'
    yield from _repeated("donor_questions", [question.slug for question in questions])
    yield from _repeated("donor_questions", placed)


def _unreadable_identifiers(profile: Profile) -> Iterator[str]:
    missing = {"year", "region", "office"} - profile.publisher.identifier.groupindex.keys()
    for group in sorted(missing):
        yield f'publisher: identifier has no group "{group}"'
    for title in profile.titles:
        for pattern in title.patterns:
            if "name" not in pattern.groupindex:
                yield f'titles "{title.language}": {pattern.pattern} has no group "name"'


def _wrong_offices(profile: Profile) -> Iterator[str]:
    kinds = {kind.slug for kind in profile.kinds}
    for needed in sorted({"world", "region"} - kinds):
        yield f'kinds: there is no "{needed}"'
    for office in profile.offices:
        if office.kind not in kinds:
            yield f'offices "{office.pattern.pattern}": kind "{office.kind}" is not among the kinds'
        known = {"region", "office", *office.pattern.groupindex}
        for slot in sorted(_slots(office.subject) - known):
            yield f'offices "{office.pattern.pattern}": subject has no "{{{slot}}}" to fill in'


def _without_english(profile: Profile) -> Iterator[str]:
    for region in profile.regions:
        if "en" not in dict(region.names):
            yield f'regions "{region.code}": there is no English name'
    for kind in profile.kinds:
        if "en" not in dict(kind.names):
            yield f'kinds "{kind.slug}": there is no English name'


def _wrong_feeds(profile: Profile) -> Iterator[str]:
    for feed in profile.feeds:
        if not feed.address.startswith(("https://", "http://")):
            yield f'feeds "{feed.address}": an address begins with https:// or http://'
        for slot in sorted(_slots(feed.address) - {"year", "this_year", "page"}):
            yield f'feeds "{feed.address}": there is no "{{{slot}}}" to fill in'


def _wrong_reasons(reasons: MoveReasons) -> Iterator[str]:
    for text in (reasons.came_from, reasons.went_to, reasons.lost, reasons.gained):
        for slot in sorted(_slots(text) - {"name", "year", "until"}):
            yield f'move_reasons: there is no "{{{slot}}}" to fill in'


def _slots(template: str) -> set[str]:
    return {slot for _, slot, _, _ in Formatter().parse(template) if slot is not None}


def _repeated(key: str, values: list[str]) -> Iterator[str]:
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield f'{key}: "{value}" occurs twice'


def _overlaps(profile: Profile) -> Iterator[str]:
    """Find countries that two subjects cover in one year: their people would be counted twice."""
    offices = sorted({coverage.subject for coverage in profile.coverage})
    for year in sorted({coverage.first for coverage in profile.coverage}):
        holders: dict[str, str] = {}
        for office in offices:
            for country in profile.countries(office, year):
                if holders.setdefault(country, office) != office:
                    yield f"coverage: {country} is covered by {holders[country]} and by {office} in {year}"
