"""`quipu build`: rebuild a release from snapshots."""

import time
from argparse import Namespace

from quipu.cli.arguments import Commands, add_as_of, add_command
from quipu.cli.home import open_home
from quipu.cli.output import say, warn
from quipu.core.errors import QuipuError
from quipu.core.settings import Settings
from quipu.figures.lookup import Record
from quipu.pipeline.build import build
from quipu.pipeline.check import blocking
from quipu.pipeline.sources import reader_version
from quipu.warehouse import releases, snapshots
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing
from quipu.warehouse.releases import Release


def register(commands: Commands) -> None:
    """Add the command."""
    command = add_command(
        commands, "build", run, "Build a release from the snapshots; without --as-of it becomes current."
    )
    add_as_of(command, "only snapshots that were published by that day")


def run(arguments: Namespace) -> None:
    """Build the release."""
    settings, home = open_home()
    with writing(home, settings.lock_wait, "build"):
        if arguments.as_of is None:
            release_after(settings, home)
            return
        release = build(home, settings.publisher, arguments.as_of, settings.workers)
    say(f"Release {release.name} shows {arguments.as_of}. Publish it: quipu publish DIR --as-of {arguments.as_of}")


def release_after(settings: Settings, home: Home) -> Release:
    """Build the release of all snapshots, make it current and remove the oldest ones; the caller holds the lock."""
    started = time.monotonic()
    release = build(home, settings.publisher, workers=settings.workers)
    _refuse_if_blocked(release)
    releases.make_current(home, release.name)
    releases.prune(home, settings.keep_releases)
    snapshots.forget_facts_of_other_readers(home, reader_version())
    seconds = time.monotonic() - started
    say(
        f"Release {release.name} of {len(release.snapshots)} snapshots, as of {release.as_of}, is current ({seconds:.1f} s)."
    )
    return release


def _refuse_if_blocked(release: Release) -> None:
    """Keep the old release current where a check of severity "stop" has findings."""
    findings = blocking(Record.open(release.folder).checks())
    for finding in findings:
        warn(f"stop: {finding.about}: {finding.message}")
    if findings:
        problem = f"release {release.name} has {len(findings)} findings that stop it; the old release stays current"
        raise QuipuError(
            problem, next=f"See docs/checks.md. To use it all the same: quipu releases --return-to {release.name}"
        )
