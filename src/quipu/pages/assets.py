"""The stylesheet and the script of the site, named by their content. Knows no record."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from quipu.charts import stylesheet


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages load."""

    path: str
    content: bytes


@cache
def assets() -> dict[str, Asset]:
    """Return the assets by name: `style` and `script`."""
    pages = files("quipu.pages") / "assets"
    return {
        "style": _asset("css", stylesheet().encode(), (pages / "pages.css").read_bytes()),
        "script": _asset("js", (pages / "search.js").read_bytes()),
    }


def _asset(extension: str, *parts: bytes) -> Asset:
    content = b"\n".join(parts)
    return Asset(f"/assets/quipu-{sha256(content).hexdigest()[:8]}.{extension}", content)
