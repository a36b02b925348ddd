"""Open the home and the release that a command works on."""

from datetime import date, datetime

from quipu.core.errors import UsageError
from quipu.core.settings import Settings
from quipu.figures.lookup import Record
from quipu.warehouse import releases
from quipu.warehouse.home import Home


def open_home() -> tuple[Settings, Home]:
    """Return the settings and the home that they name."""
    settings = Settings()
    return settings, Home(settings.home)


def open_record(as_of: date | None = None) -> Record:
    """Open the current release, or the one that shows the day `as_of`: it is built where it is not kept yet."""
    settings, home = open_home()
    if as_of is None:
        return Record.open(releases.current(home).folder)
    from quipu.pipeline.build import build

    with home.writing(settings.lock_wait, f"build --as-of {as_of}"):
        return Record.open(build(home, settings.publisher, as_of).folder)


def day(text: str | None) -> date | None:
    """Return the day that an option spells; raise UsageError where it spells none."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise UsageError(f'"{text}" is not a day', next="Write it as YYYY-MM-DD, for example 2021-08-19.") from error
