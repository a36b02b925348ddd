"""Flatten a shallow XML element to a dictionary of paths and texts. Knows nothing of any element's meaning."""

from lxml import etree

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def fields(element: etree._Element, language: str) -> dict[str, str]:
    """Return every attribute and text below `element` by its path: `@ref`, `value`, `period-start/@iso-date`, `point/pos`.

    A text in several languages is taken in `language`, else the first one. A child with a vocabulary carries it in its path:
    `aid-type[2]/@code`. A path that occurs twice keeps its first text; the others are at `path#2`, `path#3`.
    Names in a namespace lose it: an extension is known by its local name.
    """
    found: dict[str, str] = {}
    _collect(element, "", language, found)
    return found


def _collect(element: etree._Element, prefix: str, language: str, found: dict[str, str]) -> None:
    for name, text in element.items():
        _put(found, f"{prefix}@{_local(str(name))}" if name != LANGUAGE else f"{prefix}@xml:lang", str(text))
    for child in element:
        tag = _local(str(child.tag))
        if tag == "narrative":
            continue
        vocabulary = child.get("vocabulary")
        path = f"{prefix}{tag}[{vocabulary}]" if vocabulary else f"{prefix}{tag}"
        text = own_text(child, language)
        if text:
            _put(found, path, text)
        if len(child) or child.attrib:
            _collect(child, f"{path}/", language, found)


def _put(found: dict[str, str], path: str, text: str) -> None:
    name, number = path, 1
    while name in found:
        number += 1
        name = f"{path}#{number}"
    found[name] = text


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def own_text(element: etree._Element, language: str) -> str:
    """Return the element's text, or that of its narrative in `language` (without a language of its own), else of its first."""
    text = element.text
    if text is not None and (text := text.strip()):
        return text
    first = ""
    for child in element.iterchildren("narrative"):
        words = (child.text or "").strip()
        if child.get(LANGUAGE, language).lower() == language:
            return words
        first = first or words
    return first


def narratives(element: etree._Element, language: str) -> list[tuple[str, str, etree._Element]]:
    """Return (language, text, element) of every narrative that has a text; a missing language is the activity's."""
    return [
        (child.get(LANGUAGE, language).lower(), child.text.strip(), child)
        for child in element.iterchildren("narrative")
        if child.text and child.text.strip()
    ]
