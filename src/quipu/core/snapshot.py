"""What an import leaves behind: the snapshot, its issues and its quarantine."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is, by its content. `dataset` is the source's name for it, `form` tells how its source reads it.

    `complete` is False for an extract that covers a part of its dataset. `published` is the publisher's own day where the file
    or its name gives it, `published_by` says which of the two. `publisher` is the publisher's identifier where the file has one.
    """

    dataset: str
    form: str
    complete: bool
    published: date | None
    published_by: str
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes we took, described. Never edited.

    `sha256` is of the bytes as taken, `content_sha256` of them once decompressed. `source` and `dataset` say what the
    file is ("iati", "activities"; "refugee_statistics", "population"), by its content. `complete` is False for an
    extract that covers a part of its dataset. `published` is the source's own day, `published_by` how that is known.
    """

    sha256: str
    content_sha256: str
    file: str
    size: int
    source: str
    dataset: str
    complete: bool
    published: date
    published_by: str
    imported: datetime
    origin: str
    publisher: str
    licence: str
    rows: int
    quarantined: int
    issues: int

    @property
    def name(self) -> str:
        """The first twelve digits of the hash: enough to tell snapshots apart."""
        return self.sha256[:12]

    @property
    def rank(self) -> tuple[date, str]:
        """Order of precedence: the later day of publication, then the hash, so that order of import does not matter."""
        return (self.published, self.sha256)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in a file that we could not take as it is. `code` is a stable slug such as "unknown-element"."""

    code: str
    line: int
    identifier: str
    message: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row that could not be read, kept with its reason. `row` is the text of its fields, nothing of a person."""

    table: str
    line: int
    identifier: str
    reason: str
    row: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one fact table as columns of text, as the file gives them; `line` is each row's line in the file.

    Conversion to types is the warehouse's: a row with a cell that cannot be converted goes to quarantine there.
    """

    table: str
    columns: dict[str, list[str | None]]
    lines: list[int]
