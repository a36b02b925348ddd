"""Several files are replaced together or not at all."""

from pathlib import Path

import pytest

from quipu.warehouse import swap as module
from quipu.warehouse.swap import swap


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").write_text("old a")
    (tmp_path / "site/b").write_text("old b")
    return tmp_path / "site"


def test_files_are_replaced_added_and_removed(folder: Path) -> None:
    swap(folder / ".new", {folder / "a": b"new a", folder / "c/d": b"new d", folder / "b": None})
    assert files(folder) == {"a": "new a", "c/d": "new d"}


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_what_was_done_before_a_failure_is_undone(folder: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    before, put, calls = files(folder), module._put, []

    def fails(path: Path, content: Path | None) -> None:
        calls.append(path)
        if len(calls) == failing:
            raise OSError("no")
        put(path, content)

    monkeypatch.setattr(module, "_put", fails)
    with pytest.raises(OSError, match="no"):
        swap(folder / ".new", {folder / "a": b"new a", folder / "c": b"new c", folder / "b": None})
    assert files(folder) == before


def test_a_full_disk_touches_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(folder)

    def full(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        swap(folder / ".new", {folder / "a": b"new a"})
    assert files(folder) == before
