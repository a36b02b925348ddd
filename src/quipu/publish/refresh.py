"""Render the few addresses that show an edition, and nothing else, into a folder that was published. Knows no requests."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from quipu.core.edition import FILES, Edition
from quipu.pages import Site, Url
from quipu.pages.media import KIND as MEDIA
from quipu.publish import manifest
from quipu.publish.folder import packed
from quipu.publish.manifest import Entry, Manifest
from quipu.warehouse.editions import Kept


def refreshed(
    site: Site, folder: Path, kept: Kept, edition: Edition, contents: Mapping[str, bytes]
) -> tuple[dict[Path, bytes | None], dict[str, str]]:
    """Return what changes in a published folder when an edition does: the bytes of each file, None for one that goes.

    Also the hash of each page. Of the manifest, which comes last, nothing is written here; nothing at all where the folder
    holds another release than the site: it is about to be published anew.
    """
    old = manifest.read(folder)
    if old.release != site.record.name:
        return {}, {}
    new = kept.plus(edition, contents)
    gone = _gone(old, new, _of_its_kind(kept, edition))
    site.put(new)
    media = [Url(file.path, MEDIA, name=file.name) for file in edition.files()]
    made = {url.file: _made(site, url, content) for url, content in _rendered(site, old, edition, media)}
    bytes_of = {folder / file: content for file, (content, _) in made.items()}
    changed: dict[Path, bytes | None] = {}
    for path, content in bytes_of.items():
        changed |= {**dict.fromkeys(_with_copies(path)), **packed(path, content), path: content}
    for file in gone:
        changed |= dict.fromkeys(_with_copies(folder / file))
    files = {**old.files, **{file: entry for file, (_, entry) in made.items()}}
    written = replace(old, files={file: entry for file, entry in files.items() if file not in gone})
    hashes = {file: entry.sha256 for file, (_, entry) in made.items()}
    return {**changed, folder / manifest.FILE: written.dumped()}, hashes


def _rendered(site: Site, old: Manifest, edition: Edition, media: Iterable[Url]) -> Iterable[tuple[Url, bytes]]:
    """Yield the addresses that are made of something else than before, with their bytes."""
    for url in (*media, *site.about(edition.subject)):
        entry = old.files.get(url.file)
        if entry is None or entry.fingerprint != site.fingerprint(url):
            yield url, site.render(url)


def _made(site: Site, url: Url, content: bytes) -> tuple[bytes, Entry]:
    return content, Entry(hashlib.sha256(content).hexdigest(), len(content), site.fingerprint(url))


def _of_its_kind(kept: Kept, edition: Edition) -> Iterable[str]:
    """Yield the files of the edition that gives way."""
    before = (held for held in kept.of(edition.subject, edition.year) if held.kind is edition.kind)
    return (f"{FILES}{file.name}".removeprefix("/") for held in before for file in held.files())


def _gone(old: Manifest, new: Kept, before: Iterable[str]) -> frozenset[str]:
    """Return the published files that the edition showed before, and that no edition shows now."""
    held = frozenset(file for file in before if file in old.files)
    return held - {file.path.removeprefix("/") for file in new.files()} if held else held


def _with_copies(path: Path) -> tuple[Path, Path, Path]:
    return path, Path(f"{path}.gz"), Path(f"{path}.br")
