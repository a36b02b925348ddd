"""Say loudly, at the end of a run of tests, that the data pack was not there. Tests nothing itself."""

import pytest

LOUD = "THE DATA PACK IS NOT THERE"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add a line with the number of tests that did not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(LOUD in str(report.longrepr) for report in skipped)
    if count:
        line = f"THE REAL DATA ARE NOT HERE: {count} tests of tests/real did not run. Set QUIPU_DATA to the data pack."
        terminalreporter.write_line(line, red=True, bold=True)
