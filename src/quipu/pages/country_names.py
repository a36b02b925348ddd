"""The names of countries and the addresses of their pages. Knows no figures."""

from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.press import ABOUT_COUNTRIES, Press


def path(press: Press, member: str = "") -> str:
    """Return the path of a country's page, or of the list."""
    return press.at(f"/countries/{member}/" if member else "/countries/")


def name_of(page: Page, member: str) -> Html:
    """Return a country's name: in the language of the page, else as the data name it, marked so."""
    shown = page.language.country_name(member.upper())
    if shown == member.upper():
        figure = next(one for one in ABOUT_COUNTRIES if member in page.press.record.member_names(one))
        shown = page.data(page.press.record.member_title(figure, member))
    return Html(escaped(shown))


def linked(page: Page, member: str, name: str) -> Html:
    """Return a country's name as a link to its page."""
    return Html(f'<a href="{page.link(path(page.press, member))}">{escaped(name)}</a>')
