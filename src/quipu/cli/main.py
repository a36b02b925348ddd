"""The `quipu` command: finds the module of the command that is asked for, and prints a user's error in one line."""

import importlib
import os
import sys

import typer

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
    "demo": "demo",
}
"""Every command with its module; only the one that is asked for is loaded, so that a figure is answered at once."""

HELP = "Build and publish the record of a humanitarian organisation from its open data. QUIPU_HOME is the place of all data."


def application(only: str | None) -> typer.Typer:
    """Return the command line with one command, or with all where `only` is none of them."""
    app = typer.Typer(name="quipu", help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_nothing)
    modules = {COMMANDS[only]} if only in COMMANDS else set(COMMANDS.values())
    for module in sorted(modules):
        importlib.import_module(f"quipu.cli.{module}").register(app)
    return app


def _nothing() -> None:
    """Do nothing before a command."""


def main() -> None:
    """Run the command; a user's error prints as one line on standard error, and sets the exit code."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    try:
        application(words[0] if words else None)()
    except QuipuError as error:
        print(f"quipu: {error}", file=sys.stderr)  # noqa: T201 - the one place where errors are printed
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
