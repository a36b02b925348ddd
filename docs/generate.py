"""Write docs/reference from what the code declares. Knows no other page.

With `--check` it writes nothing, and exits with 1 where a page is not what the code says.
"""

import argparse
import ast
import inspect
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import quipu
from quipu.cli.main import COMMANDS, parser
from quipu.core import settings
from quipu.core.facts import ACTIVITY_TABLES, STATISTICS_TABLES, TABLES, Column, Table
from quipu.core.profile import Profile, load
from quipu.figures.catalogue import FigureFile, Sum, figure_files
from quipu.pipeline.build import definition_of
from quipu.pipeline.check import CheckModule, modules
from quipu.sources.iati.fields import CODES, NOT_TAKEN, RECORDS, SINGLE
from quipu.sources.iati.reader import VERSIONS

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference"
SOURCE = Path(inspect.getfile(quipu)).parent
PROFILE = "unhcr"
_NOTE = "<!-- Written by docs/generate.py from the code. Change the code, then run: make docs -->\n"
_REASON = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<reason>[^|]+?) \|$", re.MULTILINE)
_PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)", re.MULTILINE)
_FIGURES = f"""\
An address is `SUBJECT/YEAR/FIGURE` or `SUBJECT/YEAR/FIGURE/MEMBER`, for example `PER/2020/budget`. Members that are not
listed here (donors, countries of origin, sectors, single indicators) come from the data; the JSON and CSV files have
them. Members and gaps are those of the profile `{PROFILE}`."""
_FACTS = """\
What sources deliver, and what the SQL of figures reads as `raw_<table>`. Every table also has `snapshot` (the first
twelve digits of the file's SHA-256) and `line` (of the row in its file, decompressed). A row without a required value
goes to quarantine; any other value that is absent is NULL. A decimal has 24 digits, six of them after the point."""
_SOURCES = """\
A file is recognised by its content, never by its name; `.gz` is unpacked. What is not recognised is passed over, and
named."""
_ACTIVITIES = """\
IATI activity files (root element `iati-activities`), versions {versions}, of any publisher. The day of publication is
the file's `generated-datetime`. An element or attribute that is not known here is an issue with its line."""
_STATISTICS = """\
Tables of people by year, country of origin and country of asylum. Headers are compared by their letters and digits
alone. The day of publication is the day of extraction in the file, else a date in its name, else what `--published`
says, else the day of import."""


def main() -> int:
    """Write the pages, or compare them; return the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page differs")
    wanted = {TARGET / f"{name}.md": _NOTE + "\n" + "\n".join(page()) + "\n" for name, page in PAGES.items()}
    if arguments.parse_args().check:
        return _compare(wanted)
    TARGET.mkdir(parents=True, exist_ok=True)
    for path in TARGET.glob("*.md"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
    return 0


def _compare(wanted: dict[Path, str]) -> int:
    kept = {path: path.read_text("utf-8") for path in TARGET.glob("*.md")}
    differing = sorted(path for path in wanted.keys() | kept.keys() if wanted.get(path) != kept.get(path))
    for path in differing:
        sys.stderr.write(f"{path.relative_to(ROOT)} is not what the code says. Run: make docs\n")
    return 1 if differing else 0


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a Markdown table; a bar in a cell is escaped."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |"
    yield ""


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(map(_code, texts))


def command_line() -> Iterator[str]:
    """Yield the page of every command and option, from the parser itself."""
    whole = parser(None)
    yield "# Command line"
    yield ""
    yield f"{whole.description} {whole.epilog}"
    yield ""
    yield "Exit codes: 0 done; 1 something could not be done, told in one line; 2 the arguments or the address cannot"
    yield "be taken; 130 stopped by Ctrl-C."
    yield ""
    commands = _commands(whole)
    links = ((f"[`quipu {name}`](#quipu-{name})", command.description or "") for name, command in commands.items())
    yield from _table(("command", "does"), links)
    for name, command in commands.items():
        yield from _command(name, command)


def _commands(whole: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the commands in the order that the program lists them in."""
    found = next(a for a in whole._actions if isinstance(a, argparse._SubParsersAction))
    return {name: found.choices[name] for name in COMMANDS}


