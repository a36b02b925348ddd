"""Build a release: a pure function of snapshots, of this code and of the profile. Built aside, swapped in by one rename."""

import hashlib
import multiprocessing
import shutil
import sqlite3
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb
import pyarrow as pa

from quipu.core.errors import NothingImportedError, QuipuError
from quipu.core.facts import TABLES
from quipu.core.figure import Break, Definition
from quipu.core.profile import ListedDonor, Profile, load, slugify
from quipu.core.snapshot import Snapshot
from quipu.figures import store
from quipu.figures.catalogue import FigureFile, figure_files
from quipu.figures.compute import compute
from quipu.figures.lookup import FILE
from quipu.figures.texts import country_in
from quipu.pipeline import check, sources
from quipu.pipeline.registry import ActivityTitle, Registry, build_registry
from quipu.pipeline.take import read_facts
from quipu.warehouse import releases, snapshots
from quipu.warehouse.home import Home, move_into_place
from quipu.warehouse.releases import Release
from quipu.warehouse.tables import schema, whole

_MEMORY = "180MB"
_WORTH_A_PROCESS = 100_000
"""From how many rows of facts on a second process gains more than it takes to start."""
_STATISTICS = "statistics.sqlite"
_FACTS_OF_ACTIVITIES = (
    *("transaction", "budget", "sector", "location", "document", "scope"),
    *("indicator", "indicator_value"),
)
_FACTS_OF_STATISTICS = ("people",)
BY_DONOR = "contributions-by-donor"
_DAY = pa.date32()
_SNAPSHOT_COLUMNS = (
    *("name", "file", "source", "dataset", "complete", "published"),
    *("publisher", "licence", "origin", "rows", "quarantined", "issues"),
)


def selected(home: Home, as_of: date | None) -> tuple[Snapshot, ...]:
    """Return the snapshots that were published by that day; raise NothingImportedError where there is none."""
    stored = snapshots.stored(home)
    chosen = tuple(s for s in stored if as_of is None or s.published <= as_of)
    if chosen:
        return chosen
    if stored:
        first = min(snapshot.published for snapshot in stored)
        raise NothingImportedError(f"nothing had been published by {as_of}", next=f"The oldest snapshot is of {first}.")
    raise NothingImportedError("nothing has been imported yet", str(home.folder), "Run: quipu import PATH")


def release_name(publisher: str, chosen: Iterable[Snapshot], stored: Iterable[Snapshot]) -> str:
    """Return the name of the release that these snapshots give: a hash of everything that it is made from.

    Which operations there are is known from all stored activities: an operation keeps its identity in every release.
    """
    digest = hashlib.sha256(f"{sources.reader_version()} {_builder_version()} {publisher}".encode())
    for snapshot in chosen:
        digest.update(f"{snapshot.sha256} {snapshot.published}".encode())
    for snapshot in stored:
        if snapshot.dataset == "activities":
            digest.update(f"identity {snapshot.sha256}".encode())
    return digest.hexdigest()[:12]


@cache
def _builder_version() -> str:
    digest = hashlib.sha256()
    for package in ("quipu.checks", "quipu.figures", "quipu.pipeline", "quipu.publishers"):
        folder = Path(str(resources.files(package)))
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".sql", ".toml"}):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def kept_release(home: Home, publisher: str, as_of: date | None = None) -> Release | None:
    """Return the release that `build` would give where it is kept already. Reads only: needs no lock."""
    return releases.find(home, release_name(publisher, selected(home, as_of), snapshots.stored(home)))


def build(home: Home, publisher: str, as_of: date | None = None, workers: int = 1) -> Release:
    """Return the release of a publisher's snapshots published by `as_of` (default: all); build it where it is not kept yet.

    The result is the same with any number of workers. The caller holds the lock. The current release is not changed.
    """
    kept = kept_release(home, publisher, as_of)
    if kept is not None:
        return kept
    chosen = selected(home, as_of)
    stored = snapshots.stored(home)
    name = release_name(publisher, chosen, stored)
    _read_anew(home, stored)
    staged = home.stage("release")
    try:
        _compute(_Plan(home, publisher, chosen, stored, staged, name), workers)
    except (duckdb.IOException, duckdb.InvalidInputException, sqlite3.OperationalError) as error:
        reason = str(error).splitlines()[0]
        next_step = "Nothing has changed. Is the disk full?"
        raise QuipuError(f"the release cannot be built ({reason})", str(home.folder), next_step) from error
    check.write(staged)
    newest = max(snapshot.published for snapshot in chosen)
    return releases.keep(home, staged, name, newest, tuple(snapshot.name for snapshot in chosen))


