"""`quipu operations`, `figures`, `snapshots`, `releases`: what there is, as lists."""

from typing import Annotated

import typer

from quipu.cli.home import open_home, open_record
from quipu.cli.output import Format, print_rows, say
from quipu.warehouse import releases as kept_releases
from quipu.warehouse import snapshots as kept_snapshots

FormatOption = Annotated[Format, typer.Option("--format", help="how to print")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("operations", operations),
        ("figures", figures),
        ("snapshots", snapshots),
        ("releases", releases),
    ):
        app.command(name)(command)


def operations(form: FormatOption = Format.TEXT) -> None:
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
    print_rows(rows, form, "There are no operations.")


def figures(form: FormatOption = Format.TEXT) -> None:
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
    if form is Format.TEXT:
        for row in rows:
            say(f"{row['figure']}  ({row['unit']})\n    {row['definition']}")
            if row["members"]:
                say(f"    members: {' '.join(row['members'])}")
        return
    print_rows(rows, form, "There are no figures.")


def snapshots(form: FormatOption = Format.TEXT) -> None:
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
    shown = [{name: row[name] for name in list(row)[:8]} for row in rows] if form is Format.TEXT else rows
    print_rows(shown, form, "Nothing has been imported yet. Run: quipu import PATH")


def releases(
    form: FormatOption = Format.TEXT,
    return_to: Annotated[str | None, typer.Option(help="make this kept release current again")] = None,
) -> None:
    """List the releases that are kept, the newest day first; or return to one of them."""
    settings, home = open_home()
    if return_to is not None:
        with home.writing(settings.lock_wait, f"releases --return-to {return_to}"):
            release = kept_releases.make_current(home, return_to)
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
    print_rows(rows, form, "There is no release yet. Run: quipu import PATH")
