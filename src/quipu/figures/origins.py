"""Read where figures come from: the rows of files behind them, and what they were before. Knows no value and no title."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from quipu.core.address import Address
from quipu.core.figure import Revision, Source

Key = tuple[str, str]
"""A figure and a member."""
_YEARS_OF_VERSIONS = 96
"""How many years of subjects have their versions kept: the files of a figure ask for all years of the world in turn."""
_TOGETHER = "*"
"""Stands for the member where packed rows have amounts of several."""


class FileLines(NamedTuple):
    """The rows of a figure in one file: how many, and their lines as runs of neighbours, (3, 5) for 3, 4 and 5."""

    snapshot: str
    file: str
    rows: int
    runs: tuple[tuple[int, int], ...]


class Origins:
    """The sources and revisions of a release. What one subject has in a year is read at once, and kept while it is asked for."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._kept = ("", 0)
        self._inputs: dict[Key, list[str]] | None = None
        self._parts: dict[Key, list[str]] | None = None
        self._versions = lru_cache(maxsize=_YEARS_OF_VERSIONS)(self._read_versions)
        self._rows: dict[Address, tuple[Source, ...]] = {}
        self._sources: dict[Address, tuple[Source, ...]] = {}
        self._lines: dict[Address, tuple[FileLines, ...]] = {}
        self._parsed: dict[str, tuple[Source, ...]] = {}

    def _keep(self, address: Address) -> None:
        """Let go of what was kept of another subject and year."""
        if address[:2] != self._kept:
            self._kept = address[:2]
            self._inputs = self._parts = None
            self._rows, self._sources, self._lines, self._parsed = {}, {}, {}, {}

    def sources(self, address: Address) -> tuple[Source, ...]:
        """Return the rows of a figure, each once, the newest file first, by line."""
        self._keep(address)
        if address not in self._sources:
            self._sources[address] = self._read_sources(address)
        return self._sources[address]

    def lines(self, address: Address) -> tuple[FileLines, ...]:
        """Return where the rows of a figure stand, a file each, the newest first."""
        self._keep(address)
        if address not in self._lines:
            self._lines[address] = tuple(by_file(self.sources(address)))
        return self._lines[address]

    def _read_sources(self, address: Address) -> tuple[Source, ...]:
        leaves = tuple(dict.fromkeys(self._leaves(address)))
        if len(leaves) == 1:
            return self._rows_of(leaves[0])
        return self._each_once(row for leaf in leaves for row in self._rows_of(leaf))

    def _each_once(self, rows: Iterable[Source]) -> tuple[Source, ...]:
        """Return the rows in their order, with all that each gives."""
        found: dict[tuple[object, ...], Source] = {}
        for row in rows:
            place = row[:-1]
            held = found.get(place)
            found[place] = row if held is None else row._replace(value=held.value + row.value)
        ranks = self._ranks
        return tuple(sorted(found.values(), key=lambda row: (ranks[row.snapshot], row.line, row.identifier)))

    def revisions(self, address: Address) -> tuple[Revision, ...]:
        """Return what a figure was, oldest first."""
        versions = self._versions(address.subject, address.year)
        return tuple(versions.get((address.figure, address.member), ()))

    def _leaves(self, address: Address) -> Iterator[Address]:
        """Yield the figures with rows of their own that a figure is computed from: itself, or those below its inputs."""
        inputs = self._inputs_of(address)
        for text in inputs:
            yield from self._leaves(Address.parse(text))
        if not inputs:
            yield address

    def _inputs_of(self, address: Address) -> list[str]:
        self._keep(address)
        if self._inputs is None:
            rows = self._database.execute(
                "SELECT figure, member, address FROM input WHERE subject = ? AND year = ? ORDER BY address",
                (address.subject, address.year),
            )
            found: dict[Key, list[str]] = {}
            for figure, member, text in rows:
                found.setdefault((figure, member), []).append(text)
            self._inputs = found
        return self._inputs.get((address.figure, address.member), [])

    def _rows_of(self, leaf: Address) -> tuple[Source, ...]:
        """Return the rows of a figure that has rows of its own, with what each gives to it."""
        self._keep(leaf)
        if leaf not in self._rows:
            lines = (line for text in self._packed(leaf) for line in text.split("\n"))
            self._rows[leaf] = self._each_once(row for line in lines for row in self._parse(line))
        return self._rows[leaf]

    def _parse(self, line: str) -> tuple[Source, ...]:
        """Read a packed row; the same one stands under several figures of a subject."""
        if line not in self._parsed:
            self._parsed[line] = tuple(_unpacked(line, self.snapshots))
        return self._parsed[line]

    def _packed(self, address: Address) -> list[str]:
        if (address.subject, address.year) not in self._rolled_up or address.figure in self._placed_by_themselves:
            return self._own(address)
        # CROSS JOIN keeps the order: node by node, each found by its key.
        rows = self._database.execute(
            "SELECT p.member, p.rows FROM membership AS m"
            " CROSS JOIN part AS p ON p.node = m.node AND p.year = m.year AND p.figure = ? AND p.member IN (?, ?)"
            " WHERE m.subject = ? AND m.year = ? ORDER BY m.node",
            (address.figure, address.member, _TOGETHER, address.subject, address.year),
        )
        texts = (_of_member(text, address.member) if member == _TOGETHER else text for member, text in rows)
        return [text for text in texts if text]

    def _own(self, address: Address) -> list[str]:
        """Return what stands at the node itself."""
        self._keep(address)
        if self._parts is None:
            rows = self._database.execute(
                "SELECT figure, member, rows FROM part WHERE node = ? AND year = ?", (address.subject, address.year)
            )
            self._parts = {(figure, member): [text] for figure, member, text in rows}
        held = self._parts
        together = (_of_member(text, address.member) for text in held.get((address.figure, _TOGETHER), []))
        return held.get((address.figure, address.member)) or [text for text in together if text]

    @cached_property
    def _rolled_up(self) -> frozenset[tuple[str, int]]:
        """The subjects and years that others add up to."""
        rows = self._database.execute("SELECT DISTINCT subject, year FROM membership WHERE node <> subject")
        return frozenset((subject, year) for subject, year in rows)

    @cached_property
    def _placed_by_themselves(self) -> frozenset[str]:
        rows = self._database.execute("SELECT name FROM definition WHERE NOT rolls_up")
        return frozenset(row[0] for row in rows)

    @cached_property
    def snapshots(self) -> dict[int, tuple[str, str]]:
        """The name and the file of each snapshot, by its number."""
        rows = self._database.execute("SELECT number, name, file FROM snapshot")
        return {number: (name, file) for number, name, file in rows}

    @cached_property
    def _ranks(self) -> dict[str, int]:
        """The place of each snapshot by its name, the newest first."""
        return {name: -number for number, (name, _) in self.snapshots.items()}

    def _read_versions(self, subject: str, year: int) -> dict[Key, list[Revision]]:
        """Return the versions of every figure of a subject and year: the one that most have, or those that were kept."""
        rows = self._database.execute(
            "SELECT figure, member, first_day, value, first_snapshot FROM observation"
            " WHERE subject = :subject AND year = :year AND versions = 1"
            " UNION ALL SELECT figure, member, day, value, snapshot FROM revision"
            " WHERE subject = :subject AND year = :year ORDER BY 3",
            {"subject": subject, "year": year},
        )
        found: dict[Key, list[Revision]] = {}
        for figure, member, day, value, number in rows:
            name = "" if number is None else self.snapshots[number][0]
            revision = Revision(date.fromisoformat(day), None if value is None else Decimal(value), name)
            found.setdefault((figure, member), []).append(revision)
        return found


