"""Open the home and the release that a command works on."""

from datetime import date

from quipu.core.errors import QuipuError
from quipu.core.settings import Settings
from quipu.figures.lookup import Record
from quipu.warehouse import releases
from quipu.warehouse.home import Home
from quipu.warehouse.releases import Release


def open_home() -> tuple[Settings, Home]:
    """Return the settings and the home that they name."""
    settings = Settings()
    return settings, Home(settings.home)


def open_record(as_of: date | None = None) -> Record:
    """Open the current release, or the one that shows the day `as_of`."""
    return Record.open(release_of(as_of).folder)


def release_of(as_of: date | None) -> Release:
    """Return the current release, or the one that shows the day `as_of`: it is built, under the lock, where it is not kept yet."""
    settings, home = open_home()
    if as_of is None:
        return releases.current(home)
    # Building needs a second of imports that looking up does not.
    from quipu.pipeline.build import build, kept_release
    from quipu.warehouse.lock import writing

    kept = kept_release(home, settings.publisher, as_of)
    if kept is not None:
        return kept
    with writing(home, settings.lock_wait, f"build --as-of {as_of}"):
        return build(home, settings.publisher, as_of, settings.workers)


def require_office() -> None:
    """Raise QuipuError where there is no back office yet, without making any of it."""
    settings, home = open_home()
    releases.current(home)
    if not settings.database and not home.office_database.exists():
        raise QuipuError("there is no back office yet", str(home.office), "Run: quipu office sync")
