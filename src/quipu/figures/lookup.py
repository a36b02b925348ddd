"""Look figures up in a release by address. Knows nothing of who shows them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from quipu.core.address import Address
from quipu.core.figure import Break, Definition, Observation, Revision, Series, Source
from quipu.core.record import Contribution, Document, FaultNote, Indicator, Place, Scope, SnapshotNote, Subject


class Record:
    """A release opened for reading: every figure by address, and the rows that pages list.

    Read-only and safe to open in many processes at once. All methods return values that do not change.
    """

    name: str
    as_of: date

    @classmethod
    def open(cls, folder: Path) -> "Record":
        """Open the release in `folder`."""

    def get(self, address: Address) -> Observation:
        """Return the observation; a missing one has a reason; raise UnknownAddressError with what is known nearby."""

    def over_years(self, subject: str, figure: str, member: str = "", years: Iterable[int] | None = None) -> Series:
        """Return one figure over `years` (default: every year from the first to the last that has a value)."""

    def members(self, subject: str, year: int, figure: str) -> Series:
        """Return the published members of a figure in one year, in the order of its definition, else by value."""

    def sources(self, address: Address, limit: int | None = None) -> tuple[Source, ...]:
        """Return the source rows of a figure, the newest file first, by line."""

    def revisions(self, address: Address) -> tuple[Revision, ...]:
        """Return what the figure was, oldest first; the last is what it is."""

    def definition(self, figure: str) -> Definition: ...
    def definitions(self) -> tuple[Definition, ...]: ...
    def breaks(self, figure: str, member: str = "") -> tuple[Break, ...]: ...
    def subject(self, code: str) -> Subject: ...
    def subjects(self) -> tuple[Subject, ...]: ...
    def contributions(self, subject: str, year: int) -> tuple[Contribution, ...]: ...
    def indicators(self, subject: str, year: int) -> tuple[Indicator, ...]: ...
    def places(self, subject: str, year: int) -> tuple[Place, ...]: ...
    def documents(self, subject: str, year: int) -> tuple[Document, ...]: ...
    def scopes(self, subject: str, year: int) -> tuple[Scope, ...]: ...
    def snapshots(self) -> tuple[SnapshotNote, ...]: ...
    def faults(self, snapshot: str) -> tuple[FaultNote, ...]: ...
    def fingerprint(self, subject: str) -> str:
        """Return a hash of everything that the release says of a subject: what changes when its pages must."""