def by_file(sources: Iterable[Source]) -> Iterator[FileLines]:
    """Yield the rows of each file, in the order of their first."""
    held: dict[tuple[str, str], list[int]] = {}
    for source in sources:
        held.setdefault((source.snapshot, source.file), []).append(source.line)
    for (snapshot, file), lines in held.items():
        yield FileLines(snapshot, file, len(lines), tuple(runs(lines)))


def runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield line numbers as runs of neighbours: 3, 4, 5, 9 is (3, 5), (9, 9)."""
    first = last = None
    for line in sorted(set(lines)):
        if last is not None and line == last + 1:
            last = line
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = line
    if first is not None and last is not None:
        yield first, last


def _of_member(text: str, member: str) -> str:
    """Return the rows of one member, packed, of rows that have amounts of several: those that have one."""
    names, _, rows = text.partition("\n")
    if member not in names.split("\t"):
        return ""
    place = names.split("\t").index(member)
    parted = (row.rpartition("\t") for row in rows.split("\n"))
    own = ((row, amount) for row, _, amounts in parted for amount in amounts.split(" ")[place : place + 1] if amount)
    return "\n".join(f"{row}\t{amount}" for row, amount in own)


def _unpacked(text: str, snapshots: Mapping[int, tuple[str, str]]) -> Iterator[Source]:
    """Read one packed row; a share is two rows: the whole value, and the per cent of the share."""
    snapshot, line, identifier, amount, *shared = text.split("\t")
    name, file = snapshots[int(snapshot)]
    if not shared:
        yield Source(name, file, int(line), identifier, Decimal(amount))
        return
    share = Decimal(shared[1])
    whole = Decimal(f"{(Decimal(amount) * 100 / share).normalize():f}")
    yield Source(name, file, int(line), identifier, whole)
    yield Source(name, file, int(shared[0]), f"{identifier} (per cent)", share)
