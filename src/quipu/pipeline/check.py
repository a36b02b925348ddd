"""Run every check on a release: each module of quipu.checks is one. Knows nothing of what they look for."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

import quipu.checks
from quipu.core.check import Check, Finding, Outcome, Report, Severity
from quipu.figures.lookup import CHECKS, Record


class CheckModule(Protocol):
    """What a module of quipu.checks offers."""

    CHECK: Check

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield what it finds in the release."""


@cache
def modules() -> tuple[CheckModule, ...]:
    """Return every check, the gravest first."""
    names = sorted(found.name for found in pkgutil.iter_modules(quipu.checks.__path__))
    found = [cast(CheckModule, importlib.import_module(f"quipu.checks.{name}")) for name in names]
    return tuple(sorted(found, key=lambda module: list(Severity).index(module.CHECK.severity)))


def run(record: Record) -> Report:
    """Return what every check finds in a release."""
    return Report(record.name, tuple(Outcome(module.CHECK, tuple(module.check(record))) for module in modules()))


def write(folder: Path) -> Report:
    """Run the checks on a release that is being built in `folder`, and leave their report beside its figures."""
    record = Record.open(folder)
    try:
        report = run(record)
    finally:
        record.close()
    (folder / CHECKS).write_text(report.as_json(), "utf-8")
    return report


def blocking(report: Report) -> tuple[Finding, ...]:
    """Return the findings that keep a release from becoming current."""
    return tuple(finding for outcome in report.of(Severity.STOP) for finding in outcome.findings)
