"""`quipu figure`: one published number, with its definition, sources and revisions."""

from argparse import Namespace
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from quipu.cli.arguments import Commands, add_as_of, add_command, add_format
from quipu.cli.home import open_record
from quipu.cli.output import Format, grouped, number, print_csv, print_json, say
from quipu.core.address import Address
from quipu.core.figure import Observation, Revision, Source
from quipu.figures.lookup import Record


def register(commands: Commands) -> None:
    """Add the command."""
    command = add_command(commands, "figure", run, "Print one published number by its address.")
    command.add_argument("address", help="SUBJECT/YEAR/FIGURE[/MEMBER], for example PER/2020/budget")
    add_as_of(command, "the figure as it stood on that day")
    command.add_argument("--explain", action="store_true", help="show the definition, the SQL and every source row")
    add_format(command)


def run(arguments: Namespace) -> None:
    """Print the figure."""
    record = open_record(arguments.as_of)
    observation = record.get(Address.parse(arguments.address))
    if arguments.format is Format.JSON:
        sql = {"sql": record.sql(observation.address.figure)} if arguments.explain else {}
        print_json(described(record, observation) | sql)
    elif arguments.format is Format.CSV:
        print_csv([_row(record, observation)])
    else:
        _print_text(record, observation, arguments.explain)


def described(record: Record, observation: Observation) -> dict[str, Any]:
    """Return all that is known of one figure, in the form that the command line promises."""
    definition = record.definition(observation.address.figure)
    return {
        "address": str(observation.address),
        "title": observation.title,
        "value": number(observation.value),
        "unit": observation.unit,
        "status": str(observation.status),
        "reason": observation.reason or None,
        "definition": definition.definition,
        "as_of": observation.as_of or record.as_of,
        "release": record.name,
        "sources": [_source(source) for source in record.sources(observation.address)],
        "revisions": [_revision(revision) for revision in record.revisions(observation.address)],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "snapshot": source.snapshot,
        "file": source.file,
        "line": source.line,
        "identifier": source.identifier,
        "value": number(source.value),
    }


def _revision(revision: Revision) -> dict[str, Any]:
    return {"as_of": revision.as_of, "value": number(revision.value), "snapshot": revision.snapshot}


def _row(record: Record, observation: Observation) -> dict[str, object]:
    described_ = described(record, observation)
    sources = [f"{source['file']}:{source['line']}" for source in described_.pop("sources")]
    described_["revisions"] = [f"{r['as_of']}={r['value']}" for r in described_["revisions"]]
    return {**described_, "sources": sources}


def _print_text(record: Record, observation: Observation, explain: bool) -> None:
    address = observation.address
    name = record.subject(address.subject).name
    definition = record.definition(address.figure)
    title = observation.title if not address.member else f"{definition.title}: {observation.title}"
    say(f"{name}, {address.year}. {title}: {grouped(observation.value, observation.unit)}")
    if observation.reason:
        say(f"  {observation.status}: {observation.reason}")
    for line in _story(record, observation):
        say(f"  {line}")
    if explain:
        _print_explanation(record, observation)


def _story(record: Record, observation: Observation) -> Iterator[str]:
    """Say how fresh the figure is, what it was before, and where it comes from, in a few lines."""
    if observation.as_of:
        yield f"as of {observation.as_of}, release {record.name}"
    for revision in record.revisions(observation.address)[:-1]:
        yield f"was {_told(revision.value, observation.unit)} from {revision.as_of}"
    if observation.source_count:
        rows = "row" if observation.source_count == 1 else "rows"
        yield f"{observation.source_count} source {rows}; see them with --explain"


def _told(value: Decimal | None, unit: str) -> str:
    return "not given" if value is None else grouped(value, unit)


def _print_explanation(record: Record, observation: Observation) -> None:
    definition = record.definition(observation.address.figure)
    say()
    say(f"Definition: {definition.definition}")
    for caveat in definition.caveats:
        say(f"  - {caveat}")
    say()
    say("SQL:")
    for line in record.sql(observation.address.figure).splitlines():
        say(f"  {line}")
    say()
    sources = record.sources(observation.address)
    say(f"Sources ({len(sources)} rows):")
    for file, rows in groupby(sources, key=lambda source: (source.file, source.snapshot)):
        say(f"  {file[0]} (snapshot {file[1]})")
        for source in rows:
            say(f"    {source.file}:{source.line}  {source.identifier}  {source.value:,f}")
