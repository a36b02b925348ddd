"""The page of all donors of one year: what each gave, of what kind they are, and how freely the money could be used."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts import StackedColumns
from quipu.core.figure import Observation
from quipu.core.profile import WORLD
from quipu.core.record import Contribution, Donor
from quipu.pages import contributions, drawing, gifts, money, provenance, structured
from quipu.pages.account import Account
from quipu.pages.gifts import BY_DONOR, BY_KIND, FIGURE, FREE, TIGHT
from quipu.pages.markup import Html, joined, plain
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, Url, donor_folder
from quipu.pages.views import Column, KeyFigure, Row, Tab, Table, numbers

KIND = "donors"
_LARGEST = 10


@dataclass(frozen=True, slots=True)
class Given:
    """What one donor gave in a year: the figure, that of the year before if there is one, and the rows behind it."""

    donor: Donor
    now: Observation
    before: Observation | None
    rows: tuple[Contribution, ...]

    @property
    def value(self) -> Decimal:
        """The amount in US dollars."""
        return self.now.value or Decimal(0)


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a year, and one without a year for the newest that is closed."""
    depends = (*(f"{WORLD}/{figure}" for figure in (FIGURE, BY_DONOR, BY_KIND)), DEFINITIONS)
    code, known = press.language.code, press.donor_years
    if known:
        yield Url(press.at("/donors/"), KIND, code, WORLD, newest(press), depends=depends)
    for year in known:
        yield Url(press.at(donor_folder(str(year))), KIND, code, WORLD, year, depends=depends, listed=True)


def newest(press: Press) -> int:
    """Return the newest closed year of the world, or the last that anybody gave for before it."""
    closed = press.newest(press.subjects[WORLD])
    return max((year for year in press.donor_years if year <= closed), default=press.donor_years[-1])


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, account = Page(press, url), press.account(WORLD, url.year)
    every = given(press, url.year)
    said = _summary(page, account, every)
    drawn, table = page.once("kinds", lambda: _kinds_over_time(page))
    day = account.get(FIGURE).as_of
    return page.fill(
        "donors.html",
        year=url.year,
        years=(year_tabs(page, url.year), ()),
        about=said,
        structured=_structured(page, account, said),
        summary=said,
        key_figures=_keys(page, account, every),
        freshness=page.language.say("fresh.money", day=page.language.day(day)) if day else "",
        definition=press.definitions[BY_DONOR],
        kind_definition=press.definitions[BY_KIND],
        chart=drawn.emphasise(url.year) if drawn else None,
        kinds_by_year=table,
        kinds=_kinds(page, account, every),
        donors=_table(page, account, every),
        levels=contributions.members_table(page, account, contributions.LEVELS, "levels"),
        levels_bar=money.parts_bar(page, account, FIGURE, contributions.LEVELS, "levels"),
        sources=provenance.table(page, page.snapshots()),
        trace=page.link(press.traces(WORLD, url.year)),
        json=page.link(f"/donors/{url.year}.json"),
        csv=page.link(f"/donors/{url.year}.csv"),
        footer=provenance.footer(page, f"{WORLD}/{BY_DONOR}", page.language.day(day) if day else ""),
    )


def _structured(page: Page, account: Account, said: Html) -> Html:
    press, words, year = page.press, page.language, account.year
    total = account.get(FIGURE)
    told = structured.Told(
        f"{words.say('donors.title')} {year}",
        plain(said),
        press.at(donor_folder(str(year))),
        f"/donors/{year}",
        (year,),
        (BY_DONOR, BY_KIND),
        (total,),
        press.name(press.subjects[WORLD]),
        day=total.as_of,
    )
    return structured.of_data(page, told)


def given(press: Press, year: int) -> tuple[Given, ...]:
    """Return what every donor gave in a year, the largest first."""
    rows = gifts.by(press.record.contributions(WORLD, year), lambda row: row.member)
    now, before = (press.account(WORLD, one) for one in (year, year - 1))
    found = (found for found in now.members(BY_DONOR) if found.address.member in press.donors)
    held = (
        Given(press.donors[slug], one, before.known(BY_DONOR, slug), tuple(rows.get(slug, ())))
        for one in found
        if (slug := one.address.member)
    )
    return tuple(sorted(held, key=lambda one: (-one.value, one.donor.slug)))


def year_tabs(page: Page, chosen: int) -> tuple[Tab, ...]:
    """Return the years that there is a page of, oldest first."""
    press = page.press
    return tuple(Tab(str(y), page.link(press.at(donor_folder(str(y)))), y == chosen) for y in press.donor_years)


def _summary(page: Page, account: Account, every: tuple[Given, ...]) -> Html:
    """Say how many gave how much, who most, and how freely it could be used."""
    words, total = page.language, account.get(FIGURE)
    whole = total.value or Decimal(0)
    parts = [
        words.html(
            "donors.summary.all",
            n=len(every),
            year=account.year,
            amount=words.whole(len(every)),
            total=page.plain(total, "short"),
        )
    ]
    if every:
        ten = sum((one.value for one in every[:_LARGEST]), Decimal(0))
        most = {"donor": page.linked_donor(every[0].donor.slug), "share": gifts.share(page, every[0].value, whole)}
        parts.append(words.html("donors.summary.largest", together=gifts.share(page, ten, whole), **most))
        parts.append(words.html("donors.summary.free", **{name: _part(page, account, name) for name in _FREEDOMS}))
    return joined(" ", parts)


_FREEDOMS = {"free": FREE, "tight": TIGHT}


