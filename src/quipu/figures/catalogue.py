"""The catalogue of figures: one .sql file each, found by walking the folders. Runs nothing."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.abc import Traversable

from quipu.core.errors import QuipuError

TOPICS = ("money", "people", "results", "presence")
_HEADER = re.compile(r"\s*/\* figure\n(?P<toml>.*?)\*/\n(?P<sql>.*)", re.DOTALL)
_KEYS = {
    "title",
    "unit",
    "grain",
    "definition",
    "caveats",
    "members",
    "members_from",
    "sums",
    "above_operations_only",
    "rollup",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A member that is the sum of others of its figure: those that match the glob `of`, but not the glob `but`."""

    member: str
    of: str
    but: str


@dataclass(frozen=True, slots=True)
class FigureFile:
    """One figure as its file declares it.

    `sql` gives one row a source row: node, year, member, amount, snapshot, line, identifier, and where it has them
    member_title, share_line, share, provisional; the figure is the sum of the amounts, and the rows are its sources. Or it gives
    subject, year, member, value and the `inputs` (addresses) that the value is derived from: then those figures' rows are.
    `sums` are members that are the sum of others, "" being the figure's own total.
    `rolls_up` adds nodes to regions and the world. `members_from` names the profile's lists that give further members.
    """

    name: str
    topic: str
    title: str
    unit: str
    grain: tuple[str, ...]
    definition: str
    caveats: tuple[str, ...]
    members: dict[str, str]
    members_from: tuple[str, ...]
    sums: tuple[Sum, ...]
    above_operations_only: tuple[str, ...]
    rolls_up: bool
    sql: str

    @property
    def derived(self) -> bool:
        """Tell whether it is computed from other figures."""
        return re.search(r"\bAS inputs\b", self.sql) is not None


@cache
def figure_files() -> dict[str, FigureFile]:
    """Return every figure by name; derived ones stand after those that they may read."""
    folder = resources.files("quipu.figures")
    found = [_read(path, topic) for topic in TOPICS for path in _sql_files(folder.joinpath(topic))]
    found.sort(key=lambda figure: (figure.derived, TOPICS.index(figure.topic), figure.name))
    return {figure.name: figure for figure in found}


@cache
def script(folder: str, name: str) -> str:
    """Return the text of another .sql file of this package."""
    return resources.files("quipu.figures").joinpath(folder, f"{name}.sql").read_text("utf-8")


@cache
def list_files() -> dict[str, str]:
    """Return the SQL of every list that pages show beside figures, by name."""
    folder = resources.files("quipu.figures").joinpath("lists")
    return {path.name.removesuffix(".sql"): path.read_text("utf-8") for path in _sql_files(folder)}


def _sql_files(folder: Traversable) -> list[Traversable]:
    return sorted((path for path in folder.iterdir() if path.name.endswith(".sql")), key=lambda path: path.name)


def _read(path: Traversable, topic: str) -> FigureFile:
    match = _HEADER.fullmatch(path.read_text("utf-8"))
    if match is None:
        raise QuipuError("the file does not begin with a figure's header", path.name, "See docs/figures.md.")
    try:
        header = tomllib.loads(match["toml"])
    except tomllib.TOMLDecodeError as error:
        raise QuipuError(f"the header is not TOML: {error}", path.name) from error
    unknown = header.keys() - _KEYS
    if unknown:
        raise QuipuError(f"the header has unknown keys: {', '.join(sorted(unknown))}", path.name)
    return FigureFile(
        name=path.name.removesuffix(".sql"),
        topic=topic,
        title=header["title"],
        unit=header["unit"],
        grain=tuple(header["grain"]),
        definition=header["definition"],
        caveats=tuple(header.get("caveats", ())),
        members=dict(header.get("members", {})),
        members_from=tuple(header.get("members_from", ())),
        sums=tuple(Sum(member, rule["of"], rule.get("but", "")) for member, rule in header.get("sums", {}).items()),
        above_operations_only=tuple(header.get("above_operations_only", ())),
        rolls_up=header.get("rollup", "sum") == "sum",
        sql=match["sql"].strip(),
    )
