"""The documents: links lead somewhere, what they name exists, what they show is what comes out."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.command import QUIPU, environment

from quipu.cli.main import COMMANDS, parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")) + sorted((ROOT / "src").rglob("*.md"))
SHOWN = [ROOT / "README.md", ROOT / "docs/analyst.md", ROOT / "docs/reporting-officer.md"]
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE = re.compile(r"```(?:sh|text)\n.*?```|`[^`\n]+`", re.DOTALL)
CALL = re.compile(r"(?<![\w/])(?:\.venv/bin/)?quipu (?P<command>[a-z]+)(?P<rest>[^\n`]*)")
ASKING = re.compile(r"^(?:\.venv/bin/)?quipu (?:figure|figures|operations|snapshots|releases)\b")
TARGET = re.compile(r"(?<![\w-])make (?P<target>[a-z]+)")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """The anchors that a heading gets: small letters, no signs, hyphens for spaces."""
    text = FENCE.sub("", page.read_text("utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def broken_links(page: Path) -> Iterator[str]:
    for match in LINK.finditer(FENCE.sub("", page.read_text("utf-8"))):
        target, _, anchor = match["target"].partition("#")
        if "://" in target:
            continue
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            yield match["target"]


def calls(page: Path) -> Iterator[tuple[str, str]]:
    """Every command named in code, with what follows it."""
    for code in CODE.findall(page.read_text("utf-8")):
        yield from ((call["command"], call["rest"]) for call in CALL.finditer(code))


def fences(page: Path) -> list[tuple[str, str]]:
    return [(match["language"], match["text"]) for match in FENCE.finditer(page.read_text("utf-8"))]


def shown_commands() -> Iterator[tuple[str, str]]:
    """Each line of the shown pages that asks for figures, with the output shown under it, "" where none is."""
    for page in SHOWN:
        shown = fences(page)
        for (language, text), following in zip(shown, [*shown[1:], ("", "")], strict=True):
            lines = [
                line
                for line in text.splitlines()
                if language == "sh" and (ASKING.match(line) or line.startswith("jq "))
            ]
            output = following[1] if following[0] == "text" and len(lines) == 1 else ""
            yield from ((line, output) for line in lines)


def shown_questions() -> list[str]:
    return [text for page in SHOWN for language, text in fences(page) if language == "sql"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    assert list(broken_links(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_named_is_one(page: Path) -> None:
    assert [command for command, _ in calls(page) if command not in COMMANDS] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_option_named_is_one_of_its_command(page: Path) -> None:
    commands = next(action.choices for action in parser(None)._actions if action.dest == "==SUPPRESS==")
    assert commands is not None
    known = {name: {o for a in commands[name]._actions for o in a.option_strings} for name in COMMANDS}
    named = [(name, option) for name, rest in calls(page) for option in re.findall(r"--[a-z-]+", rest.split("|")[0])]
    assert [(name, option) for name, option in named if option not in known[name]] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_named_is_one(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = [target for code in CODE.findall(page.read_text("utf-8")) for target in TARGET.findall(code)]
    assert [target for target in named if target not in targets] == []


def test_every_make_target_is_documented() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {target for page in PAGES for target in TARGET.findall(page.read_text("utf-8"))}
    assert targets - named - {"help"} == set()


@pytest.mark.parametrize(
    ("line", "output"), list(shown_commands()), ids=lambda text: text.splitlines()[0][:60] if text else "runs"
)
def test_a_command_that_is_shown_gives_what_is_shown(
    line: str, output: str, sample_home: Path, sample_site: Path, tmp_path: Path
) -> None:
    if "jq " in line and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    (tmp_path / "site").symlink_to(sample_site)
    shutil.copytree(sample_home, tmp_path / "home", symlinks=True)
    script = re.sub(r"(?<![\w/])(?:\.venv/bin/)?quipu(?= )", str(QUIPU), line)
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=tmp_path, env=environment(tmp_path / "home"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    pattern = ".*".join(re.escape(part.strip("\n")) for part in output.strip().split("…"))
    assert re.match(pattern, done.stdout, re.DOTALL)


@pytest.mark.parametrize("question", shown_questions(), ids=lambda text: text.splitlines()[1])
def test_a_question_that_is_shown_has_an_answer(question: str, sample_home: Path) -> None:
    with duckdb.connect() as connection:
        assert connection.sql(question.replace("'var/", f"'{sample_home}/")).fetchall()


def test_references_are_what_the_code_says() -> None:
    command = [sys.executable, str(ROOT / "docs/generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("width", ["40", "300"])
def test_references_do_not_depend_on_the_terminal(width: str, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "docs/generate.py"), "--check"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path, COLUMNS=width), check=False)
    assert done.returncode == 0