def _part(page: Page, account: Account, name: str) -> str:
    """Return the share of all contributions that was earmarked so."""
    return gifts.share(page, account.get(FIGURE, _FREEDOMS[name]).value or Decimal(0), _whole(account))


def _whole(account: Account) -> Decimal:
    return account.get(FIGURE).value or Decimal(0)


def _keys(page: Page, account: Account, every: tuple[Given, ...]) -> tuple[KeyFigure, ...]:
    say, total = page.language.say, account.get(FIGURE)
    before = page.get(WORLD, account.year - 1, FIGURE).value
    moved = gifts.change(page, total.value, before) if total.value is not None else ""
    since = say("key.change", share=moved, year=account.year - 1) if moved else ""
    ten = sum((one.value for one in every[:_LARGEST]), Decimal(0))
    return (
        KeyFigure(say("key.contributed"), page.figure(total, "short"), since),
        KeyFigure(say("donors.ten"), gifts.share(page, ten, _whole(account)), page.amount(ten, "USD", "short")),
        _freedom(page, account, FREE),
        _freedom(page, account, TIGHT),
    )


def _freedom(page: Page, account: Account, slug: str) -> KeyFigure:
    """Return how much was earmarked so, with its share."""
    found = account.get(FIGURE, slug)
    title = page.press.definitions[FIGURE].member_title(slug)
    shared = gifts.share(page, found.value or Decimal(0), _whole(account))
    return KeyFigure(title, page.figure(found, "short"), page.language.say("donors.of_all", share=shared))


def _kinds_over_time(page: Page) -> tuple[StackedColumns | None, Table | None]:
    """Return what each kind of donor gave over the years, drawn once for the pages of all years."""
    known = page.press.donor_years
    every = range(known[0], known[-1] + 1)
    over_years, kinds = page.press.record.over_years, page.press.definitions[BY_KIND].members
    parts = [over_years(WORLD, BY_KIND, slug, list(every)) for slug, _ in kinds]
    parts = [part for part in parts if any(found.value for found in part)]
    if len(known) < 2 or not parts:
        return None, None
    links = {year: page.link(page.press.at(donor_folder(str(year)))) for year in known}
    drawn = drawing.stacked(page, parts, "kinds-chart", page.language.say("donors.kinds_over_time"), links)
    return drawn, drawing.table(page, drawn.emphasise(None), "kinds-years-table")


def _kinds(page: Page, account: Account, every: tuple[Given, ...]) -> Table:
    """Return a subtotal a kind, with how many donors are of it."""
    words, before = page.language, page.press.account(WORLD, account.year - 1)
    columns = (
        Column(words.say("donors.kind")),
        *numbers(words.say("donors.number"), words.say("money.usd"), words.say("money.share"), _since(page, account)),
    )
    count = {slug: sum(one.donor.kind == slug for one in every) for slug, _ in page.press.definitions[BY_KIND].members}
    rows = [
        Row(
            page.title(found),
            (
                words.whole(count.get(found.address.member, 0)),
                page.figure(found),
                gifts.share(page, found.value or Decimal(0), _whole(account)),
                _change(page, found, before.known(BY_KIND, found.address.member)),
            ),
        )
        for found in account.members(BY_KIND)
    ]
    rows.append(_total(page, account, (words.whole(len(every)),), ()))
    caption = words.say("donors.kinds_caption", year=account.year)
    return Table("kinds-table", caption, columns, tuple(rows), page.legend(account.members(BY_KIND)))


def _since(page: Page, account: Account) -> str:
    return page.language.say("donors.change", year=account.year - 1)


def _change(page: Page, now: Observation, before: Observation | None) -> str:
    """Return the change since the year before; a word where there was nothing."""
    if now.value is None:
        return ""
    moved = gifts.change(page, now.value, before.value if before else None)
    return moved or page.language.say("donors.new")


def _total(page: Page, account: Account, first: tuple[str, ...], last: tuple[str, ...]) -> Row:
    total, before = account.get(FIGURE), page.get(WORLD, account.year - 1, FIGURE)
    cells = (*first, page.figure(total), "", _change(page, total, before), *last)
    return Row(page.language.say("money.total"), cells, "total")


def _table(page: Page, account: Account, every: tuple[Given, ...]) -> Table:
    """Return every donor, the largest first, with its kind and how freely its money could be used."""
    words, title = page.language, page.press.definitions[FIGURE].member_title
    columns = (
        Column(words.say("contributions.donor")),
        Column(words.say("donors.kind")),
        *numbers(words.say("money.usd"), words.say("money.share"), _since(page, account), title(FREE), title(TIGHT)),
    )
    rows = [_row(page, account, one) for one in every]
    freedoms = tuple(_part(page, account, name) for name in _FREEDOMS)
    rows.append(_total(page, account, ("",), freedoms))
    caption = words.say("contributions.donors_caption", year=account.year)
    return Table("donors-table", caption, columns, tuple(rows), page.legend(one.now for one in every))


def _row(page: Page, account: Account, one: Given) -> Row:
    kinds, held = page.press.declared(BY_KIND), gifts.earmarked(one.rows)
    freedoms = (gifts.share(page, held.get(slug, Decimal(0)), one.value) for slug in (FREE, TIGHT))
    amount = page.figure(one.now), gifts.share(page, one.value, _whole(account)), _change(page, one.now, one.before)
    return Row(page.linked_donor(one.donor.slug), (kinds.get(one.donor.kind, ""), *amount, *freedoms))