def _read_anew(home: Home, chosen: Iterable[Snapshot]) -> None:
    """Make the facts of snapshots that another version of the readers has read, or that are not whole any more."""
    for snapshot in chosen:
        final = snapshots.facts_of(home, snapshot.sha256, sources.reader_version())
        if not whole(final):
            shutil.rmtree(final, ignore_errors=True)
            staged = home.stage("facts")
            taken = snapshots.bytes_of(home, snapshot)
            if not taken.exists():
                next_step = f"Remove {taken.parent}, and import the file again."
                raise QuipuError("its bytes are gone", snapshot.file, next_step)
            source, recognised = sources.recognise(taken, snapshot.file)
            read_facts(taken, staged, snapshot.sha256, source, recognised, snapshot.file)
            move_into_place(staged, final)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a release is made of, and the folder that it is made in."""

    home: Home
    publisher: str
    chosen: tuple[Snapshot, ...]
    stored: tuple[Snapshot, ...]
    staged: Path
    name: str

    @property
    def days(self) -> set[date]:
        return {snapshot.published for snapshot in self.chosen}


def _compute(plan: _Plan, workers: int) -> None:
    """Compute both families of figures, side by side where it is worth a process, and put them into one file."""
    if workers == 1 or sum(snapshot.rows for snapshot in plan.chosen) < _WORTH_A_PROCESS:
        _compute_activities(plan)
        _compute_statistics(plan)
    else:
        with ProcessPoolExecutor(1, multiprocessing.get_context("forkserver")) as pool:
            beside = pool.submit(_compute_statistics, plan)
            _compute_activities(plan)
            beside.result()
    store.add_figures(plan.staged / FILE, plan.staged / _STATISTICS)
    (plan.staged / _STATISTICS).unlink()


def _compute_activities(plan: _Plan) -> None:
    """Compute the figures of the activities, and write all that is not a figure."""
    profile = load(plan.publisher)
    with duckdb.connect() as connection:
        registered = _offer_all(connection, plan, profile)
        compute(connection, plan.days, "activities")
        store.write_figures(connection, plan.staged / FILE)
        definitions = [definition_of(figure, profile) for figure in figure_files().values()]
        store.write_rest(
            connection,
            plan.staged / FILE,
            {
                "name": plan.name,
                "as_of": max(plan.days).isoformat(),
                "publisher": profile.publisher.short_name,
                "profile": plan.publisher,
            },
            registered.subjects,
            definitions,
            _breaks(profile, definitions),
            _aliases(profile),
        )
        _write_facts(connection, plan.staged, _FACTS_OF_ACTIVITIES)


def _compute_statistics(plan: _Plan) -> None:
    """Compute the figures of the statistics into a file of their own."""
    with duckdb.connect() as connection:
        _offer_all(connection, plan, load(plan.publisher))
        compute(connection, plan.days, "statistics")
        store.write_figures(connection, plan.staged / _STATISTICS)
        _write_facts(connection, plan.staged, _FACTS_OF_STATISTICS)


def _offer_all(connection: duckdb.DuckDBPyConnection, plan: _Plan, profile: Profile) -> Registry:
    """Offer what figures are computed from; return the registry."""
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    connection.execute("SET temp_directory = ?", [str(plan.home.stage("spill"))])
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET enable_progress_bar = false")
    _open_facts(connection, plan.home, plan.chosen)
    _offer_snapshots(connection, plan.chosen)
    identities = _identities(connection, plan.home, profile, plan.stored)
    registered = build_registry(profile, *identities, _years(connection, profile))
    _offer_registry(connection, registered)
    _offer_profile(connection, profile)
    return registered


def _open_facts(connection: duckdb.DuckDBPyConnection, home: Home, chosen: tuple[Snapshot, ...]) -> None:
    """Offer every fact table as raw_<table>: the rows of all snapshots, or none."""
    folders = [snapshots.facts_of(home, snapshot.sha256, sources.reader_version()) for snapshot in chosen]
    for table in TABLES.values():
        files = [str(path) for folder in folders if (path := folder / f"{table.name}.parquet").exists()]
        if files:
            connection.execute(f"CREATE TEMP VIEW raw_{table.name} AS FROM read_parquet({_texts(files)})")
        else:
            connection.register(f"raw_{table.name}", schema(table).empty_table())
    faults = [str(folder / "faults.parquet") for folder in folders]
    connection.execute(
        "CREATE TEMP VIEW fault AS"
        " SELECT substr(parse_filename(parse_dirpath(filename)), 1, 12) AS snapshot, min(line) AS line, code, message,"
        " arg_min(identifier, line) AS identifier, count(*) AS count"
        f" FROM read_parquet({_texts(faults)}, filename = true) GROUP BY ALL"
    )


def _texts(values: list[str]) -> str:
    """Return a list of SQL texts."""
    return "[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]"


def _identities(
    connection: duckdb.DuckDBPyConnection, home: Home, profile: Profile, stored: tuple[Snapshot, ...]
) -> tuple[list[str], list[ActivityTitle]]:
    """Return the publisher's activities in all stored snapshots, and their titles, the newest first."""
    kept = [s for s in stored if s.dataset == "activities"]
    folders = [snapshots.facts_of(home, s.sha256, sources.reader_version()) for s in reversed(kept)]
    activities: dict[str, None] = {}
    titles: list[ActivityTitle] = []
    for folder in folders:
        own = (
            connection.execute(
                f"SELECT activity FROM read_parquet({_texts([str(folder / 'activity.parquet')])}) WHERE publisher = ?",
                [profile.publisher.reference],
            ).fetchall()
            if (folder / "activity.parquet").exists()
            else []
        )
        activities.update((row[0], None) for row in own)
        if own and (folder / "narrative.parquet").exists():
            rows = connection.execute(
                f"SELECT activity, language, text FROM read_parquet({_texts([str(folder / 'narrative.parquet')])})"
                " WHERE element = 'title' ORDER BY line"
            ).fetchall()
            titles += [ActivityTitle(*row) for row in rows]
    return list(activities), titles


