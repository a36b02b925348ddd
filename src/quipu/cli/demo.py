"""`quipu demo`: sample data, the site of it, and an account of each role in its back office."""

from argparse import Namespace
from importlib import resources
from pathlib import Path

from quipu.cli.arguments import Commands, add_command
from quipu.cli.home import open_home
from quipu.cli.output import say
from quipu.cli.serve import serve
from quipu.cli.take import import_files

_FILES = ("sample-activities.xml", "population-2021-08-19.csv", "population-2022-11-01.csv")


def register(commands: Commands) -> None:
    """Add the command."""
    command = add_command(
        commands, "demo", run, "Load the sample (Peru 2019-2021), or the data given, and serve the site."
    )
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="load these files or folders instead")
    command.add_argument("--port", type=int, default=8000, help="where to listen (default: 8000)")


def run(arguments: Namespace) -> None:
    """Load and serve."""
    settings, home = open_home()
    folder = Path(str(resources.files("quipu.sample")))
    import_files(settings, home, arguments.paths or [folder / name for name in _FILES])
    serve(settings, home, arguments.port, _welcome)


def _welcome() -> None:
    """Make an account of each role, and print how to sign in."""
    from quipu.web.editorial.demonstration import write_sample
    from quipu.web.editorial.people import demonstrate

    if write_sample():
        say("The report of Peru in 2020 has a text, full of faults for the number check to find.")
    say("Accounts of the demonstration (new passwords at each start; without https no second factor is asked for):")
    for name, password, role in demonstrate():
        say(f"  {name:<14} {password}  {role}")
