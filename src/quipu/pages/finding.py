"""Everything that readers look for by name: where it is, and all names and codes it goes by. Knows no page type."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from babel import Locale
from babel.core import get_global

from quipu.core.profile import WORLD, slugify
from quipu.core.record import Document, Level, Place, Scope, Subject
from quipu.pages import countries, everywhere, glossary, indicators, office_list
from quipu.pages.codes import codes_of
from quipu.pages.collation import sorting
from quipu.pages.country_names import path as country_path
from quipu.pages.press import Press
from quipu.pages.url import donor_folder

KINDS = (
    "operation",
    "region",
    "country",
    "situation",
    "donor",
    "figure",
    "indicator",
    "term",
    "place",
    "document",
    "node",
)
"""In the order of the list; of results that fit alike, the kind named first goes first."""
R = TypeVar("R", Place, Document, Scope)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that has a name: its page, what tells it from others of its name, and what else it is called.

    `language` is that of the name where only the data have it.
    """

    kind: str
    name: str
    path: str
    note: str = ""
    names: tuple[str, ...] = ()
    language: str = ""


def everything(press: Press) -> tuple[Found, ...]:
    """Return all that can be looked for, by kind and name."""
    makers = (
        *(_subjects, _countries, _situations, _donors, _figures),
        *(_indicators, _terms, _places, _offices, _documents),
    )
    found = (one for make in makers for one in make(press) if one.name)
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), sorting(one.name), one.name, one.path)))


def _subjects(press: Press) -> Iterator[Found]:
    for level, kind in ((Level.OPERATION, "operation"), (Level.REGION, "region"), (Level.NODE, "node")):
        for subject in press.at_level(level):
            yield Found(kind, press.name(subject), _home(press, subject), "", _names(press, subject))


def _home(press: Press, subject: Subject) -> str:
    """Return the page of a subject without a year; the newest of a node, which has none."""
    return press.path(subject, subject.years[-1]) if subject.level is Level.NODE else press.section(subject)


def _names(press: Press, subject: Subject) -> tuple[str, ...]:
    """Return the names of a subject in the languages of the site, its earlier and other ones, its country's and its codes."""
    languages = {one.language.code for one in press.siblings}
    held = [*subject.names, *(pair for edition in reversed(subject.editions) for pair in edition.names)]
    own = country_names(press, subject.code) if subject.level is Level.OPERATION else ()
    names = (text for language, text in held if language in languages)
    others = press.profile.known_as(subject.code)
    return _besides(press.name(subject), (*names, *own, *others, *codes_of(press.profile, subject)))


