"""Run the tools that npm installs. A tool that is not there fails the test that needs it."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryFile

import pytest

ROOT = Path(__file__).parents[2]


def node(package: str, *words: str | Path) -> str:
    """Run a script with Node, which needs a package; give what it printed, whatever its code."""
    program = shutil.which("node")
    if not program or not (ROOT / "node_modules" / package).is_dir():
        pytest.fail(f"Node and its package {package} are needed. Run: npm ci", pytrace=False)
    command = [program, *map(str, words)]
    with TemporaryFile("w+", encoding="utf-8") as printed:  # a pipe loses what a program has not written when it ends
        done = subprocess.run(command, cwd=ROOT, stdout=printed, stderr=subprocess.PIPE, text=True, check=False)
        printed.seek(0)
        told = printed.read()
    if not told:
        pytest.fail(f"{words[0]}: {done.stderr[-2000:]}", pytrace=False)
    return told
