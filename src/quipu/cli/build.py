"""`quipu build`: rebuild a release from snapshots."""

import time
from typing import Annotated

import typer

from quipu.cli.home import day, open_home
from quipu.cli.output import say
from quipu.core.settings import Settings
from quipu.pipeline.build import build
from quipu.warehouse import releases
from quipu.warehouse.home import Home
from quipu.warehouse.releases import Release


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("build")(build_release)


def build_release(
    as_of: Annotated[str | None, typer.Option(help="only snapshots published by that day (YYYY-MM-DD)")] = None,
) -> None:
    """Build a release from the snapshots. Without --as-of it becomes the current one."""
    settings, home = open_home()
    shown = day(as_of)
    with home.writing(settings.lock_wait, "build"):
        if shown is None:
            release_after(settings, home)
            return
        release = build(home, settings.publisher, shown)
    say(f"Release {release.name} shows {shown}. Publish it with: quipu publish DIR --as-of {shown}")


def release_after(settings: Settings, home: Home) -> Release:
    """Build the release of all snapshots, make it current and remove the oldest ones; the caller holds the lock."""
    started = time.monotonic()
    release = build(home, settings.publisher)
    releases.make_current(home, release.name)
    releases.prune(home, settings.keep_releases)
    seconds = time.monotonic() - started
    say(f"Release {release.name} of {len(release.snapshots)} snapshots, as of {release.as_of}, is current ({seconds:.1f} s).")
    return release
