"""What all pages of one record share: templates, words, the profile, and what was looked up. Knows no page type."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from minijinja import Environment, load_from_path

from quipu import charts, core, figures, maps, prose
from quipu.core.edition import Editions, Shelf
from quipu.core.figure import Definition
from quipu.core.profile import WORLD, ListedDonor, Names, Profile
from quipu.core.record import Donor, Level, Signpost, SnapshotNote, Subject
from quipu.figures.lookup import Record
from quipu.figures.texts import texts
from quipu.pages.account import Account
from quipu.pages.assets import assets, opening, policy
from quipu.pages.compared import Comparison, comparison
from quipu.pages.joined import Situation, situations
from quipu.pages.language import Language
from quipu.pages.offices import Office, offices, years_of
from quipu.pages.url import section_of

HERE = Path(__file__).parent
ABOUT_COUNTRIES = ("population-by-origin", "asylum-applications-by-origin", "population-by-country")
"""The figures whose members are countries that have a page: people from there, their asylum applications, people there."""
_ACCOUNTS_KEPT = 256
_ABOUT_KEPT = 64


class Press:
    """One record, ready to be printed in one language. `base` is the site's public address, if it has one.

    `sheets` says whether the site has fact sheets, `images` whether it has pictures for sharing.
    """

    def __init__(
        self,
        record: Record,
        profile: Profile,
        language: str = "en",
        base: str = "",
        *,
        sheets: bool = False,
        images: bool = False,
    ) -> None:
        self.record = record.speaking(texts(language, record.profile_name))
        self.profile, self.base, self.sheets, self.images = profile, base.rstrip("/"), sheets, images
        self.language = Language(language)
        self.editions: Editions = Shelf()
        """What people wrote; a site sets it."""
        self.siblings: tuple[Press, ...] = (self,)
        """The same record in every language of the site, this one among them."""
        self._accounts: OrderedDict[tuple[str, int], Account] = OrderedDict()
        self._kept: OrderedDict[str, dict[Any, Any]] = OrderedDict()
        self._declared: dict[str, dict[str, str]] = {}
        self._newest: dict[str, int] = {}
        self._offices: dict[int, tuple[Office, ...]] = {}
        self._environment = Environment(
            loader=load_from_path(HERE / "templates"),
            globals={
                "words": self.language.words,
                "language": self.language.code,
                "direction": self.language.direction,
                "publisher": self.text(profile.publisher.names),
                "site": self.site,
                "disclaimer": self.text(profile.publisher.disclaimer),
                "opening": opening(),
                "policy": policy(),
            },
            undefined_behavior="strict",
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def fill(self, template: str, **context: Any) -> bytes:
        """Return a filled template as bytes."""
        return self._environment.render_template(template, sections=self.sections, **context).encode()

    def account(self, subject: str, year: int) -> Account:
        """Return the figures of a subject in a year; the ones used last are kept."""
        key = (subject, year)
        account = self._accounts.pop(key, None) or Account(self.record, subject, year)
        self._accounts[key] = account
        if len(self._accounts) > _ACCOUNTS_KEPT:
            self._accounts.popitem(last=False)
        return account

    def kept(self, about: str) -> dict[Any, Any]:
        """Return what was kept while pages about a subject, or a subject and year, were made; those used last are kept."""
        held = self._kept[about] = self._kept.pop(about, {})
        if len(self._kept) > _ABOUT_KEPT:
            self._kept.popitem(last=False)
        return held

    def signposts(self, subject: Subject) -> tuple[Signpost, ...]:
        """Return the pointers of a subject to those before and after it, in the language of the pages."""
        names = {code: self.name(known) for code, known in self.subjects.items()}
        return self._speaking.signposts(subject.code, names) if subject.signposts else ()

    @cached_property
    def _speaking(self) -> Profile:
        return self.profile.speaking(self.record.texts.of)

    @property
    def site(self) -> str:
        """The name of the site."""
        return self.record.texts.of(self.profile.publisher.site_title)

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """Every subject by its code; asked once for all languages."""
        first = self.siblings[0]
        return {subject.code: subject for subject in self.record.subjects()} if first is self else first.subjects

    def at_level(self, level: Level) -> list[Subject]:
        """Return the subjects of a level, by name."""
        return self._by_level[level]

    @cached_property
    def _by_level(self) -> dict[Level, list[Subject]]:
        ordered = sorted(self.subjects.values(), key=lambda s: (self.name(s), s.code))
        return {level: [subject for subject in ordered if subject.level is level] for level in Level}

    def within(self, region: str, year: int, level: Level) -> Sequence[Subject]:
        """Return the subjects of a level that stood in a region in a year, by name."""
        return self._within.get((region, year, level), ())

    @cached_property
    def _within(self) -> dict[tuple[str, int, Level], list[Subject]]:
        found: dict[tuple[str, int, Level], list[Subject]] = {}
        for subject in (subject for level in Level for subject in self.at_level(level)):
            for edition in subject.editions:
                found.setdefault((edition.region, edition.year, subject.level), []).append(subject)
        return found

    @cached_property
    def active_years(self) -> tuple[int, ...]:
        """The years of the world in which an operation has an activity, and so may have money."""
        editions = (edition for subject in self.at_level(Level.OPERATION) for edition in subject.editions)
        active = {edition.year for edition in editions if edition.activity}
        return tuple(year for year in self.subjects[WORLD].years if year in active)

    @cached_property
    def donors(self) -> dict[str, Donor]:
        """Everyone who gave in any year, by slug; asked once for all languages."""
        first = self.siblings[0]
        return {donor.slug: donor for donor in self.record.donors()} if first is self else first.donors

    @cached_property
    def donor_years(self) -> tuple[int, ...]:
        """The years that anybody gave for, oldest first."""
        return tuple(sorted({year for donor in self.donors.values() for year in donor.years}))

    def donor_name(self, slug: str) -> tuple[str, str]:
        """Return a donor's name and its language: that of the pages where there is one, else English, as published."""
        code, listed = self.language.code, self._listed_donors.get(slug)
        names = dict(listed.names) if listed else {}
        if code in names:
            return names[code], code
        if listed and listed.country and not names:
            return self.language.country_name(listed.country), code
        return self.donors[slug].name if slug in self.donors else slug, "en"

    @cached_property
    def _listed_donors(self) -> dict[str, ListedDonor]:
        return {donor.slug: donor for donor in self.profile.donors}

    @cached_property
    def alone(self) -> dict[str, list[tuple[int, Subject]]]:
        """The operations that covered one country and no other, by its code, each with the year; the newest first."""
        found: dict[str, list[tuple[int, Subject]]] = {}
        for subject in self.at_level(Level.OPERATION):
            for edition in subject.editions:
                if len(edition.countries) == 1:
                    found.setdefault(edition.countries[0], []).append((edition.year, subject))
        return {code: sorted(held, key=lambda one: (-one[0], one[1].code)) for code, held in found.items()}

    def in_no_region(self, year: int) -> Sequence[Subject]:
        """Return the nodes that stand in no region in a year, by name."""
        return self._in_no_region.get(year, ())

    @cached_property
    def _in_no_region(self) -> dict[int, list[Subject]]:
        found: dict[int, list[Subject]] = {}
        for node in self.at_level(Level.NODE):
            for edition in node.editions:
                if self.subjects.get(edition.region, node).level is not Level.REGION:
                    found.setdefault(edition.year, []).append(node)
        return found

    def name(self, subject: Subject) -> str:
        """Return a subject's name in the language of the pages, else in English."""
        return self.text(subject.names)

    def text(self, names: Names) -> str:
        """Return the text in the language of the pages, else in English, else the first."""
        held = dict(names)
        return held.get(self.language.code) or held.get("en") or next(iter(held.values()), "")

    def newest(self, subject: Subject) -> int:
        """Return the newest year that is closed; else the newest with a budget; else the newest."""
        if subject.code not in self._newest:
            self._newest[subject.code] = self._find_newest(subject)
        return self._newest[subject.code]

    def _find_newest(self, subject: Subject) -> int:
        accounts = [self.account(subject.code, year) for year in reversed(subject.years)]
        closed = (account.year for account in accounts if account.closed)
        funded = (account.year for account in accounts if account.get("budget").value is not None)
        return next(closed, None) or next(funded, None) or subject.years[-1]

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The lists that the navigation leads to: those that the record has something for."""
        operations = any(edition.activity for s in self.at_level(Level.OPERATION) for edition in s.editions)
        countries = any(self.record.member_names(name) for name in self.definitions if name in ABOUT_COUNTRIES)
        has = {
            "operations": operations,
            "countries": countries,
            "situations": bool(self.situations),
            "donors": bool(self.donors),
            "places": bool(self.office_years),
            "results": bool(self.comparison.held),
        }
        return tuple(name for name, held in has.items() if held)

    @cached_property
    def situations(self) -> dict[str, Situation]:
        """The emergencies and appeals of several operations by slug, gathered once for all languages."""
        first = self.siblings[0]
        return situations(self.record, self.at_level(Level.OPERATION)) if first is self else first.situations

    @cached_property
    def office_years(self) -> tuple[int, ...]:
        """The years that offices are named in, oldest first; asked once for all languages."""
        first = self.siblings[0]
        return years_of(self.record, self.subjects[WORLD].years) if first is self else first.office_years

    def offices(self, year: int) -> tuple[Office, ...]:
        """Return the offices of a year, gathered once for all languages."""
        held = self.siblings[0]._offices
        if year not in held:
            held[year] = offices(self.record, self.subjects, year)
        return held[year]

    @cached_property
    def comparison(self) -> Comparison:
        """The indicators that several operations report on, gathered once for all languages."""
        first = self.siblings[0]
        return (
            comparison(self.record, self.profile, self.at_level(Level.OPERATION)) if first is self else first.comparison
        )

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """Every definition by its figure's name."""
        return {definition.name: definition for definition in self.record.definitions()}

    def declared(self, figure: str) -> dict[str, str]:
        """Return the titles of the members that a figure's definition names, by member."""
        if figure not in self._declared:
            self._declared[figure] = dict(self.definitions[figure].members)
        return self._declared[figure]

    @cached_property
    def snapshots(self) -> dict[str, SnapshotNote]:
        """Every snapshot by its name, the newest first."""
        notes = sorted(self.record.snapshots(), key=lambda note: (-note.published.toordinal(), note.file, note.name))
        return {note.name: note for note in notes}

    def at(self, path: str) -> str:
        """Return the path of a page in the language of the pages: `/en/sources/` for `/sources/`."""
        return f"/{self.language.code}{path}"

    def section(self, subject: Subject) -> str:
        """Return the folder of all pages of a subject: `/en/operations/peru/`."""
        return self.at(section_of(subject))

    def path(self, subject: Subject, year: int) -> str:
        """Return the path of a subject's page in a year; a node has no page but its figures."""
        home = f"{self.section(subject)}{year}/"
        return home + "figures/" if subject.level is Level.NODE else home

    def traces(self, subject: str, year: int) -> str:
        """Return the path of the page on the sources and revisions of a subject's figures in a year."""
        return f"{self.section(self.subjects[subject])}{year}/figures/"

    @cached_property
    def craft(self) -> str:
        """A hash of what is not data: code, templates, words and style. It changes when every page may."""
        digest = sha256()
        for path in sorted(p for p in HERE.rglob("*") if p.suffix in {".py", ".html", ".xml", ".toml"}):
            digest.update(path.read_bytes())
        for package in (charts, core, figures, maps, prose):
            folder = Path(str(package.__file__)).parent
            for path in sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".toml"}):
                digest.update(path.read_bytes())
        for name, asset in assets().items():
            digest.update(f"{name} {asset.path}".encode())
        digest.update(opening().encode())
        return digest.hexdigest()
