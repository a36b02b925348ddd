"""Where the pictures of a page's charts are, and which pages have them. Draws nothing."""

from collections.abc import Mapping

from quipu.core.record import Level, Subject
from quipu.pages.markup import Html
from quipu.pages.page import Page
from quipu.pages.press import Press

KIND = "picture"
NAMES = (
    *("people", "types", "countries", "asylum-applications", "asylum-decisions", "solutions"),
    *("money", "purpose", "earmarking", "levels", "results"),
)
"""All charts that a page may have, in no order that matters."""


def path(press: Press, subject: Subject, name: str) -> str:
    """Return the path of the picture of a chart: `/en/operations/peru/2020/charts/money.png`."""
    return f"{press.path(subject, press.newest(subject))}charts/{name}.png"


def links(page: Page, subject: Subject, year: int) -> Mapping[str, Html | str]:
    """Return where the pictures of a page's charts are, by name; without a link on pages that have none."""
    press = page.press
    has_them = press.images and subject.level is not Level.NODE and year == press.newest(subject)
    return {name: page.link(path(press, subject, name)) if has_them else "" for name in NAMES}
