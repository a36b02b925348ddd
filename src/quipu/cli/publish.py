"""`quipu publish`: the whole site as static files."""

import time
from argparse import ArgumentTypeError, Namespace
from hashlib import sha256
from pathlib import Path

from quipu.cli.arguments import Commands, add_as_of, add_command
from quipu.cli.home import open_home, release_of
from quipu.cli.output import say, warn
from quipu.core.profile import load
from quipu.pages.site import LANGUAGES
from quipu.pages.wanted import untranslated
from quipu.publish.folder import Order, Sheets, publish
from quipu.sheets import fonts
from quipu.warehouse.editions import Kept


def register(commands: Commands) -> None:
    """Add the command."""
    command = add_command(
        commands, "publish", run, "Write the whole site as static files; only what changed is rendered."
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder, or one published before")
    add_as_of(command, "the site as it stood on that day")
    command.add_argument(
        "--languages",
        type=_languages,
        default=LANGUAGES,
        metavar="LIST",
        help=f"which of the site's languages, the first one for readers without a choice (default: {','.join(LANGUAGES)})",
    )
    command.add_argument(
        "--base",
        default="",
        metavar="URL",
        help="where the site will be, for canonical links, the sitemap and pictures of pages and charts",
    )
    command.add_argument(
        "--no-fact-sheets",
        action="store_true",
        help="leave out the fact sheets (PDF), which take most of the time of a first publication, and the links to them",
    )
    command.add_argument(
        "--no-share-images",
        action="store_true",
        help="leave out the pictures (PNG) of pages, which other sites show, and of charts; there are none without --base anyway",
    )


def _languages(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(text.split(",")))
    for code in found:
        if code not in LANGUAGES:
            raise ArgumentTypeError(f'there is no site in "{code}"; there is one in {", ".join(LANGUAGES)}')
    return found


def _tell_untranslated(publisher: str, language: str) -> None:
    """Say which texts pages will show in English for want of others."""
    lacking = untranslated(load(publisher), publisher, language)
    if lacking:
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        where = f"publishers/{publisher}/texts.{language}.toml"
        warn(f'quipu: not translated to "{language}", shown in English: "{lacking[0]}"{more}. Add them to {where}.')


def tell_faults(kept: Kept) -> None:
    """Say which editions the site is without, and why."""
    for fault in kept.check():
        warn(f"quipu: {fault}")


def run(arguments: Namespace) -> None:
    """Publish the site."""
    settings, home = open_home()
    started = time.monotonic()
    release = release_of(arguments.as_of)
    for language in arguments.languages:
        _tell_untranslated(settings.publisher, language)
    target = arguments.folder.absolute()
    sheets = Sheets.NONE if arguments.no_fact_sheets else Sheets.WRITTEN
    images = Sheets.WRITTEN if arguments.base and not arguments.no_share_images else Sheets.NONE
    if sheets is Sheets.WRITTEN and not fonts():
        warn("quipu: the fonts of the fact sheets are not there, so there are none. Run: make setup")
    kept = Kept(home.editions)
    tell_faults(kept)
    seen = home.published / f"{sha256(str(target).encode()).hexdigest()[:16]}.json"
    order = Order(
        release.folder,
        settings.publisher,
        target,
        arguments.languages,
        arguments.base,
        sheets,
        images,
        home.editions,
        kept.digest(),
        seen,
    )
    outcome = publish(order, settings.workers)
    seconds = time.monotonic() - started
    counts = f"{outcome.rendered} files rendered, {outcome.written} written, {outcome.unchanged} unchanged"
    say(f"{arguments.folder}: {counts}, {outcome.removed} removed in {seconds:.1f} s. Release {release.name}.")
