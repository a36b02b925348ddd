"""Keep snapshots: the bytes as taken, once, and the facts read from them. Knows nothing of what they mean."""

import hashlib
import json
import shutil
from dataclasses import asdict, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_type_hints

from quipu.core.errors import QuipuError
from quipu.core.snapshot import Snapshot
from quipu.warehouse.home import Home, move_into_place

_PIECE = 1 << 20


def copy_and_hash(source: Path, target: Path) -> tuple[str, int]:
    """Copy the bytes; return their SHA-256 and how many they are."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as taken, target.open("wb") as kept:
        while piece := taken.read(_PIECE):
            digest.update(piece)
            size += kept.write(piece)
    return digest.hexdigest(), size


def stored(home: Home) -> tuple[Snapshot, ...]:
    """Return every snapshot, in the order of precedence: by day of publication, then by hash."""
    return tuple(sorted((_load(path) for path in home.snapshots.glob("*/snapshot.json")), key=lambda s: s.rank))


def _load(path: Path) -> Snapshot:
    types = get_type_hints(Snapshot)
    try:
        text: dict[str, Any] = json.loads(path.read_text("utf-8"))
        parsed = {f.name: _parse(types[f.name], text[f.name]) for f in fields(Snapshot)}
    except (ValueError, KeyError, TypeError) as error:
        next_step = "Remove its folder, and import the file again."
        raise QuipuError("the description of the snapshot cannot be read", str(path), next_step) from error
    return Snapshot(**parsed)


def _parse(kind: Any, value: Any) -> Any:
    return kind.fromisoformat(value) if kind in (date, datetime) else value


def bytes_of(home: Home, snapshot: Snapshot) -> Path:
    """Return the file that holds the bytes as they were taken."""
    return home.snapshots / snapshot.sha256 / "bytes"


def facts_of(home: Home, sha256: str, reader: str) -> Path:
    """Return the folder of the fact tables that this version of the readers made of a snapshot."""
    return home.facts / f"{sha256}-{reader}"


def keep(home: Home, snapshot: Snapshot, taken: Path, facts: Path, reader: str) -> None:
    """Make a staged snapshot and its facts visible. The last rename is the one that counts: before it, nothing has changed."""
    move_into_place(facts, facts_of(home, snapshot.sha256, reader))
    staged = home.stage("snapshot")
    shutil.move(taken, staged / "bytes")
    described = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(snapshot).items()
    }
    (staged / "snapshot.json").write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", "utf-8")
    move_into_place(staged, home.snapshots / snapshot.sha256)


def forget_facts_of_other_readers(home: Home, reader: str) -> None:
    """Remove the facts that earlier versions of the readers made."""
    for folder in home.facts.glob("*"):
        if not folder.name.endswith(f"-{reader}"):
            shutil.rmtree(folder)
