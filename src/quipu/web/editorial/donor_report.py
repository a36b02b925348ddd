"""Set an edition under the headings of the report to donors, with a note on each figure. Knows no request, and no format.

Which section answers which question is data of the profile; what nothing answers says so.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from quipu.core.address import Address
from quipu.core.figure import Observation
from quipu.core.profile import DonorQuestion
from quipu.figures.lookup import Record
from quipu.pages.language import Language
from quipu.prose.numbers import find
from quipu.reports import Block, Heading, Line, Paragraph, Report, Run, Style, Table, typeset
from quipu.web.editorial import blocks, released
from quipu.web.editorial.models import EditionPage
from quipu.web.editorial.paragraphs import paragraphs
from quipu.web.editorial.passages import number_of

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def document(page: EditionPage) -> bytes:
    """Return the report of an edition as .docx, in its language; the same edition and release give the same bytes."""
    return typeset(_Setting(page).report())


def file_name(page: EditionPage) -> str:
    """Return a name for the file."""
    return f"{page.subject}-{page.year}-{page.kind}.{page.locale.language_code}.docx"


class _Notes:
    """The figures that a report names, numbered in the order in which they are named, with what the text says of each."""

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {}

    def cite(self, address: str, text: str) -> int:
        """Return the number of a figure's note."""
        said = self.said.setdefault(address.strip("/ "), [])
        if text and text not in said:
            said.append(text)
        return list(self.said).index(address.strip("/ ")) + 1


