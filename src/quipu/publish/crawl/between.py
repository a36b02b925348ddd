"""The faults between pages: places that are not there, languages that do not lead back, pages that nothing leads to."""

from collections.abc import Iterable, Iterator, Mapping

from quipu.core.check import Finding
from quipu.publish.crawl import checks
from quipu.publish.crawl.folder import Folder
from quipu.publish.crawl.leaf import Found, Leaf, Opened, is_in, line_of, unpacked

FIRST = "index.html"


def look(folder: Folder, leaves: Mapping[str, Leaf]) -> Iterator[Found]:
    """Yield the faults between the pages of a folder."""
    yield from _anchors(folder, leaves)
    yield from _languages(leaves.values(), leaves)
    yield from _reached(leaves)


def _anchors(folder: Folder, leaves: Mapping[str, Leaf]) -> Iterator[Found]:
    wanted: dict[str, dict[str, frozenset[int]]] = {}
    leading = ((target, leaf.file, held) for leaf in leaves.values() for target, held in leaf.leads.items() if held)
    for target, file, held in leading:
        if target in leaves:
            wanted.setdefault(target, {})[file] = unpacked(held)
    lost: dict[str, dict[str, frozenset[int]]] = {}
    for target, by_file in wanted.items():
        there = unpacked(leaves[target].places)
        for file, places in by_file.items():
            if places - there:
                lost.setdefault(file, {})[target] = places - there
    for file, targets in lost.items():
        yield from _lost(folder, file, targets)


def _lost(folder: Folder, file: str, targets: Mapping[str, frozenset[int]]) -> Iterator[Found]:
    """Yield the links of a page that lead to places that are not there: it is read again, for its lines."""
    for element, target, place in Opened(folder, file).leading_to(frozenset(targets)):
        if is_in(place, targets[target]):
            message = f'"{element.get("href")}": {target} has no place "{place}"'
            yield checks.ANCHORS.name, Finding(file, message, file, line_of(element))


def _languages(every: Iterable[Leaf], leaves: Mapping[str, Leaf]) -> Iterator[Found]:
    for leaf in every:
        for language, file in leaf.partners.items():
            partner = leaves.get(file)
            if partner is not None and (said := _against(leaf, language, partner)):
                yield checks.LANGUAGES.name, Finding(leaf.file, said, leaf.file)


def _against(leaf: Leaf, language: str, partner: Leaf) -> str:
    """Say what is wrong with what a page names as itself in another language, or nothing."""
    if partner.language != language:
        return f'"{partner.file}", named as the page in "{language}", is in "{partner.language}"'
    if leaf.partners.get(leaf.language) == leaf.file and partner.partners.get(leaf.language) != leaf.file:
        return f'"{partner.file}", the page in "{language}", does not lead back'
    return ""


def _reached(leaves: Mapping[str, Leaf]) -> Iterator[Found]:
    seen, open_ends = {FIRST}, [FIRST]
    while open_ends:
        leaf = leaves.get(open_ends.pop())
        new = {*leaf.leads, *leaf.partners.values()} - seen if leaf else set()
        seen |= new
        open_ends += new
    for file, leaf in leaves.items():
        if leaf.counts and file not in seen:
            yield checks.REACHED.name, Finding(file, "no link leads there", file)
