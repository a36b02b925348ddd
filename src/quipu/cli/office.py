"""`quipu office`: the back office from the command line. Knows no page of it."""

from argparse import ArgumentParser, Namespace

from quipu.cli.arguments import Commands, add_command
from quipu.cli.output import say
from quipu.core.errors import UsageError

_ROLES = ("writer", "reviewer", "translator", "publisher", "administrator")
_EVERYWHERE = ("publisher", "administrator")


def register(commands: Commands) -> None:
    """Add the command."""
    about = "Bring the back office up to the current release (sync), list who may come in (users), or invite someone."
    _add_arguments(add_command(commands, "office", run, about))


def _add_arguments(command: ArgumentParser) -> None:
    command.add_argument("action", choices=("sync", "users", "invite"), help="what to do")
    command.add_argument("name", nargs="?", metavar="NAME", help="whom to invite: the name to sign in with")
    command.add_argument("--role", choices=_ROLES, help="what they do")
    command.add_argument(
        "--of", default="", metavar="CODE", help="for whom: an operation (PER), a region (AME) or a language (fr)"
    )
    command.add_argument("--email", default="", help="their address, to be seen by administrators")


def run(arguments: Namespace) -> None:
    """Open the back office and do it."""
    if arguments.action == "invite" and not (arguments.name and arguments.role):
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
    address = invite(arguments.name, arguments.email, role)
    say(f"{arguments.name} is among: {role}. To set a password, within three days and once:\n{address}")
