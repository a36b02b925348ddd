"""The head of a page: one sentence made from figures, the key figures, and how fresh they are."""

from datetime import date

from quipu.core.figure import Observation, Status
from quipu.core.record import Level, Subject
from quipu.pages import regrouped
from quipu.pages.account import Account
from quipu.pages.markup import Html, joined
from quipu.pages.page import Page
from quipu.pages.people import Change, People
from quipu.pages.views import KeyFigure

HEADLINES = ("population", "budget", "contributions", "expenditure", "funding-level")


def sentence(page: Page, subject: Subject, account: Account, held: People) -> Html:
    """Return who and how many, what changed, and how much was needed, received and spent, in words."""
    return joined(" ", [_who(page, subject, account, held), _money(page, subject, account)])


def _who(page: Page, subject: Subject, account: Account, held: People) -> Html:
    words, total = page.language, held.total
    place = words.inside(words.say("summary.world") if subject.level == "world" else page.press.name(subject))
    if total.value is None:
        return words.html("summary.people.missing", place=place, year=account.year)
    when = words.say(f"summary.{'middle' if total.status is Status.PROVISIONAL else 'end'}", year=account.year)
    number = page.plain(total)
    if held.change.kind == "none":
        last = account.year - 1
        return words.html("summary.people.none", n=total.value, when=when, place=place, total=number, last=last)
    return _changed(page, when, place, number, held)


def _changed(page: Page, when: str, place: str, number: Html, held: People) -> Html:
    words, moved = page.language, held.change
    parts = {"when": when, "place": place, "total": number, "amount": words.whole(abs(moved.absolute))}
    share = page.share(abs(moved.percent)) if moved.percent is not None else ""
    found = words.html(f"summary.people.{moved.kind}", n=held.total.value, share=share, **parts)
    if not held.new:
        return found
    return joined(" ", [found, words.html("summary.people.category", n=held.new, amount=words.whole(held.new))])


def _money(page: Page, subject: Subject, account: Account) -> Html:
    """Return what was needed, received and spent, as far as each is published."""
    words = page.language
    found = {name: account.get(name) for name in HEADLINES[1:]}
    numbers = {name.replace("-", "_"): page.plain(one, "short") for name, one in found.items()}
    known = [name for name in ("budget", "contributions", "expenditure") if found[name].value is not None]
    key = "-".join(known) or "nothing"
    of = "operation" if subject.level is Level.OPERATION else "total"
    return words.html(f"summary.{of}.{key}", year=account.year, **numbers)


def key_figures(page: Page, subject: Subject, account: Account, held: People) -> tuple[KeyFigure, ...]:
    """Return people, budget, contributions and spending, each with what it is compared with."""
    say = page.language.say
    received = say("key.received" if subject.level is Level.OPERATION else "key.contributed")
    given, level = account.get("contributions"), account.get("funding-level")
    return (
        KeyFigure(_people_label(page, held), page.figure(held.total), _people_note(page, account, held.change)),
        _amount(page, account, "budget", say("key.budget")),
        KeyFigure(received, page.figure(given, "short"), _level(page, given, level)),
        _amount(page, account, "expenditure", say("key.expenditure")),
    )


def _amount(page: Page, account: Account, figure: str, label: str) -> KeyFigure:
    found = account.get(figure)
    return KeyFigure(label, page.figure(found, "short"), _note(page, found, account))


def _people_label(page: Page, held: People) -> str:
    return page.language.say("key.middle" if held.total.status is Status.PROVISIONAL else "key.people")


def _people_note(page: Page, account: Account, moved: Change) -> str:
    words = page.language
    if moved.percent is None:
        return words.say("key.no_comparison", year=account.year - 1) if moved.kind == "none" else ""
    return words.say("key.change", share=page.amount(moved.percent, "per cent", "signed"), year=account.year - 1)


def _note(page: Page, now: Observation, account: Account) -> str:
    """Return the change of an amount since last year, or why there is none."""
    before = page.get(account.subject, account.year - 1, now.address.figure)
    if now.value is None:
        return now.reason
    if not before.value:
        return ""
    if account.year in {one.year for one in regrouped.breaks(page.press, account.subject)}:
        return page.language.say("key.no_comparison", year=account.year - 1)
    share = page.amount((now.value - before.value) / before.value * 100, "per cent", "signed")
    return page.language.say("key.change", share=share, year=account.year - 1)


def _level(page: Page, given: Observation, level: Observation) -> str:
    if given.value is None:
        return given.reason
    return "" if level.value is None else page.language.html("key.level", share=page.figure(level, "short"))


def marks(page: Page, account: Account) -> tuple[str, ...]:
    """Return what the marks of the key figures mean."""
    return page.legend(found for name in HEADLINES if (found := account.get(name)).value is not None)


def freshness(page: Page, account: Account) -> str:
    """Return the newest day of publication behind people, and behind money."""
    words = page.language
    people = account.get("population").as_of
    money = max((found for name in HEADLINES[1:4] if (found := account.get(name).as_of)), default=None)
    parts = [
        words.say(f"fresh.{name}", day=words.day(day)) for name, day in (("people", people), ("money", money)) if day
    ]
    return " ".join(parts)


def newest_day(account: Account) -> date | None:
    """Return the newest day of publication behind any headline figure."""
    return max((day for name in HEADLINES if (day := account.get(name).as_of)), default=None)
