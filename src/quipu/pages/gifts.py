"""What several contributions say together: their sum, how earmarked, in which currencies, where they stand. Knows no page type."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from quipu.core.record import Contribution
from quipu.pages.page import Page
from quipu.pages.url import donor_folder
from quipu.pages.views import Link

FIGURE = "contributions"
BY_DONOR = "contributions-by-donor"
BY_KIND = "contributions-by-kind-of-donor"
EARMARKING = ("unearmarked", "softly-earmarked", "earmarked", "tightly-earmarked", "unclassified")
FREE, TIGHT = "unearmarked", "tightly-earmarked"
_HUNDRED, _LEAST = Decimal(100), Decimal("0.1")
K = TypeVar("K", bound=Hashable)


def total(rows: Iterable[Contribution]) -> Decimal:
    """Return the sum in US dollars."""
    return sum((row.usd for row in rows), Decimal(0))


def by(rows: Iterable[Contribution], key: Callable[[Contribution], K]) -> dict[K, list[Contribution]]:
    """Return the rows by what they have in common, in the order of their first."""
    held: dict[K, list[Contribution]] = {}
    for row in rows:
        held.setdefault(key(row), []).append(row)
    return held


def earmarked(rows: Iterable[Contribution]) -> dict[str, Decimal]:
    """Return the sum in US dollars by earmarking, the freest first."""
    held = by(rows, lambda row: row.earmarking)
    return {slug: total(held[slug]) for slug in sorted(held, key=_freedom)}


def _freedom(slug: str) -> int:
    return EARMARKING.index(slug) if slug in EARMARKING else len(EARMARKING)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a part as a share in per cent; None of nothing."""
    return part / whole * _HUNDRED if whole else None


def share(page: Page, part: Decimal, whole: Decimal) -> str:
    """Return a part as a share of the whole in words; nothing where there is no whole, and no zero of what is more."""
    found, words = percent(part, whole), page.language
    if found is None:
        return ""
    if 0 < found < _LEAST:
        return words.say("charts.less-than", value=words.percent(_LEAST, 1))
    return words.percent(found, 1 if 0 < found < _HUNDRED else 0)


def change(page: Page, now: Decimal, before: Decimal | None) -> str:
    """Return the change since the year before, in per cent with its sign; nothing where nothing can be compared."""
    return page.amount((now - before) / before * _HUNDRED, "per cent", "signed") if before else ""


def earmarking(page: Page, rows: Sequence[Contribution]) -> str:
    """Return how earmarked contributions are, the freest first, with shares where they differ: `Earmarked 60%, ...`."""
    title = page.press.definitions[FIGURE].member_title
    held, whole = earmarked(rows), total(rows)
    if len(held) == 1:
        return title(next(iter(held)))
    said = page.language.say
    parts = (said("donors.part", name=title(slug), share=share(page, part, whole)) for slug, part in held.items())
    return page.language.listed(parts)


def original(page: Page, rows: Iterable[Contribution]) -> str:
    """Return what was given in other currencies than the dollar, each summed up: `EUR 5,000,000`."""
    held = by((row for row in rows if row.currency not in ("", "USD")), lambda row: row.currency)
    sums = ((currency, sum((row.amount for row in held[currency]), Decimal(0))) for currency in sorted(held))
    return "; ".join(f"{currency}\u00a0{page.language.whole(amount)}" for currency, amount in sums)


def source(page: Page, rows: Sequence[Contribution]) -> str:
    """Return where contributions stand, in one line."""
    return page.line(rows[0].file, rows[0].line, len(rows) - 1)


def dollars(page: Page, value: Decimal) -> str:
    """Return an amount of US dollars in full."""
    return page.language.say("money.dollars", n=round(value), amount=page.language.whole(value))


def onward(page: Page, year: int) -> Link | None:
    """Return a link to all donors of a year; None where there is no such page."""
    if year not in page.press.donor_years:
        return None
    path = page.press.at(donor_folder(str(year)))
    return Link(page.language.say("contributions.all_donors", year=year), page.link(path))
