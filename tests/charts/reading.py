"""Read a drawing back, for tests."""

import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree

from quipu.charts import English, Phrase


def parsed(drawing: str) -> ElementTree.Element:
    """Return the drawing as XML; it has no namespace because it stands in HTML."""
    return ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing


def rectangles(drawing: str, kind: str) -> list[tuple[float, float, float, float]]:
    """Return x, y, width and height of every rectangle that has the class, in the order of the drawing."""
    return [
        (float(r.get("x", "")), float(r.get("y", "")), float(r.get("width", "")), float(r.get("height", "")))
        for r in parsed(drawing).iter("rect")
        if kind in r.get("class", "").split()
    ]


def paths(drawing: str, kind: str) -> list[str]:
    """Return the commands of every path that has the class."""
    return [p.get("d", "") for p in parsed(drawing).iter("path") if kind in p.get("class", "").split()]


def columns_of(drawing: str, kind: str) -> list[tuple[float, float, float, float]]:
    """Return the rectangles of a class that stand in years, not in the key."""
    return [
        box
        for group in parsed(drawing).iter()
        if group.get("class", "").split()[:1] == ["column"]
        for box in rectangles(ElementTree.tostring(group, encoding="unicode"), kind)
    ]


def texts(drawing: str) -> list[str]:
    """Return what is written, one string a text element."""
    return ["".join(text.itertext()).replace("\u00a0", " ") for text in parsed(drawing).iter("text")]


def numbers(drawing: str) -> Iterator[str]:
    """Return every number that places something."""
    for element in parsed(drawing).iter():
        for name in ("x", "y", "width", "height", "cx", "cy", "r", "d", "viewBox"):
            yield from re.findall(r"-?\d[\d.]*(?:e[-+]?\d+)?|nan|inf", element.get(name, ""), flags=re.IGNORECASE)


class Arabic(English):
    """Enough Arabic to see its direction and its digits."""

    _DIGITS = str.maketrans("0123456789.,%", "٠١٢٣٤٥٦٧٨٩٫٬٪")

    def number(self, value: Decimal, places: int) -> str:
        return super().number(value, places).translate(self._DIGITS)

    def percent(self, ratio: Decimal, places: int) -> str:
        return super().percent(ratio, places).translate(self._DIGITS)

    def year(self, year: int) -> str:
        return super().year(year).translate(self._DIGITS)

    def unit(self, unit: str, magnitude: int) -> str:
        return {"USD": "دولار أمريكي", "people": "أشخاص"}[unit] if magnitude == 0 else "مليون دولار أمريكي"

    def phrase(self, name: Phrase, /, **parts: str) -> str:
        own = {"title": "{plan} و{actual}", "no-data": "لا توجد بيانات", "provisional": "مؤقت", "year": "السنة"}
        return own[name].format(**parts) if name in own else super().phrase(name, **parts)
