"""The style of drawings for paper: the rules of the site's stylesheet with their colours put in. Knows no drawing.

What sets a drawing on paper computes no custom properties and no queries.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from quipu.pages.assets import assets, opening
from quipu.sheets.fonts import FAMILIES

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VALUE = re.compile(r"var\((--[\w-]+)(?:,\s*([^()]+))?\)")
_ANCHOR = re.compile(r'text-anchor="(start|end)"')
_TEXT = re.compile(r"<(?:text|tspan)\b[^>]*>")
_MARKED_PERCENT = "\N{LEFT-TO-RIGHT MARK}%\N{LEFT-TO-RIGHT MARK}"
_FROM_THE_RIGHT = "\N{RIGHT-TO-LEFT MARK}"
_TURNED = {"start": "end", "end": "start"}
_DRAWN = re.compile(r"(?:svg)?\.(?:chart|map|spots|sign)\b(?!.*(?::| a\b))")
"""Selectors that are about drawings; on paper there is nothing to point at, and a link looks like its text."""
_PROPERTIES = frozenset(
    (
        *("fill", "opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap"),
        *("font-size", "font-weight"),
    )
)


@cache
def colours() -> Mapping[str, str]:
    """Return the custom properties of the light page by their names, `ink` for `--ink`."""
    held: dict[str, str] = {}
    for selectors, body in _rules():
        if selectors in (":root", "svg.chart"):
            held.update((name, _filled(value, held)) for name, value in _declarations(body) if name.startswith("--"))
    return {name.removeprefix("--"): value for name, value in held.items()}


@cache
def style() -> str:
    """Return the rules for drawings, each with colours in the place of properties."""
    known = {f"--{name}": value for name, value in colours().items()}
    families = ", ".join(f"'{family}'" for family in FAMILIES)
    rules = [f"svg {{font-family: {families}}}"]
    for selectors, body in _rules():
        kept = [one for one in map(str.strip, selectors.split(",")) if _DRAWN.match(one)]
        said = [f"{name}: {_filled(value, known)}" for name, value in _declarations(body) if name in _PROPERTIES]
        if kept and said:
            rules.append(f"{', '.join(kept)} {{{'; '.join(said)}}}")
    return "\n".join(rules)


def document(svg: str) -> str:
    """Return a drawing of a page as a document of its own, with its style."""
    head, end, rest = _anchored(svg).partition(">")
    return f'<svg xmlns="http://www.w3.org/2000/svg"{head.removeprefix("<svg")}{end}<style>{style()}</style>{rest}'


def _anchored(svg: str) -> str:
    """Return a drawing whose texts are anchored left and right: what sets it on paper knows no direction of reading.

    A mark at the beginning of each text and its parts has it read from the right, and keeps a number with its per cent sign, from
    which the sign's own marks would part it there.
    """
    if 'direction="rtl"' not in svg.partition(">")[0]:
        return svg
    turned = _ANCHOR.sub(lambda found: f'text-anchor="{_TURNED[found[1]]}"', svg.replace(_MARKED_PERCENT, "%"))
    marked = _TEXT.sub(lambda found: f"{found[0]}{_FROM_THE_RIGHT}", turned)
    return marked.replace("<svg", '<svg text-anchor="end"', 1)


def _rules() -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations outside queries; the page's own before those of the charts, which build on them."""
    sheet = _COMMENT.sub("", f"{opening()} {assets()['style'].content.decode()}")
    plain = re.sub(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
    rules = [(" ".join(selectors.split()), body) for selectors, body in _RULE.findall(plain)]
    return iter(sorted(rules, key=lambda rule: rule[0] != ":root"))


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for one in body.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _filled(value: str, known: Mapping[str, str]) -> str:
    return _VALUE.sub(lambda found: known.get(found[1], found[2] or ""), value)
