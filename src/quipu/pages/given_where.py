"""Where a donor's money went, year by year: to the whole organisation, to regions, to operations. Knows no agreement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.core.figure import Observation
from quipu.core.profile import WORLD
from quipu.core.record import Contribution, Level
from quipu.pages import gifts, provenance
from quipu.pages.gifts import BY_DONOR, FIGURE
from quipu.pages.markup import Html, escaped, joined
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import donor_folder
from quipu.pages.views import Column, Row, Table, numbers

_PLACES = 60
_PLACES_EARLIER = 30
_LEVELS = {Level.WORLD: "at-world", Level.REGION: "at-region"}
"""Where a contribution stands, as members of the contributions name it; all else is at an operation."""


@dataclass(frozen=True, slots=True)
class Year:
    """Where a donor's money of one year went."""

    year: int
    anchor: str
    table: Table
    csv: str


@dataclass(frozen=True, slots=True)
class Story:
    """What a page tells of: a donor's contributions by year, the newest first, and what they add up to where."""

    slug: str
    by_year: dict[int, list[Contribution]]
    placed: dict[tuple[str, int], Observation]

    @property
    def newest(self) -> int:
        """The newest year that the donor gave for."""
        return next(iter(self.by_year))

    def total(self, year: int) -> Observation:
        """Return the figure of all that it gave for a year."""
        return self.placed[WORLD, year]

    def value(self, year: int) -> Decimal:
        """Return its number in US dollars."""
        return self.total(year).value or Decimal(0)


def story_of(press: Press, slug: str) -> Story:
    """Return what the record has of a donor."""
    rows = press.record.given_by(slug)
    placed = press.record.across({WORLD, *(row.subject for row in rows)}, BY_DONOR, slug)
    return Story(slug, gifts.by(rows, lambda row: row.year), placed)


def anchor(year: int) -> str:
    """Return where a year stands on the page of a donor."""
    return f"y{year}"


def csv_of(page: Page, story: Story, year: int) -> Html:
    """Return a link to the file of all single contributions of a year."""
    return page.link(f"{donor_folder(story.slug)}{year}.csv")


def places_of(page: Page, rows: Iterable[Contribution]) -> dict[str, dict[str, list[Contribution]]]:
    """Return the contributions by level and by who received them, the largest first."""
    held = gifts.by(rows, lambda row: row.subject)
    ordered = sorted(held.items(), key=lambda pair: (-gifts.total(pair[1]), pair[0]))
    found: dict[str, dict[str, list[Contribution]]] = {"at-world": {}, "at-region": {}, "at-operations": {}}
    for code, given in ordered:
        found[_LEVELS.get(page.press.subjects[code].level, "at-operations")][code] = given
    return found


def year_of(page: Page, story: Story, year: int) -> Year:
    """Return where the money of a year went: to the whole organisation, to regions, to operations."""
    words, rows = page.language, story.by_year[year]
    columns = (
        Column(words.say("unplaced.where")),
        Column(words.say("donors.day")),
        Column(words.say("contributions.kind")),
        *numbers(words.say("contributions.original"), words.say("money.usd"), words.say("sources.line")),
    )
    held = places_of(page, rows)
    limit = _PLACES if year == story.newest else _PLACES_EARLIER
    lines = [row for level, given in held.items() if given for row in _level(page, story, year, level, given, limit)]
    total = Row(words.say("money.total"), ("", "", "", page.figure(story.total(year)), ""), "total")
    caption = words.say("donors.where_caption", year=year)
    notes = (words.html("donors.files", files=_files(page, rows)),)
    table = Table(f"where-{year}", caption, columns, (*lines, total), notes)
    return Year(year, anchor(year), table, csv_of(page, story, year))


def _level(
    page: Page, story: Story, year: int, level: str, given: dict[str, list[Contribution]], limit: int
) -> Iterator[Row]:
    """Yield the largest of a level, and what the others add up to."""
    yield Row(page.press.definitions[FIGURE].member_title(level), kind="group")
    every = list(given.items())
    for code, rows in every[:limit]:
        yield _place(page, story, code, rows)
    hidden = [row for _, rows in every[limit:] for row in rows]
    if hidden:
        count, whole = len(every) - limit, page.language.whole
        more = escaped(page.language.say("donors.more", n=count, amount=whole(count)))
        link = Html(f'<a href="{csv_of(page, story, year)}">{more}</a>')
        yield Row(link, ("", "", "", whole(gifts.total(hidden)), ""), "subtotal")


def _place(page: Page, story: Story, code: str, rows: list[Contribution]) -> Row:
    year, words = rows[0].year, page.language
    lines = words.say("source.more", where=rows[0].line, n=len(rows) - 1, amount=words.whole(len(rows) - 1))
    return Row(
        receiver(page, code, year),
        (
            _days(page, rows),
            gifts.earmarking(page, rows),
            gifts.original(page, rows),
            _amount(page, story, code, rows),
            lines if len(rows) > 1 else str(rows[0].line),
        ),
    )


def receiver(page: Page, code: str, year: int) -> Html | str:
    """Return who received it: an operation by its name, a region as a whole, the organisation as a whole."""
    subject = page.press.subjects[code]
    if subject.level is Level.WORLD:
        return page.language.say("donors.organisation")
    linked = page.linked(subject, year)
    return page.language.html("unplaced.whole", name=linked) if subject.level is Level.REGION else linked


def _days(page: Page, rows: Sequence[Contribution]) -> str:
    """Return the day of one contribution; of several how many there are, and the first and the last day."""
    days = sorted(row.date for row in rows)
    if len(rows) == 1:
        return page.language.day(days[0])
    first, last = page.language.day(days[0]), page.language.day(days[-1])
    counted = page.language.say("donors.contributions", n=len(rows), amount=page.language.whole(len(rows)))
    return page.language.say(
        "donors.on" if days[0] == days[-1] else "donors.between", count=counted, first=first, last=last
    )


def _amount(page: Page, story: Story, code: str, rows: list[Contribution]) -> Html:
    """Return the figure of an operation; of a region or the world, whose figures hold their operations' too, the sum."""
    found = story.placed.get((code, rows[0].year))
    if found is not None and found.value == gifts.total(rows):
        return page.figure(found, source=gifts.source(page, rows))
    return Html(f'<span title="{escaped(gifts.source(page, rows))}">{page.language.whole(gifts.total(rows))}</span>')


def _files(page: Page, rows: Iterable[Contribution]) -> Html:
    """Return the files that contributions are from, each leading to what is known of it."""
    wanted = {row.file for row in rows}
    notes = (note for note in page.press.snapshots.values() if note.file in wanted)
    return joined(page.language.say("site.comma"), [provenance.linked(page, note) for note in notes])