def _besides(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(other for other in dict.fromkeys(names) if other and other != name)


def country_names(press: Press, alpha3: str) -> tuple[str, ...]:
    """Return the names of a country in the languages of the site, other ones and its codes; nothing for a code of no country."""
    names = tuple(one.language.country_name(alpha3) for one in press.siblings)
    alpha2 = get_global("territory_aliases").get(alpha3, [""])[0]
    return (*names, *press.profile.known_as(alpha3), alpha3, alpha2) if names[0] != alpha3 else ()


def _countries(press: Press) -> Iterator[Found]:
    """Yield the countries that have a page, and those that an operation of another name covers, with the last that did."""
    own, covered = set(countries.members(press)), _covered(press)
    for code in sorted({*covered, *(member.upper() for member in own)}):
        names, (year, subject) = country_names(press, code), covered.get(code, (0, None))
        note = press.name(subject) if subject and subject.code != code else ""
        if names and code.lower() in own:
            name = press.language.country_name(code)
            yield Found("country", name, country_path(press, code.lower()), note, _besides(name, names))
        elif names and subject and note:
            name = press.language.country_name(code)
            yield Found("country", name, press.path(subject, year), note, _besides(name, names))


def _covered(press: Press) -> Mapping[str, tuple[int, Subject]]:
    """Return the operation that covered each country last, and when."""
    held: dict[str, tuple[int, Subject]] = {}
    for subject in press.at_level(Level.OPERATION):
        for edition in subject.editions:
            for country in edition.countries:
                held[country] = max(held.get(country, (0, subject)), (edition.year, subject), key=lambda pair: pair[0])
    return held


def _situations(press: Press) -> Iterator[Found]:
    def name(scope: Scope) -> str:
        names = dict(scope.names)
        return next((names[one] for one in (press.language.code, "en", *names) if names.get(one)), scope.code)

    for title, held in _by_name(press, press.record.scopes, name).items():
        names = _besides(title, (text for _, scope in held for text in (*dict(scope.names).values(), scope.code)))
        year, newest = held[0]
        slug = slugify(newest.code)
        if slug in press.situations:
            yield Found("situation", title, press.at(f"/situations/{slug}/"), str(year), names, "en")
        else:
            yield _listed(press, "situation", title, held, "#appeals", names)


def _places(press: Press) -> Iterator[Found]:
    """Yield the offices of all years by name; what no operation lists is on the page of all offices."""
    for name, held in _by_name(press, press.record.places, lambda place: place.name).items():
        found = _listed(press, "place", name, held, "#places")
        yield found if found.path.endswith("#places") else replace(found, path=everywhere.path(press, held[0][0]))


def _offices(press: Press) -> Iterator[Found]:
    """Yield the offices of each country of the newest year, together."""
    if not press.office_years:
        return
    year = everywhere.newest(press)
    groups = office_list.groups(press, press.offices(year))
    for code, held in office_list.found_in(groups).items():
        names = [_in(one, code) for one in (press, *press.siblings)]
        place = f"{everywhere.path(press)}#{held[0].begins(code)}"
        yield Found("place", names[0], place, str(year), _besides(names[0], names))


def _in(press: Press, code: str) -> str:
    return press.language.say("everywhere.in_country", country=office_list.name_of(press, code))


def _documents(press: Press) -> Iterator[Found]:
    for title, held in _by_name(press, press.record.documents, lambda document: document.title).items():
        yield _listed(press, "document", title, held, "#documents")


def _by_name(
    press: Press, rows: Callable[[str, int], Iterable[R]], name: Callable[[R], str]
) -> Mapping[str, list[tuple[int, R]]]:
    """Return the rows of all years by name, each with its year, the newest first."""
    held: dict[str, list[tuple[int, R]]] = {}
    for year in reversed(press.subjects[WORLD].years):
        for row in rows(WORLD, year):
            held.setdefault(name(row), []).append((year, row))
    return held


def _listed(
    press: Press, kind: str, name: str, held: list[tuple[int, R]], fragment: str, names: tuple[str, ...] = ()
) -> Found:
    """Return what pages of operations list: it leads to the newest of them, and says how many more there are."""
    years: dict[str, int] = {}
    for year, row in held:
        years.setdefault(row.subject, year)
    subjects = [press.subjects[code] for code in years if code in press.subjects]
    subjects.sort(key=lambda one: (one.level is not Level.OPERATION, -years[one.code], press.name(one)))
    if not subjects:
        return Found(kind, "", "")
    first, words = subjects[0], press.language
    has_list = first.level is Level.OPERATION
    path = press.path(first, years[first.code]) if first.level is not Level.WORLD else press.at("/")
    note = f"{press.name(first)} {years[first.code]}"
    if len(subjects) > 1:
        note = words.say("search.more", where=note, amount=words.whole(len(subjects) - 1))
    return Found(kind, name, path + (fragment if has_list else ""), note, names, "en")


def _donors(press: Press) -> Iterator[Found]:
    """Yield every donor, by the names of its country in the languages of the site too, and by those that mean it in the data."""
    for slug, donor in press.donors.items():
        name, language = press.donor_name(slug)
        titles = (one.donor_name(slug)[0] for one in press.siblings)
        names = _besides(
            name, (*titles, *_in_words(press, press.siblings[0].donor_name(slug)[0]), *_listed_names(press, slug))
        )
        yield Found("donor", name, press.at(donor_folder(slug)), _span(donor.years), names, language)


def _listed_names(press: Press, slug: str) -> tuple[str, ...]:
    """Return what the profile's lists call a donor."""
    listed = press.profile.donor(slug)
    known_as = press.profile.known_as
    return (*known_as(slug), *known_as(listed.country), *listed.published) if listed else known_as(slug)


def _span(years: Sequence[int]) -> str:
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))


def _in_words(press: Press, donor: str) -> Iterator[str]:
    """Yield the name of a donor's country in the languages of the site, where it is known by that name."""
    bare = donor.removeprefix("Government of ").removeprefix("the ").partition(" - ")[0]
    alpha2 = _alpha2().get(bare.casefold(), "")
    for one in press.siblings:
        yield str(one.language.locale.territories.get(alpha2, ""))


@cache
def _alpha2() -> Mapping[str, str]:
    """Return the code of each country by its English name: a government gives under its country's name."""
    return {str(name).casefold(): code for code, name in Locale.parse("en").territories.items() if code.isalpha()}


def _figures(press: Press) -> Iterator[Found]:
    for name, definition in press.definitions.items():
        titles = (one.definitions[name].title for one in press.siblings)
        names = _besides(definition.title, (*titles, name))
        yield Found("figure", definition.title, press.at(f"/figures/{name}/"), "", names)


def _indicators(press: Press) -> Iterator[Found]:
    """Yield the indicators that have a page; many have one title, which the result and the years tell apart."""
    for slug, one in press.comparison.held.items():
        note = press.language.listed((one.result, _span(one.years)))
        yield Found("indicator", one.title, indicators.path(press, slug), note, (), "en")


def _terms(press: Press) -> Iterator[Found]:
    for term in glossary.TERMS:
        word = glossary.term_of(press, term)
        names = _besides(word, (glossary.term_of(one, term) for one in press.siblings))
        yield Found("term", word, press.at(f"{glossary.PATH}#{term.slug}"), "", names)