def _offer_snapshots(connection: duckdb.DuckDBPyConnection, chosen: tuple[Snapshot, ...]) -> None:
    columns = {name: [getattr(snapshot, name) for snapshot in chosen] for name in _SNAPSHOT_COLUMNS}
    _offer(connection, "snapshot", {**columns, "rank": list(range(1, len(chosen) + 1))})


def _years(connection: duckdb.DuckDBPyConnection, profile: Profile) -> range:
    """Return the years that any fact speaks of. A budget counts unless it is a placeholder of zero."""
    connection.execute("SET VARIABLE publisher = ?", [profile.publisher.reference])
    [(first, last)] = connection.execute(
        "SELECT min(year), max(year) FROM ("
        " SELECT year FROM raw_population"
        " UNION ALL SELECT year(period_start) FROM raw_budget"
        " JOIN raw_activity USING (activity, snapshot) WHERE publisher = getvariable('publisher') AND value <> 0"
        " UNION ALL SELECT year(date) FROM raw_transaction"
        " JOIN raw_activity USING (activity, snapshot) WHERE publisher = getvariable('publisher') AND type IN ('3', '4'))"
    ).fetchall()
    return range(first, last + 1) if first is not None else range(0)


def _offer_registry(connection: duckdb.DuckDBPyConnection, registered: Registry) -> None:
    placed = registered.placements
    _offer(
        connection,
        "placement",
        {
            "activity": [activity for activity, _ in placed],
            "node": [place.subject for _, place in placed],
            "year": [place.year for _, place in placed],
            "level": [str(place.level) for _, place in placed],
        },
    )
    _offer(connection, "coverage", _by_column(("node", "year", "country"), registered.coverage))
    _offer(connection, "membership", _by_column(("subject", "year", "node", "above_operations"), registered.membership))


