"""Import drawn files as published ones are, and compare figures with drawn expectations. Computes no figure itself."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from tests.spec.drawn import amount, rows
from tests.spec.published import Published

from quipu.core.address import Address
from quipu.core.errors import UnknownAddressError
from quipu.core.figure import Status
from quipu.core.profile import load
from quipu.figures.lookup import Record
from quipu.pipeline.build import build
from quipu.pipeline.take import Taken, Terms, take
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing

_TERMS = Terms(imported=datetime(2030, 1, 1, tzinfo=UTC))


class _Silent:
    def started(self, files: int, size: int) -> None:
        """Say nothing."""

    def done(self, taken: Taken) -> None:
        """Say nothing, but of a file that was not taken."""
        assert taken.outcome in ("new", "known"), taken.error


class Books:
    """What was published, in a folder of its own: `as_of` opens the record of a day, by default the newest."""

    def __init__(self, folder: Path, *files: Published) -> None:
        self._files = folder / "files"
        self._files.mkdir(exist_ok=True)
        self._home = Home(folder / "home")
        self.take(*files)

    def take(self, *files: Published) -> None:
        """Import further files, in this order."""
        for file in files:
            (self._files / file.name).write_text(file.text, "utf-8")
        with writing(self._home, 10, "spec"):
            paths = tuple(self._files / file.name for file in files)
            take(self._home, load("unhcr"), paths, _TERMS, 1, _Silent())

    def as_of(self, day: str = "") -> Record:
        """Build and open the record that shows a day."""
        with writing(self._home, 10, "spec"):
            return Record.open(build(self._home, "unhcr", date.fromisoformat(day) if day else None).folder)

    def line(self, file: str, line: int) -> str:
        """Return one line of a file as it was published."""
        return (self._files / file).read_text("utf-8").splitlines()[line - 1]


def given(folder: Path, *files: Published) -> Record:
    """Return the record of these files."""
    return Books(folder, *files).as_of()


def expect(record: Record, table: str) -> None:
    """Compare figures with a table of `figure | value`.

    A value is a sum; one after `mid-year` is provisional. `missing` has no value, and a reason with what follows the
    colon; `unknown` is an address that nobody has.
    """
    wrong = [problem for row in rows(table) if (problem := _difference(record, row["figure"], row["value"]))]
    assert not wrong, "\n" + "\n".join(wrong)


def _difference(record: Record, address: str, expected: str) -> str:
    try:
        found = record.get(Address.parse(address))
    except UnknownAddressError as error:
        return "" if expected == "unknown" else str(error)
    if expected.startswith("missing"):
        reason = expected.partition(":")[2].strip()
        fits = found.status is Status.MISSING and reason in found.reason
    else:
        status = Status.PROVISIONAL if expected.startswith("mid-year") else Status.PUBLISHED
        fits = found.status is status and found.value == amount(expected.removeprefix("mid-year"))
    return "" if fits else f"{address}: {found.value} ({found.status} {found.reason}), not {expected}"


def value(record: Record, address: str) -> Decimal | None:
    """Return the value at an address; None where it is missing."""
    return record.get(Address.parse(address)).value


def revisions(record: Record, address: str) -> list[tuple[str, Decimal | None]]:
    """Return day and value of every version of a figure, oldest first."""
    return [(str(version.as_of), version.value) for version in record.revisions(Address.parse(address))]
