"""What a check is and what it found. Knows no check in particular, and no release."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding means for publication, the gravest first."""

    STOP = "stop"  # a published number would be wrong: the release does not become current
    WARN = "warn"  # somebody should look at it
    NOTE = "note"  # true, and readers will ask about it


@dataclass(frozen=True, slots=True)
class Check:
    """What a check looks for: what a finding means, and what to do about it."""

    name: str
    title: str
    severity: Severity
    meaning: str
    action: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found. `about` is an address, a subject and year, an activity or a file.

    `file` and `line` say where it is published; "" and 0 where it is not in one place.
    """

    about: str
    message: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        where = f" ({self.file}:{self.line})" if self.line else f" ({self.file})" if self.file else ""
        return f"{self.about}: {self.message}{where}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check with all that it found in one release."""

    check: Check
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What every check found in one release, the gravest first."""

    release: str
    outcomes: tuple[Outcome, ...]

    def of(self, severity: Severity) -> tuple[Outcome, ...]:
        """Return the checks of one severity."""
        return tuple(outcome for outcome in self.outcomes if outcome.check.severity is severity)

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of one severity."""
        return sum(len(outcome.findings) for outcome in self.of(severity))

    def as_json(self) -> str:
        """Return the report as JSON; `parse` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def parse(cls, text: str) -> "Report":
        """Return the report that `as_json` wrote."""
        read = json.loads(text)
        return cls(read["release"], tuple(_outcome(**outcome) for outcome in read["outcomes"]))


def _outcome(check: dict[str, str], findings: list[dict[str, str | int]]) -> Outcome:
    severity = Severity(check["severity"])
    declared = Check(check["name"], check["title"], severity, check["meaning"], check["action"])
    return Outcome(declared, tuple(Finding(**finding) for finding in findings))  # type: ignore[arg-type]
