"""A published folder, and which of its files an address means. Knows no page."""

import gzip
import re
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SITEMAP = re.compile(r"^Sitemap: (\S+)/sitemap\.xml$", re.MULTILINE)
_PACKED = (".br", ".gz")


@dataclass(slots=True)
class Folder:
    """A published folder with the site's address, if it has one. What was looked up is remembered."""

    path: Path
    base: str = ""
    _there: dict[str, bool] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)

    def file(self, here: str, address: str) -> str | None:
        """Return the file that an address in the file `here` means; None where it is of another host, or no address.

        Both are paths below the folder. What lies above the folder begins with "..".
        """
        path = address.partition("#")[0].partition("?")[0]
        if self.base and path.startswith(self.base):
            path = path.removeprefix(self.base) or "/"
        if _OUTSIDE.match(path):
            return None
        if not path:
            return here
        found = normpath(join("/", dirname(here), unquote(path))) if path.startswith("/") else self._beside(here, path)
        found = found.lstrip("/")
        return join(found, "index.html") if path.endswith("/") else found

    @staticmethod
    def _beside(here: str, path: str) -> str:
        found = normpath(join(dirname(here), unquote(path)))
        return "" if found == "." else found

    def has(self, file: str) -> bool:
        """Tell whether the folder has the file."""
        if file not in self._there:
            self._there[file] = not file.startswith("..") and (self.path / file).is_file()
        return self._there[file]

    def size(self, file: str) -> int:
        """Return how many bytes of a file are sent, packed."""
        if file not in self._sizes:
            self._sizes[file] = self._sent(file)
        return self._sizes[file]

    def _sent(self, file: str) -> int:
        copies = (Path(f"{self.path / file}{ending}") for ending in _PACKED)
        sizes = [copy.stat().st_size for copy in copies if copy.is_file()]
        return min(sizes) if sizes else len(gzip.compress((self.path / file).read_bytes()))


def base_of(folder: Path) -> str:
    """Return the address where the folder is to be, as its robots.txt has it; nothing where it has none."""
    robots = folder / "robots.txt"
    found = _SITEMAP.search(robots.read_text("utf-8")) if robots.is_file() else None
    return found[1] if found else ""
