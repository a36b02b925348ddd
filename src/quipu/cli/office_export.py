"""`quipu office export`: an edition as a document for donors. Knows neither its headings nor the format."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from quipu.cli.home import require_office
from quipu.cli.output import say
from quipu.core.errors import UsageError
from quipu.pages.site import LANGUAGES

_KINDS = ("report", "plan")
_EXAMPLE = "For example: export PER 2020 report --language es -o per-2020.docx"


def add_arguments(command: ArgumentParser) -> None:
    """Add what an export takes besides the words that name the edition."""
    command.add_argument("--language", default="en", choices=LANGUAGES, help="export: the language of the edition")
    command.add_argument("--live", action="store_true", help="export: what is live instead of the newest draft")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="export: the file to write")


def run(arguments: Namespace) -> None:
    """Write the document; raise UsageError where the words name no edition."""
    words = arguments.words
    if len(words) != 3 or not words[1].isdigit() or words[2] not in _KINDS or arguments.output is None:
        raise UsageError("an export needs an operation, a year, report or plan, and a file", next=_EXAMPLE)
    require_office()
    # Opening the back office takes seconds that reading arguments does not need.
    from quipu.web import office

    office.open_existing()
    from quipu.web.editorial.exporting import exported

    operation, year, kind = words[0].upper(), int(words[1]), words[2]
    made = exported(operation, year, kind, arguments.language, arguments.live)
    arguments.output.write_bytes(made)
    say(f"{arguments.output}: {len(made):,} bytes.")
