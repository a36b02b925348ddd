"""Derive the registry of subjects from the activities and the publisher's profile. Computes no figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from babel import Locale
from babel.core import get_global

from quipu.core.profile import Placement, Profile
from quipu.core.record import Edition, Level, Subject

WORLD = "WORLD"
_LANGUAGES = ("en", "es", "fr", "ar")
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ActivityTitle:
    """The title of one activity in one language."""

    activity: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Registry:
    """Every subject, where each activity belongs, and which countries each operation covers in each year.

    `membership` holds (subject, year, node) for everything that adds up: a node is itself, its region and the world.
    `unplaced` are activities whose identifier the profile does not know.
    """

    subjects: tuple[Subject, ...]
    placements: tuple[tuple[str, Placement], ...]
    coverage: tuple[tuple[str, int, str], ...]
    membership: tuple[tuple[str, int, str, bool], ...]
    unplaced: tuple[str, ...]


def build_registry(
    profile: Profile, activities: Iterable[str], titles: Iterable[ActivityTitle], years: range
) -> Registry:
    """Build the registry of the activities; `years` are those that any fact speaks of."""
    placed = {activity: profile.place(activity) for activity in sorted(activities)}
    known = {activity: placement for activity, placement in placed.items() if placement is not None}
    names = _names_by_activity(profile, titles)
    editions = _editions(profile, known, names, years)
    levels = {place.subject: place.level for place in known.values()}
    _add_levels_above(editions, levels, years)
    subjects = _subjects(profile, levels, editions)
    return Registry(
        subjects=subjects,
        placements=tuple(known.items()),
        coverage=tuple((s.code, e.year, country) for s in subjects for e in s.editions for country in e.countries),
        membership=_membership(subjects, years),
        unplaced=tuple(activity for activity, placement in placed.items() if placement is None),
    )


def _names_by_activity(profile: Profile, titles: Iterable[ActivityTitle]) -> dict[str, Names]:
    """Return the names that titles hold, English first, then by language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for title in titles:
        name = profile.name_from_title(title.text, title.language)
        if name:
            found[title.activity].setdefault(title.language, name)
    return {activity: _ordered(names) for activity, names in found.items()}


def _ordered(names: Mapping[str, str]) -> Names:
    return tuple(sorted(names.items(), key=lambda pair: (pair[0] != "en", pair[0])))


def _editions(
    profile: Profile, known: Mapping[str, Placement], names: Mapping[str, Names], years: range
) -> dict[str, list[Edition]]:
    """Return the editions of each subject: one a file, and after the newest file those that only statistics speak of."""
    editions: dict[str, dict[int, Edition]] = defaultdict(dict)
    for activity, place in known.items():
        countries = profile.countries(place.subject, place.year) if place.level is Level.OPERATION else ()
        found = Edition(place.year, place.kind, place.region, countries, activity, names.get(activity, ()))
        editions[place.subject][place.year] = found
    newest = max((place.year for place in known.values()), default=0)
    levels = {place.subject: place.level for place in known.values()}
    for subject, by_year in editions.items():
        _carry_on(profile, subject, by_year, newest, years.stop, levels[subject])
    return {subject: [by_year[year] for year in sorted(by_year)] for subject, by_year in editions.items()}


def _carry_on(
    profile: Profile, subject: str, by_year: dict[int, Edition], newest: int, stop: int, level: Level
) -> None:
    """Give a subject of the newest file its later years: statistics and budgets reach further than the files."""
    last = by_year[max(by_year)]
    if last.year < newest:
        return
    for year in range(newest + 1, stop):
        countries = profile.countries(subject, year) if level is Level.OPERATION else ()
        by_year[year] = replace(last, year=year, countries=countries, activity="")


def _add_levels_above(editions: dict[str, list[Edition]], levels: dict[str, Level], years: range) -> None:
    """Give the world an edition a year, and each region one for every year in which something lies in it."""
    known = [edition for own in editions.values() for edition in own]
    lying = {(edition.region, edition.year) for edition in known if edition.region}
    missing = {(WORLD, year) for year in (*years, *(edition.year for edition in known))} | lying
    missing -= {(code, edition.year) for code, own in editions.items() for edition in own}
    for code, year in sorted(missing):
        level = Level.WORLD if code == WORLD else Level.REGION
        levels[code] = level
        region = "" if level is Level.WORLD else code
        editions.setdefault(code, []).append(Edition(year, str(level), region, (), "", ()))
        editions[code].sort(key=lambda edition: edition.year)


def _subjects(
    profile: Profile, levels: Mapping[str, Level], editions: Mapping[str, list[Edition]]
) -> tuple[Subject, ...]:
    names = {code: _subject_names(profile, code, levels[code], editions[code]) for code in editions}
    english = {code: dict(own)["en"] for code, own in names.items()}
    slugs = _slugs(profile, english, levels)
    return tuple(
        Subject(code, slugs[code], levels[code], names[code], tuple(editions[code]), profile.signposts(code, english))
        for code in sorted(editions)
    )


def _slugs(profile: Profile, english: Mapping[str, str], levels: Mapping[str, Level]) -> dict[str, str]:
    """Return a slug for each subject, unique in its level: of two with one name, the second carries its code."""
    slugs: dict[str, str] = {}
    taken: set[tuple[Level, str]] = set()
    for code, name in english.items():
        slug = profile.slug(code, name)
        if (levels[code], slug) in taken:
            slug = f"{slug}-{code.lower()}"
        taken.add((levels[code], slug))
        slugs[code] = slug
    return slugs


def _subject_names(profile: Profile, code: str, level: Level, editions: list[Edition]) -> Names:
    """Return the names of the profile, else those of the newest title in each language, else of CLDR, else a node's kind."""
    found: dict[str, str] = dict(_kind_names(profile, editions[-1])) if level is Level.NODE else {}
    found.update(_cldr_names(code, editions))
    for edition in editions:
        found.update(edition.names)
    found.update(profile.names(code))
    found.setdefault("en", code)
    return _ordered(found)


def _kind_names(profile: Profile, edition: Edition) -> Names:
    """Return what an office is and the region that it stands in, for languages that its titles are not in."""
    kind, region = profile.kind(edition.kind), profile.region(edition.region)
    if kind is None:
        return ()
    where = dict(region.names) if region else {}
    return tuple(
        (language, f"{name} – {where[language]}" if language in where else name) for language, name in kind.names
    )


def _cldr_names(code: str, editions: list[Edition]) -> Names:
    """Return the names of the one country that was covered, or that the office has its seat in."""
    territories = {edition.countries[0] for edition in editions if len(edition.countries) == 1} or {code}
    alpha_2 = _alpha_2(territories.pop()) if len(territories) == 1 else ""
    return tuple((language, Locale(language).territories[alpha_2]) for language in _LANGUAGES if alpha_2)


def _alpha_2(alpha_3: str) -> str:
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    found = aliases.get(alpha_3) or [""]
    return found[0]


def _membership(subjects: Iterable[Subject], years: range) -> tuple[tuple[str, int, str, bool], ...]:
    """Return (subject, year, node, whether the subject stands above operations)."""
    rows = {(WORLD, year, WORLD, True) for year in years}
    for subject in subjects:
        for edition in subject.editions:
            above = subject.level in (Level.WORLD, Level.REGION)
            rows.add((subject.code, edition.year, subject.code, above))
            rows.add((WORLD, edition.year, subject.code, True))
            if edition.region:
                rows.add((edition.region, edition.year, subject.code, True))
    return tuple(sorted(rows))
