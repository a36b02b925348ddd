"""Run the tools that npm installs. A tool that is not there fails the test that needs it."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def node(package: str, *words: str | Path) -> str:
    """Run a script with Node, which needs a package; give what it printed, whatever its code."""
    program = shutil.which("node")
    if not program or not (ROOT / "node_modules" / package).is_dir():
        pytest.fail(f"Node and its package {package} are needed. Run: npm ci", pytrace=False)
    done = subprocess.run([program, *map(str, words)], cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout:
        pytest.fail(f"{words[0]}: {done.stderr[-2000:]}", pytrace=False)
    return done.stdout
