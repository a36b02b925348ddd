"""One address of the site and where its bytes lie in the published folder. Knows no record."""

from dataclasses import dataclass

from quipu.core.address import Address
from quipu.core.record import Level, Subject

_SECTIONS = {Level.WORLD: "/world/", Level.REGION: "/regions/", Level.OPERATION: "/operations/", Level.NODE: "/nodes/"}


@dataclass(frozen=True, slots=True)
class Url:
    """One file of the site: `kind` names its page type, the rest are its arguments.

    `language` is empty for files that all languages share. `depends` names what its bytes are made of: names
    that the record has a fingerprint of, one of DEFINITIONS, SNAPSHOTS, SUBJECTS, RELEASE, SHEETS, LISTED and OTHER_NAMES, or
    WRITTEN with the name of a year.
    """

    path: str
    kind: str
    language: str = ""
    subject: str = ""
    year: int = 0
    name: str = ""
    depends: tuple[str, ...] = ()
    listed: bool = False
    """Whether the sitemap names it."""

    @property
    def file(self) -> str:
        """The path below the published folder, without a leading slash."""
        return (self.path + "index.html" if self.path.endswith("/") else self.path).removeprefix("/")


DEFINITIONS = "@definitions"
SNAPSHOTS = "@snapshots"
SUBJECTS = "@subjects"
RELEASE = "@release"
SHEETS = "@sheets"
LISTED = "@listed"
"""What has a name beside subjects and definitions: donors, situations, places, documents, indicators, countries."""
OTHER_NAMES = "@other-names"
REDIRECTS = "/_redirects"
"""The list of addresses that lead on to others."""
WRITTEN = "@written/"
"""Before the name of a subject's year: what people wrote about it."""
HOME = "home"
LOST = "lost"
PREVIEW = "preview"


def section_of(subject: Subject) -> str:
    """Return the folder of all pages of a subject: `/operations/peru/`; the world has `/world/`."""
    section = _SECTIONS[subject.level]
    return section if subject.level is Level.WORLD else f"{section}{subject.slug}/"


def donor_folder(slug: str) -> str:
    """Return the folder of all that is about a donor: `/donors/japan/`; that of a year has no name but the year."""
    return f"/donors/{slug}/"


def edition_of(subject: Subject, year: int) -> str:
    """Return the name of what a record says of a subject in one year, by which it has a fingerprint."""
    return f"{subject.code}/{year}"


def anchor(address: Address) -> str:
    """Return where a figure stands on the page of its subject's figures."""
    return f"{address.figure}/{address.member}" if address.member else address.figure


def relative(here: str, there: str) -> str:
    """Return a link from one page of the site to another that also works on a disk: `../../regions/asia/index.html`.

    It begins above the page's own folder, so that two pages side by side have the same links.
    """
    path, mark, fragment = there.partition("#")
    target = path + "index.html" if path.endswith("/") else path
    folder = here[: here.rindex("/") + 1]
    above = folder[: folder.rfind("/", 0, -1) + 1]
    if above and target.startswith(above):
        return "../" + target.removeprefix(above) + mark + fragment
    return "../" * (folder.count("/") - 1) + target[1:] + mark + fragment
