"""One page while it is made: how its links are written and how its figures look. Knows no page type."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from quipu.core.address import Address
from quipu.core.figure import Observation, Status
from quipu.core.record import SnapshotNote, Subject
from quipu.pages.assets import assets
from quipu.pages.language import Language, is_language
from quipu.pages.markup import Html, escaped, plain
from quipu.pages.press import Press
from quipu.pages.url import LOST, PREVIEW, Url, anchor, donor_folder, relative
from quipu.pages.views import Link, Tab

_BY_COUNTRY = ("-by-origin", "-by-country")
"""How the names of figures end whose members are countries, by their ISO codes."""
_BY_DONOR = "contributions-by-donor"
WHOLE_UNITS = ("USD", "people", "count")


class Page:
    """The page at one address of the site."""

    def __init__(self, press: Press, url: Url) -> None:
        self.press, self.url = press, url
        self.language: Language = press.language
        self._shown: set[str] = set()
        """The snapshots that the figures shown until now come from."""
        self._traces: dict[tuple[str, int], Html] = {}
        self._absolute = url.name in (LOST, PREVIEW) or (url.path.endswith(".pdf") and bool(press.base))
        self._top = f"{press.base}/" if self._absolute else "../" * (url.path.count("/") - 1)

    def fill(self, template: str, about: str = "", **context: Any) -> bytes:
        """Return the filled template of this page; `about` is what search engines and readers' tabs say of it."""
        held = {"structured": "", "image": "", "feeds": (), **context}
        return self.press.fill(
            template,
            root=Html(escaped(f"{self._top}{self.language.code}/")),
            switch=self._switch(),
            description=plain(about),
            style=self.link(assets()["style"].path),
            canonical=Html(escaped(self.press.base + self._canonical)) if self.press.base else "",
            **held,
        )

    def _switch(self) -> tuple[Tab, ...]:
        """Return this page in every language of the site; nothing where there is but one."""
        siblings = self.press.siblings if self.url.language and len(self.press.siblings) > 1 else ()
        return tuple(self._in(press) for press in siblings)

    def _in(self, press: Press) -> Tab:
        path = press.at(self.url.path.removeprefix(f"/{self.language.code}"))
        link = Html(escaped(press.base + path)) if press.base else self.link(path)
        return Tab(press.language.say("site.language"), link, press is self.press, press.language.code)

    @property
    def _canonical(self) -> str:
        if self.url.kind == "donors":
            return self.press.at(donor_folder(str(self.url.year)))
        if self.url.kind not in {"operation", "region", "world"} or not self.url.subject:
            return self.url.path
        return self.press.path(self.press.subjects[self.url.subject], self.url.year)

    def link(self, path: str) -> Html:
        """Return a link from this page to a path of the site.

        The page for lost readers is shown at any depth, a preview in the back office, and a fact sheet is handed on: their
        links are absolute.
        """
        target = self._top + relative("/", path) if self._absolute else relative(self.url.path, path)
        return Html(escaped(target))

    def address(self, path: str) -> Html:
        """Return where a path of the site is, for machines: whole if the site's address is known, else as a link."""
        return Html(escaped(self.press.base + path)) if self.press.base else self.link(path)

    def year_links(self, subject: Subject) -> dict[int, Html]:
        """Return where the years of a subject lead, for charts."""
        return {year: self.link(self.press.path(subject, year)) for year in subject.years if subject.edition(year)}

    def subject_link(self, subject: Subject, year: int) -> Link:
        """Return a link to a subject's page in a year; one that leads nowhere where there is no such page."""
        link = self.link(self.press.path(subject, year)) if subject.edition(year) else ""
        return Link(self.press.name(subject), link)

    def linked(self, subject: Subject, year: int, *, dated: bool = False) -> Html:
        """Return a subject's name (with the year, if `dated`) as HTML that leads to its page."""
        link = self.subject_link(subject, year)
        text = f"{link.text} {year}" if dated else link.text
        if not link.link:
            return Html(escaped(text))
        return Html(f'<a href="{link.link}">{escaped(text)}</a>')

    def donor(self, slug: str) -> str:
        """Return a donor's name, marked with its language where the page is in another."""
        return self.data(*self.press.donor_name(slug))

    def linked_donor(self, slug: str) -> Html:
        """Return a donor's name as HTML that leads to its page; without a link where it has none."""
        if slug not in self.press.donors:
            return Html(escaped(self.donor(slug)))
        return Html(f'<a href="{self.link(self.press.at(donor_folder(slug)))}">{escaped(self.donor(slug))}</a>')

    def figure(self, observation: Observation, style: str = "full", *, text: str = "", source: str = "") -> Html:
        """Return a figure as HTML: its number, linked to where it comes from, with its source as a title and its marks.

        `style` is "full" (whole units, digits grouped), "short" (US dollars in millions, with the unit) or "signed".
        `text` stands in the place of the number where the unit of one figure is not that of the next, `source` in the
        place of the source line where the page knows it already.
        """
        return Html(self.plain(observation, style, text=text, source=source) + self._mark(observation))

    def plain(self, observation: Observation, style: str = "full", *, text: str = "", source: str = "") -> Html:
        """Return a figure without its marks, for a sentence that says what they would."""
        if observation.value is None:
            return self._missing(observation)
        self.show(observation)
        address, shown = observation.address, escaped(text or self.text(observation, style))
        href, title = self.trace(address), escaped(source or self.source_line(observation))
        return Html(f'<a class="figure" href="{href}" data-address="{address}" title="{title}">{shown}</a>')

    def _missing(self, observation: Observation) -> Html:
        """Return the dash of a missing figure, with its reason for those who point at it or listen."""
        sign, reason = self.language.say("mark.missing.sign"), escaped(observation.reason)
        hidden = f'<span class="unseen"> {reason}</span>'
        return Html(
            f'<span class="missing" data-address="{observation.address}" title="{reason}">{sign}{hidden}</span>'
        )

    def text(self, observation: Observation, style: str = "full") -> str:
        """Return the number of a figure as text, or the dash of a missing one."""
        if observation.value is None:
            return self.language.say("mark.missing.sign")
        return self.amount(observation.value, observation.unit, style)

    def amount(self, value: Decimal, unit: str, style: str = "full") -> str:
        """Return a number of a unit as text."""
        sign = self.language.plus if style == "signed" and value > 0 else ""
        if unit == "per cent":
            return (
                sign + self.share(value)
                if style == "signed"
                else self.language.percent(value, 1 if style == "full" else 0)
            )
        if unit == "USD" and style == "short":
            return self.language.million(value)
        return sign + (self.language.whole(value) if unit in WHOLE_UNITS else self.language.number(value))

    def share(self, value: Decimal) -> str:
        """Return a change in per cent: with one decimal below ten, else none."""
        return self.language.percent(value, 0 if abs(value) >= 10 else 1)

    def show(self, observation: Observation) -> None:
        """Count a figure among those that the page shows, for its list of sources."""
        if observation.first:
            self._shown.add(observation.first.snapshot)

    def sign(self, observation: Observation) -> str:
        """Return the sign of a figure that is revised or not final yet as HTML, or nothing."""
        name = mark_of(observation)
        return "" if name in ("", "missing") else escaped(self.language.say(f"mark.{name}.sign"))

    def _mark(self, observation: Observation) -> str:
        """Return the same with what it means."""
        sign = self.sign(observation)
        if not sign:
            return ""
        meaning = escaped(self.language.say(f"mark.{mark_of(observation)}.meaning"))
        return f'<abbr class="mark" title="{meaning}">{sign}</abbr>'

    def legend(self, observations: Iterable[Observation]) -> tuple[str, ...]:
        """Return what the marks of these figures mean, and why missing ones are missing, each once."""
        held = list(observations)
        names = {mark_of(observation) for observation in held}
        marks = [
            self.language.html("mark.line", **self._marked(name))
            for name in ("revised", "provisional")
            if name in names
        ]
        reasons = dict.fromkeys(found.reason for found in held if found.value is None)
        sign = self.language.say("mark.missing.sign")
        return (*marks, *(self.language.html("mark.line", sign=sign, meaning=reason) for reason in reasons))

    def _marked(self, name: str) -> dict[str, str]:
        return {part: self.language.say(f"mark.{name}.{part}") for part in ("sign", "meaning")}

    def title(self, found: Observation) -> str:
        """Return the title of an observation: its member's as defined, a country's name, else as the data name it."""
        address = found.address
        titles = self.press.declared(address.figure)
        if not address.member or address.member in titles:
            return titles.get(address.member, found.title)
        if address.figure == _BY_DONOR:
            return self.donor(address.member)
        if address.figure.endswith(_BY_COUNTRY) and self.language.code != "en":
            name = self.language.country_name(address.member.upper())
            return self.data(found.title) if name == address.member.upper() else name
        return self.data(found.title)

    def data(self, text: str, language: str = "en") -> str:
        """Return a text that only the data have, marked with its language where the page is in another."""
        if not text or language == self.language.code:
            return text
        return Html(f'<bdi lang="{escaped(language)}">{escaped(text)}</bdi>')

    def source_line(self, observation: Observation) -> str:
        """Return where a figure comes from, in one line."""
        if observation.value is None:
            return observation.reason
        first = observation.first
        return self.line(first.file, first.line, observation.source_count - 1) if first else ""

    def line(self, file: str, line: int, more: int = 0) -> str:
        """Return a place in a file in words, with how many more rows there are."""
        where = self.language.say("source.line", file=file, line=line)
        return (
            self.language.say("source.more", where=where, n=more, amount=self.language.whole(more)) if more else where
        )

    def snapshots(self) -> tuple[SnapshotNote, ...]:
        """Return the snapshots that the figures shown until now come from, the newest first."""
        return tuple(note for name, note in self.press.snapshots.items() if name in self._shown)

    def once(self, name: str, make: Callable[[], Any], about: str = "") -> Any:
        """Return what `make` makes, kept for the other pages at this depth that are about the same.

        That is the page's subject, whatever the year, if `about` names nothing else.

        The figures in it count as shown on each of these pages.
        """
        kept = self.press.kept(about or self.url.subject)
        if (self._top, name) not in kept:
            shown, self._shown = self._shown, set()
            kept[self._top, name] = (make(), self._shown)
            self._shown = shown
        made, used = kept[self._top, name]
        self._shown |= used
        return made

    def get(self, subject: str, year: int, figure: str, member: str = "") -> Observation:
        """Return an observation of any subject."""
        return self.press.account(subject, year).get(figure, member)

    def number(self, subject: str, year: int, figure: str) -> Observation:
        """Return an observation for its number alone, looked up once for all languages."""
        return self.press.siblings[0].account(subject, year).get(figure)

    def trace(self, address: Address) -> Html:
        """Return a link to a figure's sources and revisions."""
        key = (address.subject, address.year)
        if key not in self._traces:
            self._traces[key] = self.link(self.press.traces(*key))
        return Html(f"{self._traces[key]}#{anchor(address)}")

    def names(self, subject: Subject) -> tuple[Link, ...]:
        """Return a subject's names in the other languages of the data, each with its language."""
        shown = self.press.name(subject)
        others = {text: code for code, text in reversed(subject.names) if text != shown and is_language(code)}
        return tuple(Link(text, "", code) for text, code in reversed(others.items()))


def mark_of(observation: Observation) -> str:
    """Return the name of the mark that a figure carries, or nothing."""
    if observation.status is Status.PUBLISHED:
        return "revised" if observation.revised else ""
    return observation.status.value
