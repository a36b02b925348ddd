"""The page of one donor over all years: how much, where it went, and the agreements that it was split from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from quipu.charts import StackedColumns
from quipu.core.figure import Observation
from quipu.core.profile import WORLD
from quipu.core.record import Contribution
from quipu.pages import agreements, drawing, feeds, gifts, provenance, structured
from quipu.pages.gifts import BY_DONOR, BY_KIND, FIGURE, FREE, TIGHT
from quipu.pages.given_where import Story, anchor, csv_of, places_of, story_of, year_of
from quipu.pages.markup import Html, escaped, joined, plain
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import DEFINITIONS, SUBJECTS, Url, donor_folder
from quipu.pages.views import Column, KeyFigure, Row, Table, numbers

KIND = "donor"


def urls(press: Press) -> Iterator[Url]:
    """Yield a page a donor."""
    for slug in press.donors:
        path, code = press.at(donor_folder(slug)), press.language.code
        yield Url(path, KIND, code, subject_of(slug), name=slug, depends=depends(slug), listed=True)


def subject_of(slug: str) -> str:
    """Return what files about a donor are about, so that they are rendered together."""
    return f"donors/{slug}"


def depends(slug: str) -> tuple[str, ...]:
    """Return what a donor's page is made of: what it gave, what all gave, and the names of those who received it."""
    return (f"{WORLD}/{BY_DONOR}/{slug}", f"{WORLD}/{FIGURE}", SUBJECTS, DEFINITIONS)


def render(press: Press, url: Url) -> bytes:
    """Return the page as HTML."""
    page, story = Page(press, url), story_of(press, url.name)
    donor, said = press.donors[url.name], _summary(page, story)
    day = max((found.as_of for found in story.placed.values() if found.as_of), default=None)
    chart = _chart(page, story)
    newest, *earlier = (year_of(page, story, year) for year in story.by_year)
    return page.fill(
        "donor.html",
        name=page.donor(donor.slug),
        title=press.donor_name(donor.slug)[0],
        kind=press.declared(BY_KIND).get(donor.kind, ""),
        all_donors=page.link(press.at("/donors/")),
        about=said,
        structured=_structured(page, story, said),
        feeds=feeds.links(page),
        summary=said,
        key_figures=_keys(page, story),
        freshness=page.language.say("fresh.money", day=page.language.day(day)) if day else "",
        published=page.language.say("donors.published", names=_published(page, story)),
        chart=chart.emphasise(story.newest) if chart else None,
        years=_years(page, story),
        newest=newest,
        earlier=earlier,
        agreements=agreements.agreements(page, story),
        definition=press.definitions[BY_DONOR],
        sources=provenance.table(page, page.snapshots()),
        trace=page.link(press.traces(WORLD, story.newest)),
        json=page.link(f"/donors/{url.name}.json"),
        csv=page.link(f"/donors/{url.name}.csv"),
        footer=provenance.footer(page, f"{WORLD}/{BY_DONOR}/{url.name}", page.language.day(day) if day else ""),
    )


def _structured(page: Page, story: Story, said: Html) -> Html:
    press, name = page.press, page.press.donor_name(story.slug)[0]
    told = structured.Told(
        name,
        plain(said),
        page.url.path,
        f"/donors/{story.slug}",
        story.by_year.keys(),
        (FIGURE,),
        _totals(story),
        name,
        "Organization",
    )
    return structured.of_data(page, told, (page.language.say("donors.title"), press.at("/donors/")))


def _published(page: Page, story: Story) -> str:
    """Return the names that the data have for the donor."""
    names = dict.fromkeys(row.donor for rows in story.by_year.values() for row in rows)
    return page.language.listed(f"“{name}”" for name in sorted(names))


def _summary(page: Page, story: Story) -> Html:
    words, year = page.language, story.newest
    whole = page.get(WORLD, year, FIGURE).value or Decimal(0)
    first = min(story.by_year)
    parts = [
        words.html(
            "donors.gave",
            donor=page.donor(story.slug),
            year=year,
            amount=page.plain(story.total(year), "short"),
            share=gifts.share(page, story.value(year), whole),
        ),
        words.html("donors.summary.free", **_freedoms(page, story.by_year[year])),
    ]
    if first != year:
        every = sum((story.value(one) for one in story.by_year), Decimal(0))
        parts.append(words.html("donors.in_all", first=first, last=year, amount=page.amount(every, "USD", "short")))
    return joined(" ", parts)


def _freedoms(page: Page, rows: Sequence[Contribution]) -> dict[str, str]:
    """Return the shares that were not earmarked, and tightly."""
    held, whole = gifts.earmarked(rows), gifts.total(rows)
    return {
        name: gifts.share(page, held.get(slug, Decimal(0)), whole) for name, slug in (("free", FREE), ("tight", TIGHT))
    }


def _keys(page: Page, story: Story) -> tuple[KeyFigure, ...]:
    year, say = story.newest, page.language.say
    held, rows = gifts.earmarked(story.by_year[year]), story.by_year[year]
    before = story.placed.get((WORLD, year - 1))
    moved = gifts.change(page, story.value(year), before.value if before else None)
    since = say("key.change", share=moved, year=year - 1) if moved else ""
    title = page.press.definitions[FIGURE].member_title
    freedoms = _freedoms(page, rows)
    return (
        KeyFigure(say("donors.given", year=year), page.figure(story.total(year), "short"), since),
        *(
            KeyFigure(title(slug), freedoms[name], page.amount(held.get(slug, Decimal(0)), "USD", "short"))
            for name, slug in (("free", FREE), ("tight", TIGHT))
        ),
        KeyFigure(say("donors.places"), page.language.whole(len(places_of(page, rows)["at-operations"]))),
    )


def _chart(page: Page, story: Story) -> StackedColumns | None:
    """Return columns of what was given over the years; None of one year."""
    if len(story.by_year) < 2:
        return None
    series = replace(
        page.press.record.over_years(WORLD, BY_DONOR, story.slug), title=page.press.definitions[FIGURE].title
    )
    links = {year: Html(f"#{anchor(year)}") for year in story.by_year}
    title = page.language.say("donors.by_year")
    return drawing.stacked(page, [series], "donor-chart", title, links)


def _years(page: Page, story: Story) -> Table:
    """Return one row a year that the donor gave for, the newest first."""
    words, title = page.language, page.press.definitions[FIGURE].member_title
    columns = (
        Column(words.say("definitions.year")),
        *numbers(
            words.say("money.usd"), words.say("donors.moved"), words.say("donors.share"), title(FREE), title(TIGHT)
        ),
        Column(words.say("donors.single")),
    )
    rows = tuple(_year_row(page, story, year) for year in story.by_year)
    return Table("years-table", words.say("donors.years_caption"), columns, rows, page.legend(_totals(story)))


def _totals(story: Story) -> list[Observation]:
    return [story.total(year) for year in story.by_year]


def _year_row(page: Page, story: Story, year: int) -> Row:
    before = story.placed.get((WORLD, year - 1))
    moved = gifts.change(page, story.value(year), before.value if before else None)
    whole = page.get(WORLD, year, FIGURE).value or Decimal(0)
    freedoms = _freedoms(page, story.by_year[year])
    head = Html(f'<a href="#{anchor(year)}">{year}</a>')
    amounts = page.figure(story.total(year)), moved, gifts.share(page, story.value(year), whole)
    file = Html(f'<a href="{csv_of(page, story, year)}">{escaped(page.language.say("donors.csv", year=year))}</a>')
    return Row(head, (*amounts, freedoms["free"], freedoms["tight"], file))
