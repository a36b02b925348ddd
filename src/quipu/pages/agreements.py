"""The agreements of a donor that were split over several operations or years, and their parts. Knows no year's table."""

from collections.abc import Iterable, Iterator

from quipu.core.record import Contribution
from quipu.pages import gifts
from quipu.pages.given_where import Story, receiver
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.pages.views import Column, Row, Table, numbers

_AGREEMENTS = 12
_PARTS = 8


def agreements(page: Page, story: Story) -> Table | None:
    """Return the largest agreements that were split over several operations or years, with their largest parts.

    Sums of many private donors are no agreements.
    """
    named = (row for rows in story.by_year.values() for row in rows if row.agreement and not row.private)
    split = [rows for rows in gifts.by(named, lambda row: row.agreement).values() if len(_parts(rows)) > 1]
    split.sort(key=lambda rows: (-gifts.total(rows), rows[0].agreement))
    if not split:
        return None
    words = page.language
    columns = (
        Column(words.say("unplaced.where")),
        Column(words.say("definitions.year")),
        Column(words.say("contributions.kind")),
        *numbers(words.say("contributions.original"), words.say("money.usd")),
    )
    rows = tuple(row for held in split[:_AGREEMENTS] for row in _agreement(page, held))
    hidden = len(split) - _AGREEMENTS
    more = (words.say("donors.agreements_more", n=hidden, amount=words.whole(hidden)),) if hidden > 0 else ()
    return Table("agreements-table", words.say("donors.agreements_caption"), columns, rows, more)


def _parts(rows: Iterable[Contribution]) -> dict[tuple[str, int], list[Contribution]]:
    """Return the parts of an agreement, by who received it and in which year."""
    return gifts.by(rows, lambda row: (row.subject, row.year))


def _agreement(page: Page, rows: list[Contribution]) -> Iterator[Row]:
    """Yield the reference of an agreement with its sum, then its largest parts."""
    words, parts = page.language, sorted(_parts(rows).values(), key=lambda held: (-gifts.total(held), held[0].year))
    count, years = len(parts), sorted({row.year for row in rows})
    head = words.say(
        "donors.agreement",
        n=count,
        amount=words.whole(count),
        reference=rows[0].agreement,
        total=page.amount(gifts.total(rows), "USD", "short"),
        years=str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
    )
    yield Row(head, kind="group")
    for held in parts[:_PARTS]:
        yield _part(page, held)
    if count > _PARTS:
        hidden = gifts.total(row for held in parts[_PARTS:] for row in held)
        more = words.say("donors.more", n=count - _PARTS, amount=words.whole(count - _PARTS))
        yield Row(more, ("", "", "", words.whole(hidden)), "subtotal")


def _part(page: Page, rows: list[Contribution]) -> Row:
    first, value = rows[0], page.language.whole(gifts.total(rows))
    amount = Html(f'<span title="{escaped(gifts.source(page, rows))}">{value}</span>')
    cells = (str(first.year), gifts.earmarking(page, rows), gifts.original(page, rows), amount)
    return Row(receiver(page, first.subject, first.year), cells)