def _offer_profile(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    kinds = {"pillars": profile.pillars, "impact_areas": profile.impact_areas, "partners": profile.partners}
    parts = [(kind, part.slug, part.code, part.pattern) for kind, own in kinds.items() for part in own]
    _offer(connection, "money_part", _by_column(("kind", "slug", "code", "pattern"), parts))
    types = [(kind.column, kind.slug) for kind in profile.population_types]
    _offer(connection, "population_type", _by_column(("name", "slug"), types))
    _offer_donors(connection, profile)


def _offer_donors(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Offer who is one donor: each listed one, its published names, and how the kind of any other is told."""
    listed = [(donor.slug, donor.kind, _title(donor)) for donor in profile.donors]
    named = [(name, donor.slug) for donor in profile.donors for name in donor.published]
    kinds = [(n, kind.slug, kind.pattern, list(kind.provider_types)) for n, kind in enumerate(profile.donor_kinds)]
    _offer(connection, "listed_donor", _by_column(("slug", "kind", "title"), listed))
    _offer(connection, "donor_name", _by_column(("name", "slug"), named))
    _offer(connection, "donor_kind", _by_column(("place", "slug", "pattern", "provider_types"), kinds))


def _title(donor: ListedDonor) -> str:
    """Return the English name of a donor."""
    return dict(donor.names).get("en") or (country_in("en", donor.country) if donor.country else donor.published[0])


def _aliases(profile: Profile) -> list[tuple[str, str, str, str]]:
    """Return the earlier names of members: of population types, and of donors that were known by each published name."""
    types = [("population", alias.type, alias.slug, alias.title) for alias in profile.population_aliases]
    taken = {donor.slug for donor in profile.donors}
    earlier = [(donor.slug, slugify(name)) for donor in profile.donors for name in donor.published]
    return [*types, *((BY_DONOR, slug, name, "") for slug, name in earlier if name not in taken)]


def _by_column(names: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> dict[str, list[object]]:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
    return dict(zip(names, columns, strict=True))


def _offer(connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, list[object]]) -> None:
    """Make a table of columns; an empty one has columns of text but for years and levels."""
    kinds = {
        "year": pa.int32(),
        "above_operations": pa.bool_(),
        "rank": pa.int32(),
        "place": pa.int32(),
        "provider_types": pa.list_(pa.string()),
        "published": _DAY,
        "complete": pa.bool_(),
    }
    arrays = {
        key: pa.array(column, kinds.get(key)) if column else pa.array([], kinds.get(key, pa.string()))
        for key, column in columns.items()
    }
    connection.register("offered", pa.table(arrays))
    connection.execute(f"CREATE TEMP TABLE {name} AS FROM offered")
    connection.unregister("offered")


def definition_of(figure: FigureFile, profile: Profile) -> Definition:
    """Return what a figure means for this publisher: its own members and those of the profile's lists."""
    members = {
        member.slug: member.title for own in figure.members_from for member in getattr(profile, own)
    } | figure.members
    return Definition(figure.name, figure.title, figure.unit, figure.definition, figure.caveats, tuple(members.items()))


def _breaks(profile: Profile, definitions: Iterable[Definition]) -> dict[tuple[str, str], tuple[Break, ...]]:
    keys = ((d.name, member) for d in definitions for member in ("", *dict(d.members)))
    return {key: found for key in keys if (found := profile.breaks(*key))}


def _write_facts(connection: duckdb.DuckDBPyConnection, staged: Path, names: Iterable[str]) -> None:
    """Write the rows that the release is made of, each with its snapshot and line, for questions nobody has asked before."""
    folder = staged / "facts"
    folder.mkdir(exist_ok=True)
    for name in names:
        target = str(folder / f"{name}.parquet").replace("'", "''")
        select = f'SELECT * FROM "{name}" ORDER BY ALL'
        connection.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
