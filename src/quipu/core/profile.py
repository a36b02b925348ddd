"""Load a profile: all that is particular to one publisher, as data. Knows no files but the profile's own."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any, TypeVar, get_type_hints

from quipu.core.errors import QuipuError
from quipu.core.figure import Break
from quipu.core.record import Level, Signpost

Names = tuple[tuple[str, str], ...]
Pattern = re.Pattern[str]
T = TypeVar("T")
WORLD = "WORLD"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, and how its identifiers are made: a pattern with the groups year, region and office.

    `world_offices` are the offices whose code stands in the region's place. `first_year` is the oldest published.
    """

    reference: str
    short_name: str
    site_title: str
    names: Names
    identifier: Pattern
    world_offices: tuple[str, ...]
    first_year: int
    licence: str
    disclaimer: Names


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose a dataset is, and on what terms, where its file does not say. `source` and `dataset` may be globs."""

    source: str
    dataset: str
    publisher: str
    licence: str


@dataclass(frozen=True, slots=True)
class Region:
    """One of the publisher's regions. `aliases` are codes that identifiers use for it; `last` is 0 while it lasts."""

    code: str
    slug: str
    names: Names
    first: int
    last: int = 0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """What an office is, in every language of the profile."""

    slug: str
    names: Names


@dataclass(frozen=True, slots=True)
class Office:
    """Reads an office's code: its subject, kind and level.

    `subject` may hold `{region}`, `{office}` and the groups of `pattern`. The first office whose pattern matches wins.
    """

    pattern: Pattern
    subject: str
    kind: str
    level: Level
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A subject whose name or slug cannot be had from its titles, with the reason."""

    subject: str
    reason: str
    slug: str = ""
    names: Names = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """The countries (ISO 3166 alpha-3) that a subject covers, from a year until its next coverage.

    `basis` is "stated" (the publisher's own list of that year) or "inferred"; `reason` says from what.
    """

    subject: str
    first: int
    countries: tuple[str, ...]
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class Succession:
    """One subject that followed another."""

    before: str
    after: str
    year: int
    reason: str


@dataclass(frozen=True, slots=True)
class MoveReasons:
    """The sentences of derived signposts, with `{name}` of the other subject, `{year}` and `{until}` (the year before).

    Seen from the country that came from an office or went to one, and from the office that lost or gained it.
    """

    came_from: str
    went_to: str
    lost: str
    gained: str


@dataclass(frozen=True, slots=True)
class Move:
    """A country that one subject covered before `year` and another from `year` on."""

    country: str
    before: str
    after: str
    year: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the money: a pillar, an impact area or a kind of partner.

    `code` is its code in the publisher's own sector vocabulary; `pattern` (RE2) finds it in a transaction's
    description. Each is empty where the publisher does not use it.
    """

    slug: str
    title: str
    code: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class PopulationType:
    """One population type. `column` is its column in the fact table; types stand in the order of display."""

    column: str
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class PopulationAlias:
    """The name that earlier editions gave to a population type; `published_as` is their column."""

    published_as: str
    slug: str
    title: str
    type: str


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A year from which figures cannot be compared with those before. `figure` and `member` may be globs."""

    figure: str
    member: str
    year: int
    reason: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Years in which the publisher gives no such figure, and why. `member` "" is the total; either may be a glob.

    `first` or `last` 0 is open.
    """

    figure: str
    member: str
    reason: str
    first: int = 0
    last: int = 0

    def holds(self, figure: str, member: str, year: int) -> bool:
        """Tell whether the gap is about this figure in this year."""
        years = self.first <= year and (not self.last or year <= self.last)
        return years and fnmatchcase(figure, self.figure) and fnmatchcase(member, self.member)


@dataclass(frozen=True, slots=True)
class Title:
    """How names are read out of titles in one language.

    The first of `patterns` that matches gives its group `name`; else what `drop` matches is removed. `articles` are
    then taken off the front, and an inflected name gives way to its plain form in `forms`.
    """

    language: str
    patterns: tuple[Pattern, ...]
    drop: Pattern
    articles: tuple[str, ...] = ()
    forms: Names = ()

    def name(self, title: str) -> str:
        """Return the name in `title`, "" where nothing is left of it."""
        matches = (pattern.fullmatch(title) for pattern in self.patterns)
        name = next((match["name"] for match in matches if match), None)
        name = self.drop.sub("", title) if name is None else name
        name = self._without_article(" ".join(name.split()).strip(" -–"))
        return dict(self.forms).get(name, name)

    def _without_article(self, name: str) -> str:
        article = next((article for article in self.articles if name.startswith(article)), "")
        name = name.removeprefix(article)
        return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Repair:
    """A text that the publisher got wrong, what it should be, and how we know."""

    wrong: str
    right: str
    reason: str


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

    def countries(self, subject: str, year: int) -> tuple[str, ...]:
        """Return the countries (ISO alpha-3) whose people are the subject's in `year`; for regions and nodes, none.

        After the newest coverage the last one holds; before the publisher's first year there is none.
        """
        if year < self.publisher.first_year or self.region(subject):
            return ()
        coverage = self._covering(subject, year)
        if coverage is not None:
            return coverage.countries
        return (subject,) if self._is_country(subject) and self._holder(subject, year) == subject else ()

    def moves(self) -> tuple[Move, ...]:
        """Return every change of the subject that covers a country, oldest first; derived from the coverage."""
        return tuple(sorted(self._moves(), key=lambda move: (move.year, move.country)))

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

    def _holder(self, country: str, year: int) -> str:
        """Return the subject that covers the country: an office's, else the country's own."""
        offices = {coverage.subject for coverage in self.coverage}
        holders = (office for office in sorted(offices) if country in _countries(self._covering(office, year)))
        return next(holders, country)

    def _moves(self) -> Iterator[Move]:
        years = sorted({coverage.first for coverage in self.coverage} - {self.publisher.first_year})
        countries = {country for coverage in self.coverage for country in coverage.countries}
        for year in years:
            for country in countries:
                before, after = self._holder(country, year - 1), self._holder(country, year)
                if before != after:
                    yield Move(country, before, after, year)

    def _stated_signposts(self, subject: str) -> Iterator[Signpost]:
        for succession in self.successions:
            if subject == succession.after:
                yield Signpost(succession.before, "predecessor", succession.year, succession.reason)
            if subject == succession.before:
                yield Signpost(succession.after, "successor", succession.year, succession.reason)

    def _derived_signposts(self, subject: str, names: Mapping[str, str]) -> Iterator[Signpost]:
        own = (move for move in self.moves() if move.country in (move.before, move.after))
        for move in own:
            if subject == move.after:
                reason = self.move_reasons.came_from if subject == move.country else self.move_reasons.gained
                yield _signpost(move.before, "predecessor", move.year, reason, names)
            if subject == move.before:
                reason = self.move_reasons.went_to if subject == move.country else self.move_reasons.lost
                yield _signpost(move.after, "successor", move.year, reason, names)

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
    return parse(file.read_text(encoding="utf-8"), f"{name}/profile.toml")


def parse(text: str, where: str) -> Profile:
    """Return the profile that `text` (TOML) declares; raise QuipuError naming `where` and the key that is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QuipuError(f"not TOML: {error}", where) from error
    profile = _build(Profile, table, where)
    for problem in _problems(profile):
        raise QuipuError(problem, where)
    return profile


def _countries(coverage: Coverage | None) -> tuple[str, ...]:
    return coverage.countries if coverage else ()


def _signpost(target: str, relation: str, year: int, reason: str, names: Mapping[str, str]) -> Signpost:
    text = reason.format(name=names.get(target, target), year=year, until=year - 1)
    return Signpost(target, relation, year, text)


def _problems(profile: Profile) -> Iterator[str]:
    kinds = {kind.slug for kind in profile.kinds}
    for office in profile.offices:
        if office.kind not in kinds:
            yield f'offices "{office.pattern.pattern}": kind "{office.kind}" is not among the kinds'
    yield from _repeated("regions", [code for region in profile.regions for code in (region.code, *region.aliases)])
    yield from _repeated("population_types", [kind.slug for kind in profile.population_types])
    yield from _repeated("coverage", [f"{coverage.subject} {coverage.first}" for coverage in profile.coverage])
    yield from _overlaps(profile)


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


def _build(kind: type[T], table: Mapping[str, object], where: str) -> T:
    """Make one declared record of a TOML table whose keys are its fields, none missing, none unknown."""
    hints = get_type_hints(kind)
    for key in table.keys() - hints.keys():
        raise QuipuError(f'key "{key}" is not known', where, f"Known are {', '.join(hints)}.")
    for field in fields(kind):  # type: ignore[arg-type]
        if field.default is MISSING and field.name not in table:
            raise QuipuError(f'key "{field.name}" is missing', where)
    return kind(**{key: _value(hints[key], value, f"{where}: {key}") for key, value in table.items()})


def _value(hint: Any, value: object, where: str) -> object:
    """Turn a TOML value into what a field's type asks for."""
    if hint == Pattern:
        return _pattern(value, where)
    if hint is Level and value in list(Level):
        return Level(str(value))
    if hint == Names and isinstance(value, dict):
        return tuple((str(key), str(_value(str, text, f"{where}.{key}"))) for key, text in value.items())
    if isinstance(value, list) and hint not in (Names, str, int):
        return tuple(_value(hint.__args__[0], entry, f"{where}[{place}]") for place, entry in enumerate(value))
    if isinstance(value, dict) and hasattr(hint, "__dataclass_fields__"):
        return _build(hint, value, where)
    if hint in (str, int) and type(value) is hint:
        return value
    raise QuipuError(f"{value!r} is not a {getattr(hint, '__name__', hint)}", where)


def _pattern(value: object, where: str) -> Pattern:
    try:
        return re.compile(str(value))
    except re.error as error:
        raise QuipuError(f"{value!r} is not a regular expression: {error}", where) from error
