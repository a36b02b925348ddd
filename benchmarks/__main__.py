"""Run every benchmark and write benchmarks/RESULTS.md."""

from datetime import UTC, datetime
from pathlib import Path

from benchmarks import checking_texts, importing, publishing
from benchmarks.measure import machine, speed

_HEAD = """# Benchmarks

Measured by `make bench` on {day}, on one machine ({machine}), with all the real data: eight activity files of UNHCR with
their three earlier editions, and the population statistics with nine earlier editions. Times are medians. Machines differ and
are noisy: the ratios, taken pair by pair in the same run, say more than the seconds. How fast the machine and its Python were
stands in the first row and, when all was done, in the last.

| what | measured | against, in the same run | aim |
|---|---|---|---|
"""


def main() -> None:
    """Measure, print as it goes, and write the results."""
    lines = []
    for rows in (speed, importing.rows, publishing.rows, checking_texts.rows, speed):
        for row in rows():
            line = f"| {row.what} | {row.measured} | {row.against} | {row.aim} |"
            print(line, flush=True)
            lines.append(line)
    head = _HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=machine())
    Path(__file__).with_name("RESULTS.md").write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
