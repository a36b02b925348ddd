"""The picture by which the page of an operation and year is shared: its key figures on a card. Sets no type."""

from collections.abc import Iterator

from quipu.pages import inked, operation, people, summary
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.runs import runs
from quipu.pages.url import Url
from quipu.sheets import Card, paint, recipe
from quipu.sheets import content as paper

KIND = "share"


def urls(press: Press) -> Iterator[Url]:
    """Yield a picture for every page of an operation with a year, where the site has pictures."""
    return operation.beside(press, KIND, operation.IMAGE) if press.images else iter(())


def made_of(press: Press, url: Url) -> str:
    """Return a hash of all that a picture is made of; as long as it stays, so do the bytes."""
    return recipe(card(press, url))


def render(press: Press, url: Url) -> bytes:
    """Return the picture as PNG."""
    return paint(card(press, url))


def card(press: Press, url: Url) -> Card:
    """Return what stands on the picture."""
    page, subject = Page(press, url), press.subjects[url.subject]
    account, say = press.account(subject.code, url.year), press.language.say
    held, state = people.people(page, account), operation.state(account)
    shown = zip(summary.HEADLINES, summary.key_figures(page, subject, account, held), strict=False)
    keys = (
        paper.Key(key.label, runs(key.number), runs(key.note))
        for name, key in shown
        if account.get(name).value is not None
    )
    return Card(
        language=press.language.code,
        direction=press.language.direction,
        colours=dict(inked.colours()),
        site=press.site,
        publisher=press.text(press.profile.publisher.names),
        title=press.name(subject),
        year=str(url.year),
        about=operation.about(page, subject, url.year),
        state=say(f"state.{state}") if state else "",
        keys=tuple(keys),
    )
