"""`quipu office`: the back office from the command line. Knows no page of it."""

from argparse import ArgumentParser, Namespace

from quipu.cli import office_export
from quipu.cli.arguments import Commands, add_command
from quipu.cli.output import say
from quipu.core.errors import UsageError

_ROLES = ("writer", "reviewer", "translator", "publisher", "administrator")
_EVERYWHERE = ("publisher", "administrator")


def register(commands: Commands) -> None:
    """Add the command."""
    about = """\
Bring the back office up to the current release (sync), list who may come in (users), invite someone, or export an edition as a
report to donors (export PER 2020 report)."""
    _add_arguments(add_command(commands, "office", run, about))


def _add_arguments(command: ArgumentParser) -> None:
    command.add_argument("action", choices=("sync", "users", "invite", "export"), help="what to do")
    about = "invite: the name to sign in with; export: an operation, a year, and report or plan"
    command.add_argument("words", nargs="*", metavar="NAME", help=about)
    command.add_argument("--role", choices=_ROLES, help="what they do")
    command.add_argument(
        "--of", default="", metavar="CODE", help="for whom: an operation (PER), a region (AME) or a language (fr)"
    )
    command.add_argument("--email", default="", help="their address, to be seen by administrators")
    office_export.add_arguments(command)


def run(arguments: Namespace) -> None:
    """Open the back office and do it."""
    if arguments.action == "export":
        office_export.run(arguments)
        return
    if arguments.action == "invite" and not (len(arguments.words) == 1 and arguments.role):
        raise UsageError("an invitation needs a name and a role", next="For example: invite ana --role writer --of PER")
    if arguments.role and arguments.role not in _EVERYWHERE and not arguments.of:
        raise UsageError(f"a {arguments.role} needs --of", next="Say of which operation, region or language.")
    # Opening the back office takes seconds that reading arguments does not need.
    from quipu.web import office

    outcome = office.prepare()
    if arguments.action == "sync":
        say(f"{outcome.editions} editions made, {outcome.operations} operations new, {outcome.moved} moved.")
    elif arguments.action == "users":
        _list()
    else:
        _invite(arguments)


def _list() -> None:
    from quipu.web.editorial.people import people

    for person in people():
        roles = ", ".join(person.roles) or "no role"
        say(f"{person.name:<24} {roles}; {person.email or 'no address'}; signed in: {person.signed_in}")


def _invite(arguments: Namespace) -> None:
    from quipu.web.editorial.people import find_role, invite

    role = find_role(arguments.role, arguments.of)
    (name,) = arguments.words
    address = invite(name, arguments.email, role)
    say(f"{name} is among: {role}. To set a password, within three days and once:\n{address}")
