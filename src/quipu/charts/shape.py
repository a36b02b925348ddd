"""SVG elements as strings: numbers short, texts escaped. Knows no data and no colours, only classes."""

import re
from collections.abc import Iterable
from functools import lru_cache

SPACE = "\u00a0 "
"""Two spaces that XML does not fold into one."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}


@lru_cache(maxsize=4096)
def escape(text: str) -> str:
    """Return `text` for a place between tags or in quotes, without what XML cannot hold."""
    if text.isalnum():
        return text
    return _FORBIDDEN.sub("", text).translate(_SPECIAL)


@lru_cache(maxsize=16384)
def _tenths(count: int) -> str:
    whole, tenth = divmod(abs(count), 10)
    sign = "-" if count < 0 else ""
    return f"{sign}{whole}.{tenth}" if tenth else f"{sign}{whole}"


def short(value: float) -> str:
    """Return a coordinate with at most one decimal: a tenth of a pixel is finer than a screen shows."""
    return _tenths(round(value * 10))


def group(name: str, content: Iterable[str], attributes: str = "") -> str:
    """Return the content in a group of that class."""
    return f'<g class="{name}"{attributes}>{"".join(content)}</g>'


def rectangle(name: str, x: float, y: float, width: float, height: float, attributes: str = "") -> str:
    """Return a rectangle of that class."""
    place = f'x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}"'
    return f'<rect class="{name}" {place}{attributes}/>'


def circle(name: str, x: float, y: float, radius: float) -> str:
    """Return a circle of that class."""
    return f'<circle class="{name}" cx="{short(x)}" cy="{short(y)}" r="{short(radius)}"/>'


def path(name: str, commands: str) -> str:
    """Return a path of that class."""
    return f'<path class="{name}" d="{commands}"/>'


def point(x: float, y: float) -> str:
    """Return a point of a path."""
    return f"{short(x)} {short(y)}"


def across(x: float, y: float, length: float) -> str:
    """Return the commands of a horizontal line."""
    return f"M{short(x)} {short(y)}h{short(length)}"


def upright(x: float, y: float, end: float) -> str:
    """Return the commands of a vertical line."""
    return f"M{short(x)} {short(y)}V{short(end)}"


def text(x: float, y: float, content: str, name: str = "") -> str:
    """Return a text that its group anchors."""
    kind = f' class="{name}"' if name else ""
    return f'<text{kind} x="{short(x)}" y="{short(y)}">{escape(content)}</text>'


def hatch(identity: str, name: str = "hatch") -> str:
    """Return the pattern for what is provisional, its lines of class `name`; refer to it by `hatched`."""
    frame = 'width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    return f'<defs><pattern id="{identity}-hatch" {frame}><path class="{name}" d="M1.5 0V5"/></pattern></defs>'


def hatched(identity: str) -> str:
    """Return the attribute that fills a shape with the pattern; a class that sets a fill would win over it."""
    return f' fill="url(#{identity}-hatch)"'


def linked(content: str, label: str, href: str, name: str) -> str:
    """Return the content with its label, as a link where there is somewhere to go; without a label as it is."""
    label = escape(label)
    if href:
        return f'<a class="{name}" href="{escape(href)}"><title>{label}</title>{content}</a>'
    if not label:
        return f'<g class="{name}">{content}</g>'
    return f'<g class="{name}"><title>{label}</title>{content}</g>'
