"""Write uploaded files straight to the disk, up to a limit, under names that are harmless. Knows no import."""

import re
import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

_HARMFUL = re.compile(r"[^\w .()-]+")
_LONGEST = 100


def harmless(name: str) -> str:
    """Return the last part of a file's name, of letters, digits and few signs; days in it stay, for they are read."""
    last = re.split(r"[/\\]", name)[-1]
    kept = _HARMFUL.sub("_", last).strip(" .")
    return kept[-_LONGEST:].strip(" .") or "file"


@dataclass(frozen=True, slots=True)
class Received:
    """One file as it lies on the disk."""

    path: Path
    size: int


@dataclass(slots=True)
class Incoming:
    """What one request uploads: a folder of its own, named by nobody but us."""

    within: Path
    most: int
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    files: list[Received] = field(default_factory=list)
    received: int = 0
    taken_over: bool = False
    """Whether an import has begun, to which the files belong now."""

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.within / str(self.key)

    @property
    def too_large(self) -> bool:
        """Whether more came than may."""
        return self.received > self.most

    def next_path(self, name: str) -> Path:
        """Return where the next file goes; each has a folder of its own, so that two may have one name."""
        folder = self.folder / str(len(self.files))
        folder.mkdir(parents=True)
        return folder / harmless(name)

    def forget(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


class ToDisk(FileUploadHandler):
    """Writes what a request uploads to the disk as it comes."""

    def __init__(self, request: Any, incoming: Incoming) -> None:
        super().__init__(request)
        self._incoming = incoming
        self._path: Path = incoming.folder
        self._out: BinaryIO | None = None

    def new_file(self, *arguments: Any, **keywords: Any) -> None:
        """Begin one file."""
        super().new_file(*arguments, **keywords)
        self._path = self._incoming.next_path(self.file_name)
        self._out = self._path.open("xb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write one piece of it; stop where there is too much."""
        self._incoming.received += len(raw_data)
        if self._incoming.too_large:
            self._close()
            raise StopUpload(connection_reset=False)
        if self._out:
            self._out.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """End one file."""
        self._close()
        self._incoming.files.append(Received(self._path, file_size))
        return UploadedFile(name=self._path.name, size=file_size)

    def upload_interrupted(self) -> None:
        """Let go of a file that is not whole."""
        self._close()

    def _close(self) -> None:
        if self._out:
            self._out.close()
            self._out = None
