"""What the commands' arguments have in common."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from quipu.cli.output import Format

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], None], about: str
) -> argparse.ArgumentParser:
    """Add a command that `run` carries out."""
    command = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
    command.set_defaults(run=run)
    return command


def add_format(command: argparse.ArgumentParser) -> None:
    """Add --format."""
    command.add_argument("--format", type=Format, choices=list(Format), default=Format.TEXT, help="how to print")


def add_as_of(command: argparse.ArgumentParser, about: str) -> None:
    """Add --as-of."""
    command.add_argument("--as-of", type=day, metavar="DATE", help=about)


def day(text: str) -> date:
    """Return the day that an option spells."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it as YYYY-MM-DD') from error
