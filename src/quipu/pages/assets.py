"""The styles and the script of the site, and the policy that allows them and nothing else. Knows no record."""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from quipu.charts import stylesheet

_PAGES = files("quipu.pages") / "assets"
_SPACED = re.compile(r" ?([{};,]) ?")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages load."""

    path: str
    content: bytes


@cache
def assets() -> dict[str, Asset]:
    """Return the assets by name: `style`, and the scripts `sifter` of tables, `comparer` of operations, `finder` of the search."""
    return {
        "style": _asset("css", stylesheet().encode(), (_PAGES / "pages.css").read_bytes()),
        "sifter": _asset("js", (_PAGES / "sift.js").read_bytes()),
        "comparer": _asset("js", (_PAGES / "compare.js").read_bytes()),
        "finder": _asset("js", *((_PAGES / name).read_bytes() for name in ("finding.js", "find.js"))),
    }


@cache
def opening() -> str:
    """Return the style of a page's opening, which stands in the page itself, without comments and spare spaces."""
    style = " ".join(_COMMENT.sub("", (_PAGES / "opening.css").read_text("utf-8")).split())
    return _SPACED.sub(r"\1", style).replace(": ", ":").replace(";}", "}")


@cache
def policy() -> str:
    """Return the content security policy of every page: our files, our search, and the one style whose hash it names."""
    own = b64encode(sha256(opening().encode()).digest()).decode()
    return (
        f"default-src 'none'; connect-src 'self'; style-src 'self' 'sha256-{own}'; script-src 'self';"
        " img-src 'self' data:; base-uri 'none'; form-action 'self'"
    )


def _asset(extension: str, *parts: bytes) -> Asset:
    content = b"\n".join(parts)
    return Asset(f"/assets/quipu-{sha256(content).hexdigest()[:8]}.{extension}", content)
