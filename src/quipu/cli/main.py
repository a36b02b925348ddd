"""The `quipu` command: finds the module of the command that is asked for, and prints a user's error in one line."""

import argparse
import importlib
import os
import sys

from quipu import __version__
from quipu.core.errors import QuipuError

COMMANDS = {
    "import": "take",
    "fetch": "fetch",
    "build": "build",
    "check": "check",
    "figure": "figure",
    "operations": "lists",
    "figures": "lists",
    "snapshots": "lists",
    "releases": "lists",
    "serve": "serve",
    "publish": "publish",
    "office": "office",
    "backup": "backup",
    "restore": "backup",
    "demo": "demo",
}
"""Every command with its module. Only the one that is asked for is loaded, so that a figure is answered at once."""

_ABOUT = "Build and publish the record of a humanitarian organisation from its open data."
_HOME = "QUIPU_HOME is the place of all data (default: ./var). More: docs/ in the source."


def parser(only: str | None) -> argparse.ArgumentParser:
    """Return the command line with one command, or with all where `only` is none of them."""
    whole = argparse.ArgumentParser("quipu", description=_ABOUT, epilog=_HOME, allow_abbrev=False)
    whole.add_argument("--version", action="version", version=f"quipu {__version__}")
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    modules = [COMMANDS[only]] if only in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in modules:
        importlib.import_module(f"quipu.cli.{module}").register(commands)
    return whole


def main() -> None:
    """Run the command; a user's error prints as one line on standard error, and sets the exit code."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    try:
        arguments = parser(words[0] if words else None).parse_args()
        arguments.run(arguments)
    except QuipuError as error:
        sys.stderr.write(f"quipu: {error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"quipu: {where}{error.strerror or error}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
