"""An archive unpacks to what was put in, or to nothing: it is refused where it is damaged, foreign, or leads elsewhere."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.core.errors import QuipuError
from quipu.web.backup.archive import MANIFEST, ArchiveWriter, Manifest, opened

CONTENT = {
    "database/a.jsonl": b'["id"]\n[1]\n',
    "media/images/cat é.png": b"\x89PNG" * 50,
    "snapshots/ab/bytes": b"x,y\n" * 90,
}


def written(content: dict[str, bytes] = CONTENT, **changes: object) -> bytes:
    out = io.BytesIO()
    writer = ArchiveWriter(out)
    for name, value in content.items():
        writer.add(name, [value[:7], value[7:]])
    files = {**writer.files, **changes.pop("files", {})}  # type: ignore[dict-item]
    writer.close(Manifest("0.1.0", "2026-01-01T00:00:00+00:00", "unhcr", "abc", (), {}, files))
    return out.getvalue()


def restored(content: bytes, folder: Path) -> dict[str, bytes]:
    file, into = folder / "file.zip", folder / "into"
    file.write_bytes(content)
    into.mkdir()
    with opened(file) as archive:
        archive.unpack(into)
    return {path.relative_to(into).as_posix(): path.read_bytes() for path in into.rglob("*") if path.is_file()}


def refusal(content: bytes, folder: Path) -> str:
    with pytest.raises(QuipuError) as error:
        restored(content, folder)
    return str(error.value)


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    assert restored(written(), tmp_path) == CONTENT


def test_the_same_content_gives_the_same_bytes() -> None:
    assert written() == written()


def test_something_else_is_refused(tmp_path: Path) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "Dear all,")
    assert "no backup of quipu" in refusal(other.getvalue(), tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK", b"Dear all,", written()[:-40], written()[: len(written()) // 2]])
def test_what_is_not_whole_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "no backup of quipu" in refusal(content, tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "media/../../evil",
        "/etc/passwd",
        "media//etc/passwd",
        "media/./x",
        "media\\..\\evil",
        "database",
        "office/secret-key",
        "media/a\nb",
        "C:/evil",
    ],
)
def test_a_member_cannot_leave_its_folder(tmp_path: Path, name: str) -> None:
    assert "damaged" in refusal(written({name: b"evil"}), tmp_path)
    assert not (tmp_path / "into").exists() or not list((tmp_path / "into").iterdir())
    assert not (tmp_path / "evil").exists()


def test_a_member_that_holds_more_than_it_should_is_refused(tmp_path: Path) -> None:
    sha256, _ = "0" * 64, 0
    told = refusal(written({"media/bomb": b"0" * 5_000_000}, files={"media/bomb": (sha256, 10)}), tmp_path)
    assert "media/bomb is not what was put in" in told


def test_a_member_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO(written())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("media/more", b"more")
    assert "what it holds is not what it lists (media/more)" in refusal(content.getvalue(), tmp_path)


def test_another_format_names_the_version_that_made_it(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(MANIFEST, json.dumps({"format": 2, "quipu": "9.0"}))
    assert "made by quipu 9.0" in refusal(content.getvalue(), tmp_path)


@given(st.integers(0, len(written()) - 1), st.integers(1, 255))
def test_a_changed_byte_changes_nothing_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, by: int
) -> None:
    content = bytearray(written())
    content[at] ^= by
    try:
        assert restored(bytes(content), tmp_path_factory.mktemp("flip")) == CONTENT
    except QuipuError:
        return
