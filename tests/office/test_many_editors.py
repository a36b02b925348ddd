"""Fifty editors save at once on a real PostgreSQL: every answer is one, and nobody's text is lost without a word."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from tests.command import environment
from tests.office.postgresql import running

SCRIPT = Path(__file__).with_name("many_editors.py")
ROOT = SCRIPT.parents[2]


@pytest.mark.skipif("QUIPU_TEST_DATABASE" in os.environ, reason="it starts a PostgreSQL of its own, and has run")
def test_fifty_editors_save_at_once(sample_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    with tempfile.TemporaryDirectory(prefix="quipu-pg-") as folder:
        Path(folder).chmod(0o755)  # whoever runs the database must come in
        with running(Path(folder) / "pg") as address:
            told, faults = saved_at_once(home, address, 50)
    assert faults == "", faults[-8000:]
    answers, kept = told["answers"], told["kept"]
    assert len(answers) == 51
    alone = [answers[f"writer-{number}"] for number in range(1, 50)]
    assert alone == [{"status": 302, "told": False}] * 49
    both = sorted((answers["writer-0"], answers["writer-50"]), key=lambda answer: answer["status"])
    assert both == [{"status": 200, "told": True}, {"status": 302, "told": False}]
    silently = [name for name, held in kept.items() if not held and not answers[name]["told"]]
    assert silently == []


def saved_at_once(home: Path, address: str, count: int) -> tuple[dict[str, Any], str]:
    env = environment(home, QUIPU_DATABASE=address) | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    }
    command = [sys.executable, str(SCRIPT), str(count)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1])), done.stderr
