"""The whole site of one record: every address, and the bytes at each. Knows neither folders nor requests."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256

from quipu.core.address import Address
from quipu.core.edition import Editions, Shelf
from quipu.core.errors import QuipuError
from quipu.core.profile import WORLD, Profile
from quipu.figures.lookup import LISTS, Record
from quipu.pages import countries, media, operation, pictures, region, share, sheet, twins, world
from quipu.pages.kinds import BESIDE_TYPES, FILE_TYPES, PAGE_TYPES, PageType
from quipu.pages.plumbing import sitemap, sitemaps
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, LISTED, OTHER_NAMES, RELEASE, SHEETS, SNAPSHOTS, SUBJECTS, WRITTEN, Url
from quipu.sheets import craft, fonts

LANGUAGES = ("en", "fr", "es", "ar")
"""The languages that the site is complete in; the first is where a reader without a choice begins."""

_TYPES = {page_type.KIND: page_type for page_type in (*PAGE_TYPES, *BESIDE_TYPES, *FILE_TYPES)}

_COSTLY = {sheet.KIND: sheet.made_of, share.KIND: share.made_of, pictures.KIND: pictures.made_of}
"""What is made only if what it is made of has changed."""
_LEADING = (operation.KIND, region.KIND, world.KIND)
"""Pages that lead to sheets or pictures."""


class Site:
    """One record in some languages. The same record, profile, languages, base and code give the same bytes."""

    def __init__(
        self,
        record: Record,
        profile: Profile,
        languages: Sequence[str] = LANGUAGES,
        base: str = "",
        *,
        sheets: bool = True,
        images: bool = False,
        editions: Editions | None = None,
    ) -> None:
        self.record = record
        has_sheets, has_images = (wanted and bool(fonts()) for wanted in (sheets, images))
        presses = tuple(
            Press(record, profile, language, base, sheets=has_sheets, images=has_images) for language in languages
        )
        for press in presses:
            press.siblings, press.editions = presses, editions or Shelf()
        self._presses = {press.language.code: press for press in presses}
        self._press = presses[0]
        self._shared: dict[str, str] = {}
        self._joined: dict[tuple[str, ...], str] = {}

    @cached_property
    def urls(self) -> tuple[Url, ...]:
        """Every address, those of a subject, year and name together; raise QuipuError where two pages claim one."""
        files = (url for page_type in FILE_TYPES for url in page_type.urls(self._press))
        known = (*self._pages, *self._each(BESIDE_TYPES), *files)
        every = (*known, *sitemaps(self._press, self._pages))
        found = tuple(sorted(every, key=lambda url: (url.subject, url.year, url.name)))
        twice = [path for path, count in Counter(url.path for url in found).items() if count > 1]
        if twice:
            raise QuipuError(f"two pages have the address {twice[0]}", next="Give one of the subjects another slug.")
        return found

    @cached_property
    def _pages(self) -> tuple[Url, ...]:
        """Every page: what is in the sitemap is among them, those of a subject and year together."""
        return tuple(sorted(self._each(PAGE_TYPES), key=lambda url: (url.subject, url.year)))

    def _each(self, types: Sequence[PageType]) -> Iterator[Url]:
        return (url for press in self._presses.values() for page_type in types for url in page_type.urls(press))

    def about(self, subject: str) -> tuple[Url, ...]:
        """Return the addresses that show what people wrote about a subject; files that they show are not among them."""
        held = self._press.subjects[subject]
        pages = (url for press in self._presses.values() for url in operation.urls_about(press, held))
        return (*pages, *(url for url in twins.urls_about(self._press, held) if url.name == "json"))

    def media(self) -> tuple[Url, ...]:
        """Return the addresses of the files that editions show."""
        return tuple(media.urls(self._press))

    def put(self, editions: Editions) -> None:
        """Show these editions from now on; `urls` is as it was."""
        for press in self._presses.values():
            press.editions = editions
        self._shared = {name: held for name, held in self._shared.items() if not name.startswith(WRITTEN)}
        self._joined.clear()

    @cached_property
    def by_path(self) -> dict[str, Url]:
        """Every address by its path."""
        return {url.path: url for url in self.urls}

    def render(self, url: Url) -> bytes:
        """Return the bytes at an address."""
        if url.name == "sitemap":
            return sitemap(self._press, url, self._pages)
        return _TYPES[url.kind].render(self._presses.get(url.language, self._press), url)

    def prepare(self) -> None:
        """Make the first page of each language: what most pages need is at hand then."""
        for press in self._presses.values():
            self.render(next(world.urls(press)))

    def made_of(self, url: Url) -> str:
        """Return a hash of what a sheet or picture is made of, had sooner than its bytes; nothing for other addresses."""
        made_of = _COSTLY.get(url.kind)
        return made_of(self._presses[url.language], url) if made_of else ""

    @cached_property
    def _craft(self) -> str:
        """A hash of what all pages share: code, templates, words and texts, licences, names of donors, rules, the address."""
        held = [(code, sorted(press.record.texts.held.items())) for code, press in self._presses.items()]
        licences = sorted({note.licence for note in self._press.snapshots.values()})
        profile, base = self._press.profile, self._press.base
        shared = f"{self._press.craft} {base} {held} {licences} {profile.donors} {profile.results}"
        return sha256(shared.encode()).hexdigest()

    def fingerprint(self, url: Url) -> str:
        """Return a hash that changes whenever the bytes at an address may."""
        own = f"{url.path} {url.kind} {url.language} {url.subject} {url.year} {url.name} {url.listed}"
        return sha256(f"{self._craft} {self._leads_to(url)} {own} {self._made_from(url.depends)}".encode()).hexdigest()

    def _leads_to(self, url: Url) -> str:
        """Name what else of its subject a page leads to, if the site has it."""
        return f"{self._press.sheets} {self._press.images}" if url.kind in _LEADING else ""

    def _made_from(self, depends: tuple[str, ...]) -> str:
        """Return a hash of what addresses are made of, which many share."""
        if depends not in self._joined:
            self._joined[depends] = sha256(" ".join(map(self._part, depends)).encode()).hexdigest()
        return self._joined[depends]

    def _part(self, name: str) -> str:
        if name not in self._shared:
            self._shared[name] = self._hash_of(name)
        return self._shared[name]

    def _hash_of(self, name: str) -> str:
        record = self._press.record
        shared = {
            DEFINITIONS: record.definitions,
            SNAPSHOTS: record.snapshots,
            SUBJECTS: record.subjects,
        }
        if name.startswith(WRITTEN):
            return self._written(*name.removeprefix(WRITTEN).split("/"))
        if name == SHEETS:
            return craft()
        if name == LISTED:
            newest = self._press.newest(self._press.subjects[WORLD])
            return f"{record.fingerprint(LISTS)} {newest} {countries.members(self._press)}"
        if name == OTHER_NAMES:
            return repr(self._press.profile.other_names)
        if name == RELEASE:
            return sha256(repr((record.name, record.checks())).encode()).hexdigest()
        if name in shared:
            return sha256(repr(shared[name]()).encode()).hexdigest()
        return f"{record.fingerprint(name)} {self._subjects.get(name.partition('/')[0])}"

    @cached_property
    def _subjects(self) -> dict[str, str]:
        """A hash of each subject with its editions, by code."""
        return {code: sha256(str(one).encode()).hexdigest() for code, one in self._press.subjects.items()}

    def _written(self, subject: str, year: str) -> str:
        """Return what changes when an edition does, or a figure that stands in its sentences."""
        editions = self._press.editions.of(subject, int(year))
        addresses = (Address.parse(figure) for edition in editions for figure in edition.figures())
        shown = sorted({f"{address.subject}/{address.year}" for address in addresses})
        held = (self._press.record.fingerprint(name) for name in shown)
        return " ".join((self._press.editions.fingerprint(subject, int(year)), *held))


def urls(record: Record, profile: Profile) -> tuple[Url, ...]:
    """Return every address of the site of a record."""
    return Site(record, profile).urls


def render(record: Record, profile: Profile, url: Url) -> bytes:
    """Return the bytes at one address; a Site renders many of them faster."""
    return Site(record, profile).render(url)
