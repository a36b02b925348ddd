"""Who reads or publishes does not load the back office."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.command import environment

PROGRAM = """
import sys
from quipu.cli.main import main
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
heavy = sorted({name.split('.')[0] for name in sys.modules} & {'django', 'wagtail', 'psycopg', 'PIL'})
print('LOADED', heavy, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["figure", "PER/2020/budget"],
        ["operations"],
        ["releases"],
        ["check"],
        ["check", "--text", "TEXT", "--operation", "PER", "--year", "2020"],
        ["build"],
        ["publish", "SITE"],
        ["--version"],
        ["serve", "--help"],
        ["office", "--help"],
        ["backup", "--help"],
        ["restore", "--help"],
    ],
)
def test_a_command_loads_no_django(words: list[str], office_home: Path, tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("There are no numbers here.", "utf-8")
    places = {"SITE": str(tmp_path / "site"), "TEXT": str(tmp_path / "text.md")}
    words = [places.get(word, word) for word in words]
    env = environment(office_home) | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PROGRAM, *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "LOADED []", done.stderr