class _Setting:
    """One edition while its report is put together."""

    def __init__(self, page: EditionPage) -> None:
        self._page, self._code = page, page.locale.language_code
        self._language, self._profile = Language(self._code), blocks.profile()
        self._record: Record = released.record(self._code)
        self._notes = _Notes()

    def report(self) -> Report:
        """Return the whole report."""
        page, say = self._page, self._language.say
        operation = self._record.subject(page.subject).name_in(self._code)
        key = "report.title" if str(page.kind) == "report" else "report.title-plan"
        headings = (self._about(operation), *self._questions())
        return Report(
            language=self._code,
            right_to_left=self._language.direction == "rtl",
            title=say(key, operation=operation, year=page.year),
            subtitle=say("report.subtitle"),
            author=self._profile.publisher.short_name,
            made=page.latest_revision_created_at or _UNDATED,
            headings=(*headings, self._sources()),
        )

    def _about(self, operation: str) -> Heading:
        page, say = self._page, self._language.say
        names = dict(self._profile.publisher.names)
        rows = (
            ("operation", operation),
            ("year", str(page.year)),
            ("edition", say(f"report.kind-{page.kind}")),
            ("publisher", names.get(self._code, names["en"])),
            ("language", say("site.language")),
            ("state", self._state()),
            ("data", say("report.as-of", day=self._language.day(self._record.as_of), release=self._record.name)),
        )
        table = Table(tuple((self._bold(f"report.{name}"), (Run(text),)) for name, text in rows), (25, 75))
        return Heading(say("report.about"), (table,))

    def _state(self) -> str:
        page = self._page
        if page.live and not page.has_unpublished_changes and page.last_published_at:
            return self._language.say("report.live", day=self._language.day(page.last_published_at.date()))
        return self._language.say(
            "report.draft", day=self._language.day((page.latest_revision_created_at or _UNDATED).date())
        )

    def _bold(self, key: str) -> Line:
        return (Run(self._language.say(key), bold=True),)

    def _questions(self) -> Iterator[Heading]:
        """Yield a heading a question, numbered; of the additional ones, those that the profile chose."""
        order = sorted(self._profile.donor_questions, key=lambda question: question.group != "core")
        for number, question in enumerate(order, 1):
            name = dict(question.names).get(self._code) or dict(question.names)["en"]
            found = tuple(self._answer(question))
            nothing = Paragraph((Run(self._language.say("report.nothing"), italic=True),))
            yield Heading(f"{number}. {name}", found or (nothing,))

    def _answer(self, question: DonorQuestion) -> Iterator[Block]:
        if "notices" in question.parts:
            yield from self._rich_blocks("notices", Style.TEXT)
        for name in question.sections:
            yield from self._section(name)
        if "callouts" in question.parts:
            yield from self._rich_blocks("callouts", Style.QUOTE)
        if "key-figures" in question.parts:
            yield from self._key_figures()
        if question.figures:
            yield from self._figures(question.figures)

    def _section(self, name: str) -> Iterator[Block]:
        """Yield a section under its own heading; none where it belongs to the other kind of edition, or is not written."""
        edition, _, slug = name.partition("/")
        section = next((each for each in self._profile.sections if (each.edition, each.slug) == (edition, slug)), None)
        if section is None or edition != str(self._page.kind):
            return
        block = next((block for block in self._page.narrative if block.block_type == blocks.block_name(section)), None)
        texts = paragraphs(block.value.source, self._notes.cite) if block else []
        names = dict(section.names)
        yield Paragraph((Run(names.get(self._code, names["en"])),), Style.HEADING_2)
        yield from texts or [Paragraph((Run(self._language.say("report.empty"), italic=True),))]

    def _rich_blocks(self, name: str, style: Style) -> Iterator[Block]:
        for block in getattr(self._page, name):
            for paragraph in paragraphs(block.value["text"].source, self._notes.cite):
                yield Paragraph(paragraph.line, style if paragraph.style is Style.TEXT else paragraph.style)
            if block.value.get("source"):
                yield Paragraph((Run(f"— {block.value['source']}", italic=True),))

    def _key_figures(self) -> Iterator[Block]:
        rows = [self._key_figure(block.value) for block in self._page.key_figures]
        if rows:
            say = self._language.say
            yield Paragraph((Run(say("report.key-figures")),), Style.HEADING_2)
            titles = tuple(say(f"report.{name}") for name in ("number", "counts", "standing", "note"))
            yield Table(tuple(rows), (20, 50, 20, 10), titles)

    def _key_figure(self, value: dict[str, str]) -> tuple[Line, ...]:
        number, address = number_of(value, self._code), value.get("address") or ""
        note = self._notes.cite(address, number) if address else 0
        standing = self._language.say(f"report.{value['standing']}")
        return (Run(number),), (Run(value["counts"]),), (Run(standing),), self._note(note)

    def _note(self, number: int) -> Line:
        return (Run(f"[{number}]", note=number),) if number else (Run(""),)

    def _figures(self, names: tuple[str, ...]) -> Iterator[Block]:
        addresses = [Address(self._page.subject, self._page.year, name) for name in names]
        found = [(address, released.at(str(address), self._code)) for address in addresses]
        say = self._language.say
        rows = tuple(
            ((Run(each.title),), (Run(self._value(each)),), self._note(self._notes.cite(str(address), "")))
            for address, each in found
            if each is not None
        )
        if rows:
            yield Paragraph((Run(say("report.figures")),), Style.HEADING_2)
            yield Table(rows, (55, 35, 10), tuple(say(f"report.{name}") for name in ("figure", "value", "note")))

    def _value(self, found: Observation) -> str:
        if found.value is None:
            return self._language.say("report.missing", reason=found.reason)
        return released.shown(found.value, found.unit, self._code)[0]

    def _sources(self) -> Heading:
        """Return the notes: every figure that is named, as it is now, with its address, source and day."""
        say = self._language.say
        about = Paragraph((Run(say("report.notes-about")),))
        rows = tuple(self._source(number, address) for number, address in enumerate(self._notes.said, 1))
        titles = tuple(say(f"report.{name}") for name in ("note", "figure", "value", "address", "source", "day"))
        return Heading(say("report.notes"), (about, Table(rows, (9, 19, 18, 19, 22, 13), titles)) if rows else (about,))

    def _source(self, number: int, address: str) -> tuple[Line, ...]:
        found = released.at(address, self._code)
        note: Line = (Run(f"[{number}]", anchor=number),)
        if found is None:
            unknown = self._language.say("report.unknown")
            return note, (Run(""),), (Run(unknown),), (Run(address),), (Run(""),), (Run(""),)
        value = "\n".join([self._value(found), *self._otherwise(address, found)])
        day = self._language.day(found.as_of) if found.as_of else ""
        title = f"{found.title}, {found.address.year}"
        return note, (Run(title),), (Run(value),), (Run(address),), (Run(self._rows(found)),), (Run(day),)

    def _otherwise(self, address: str, found: Observation) -> list[str]:
        """Return what the text says where that is not what the figure says now."""
        if found.value is None:
            return []
        said = [text for text in self._notes.said[address] if not _says(text, found.value, self._code)]
        return [self._language.say("report.otherwise", text=text) for text in said]

    def _rows(self, found: Observation) -> str:
        """Return whose data a figure is from, and the first of its lines."""
        if found.first is None:
            return ""
        say = self._language.say
        where = say("source.line", file=found.first.file, line=found.first.line)
        more = found.source_count - 1
        whole = (
            say("source.more", n=more, amount=self._language.number(Decimal(more)), where=where) if more > 0 else where
        )
        publisher = next((s.publisher for s in self._record.snapshots() if s.name == found.first.snapshot), "")
        return f"{publisher}: {whole}" if publisher else whole


def _says(text: str, value: Decimal, language: str) -> bool:
    return any(number.says(value) for number in find(text, language))
