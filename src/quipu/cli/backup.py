"""`quipu backup` and `quipu restore`: everything that is precious as one file, and back."""

from argparse import Namespace
from pathlib import Path

from quipu.cli.arguments import Commands, add_command
from quipu.cli.home import open_home
from quipu.cli.output import say
from quipu.core.errors import UsageError


def register(commands: Commands) -> None:
    """Add the commands."""
    about = "Write what people wrote, their files and accounts, and all snapshots to one file, while others work."
    saving = add_command(commands, "backup", back_up, about)
    saving.add_argument("file", type=Path, metavar="FILE", help="the file to make; none is overwritten")
    about = "Make a home of what quipu backup wrote: an empty QUIPU_HOME, and an empty QUIPU_DATABASE if one is set."
    restoring = add_command(commands, "restore", restore, about)
    restoring.add_argument("file", type=Path, metavar="FILE", help="the backup")


def back_up(arguments: Namespace) -> None:
    """Back up."""
    settings, home = open_home()
    if not home.folder.exists():
        raise UsageError("there is nothing to back up", str(home.folder), "Is QUIPU_HOME right?")
    # Opening the back office takes seconds that reading arguments does not need.
    from quipu.web.backup import saving

    saved = saving.back_up(settings, home, arguments.file.absolute())
    say(
        f"{arguments.file}: {saved.rows:,} rows of the back office, {saved.media:,} of its files, {saved.snapshots:,} snapshots;"
        f" {saved.size / 1e6:,.1f} MB. It holds hashes of passwords: keep it where nobody else reads."
    )


def restore(arguments: Namespace) -> None:
    """Restore."""
    settings, home = open_home()
    from quipu.web.backup import restoring

    restored = restoring.restore(settings, arguments.file.absolute())
    manifest = restored.manifest
    say(f"Restored what quipu {manifest.quipu} saved on {manifest.made} to {home.folder}.")
    if restored.release:
        same = restored.release == manifest.release
        other = (
            f"The release that was current then, {manifest.release or 'none'}, was of other snapshots or other code."
        )
        say(
            f"Release {restored.release} is current{', as it was then' if same else ''}. {'' if same else other}".rstrip()
        )
    elif manifest.files:
        say(
            "No release is current: a check stops the one of these snapshots, or there are none. Look at: quipu releases"
        )
    say("Everybody signs in again, and invitations that were not used are to be made anew: the key is a new one.")