def _command(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    actions = [a for a in command._actions if not isinstance(a, argparse._HelpAction)]
    yield f"## quipu {name}"
    yield ""
    yield command.description or ""
    yield ""
    yield "```text"
    yield " ".join(("quipu", name, *map(_usage, sorted(actions, key=lambda a: not a.option_strings))))
    yield "```"
    yield ""
    if actions:
        yield from _table(("argument", "meaning"), ((_code(_named(action)), action.help or "") for action in actions))


def _named(action: argparse.Action) -> str:
    """Return an argument as it is written: `--format text|json|csv`."""
    value = "|".join(map(str, action.choices)) if action.choices else str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return str(action.metavar or action.dest)
    return action.option_strings[-1] + ("" if action.nargs == 0 else f" {value}")


def _usage(action: argparse.Action) -> str:
    name = _named(action)
    if action.option_strings:
        return f"[{name}]"
    shown = name.upper()
    return {"*": f"[{shown}...]", "+": f"{shown}..."}.get(str(action.nargs), shown)


def settings_page() -> Iterator[str]:
    """Yield the page of every setting, from the texts under the fields of Settings."""
    yield "# Settings"
    yield ""
    yield "All are read from the environment when a command starts. `.venv/bin/quipu` and `make` take the same."
    yield ""
    yield from _table(("variable", "meaning"), map(_setting, _texts_under_fields(settings.Settings)))


def _texts_under_fields(kind: type) -> Iterator[str]:
    body = ast.parse(inspect.getsource(kind)).body[0]
    for node in body.body[1:] if isinstance(body, ast.ClassDef) else ():
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def _setting(text: str) -> tuple[str, str]:
    name, _, meaning = text.partition(":")
    return _code(name), meaning.strip()


def figures_page() -> Iterator[str]:
    """Yield the page of every figure, from the headers of its .sql file and the profile."""
    profile, figures = load(PROFILE), figure_files()
    yield "# Figures"
    yield ""
    yield _FIGURES
    yield ""
    links = ((f"[`{name}`](#{name})", f.title, f.unit, f.topic) for name, f in figures.items())
    yield from _table(("figure", "title", "unit", "topic"), links)
    for figure in figures.values():
        yield from _figure(figure, profile)


def _figure(figure: FigureFile, profile: Profile) -> Iterator[str]:
    definition = definition_of(figure, profile)
    yield f"## {figure.name}"
    yield ""
    yield f"**{figure.title}**. {figure.definition}"
    yield ""
    yield f"Unit: {figure.unit}. Grain: {', '.join(figure.grain)}."
    yield ""
    yield from (f"- {caveat}" for caveat in figure.caveats)
    yield from (f"- {_sum(rule)}" for rule in figure.sums)
    if figure.derived:
        yield "- It is computed from other figures, whose sources are its own."
    if not figure.rolls_up:
        yield "- It is not added up to regions and the world."
    yield f"- SQL: [{figure.topic}/{figure.name}.sql](../../src/quipu/figures/{figure.topic}/{figure.name}.sql)"
    yield ""
    if definition.members:
        yield from _table(("member", "title"), ((_code(slug), title) for slug, title in definition.members))
    yield from _limits(figure.name, profile)


def _limits(figure: str, profile: Profile) -> Iterator[str]:
    """Yield what the profile says is missing, and where the figure's years cannot be compared."""
    gaps = [gap for gap in profile.gaps if fnmatchcase(figure, gap.figure)]
    if gaps:
        years = ((_code(g.member or "(total)"), _years(g.first, g.last), g.reason) for g in gaps)
        yield from _table(("missing", "years", "because"), years)
    breaks = [rule for rule in profile.series_breaks if fnmatchcase(figure, rule.figure)]
    if breaks:
        rows = ((_code(rule.member or "(total)"), str(rule.year), rule.reason) for rule in breaks)
        yield from _table(("not comparable", "from", "because"), rows)


def _sum(rule: Sum) -> str:
    name = f"`{rule.member}`" if rule.member else "The total"
    return f"{name} is the sum of the members `{rule.of}`" + (f" without `{rule.but}`." if rule.but else ".")


def _years(first: int, last: int) -> str:
    if first and first == last:
        return str(first)
    if not first and not last:
        return "all"
    return f"{first or 'to'}–{last}" if first and last else f"from {first}" if first else f"to {last}"


def facts_page() -> Iterator[str]:
    """Yield the page of every fact table, from core.facts."""
    yield "# Fact tables"
    yield ""
    yield _FACTS
    for title, tables in (("Activities", ACTIVITY_TABLES), ("Statistics", STATISTICS_TABLES)):
        yield ""
        yield f"## {title}"
        for table in tables:
            yield from _fact_table(table)


def _fact_table(table: Table) -> Iterator[str]:
    yield ""
    yield f"### {table.name}"
    yield ""
    yield f"Grain: {table.grain}. Key: `{table.key}`."
    yield ""
    yield ", ".join(map(_column, table.columns))


def _column(column: Column) -> str:
    kind = "" if column.type == "text" else f" {column.type}"
    return f"`{column.name}`{kind}{' (required)' if column.required else ''}"


def sources_page() -> Iterator[str]:
    """Yield the page of what files are recognised and what is taken from them."""
    yield "# Sources"
    yield ""
    yield _SOURCES
    yield ""
    yield from _activities()
    yield from _statistics()


def _activities() -> Iterator[str]:
    yield "## iati"
    yield ""
    yield _ACTIVITIES.format(versions=", ".join(VERSIONS))
    yield ""
    for element, record in RECORDS.items():
        yield f"### {element} → {record.table}"
        yield ""
        known = {column.name for column in TABLES[record.table].columns}
        columns = ((_code(p), _code(n) if n in known else f"{n}, taken apart") for p, n in record.columns.items())
        yield from _table(("in the element", "column"), columns)
    yield "### Others"
    yield ""
    yield "- `title` and `description` become rows of `narrative`, one a language."
    yield "- `result` becomes rows of `indicator` and `indicator_value`."
    single = ", ".join(f"`{path}` as `{name}`" for path, name in SINGLE.items())
    yield f"- Of the activity itself: {single}; and its dates."
    yield f"- Known and not taken, so never an issue: {_codes(sorted(NOT_TAKEN))}."
    yield f"- Codes that are compared with their list: {_codes(f'{table}.{column}' for table, column in CODES)}."
    yield ""


def _statistics() -> Iterator[str]:
    declared = tomllib.loads((SOURCE / "sources/refugee_statistics/source.toml").read_text("utf-8"))
    yield "## refugee_statistics"
    yield ""
    yield _STATISTICS
    yield ""
    datasets = ((_code(name), own["title"], _codes(own["marks"])) for name, own in declared["datasets"].items())
    yield from _table(("dataset", "what", "told by one of the columns"), datasets)
    for name, form in declared["forms"].items():
        yield from _form(name, form)


def _form(name: str, form: dict[str, Any]) -> Iterator[str]:
    """Yield one way in which datasets come."""
    kind = "A complete edition" if form["complete"] else "An extract: it replaces the years and countries that it holds"
    yield f"### Form {name}"
    yield ""
    yield f"{form['title']}. {kind}."
    yield ""
    if form["own_names"]:
        yield "Columns have the names of the [fact tables](fact-tables.md), or these:"
        yield ""
    yield from _table(("header", "column"), ((_code(head), _code(column)) for head, column in form["columns"].items()))


def checks_page() -> Iterator[str]:
    """Yield the page of every check, from its declaration."""
    yield "# Checks"
    yield ""
    yield "How they work: [checks](../checks.md)."
    yield ""
    header = ("check", "severity", "holds in a sound release", "a finding means", "what to do")
    yield from _table(header, map(_check, modules()))


def _check(module: CheckModule) -> tuple[str, ...]:
    check = module.CHECK
    return _code(check.name), check.severity, check.title, check.meaning, check.action


def dependencies_page() -> Iterator[str]:
    """Yield the page of what this is built on; refuse a dependency that docs/decisions.md gives no reason for."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    browser = json.loads((ROOT / "package.json").read_text("utf-8"))
    reasons = dict(_REASON.findall((ROOT / "docs/decisions.md").read_text("utf-8")))
    pinned = dict(_PINNED.findall((ROOT / "requirements.txt").read_text("utf-8")))
    yield "# Dependencies"
    yield ""
    yield "The reasons are declared in [decisions](../decisions.md#dependencies). Versions are pinned, with hashes, in"
    yield "`requirements.txt` and `package-lock.json`."
    yield ""
    yield from _built_on("To run", _names(declared["project"]["dependencies"]), pinned, reasons)
    yield from _built_on("For maps and fact sheets (npm)", browser["dependencies"], browser["dependencies"], reasons)
    yield from _built_on("To develop and test", _names(declared["dependency-groups"]["dev"]), pinned, reasons)
    yield from _built_on("To test in a browser (npm)", browser["devDependencies"], browser["devDependencies"], reasons)


def _names(requirements: Iterable[str]) -> list[str]:
    return [re.split(r"[<>=!~\[; ]", requirement)[0] for requirement in requirements]


def _built_on(title: str, names: Iterable[str], versions: dict[str, str], reasons: dict[str, str]) -> Iterator[str]:
    unexplained = [name for name in names if name not in reasons]
    if unexplained:
        named = ", ".join(unexplained)
        sys.exit(f"docs/decisions.md, Dependencies: no reason is given for {named}. Write a row for each.")
    yield f"## {title}"
    yield ""
    yield from _table(("name", "version", "why"), ((_code(n), versions.get(n, ""), reasons[n]) for n in sorted(names)))


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "checks": checks_page,
    "command-line": command_line,
    "dependencies": dependencies_page,
    "fact-tables": facts_page,
    "figures": figures_page,
    "settings": settings_page,
    "sources": sources_page,
}
"""Every page of docs/reference by its name."""

if __name__ == "__main__":
    sys.exit(main())
