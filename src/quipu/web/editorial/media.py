"""The files that editions show: pictures in the widths of pages, without what a camera wrote into them; documents as they are."""

import io
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from PIL import Image, ImageOps

from quipu.core.edition import FILES, File
from quipu.core.profile import slugify
from quipu.warehouse.editions import file_name

WIDTHS = (480, 960, 1440)
_QUALITY = 78


class Files(Protocol):
    """Where the files of an edition come from."""

    def picture(self, image: Any) -> tuple[File, ...]:
        """Return a picture in its widths, the narrowest first."""

    def document(self, document: Any, title: str) -> File:
        """Return a document."""


class Published:
    """Files named by their content, for the site; `contents` holds their bytes."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self._pictures: dict[int, tuple[File, ...]] = {}

    def picture(self, image: Any) -> tuple[File, ...]:
        """Return a picture in its widths; one that several languages show is read once."""
        if image.pk not in self._pictures:
            self._pictures[image.pk] = tuple(self._kept(content, *size) for content, size in _widths(image, WIDTHS))
        return self._pictures[image.pk]

    def _kept(self, content: bytes, width: int, height: int) -> File:
        name = file_name(content, "webp")
        self.contents[name] = content
        return File(f"{FILES}{name}", len(content), width, height)

    def document(self, document: Any, title: str) -> File:
        """Return a document by its title."""
        with document.file.open("rb") as held:
            content = held.read()
        name = file_name(content, form_of(document), slugify(title)[:60].strip("-"))
        self.contents[name] = content
        return File(f"{FILES}{name}", len(content))


class Previewed:
    """Files for a preview: nothing of them is at an address that others could ask for."""

    def picture(self, image: Any) -> tuple[File, ...]:
        """Return a picture in one width, inside its address."""
        (content, size), *_ = list(_widths(image, (WIDTHS[1],)))
        return (File(f"data:image/webp;base64,{b64encode(content).decode()}", len(content), *size),)

    def document(self, document: Any, title: str) -> File:
        """Return a document where the back office has it."""
        return File(document.url, document.get_file_size() or 0)


def form_of(document: Any) -> str:
    """Return the ending of a document's name."""
    return str(document.file_extension).lower()


def _widths(image: Any, widths: tuple[int, ...]) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Yield a picture in the widths that it has, or as wide as it is; what was made once is kept in the back office."""
    asked = [width for width in widths if width < image.width] or [image.width]
    for width in asked:
        size = (width, max(1, round(image.height * width / image.width)))
        path = _place(image, width)
        if not path.exists():
            _keep(path, _resized(image, size))
        yield path.read_bytes(), size


def _place(image: Any, width: int) -> Path:
    return Path(settings.HOME.office / "pictures" / f"{image.get_file_hash()}-{width}.webp")


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)


def _resized(image: Any, size: tuple[int, int]) -> bytes:
    """Return a picture as WebP, upright, with its pixels alone: no place, no camera, no name."""
    with image.file.open("rb") as held, Image.open(held) as opened:
        upright = ImageOps.exif_transpose(opened)
        wide = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
        drawn = upright.convert(wide).resize(size, Image.Resampling.LANCZOS)
    plain = Image.new(wide, size)
    plain.paste(drawn)
    out = io.BytesIO()
    plain.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()
