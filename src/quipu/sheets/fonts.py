"""The fonts of fact sheets, packages of their own, and which characters they have. Knows no sheet."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

_PACKAGES = Path(__file__).resolve().parents[3] / "node_modules"
"""Where `make setup` puts the fonts: they are packages, no part of Quipu."""
_FAMILIES = {
    "Noto Sans": (
        "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
        "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
    ),
    "Vazirmatn": ("vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf", "vazirmatn/fonts/ttf/Vazirmatn-Bold.ttf"),
}
FAMILIES = tuple(_FAMILIES)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that no font has: PDF/UA allows no text that cannot be shown."""
_FORBIDDEN = frozenset({0x0, 0xFEFF, 0xFFFE})
"""Characters that PDF/UA forbids whatever the font (ISO 14289-1, 7.21.4.2)."""


def fonts() -> tuple[Path, ...]:
    """Return the files of all fonts; none where a package is not installed."""
    files = tuple(_PACKAGES / file for family in _FAMILIES.values() for file in family)
    return files if all(file.is_file() for file in files) else ()


@cache
def _characters() -> frozenset[int]:
    """Return every character that one of the families has in both weights."""
    families = (frozenset.intersection(*map(_held, files)) for files in _FAMILIES.values())
    return frozenset.union(*families) - _FORBIDDEN


def _held(file: str) -> frozenset[int]:
    with TTFont(_PACKAGES / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _shown(character: str) -> str:
    return character if ord(character) in _characters() else REPLACEMENT


def printable(text: str) -> str:
    """Return the text with a sign in the place of each character that the fonts do not have."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))
