"""The faults of files that name other files: feeds, sitemaps, redirects, styles. Knows no page."""

import re
from collections.abc import Iterator

from lxml import etree

from quipu.core.check import Finding
from quipu.publish.crawl import checks
from quipu.publish.crawl.folder import Folder
from quipu.publish.crawl.leaf import Found, line_of

REDIRECTS = "_redirects"
_LOADED = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


def is_list(file: str) -> bool:
    """Tell whether a file names others."""
    return file == REDIRECTS or file.endswith((".xml", ".css"))


def look(folder: Folder, file: str) -> Iterator[Found]:
    """Yield the faults of one such file."""
    for address, line in _named(folder, file):
        target = folder.file(file, address)
        if target is None and file.endswith(".css"):
            yield _found(checks.HOSTS.name, file, f'"{address}" is asked of another host', line)
        elif target is not None and not folder.has(target):
            yield _found(checks.LISTS.name, file, f'"{address}" is not there', line)


def _found(check: str, file: str, message: str, line: int) -> Found:
    return check, Finding(file, message, file, line)


def _named(folder: Folder, file: str) -> Iterator[tuple[str, int]]:
    """Yield the addresses in a file with their lines."""
    content = (folder.path / file).read_bytes()
    if file.endswith(".xml"):
        yield from _in_xml(content)
        return
    for number, line in enumerate(content.decode().splitlines(), 1):
        if file == REDIRECTS:
            yield line.split(" ")[1], number
        else:
            found = (one[1] or one[2] for one in _LOADED.finditer(line))
            yield from ((address, number) for address in found if not address.startswith("data:"))


def _in_xml(content: bytes) -> Iterator[tuple[str, int]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for element in etree.fromstring(content, parser).iter("{*}loc", "{*}link"):
        yield element.get("href") or (element.text or "").strip(), line_of(element)
