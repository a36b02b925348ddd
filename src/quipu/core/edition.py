"""A published edition: what people wrote about a subject in a year, in every language. Knows no framework and no files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any, Protocol

from quipu.core.declared import Names

_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"'<>]+|/(?!/)[^\s\"'<>\\]*")
_FILE = re.compile(r"[0-9a-f]{16}(?:-[a-z0-9-]+)?\.[a-z0-9]+")
FILES = "/media/"
"""Where the site has pictures and documents."""


class EditionKind(StrEnum):
    """Whether an edition tells what was done in its year, or what is planned for it."""

    REPORT = "report"
    PLAN = "plan"


class Form(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text: plain, set strong or emphatic, leading somewhere, or showing a figure by its address."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block: its only one, or an item of a list, which may stand some levels below the first."""

    spans: tuple[Span, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a list."""

    form: Form
    lines: tuple[Line, ...] = ()


Prose = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the narrative, by its slug in the publisher's profile."""

    slug: str
    title: str
    prose: Prose = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number that the operation wants to be known by. `standing` is "result" or "plan"; `figure` may be empty."""

    number: str
    unit: str
    counts: str
    standing: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class CallOut:
    """A sentence set apart, with whose words it is."""

    prose: Prose = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know first, and where to go on."""

    prose: Prose = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place where something is done. `kind` is a slug of the profile; `exactness` is "exact", "town" or "area"."""

    kind: str
    name: str
    exactness: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site by its path: `/media/` and a name made of its content. Pictures have a width and height in pixels."""

    path: str
    size: int = 0
    width: int = 0
    height: int = 0

    @property
    def name(self) -> str:
        """The name alone."""
        return self.path.removeprefix(FILES)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in several widths, the narrowest first."""

    alternative: str
    credit: str
    caption: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be read beside the edition. `form` is the ending of its name: "pdf"."""

    title: str
    form: str
    file: File


@dataclass(frozen=True, slots=True)
class Text:
    """An edition in one language."""

    language: str
    sections: tuple[Section, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    callouts: tuple[CallOut, ...] = ()
    notices: tuple[Notice, ...] = ()
    places: tuple[Place, ...] = ()
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()

    def prose(self) -> Iterator[Prose]:
        """Yield everything that is told in sentences."""
        yield from (part.prose for parts in (self.notices, self.sections, self.callouts) for part in parts)

    def files(self) -> Iterator[File]:
        """Yield every file that it shows or leads to."""
        yield from (file for picture in self.pictures for file in picture.files)
        yield from (document.file for document in self.documents)


class Change(StrEnum):
    """What was done to an edition after its publication."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Note:
    """What was changed in a published edition or why it was withdrawn, on which day, in English and maybe other languages."""

    day: date
    change: Change
    texts: Names = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A plan or report of a subject and year as it is public, in every language; withdrawn, it has notes and no texts."""

    kind: EditionKind
    subject: str
    year: int
    published: date
    texts: tuple[Text, ...] = ()
    notes: tuple[Note, ...] = ()

    def text(self, language: str) -> Text | None:
        """Return the edition in a language, or None."""
        return next((text for text in self.texts if text.language == language), None)

    @property
    def withdrawn(self) -> bool:
        """Whether only its notes are public."""
        return not self.texts

    def figures(self) -> tuple[str, ...]:
        """Return the addresses of all figures that it shows, each once."""
        found = dict.fromkeys(
            span.figure for text in self.texts for prose in text.prose() for span in spans(prose) if span.figure
        )
        bound = dict.fromkeys(held.figure for text in self.texts for held in text.key_figures if held.figure)
        return tuple(found | bound)

    def files(self) -> tuple[File, ...]:
        """Return the files of all languages, each once."""
        return tuple({file.path: file for text in self.texts for file in text.files()}.values())


class Editions(Protocol):
    """The public editions, and the files that they show."""

    def of(self, subject: str, year: int, /) -> Sequence[Edition]:
        """Return the editions of a subject and year, the report first."""

    def fingerprint(self, subject: str, year: int, /) -> str:
        """Return what changes when one of them does; nothing where there are none."""

    def files(self) -> Sequence[File]:
        """Return every file that an edition shows or leads to, each once."""

    def content(self, name: str, /) -> bytes:
        """Return the bytes of a file by its name."""


class Shelf:
    """Editions that are at hand: none, or those of a draft."""

    def __init__(self, editions: Sequence[Edition] = (), contents: Mapping[str, bytes] | None = None) -> None:
        self._editions, self._contents = tuple(editions), dict(contents or {})

    def of(self, subject: str, year: int) -> Sequence[Edition]:
        """Return the editions of a subject and year, the report first."""
        return in_order(found for found in self._editions if (found.subject, found.year) == (subject, year))

    def fingerprint(self, subject: str, year: int) -> str:
        """Return what changes when one of them does."""
        return digest(self.of(subject, year))

    def files(self) -> Sequence[File]:
        """Return every file, each once."""
        return tuple({file.path: file for edition in self._editions for file in edition.files()}.values())

    def content(self, name: str) -> bytes:
        """Return the bytes of a file by its name."""
        return self._contents[name]


def in_order(editions: Iterator[Edition] | Sequence[Edition]) -> tuple[Edition, ...]:
    """Return editions with the report first: what was done before what had been planned."""
    return tuple(sorted(editions, key=lambda edition: edition.kind is EditionKind.PLAN))


def digest(editions: Sequence[Edition]) -> str:
    """Return a hash of editions; nothing of none."""
    return sha256(repr(editions).encode()).hexdigest() if editions else ""


def spans(prose: Prose) -> Iterator[Span]:
    """Yield every span of a prose."""
    return (span for block in prose for line in block.lines for span in line.spans)


def is_link(text: str) -> bool:
    """Tell whether a page may lead there: to the web, to a mailbox, or to a path of the site."""
    return _LINK.fullmatch(text) is not None


def is_file(path: str) -> bool:
    """Tell whether a path is that of a file that an edition may show: nothing that leads out of its folder."""
    return path.startswith(FILES) and _FILE.fullmatch(path.removeprefix(FILES)) is not None


def described(value: Any) -> Any:
    """Return an edition, or a part of one, as JSON's own kinds; what is empty is left out."""
    if is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: described(each) for name, each in held.items() if each or isinstance(each, Decimal)}
    if isinstance(value, tuple):
        return [described(each) for each in value]
    return str(value) if isinstance(value, date | Decimal | StrEnum) else value
