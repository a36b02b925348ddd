"""The parts that a publisher's profile declares, one class a TOML table. Knows neither the file nor any publisher."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from quipu.core.declared import Names, Pattern
from quipu.core.record import Level


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
class Feed:
    """Where the publisher puts a dataset for everybody to take. `source` and `dataset` are those of its snapshots.

    `address` may hold `{year}` (one file a year, from `first_year` on), `{page}` (JSON pages) and `{this_year}`.
    """

    source: str
    dataset: str
    address: str
    first_year: int = 0


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
class PlaceKind:
    """What a place is: `pattern` finds it in a location's description; `sign` is "capital", "office", "field" or "unit"."""

    pattern: Pattern
    sign: str
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
    `inferred` is added where the publisher did not state the coverage.
    """

    came_from: str
    went_to: str
    lost: str
    gained: str
    inferred: str


@dataclass(frozen=True, slots=True)
class Move:
    """A country that one subject covered before `year` and another from `year` on.

    `stated` tells whether the publisher itself lists the country under the office.
    """

    country: str
    before: str
    after: str
    year: int
    stated: bool

    @property
    def is_own(self) -> bool:
        """Tell whether the country came from an office to an operation of its own, or the other way."""
        return self.country in (self.before, self.after)


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
class ResultRules:
    """How indicators are compared: so many operations report on one that has a page of its own.

    What `scores` finds in the title of an indicator says that its numbers are no counts but scores from 0 to 100.
    """

    least_operations: int = 2
    scores: tuple[Pattern, ...] = ()

    def is_score(self, title: str) -> bool:
        """Tell whether the numbers of an indicator with this title are scores."""
        return any(pattern.search(title) for pattern in self.scores)


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
class Section:
    """One part of the narrative that people write: `edition` is "report" or "plan"; sections stand in the order of display."""

    slug: str
    edition: str
    names: Names


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A kind of place that people may add to an edition, beside the offices of the data."""

    slug: str
    names: Names


@dataclass(frozen=True, slots=True)
class Call:
    """When editions are due: a day of the year that lies so many years after the edition's own (below nought: before it)."""

    edition: str
    years_after: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class DonorQuestion:
    """One heading of the report to donors, and what of an edition stands under it.

    `group` is "core" or "additional". `sections` are written as "report/slug"; `parts` are those of
    PARTS, `figures` names of figures.
    """

    slug: str
    group: str
    names: Names
    sections: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DonorKind:
    """What a donor is; kinds stand in the order of display.

    For donors that the list does not have: `pattern` (RE2) finds the kind in the published name, else `provider_types`
    (IATI organisation types; "*" is any) has that of the row.
    """

    slug: str
    title: str
    pattern: str = ""
    provider_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedDonor:
    """One donor, and the published names that mean it.

    It is shown by its `names`, else by that of its `country` (ISO alpha-3), else by the first published one.
    """

    slug: str
    kind: str
    published: tuple[str, ...]
    country: str = ""
    names: Names = ()


@dataclass(frozen=True, slots=True)
class DonorList:
    """Who is one donor: the publisher's `donors.toml`."""

    donor_kinds: tuple[DonorKind, ...]
    donors: tuple[ListedDonor, ...]


@dataclass(frozen=True, slots=True)
class OtherNames:
    """What a country or subject (by its code) or a donor (by its slug) is called besides its names: abbreviations, former names."""

    of: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    """What readers search by that no official name holds: the publisher's `other-names.toml`."""

    other_names: tuple[OtherNames, ...]
