"""`quipu build`: rebuild a release from snapshots."""

import time
from argparse import Namespace

from quipu.cli.arguments import Commands, add_as_of, add_command
from quipu.cli.home import open_home
from quipu.cli.output import say, warn
from quipu.core.errors import QuipuError
from quipu.core.settings import Settings
from quipu.pipeline.build import build
from quipu.pipeline.release import Outcome, release_all
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
    outcome = release_all(settings, home)
    release = outcome.release
    _refuse_if_stopped(outcome)
    seconds = time.monotonic() - started
    say(
        f"Release {release.name} of {len(release.snapshots)} snapshots, as of {release.as_of}, is current ({seconds:.1f} s)."
    )
    return release


def _refuse_if_stopped(outcome: Outcome) -> None:
    """Say what keeps the release from becoming current."""
    release, findings = outcome.release, outcome.stopped_by
    for finding in findings:
        warn(f"stop: {finding.about}: {finding.message}")
    if findings:
        problem = f"release {release.name} has {len(findings)} findings that stop it; the old release stays current"
        raise QuipuError(
            problem, next=f"See docs/checks.md. To use it all the same: quipu releases --return-to {release.name}"
        )
