"""`quipu operations`, `figures`, `snapshots`, `releases`: what there is, as lists."""

from argparse import Namespace

from quipu.cli.arguments import Commands, add_command, add_format
from quipu.cli.home import open_home, open_record
from quipu.cli.output import Format, print_rows, say
from quipu.warehouse import releases as kept_releases
from quipu.warehouse import snapshots as kept_snapshots


def register(commands: Commands) -> None:
    """Add the commands."""
    subjects = "List every operation, region and other subject of figures."
    add_format(add_command(commands, "operations", operations, subjects))
    add_format(add_command(commands, "figures", figures, "List every figure with its unit, members and definition."))
    add_format(add_command(commands, "snapshots", snapshots, "List the files that were taken."))
    command = add_command(commands, "releases", releases, "List the releases that are kept, or return to one of them.")
    command.add_argument("--return-to", metavar="RELEASE", help="make this kept release current again")
    add_format(command)


def operations(arguments: Namespace) -> None:
    """List every subject: operations, regions, the world, and the nodes that have money but no people."""
    rows = [
        {
            "code": subject.code,
            "level": str(subject.level),
            "name": subject.name,
            "kind": subject.editions[-1].kind if subject.editions else "",
            "region": subject.editions[-1].region if subject.editions else "",
            "first_year": subject.years[0] if subject.years else None,
            "last_year": subject.years[-1] if subject.years else None,
        }
        for subject in open_record().subjects()
    ]
    print_rows(rows, arguments.format, "There are no operations.")


def figures(arguments: Namespace) -> None:
    """List every figure with its unit, members and definition."""
    rows = [
        {
            "figure": definition.name,
            "title": definition.title,
            "unit": definition.unit,
            "members": [member for member, _ in definition.members],
            "definition": definition.definition,
        }
        for definition in open_record().definitions()
    ]
    if arguments.format is Format.TEXT:
        for row in rows:
            say(f"{row['figure']}  ({row['unit']})\n    {row['definition']}")
            if row["members"]:
                say(f"    members: {' '.join(row['members'])}")
        return
    print_rows(rows, arguments.format, "There are no figures.")


def snapshots(arguments: Namespace) -> None:
    """List the files that were taken, in the order of their publication."""
    _, home = open_home()
    rows = [
        {
            "snapshot": snapshot.name,
            "published": snapshot.published,
            "published_by": snapshot.published_by,
            "dataset": snapshot.dataset,
            "file": snapshot.file,
            "rows": snapshot.rows,
            "quarantined": snapshot.quarantined,
            "issues": snapshot.issues,
            "publisher": snapshot.publisher,
            "licence": snapshot.licence,
            "origin": snapshot.origin,
            "imported": snapshot.imported.isoformat(),
            "sha256": snapshot.sha256,
        }
        for snapshot in kept_snapshots.stored(home)
    ]
    shown = [{name: row[name] for name in list(row)[:8]} for row in rows] if arguments.format is Format.TEXT else rows
    print_rows(shown, arguments.format, "Nothing has been imported yet. Run: quipu import PATH")


def releases(arguments: Namespace) -> None:
    """List the releases that are kept, the newest day first; or return to one of them."""
    settings, home = open_home()
    if arguments.return_to is not None:
        from quipu.warehouse.lock import writing  # looking up needs no lock, and answers faster without

        with writing(home, settings.lock_wait, f"releases --return-to {arguments.return_to}"):
            release = kept_releases.make_current(home, arguments.return_to)
        say(f"Release {release.name} (as of {release.as_of}) is current.")
        return
    rows = [
        {
            "release": release.name,
            "as_of": release.as_of,
            "current": "current" if release.current else "",
            "snapshots": len(release.snapshots),
        }
        for release in kept_releases.listed(home)
    ]
    print_rows(rows, arguments.format, "There is no release yet. Run: quipu import PATH")
