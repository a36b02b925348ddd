"""The parts of an operation's page that people wrote: notices, key figures, narrative, pictures, documents. Knows no other part.

A language without a text shows nothing of it. What was planned and what was done are told apart everywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quipu.core import edition as core
from quipu.core.address import Address
from quipu.core.edition import Change, Edition, EditionKind, Text
from quipu.core.record import Subject
from quipu.pages import prose
from quipu.pages.account import Account
from quipu.pages.markup import Html, escaped
from quipu.pages.page import Page
from quipu.prose.numbers import find

_REACHED, _AIMED = "indicator-actual", "indicator-target"
_KILO = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """One section of the narrative."""

    anchor: str
    title: str
    text: Html


@dataclass(frozen=True, slots=True)
class CallOut:
    """A sentence set apart, and whose words it is."""

    text: Html
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture with the widths it is there in."""

    link: str
    sizes: str
    width: int
    height: int
    alternative: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One key figure: the number, its unit where the number does not say it, what it counts, and what was aimed at."""

    number: Html
    unit: str
    counts: str
    note: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Key figures of one standing, "result" or "plan"."""

    standing: str
    title: str
    figures: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """A document with its link and what kind of file it is."""

    title: str
    link: str
    about: str


@dataclass(frozen=True, slots=True)
class Part:
    """A report or a plan: `kind` is "report" or "plan", `notes` what was changed since its publication."""

    kind: str
    label: str
    title: str
    about: str
    sections: tuple[Told, ...]
    callouts: tuple[CallOut, ...]
    pictures: tuple[Shown, ...]
    notes: tuple[Html, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that people wrote about a subject in a year, in the language of a page."""

    notices: tuple[Html, ...]
    counts: tuple[Counts, ...]
    parts: tuple[Part, ...]
    documents: tuple[Filed, ...]


def written(page: Page, subject: Subject, account: Account) -> Written:
    """Return what people wrote; all of it is empty where nothing is public."""
    editions = page.press.editions.of(subject.code, account.year)
    texts = [text for _, text in _texts(page, editions)]
    return Written(
        tuple(_notice(page, notice) for text in texts for notice in text.notices),
        tuple(_counts(page, account, texts)),
        tuple(_parts(page, account, editions)),
        tuple(_filed(page, document) for text in texts for document in text.documents),
    )


def places(page: Page, subject: Subject, year: int) -> tuple[core.Place, ...]:
    """Return the places that people added, each once: what a report says of one is newer than what a plan does."""
    editions = page.press.editions.of(subject.code, year)
    held: dict[tuple[str, str], core.Place] = {}
    for _, text in _texts(page, editions):
        for place in text.places:
            held.setdefault((place.kind, place.name), place)
    return tuple(held.values())


def _texts(page: Page, editions: Iterable[Edition]) -> Iterator[tuple[Edition, Text]]:
    """Yield the editions that there are in the language of the page."""
    held = ((edition, edition.text(page.language.code)) for edition in editions)
    return ((edition, text) for edition, text in held if text is not None)


def _notice(page: Page, notice: core.Notice) -> Html:
    text = prose.inline(page, notice.prose)
    if not core.is_link(notice.link):
        return text
    return Html(f"{text} {prose.link(page, notice.link, page.language.say('written.further'))}")


def _counts(page: Page, account: Account, texts: Iterable[Text]) -> Iterator[Counts]:
    """Yield the results, then the plans; each only where there are some."""
    held = [figure for text in texts for figure in text.key_figures]
    past = "past" if _is_past(page, account) else "ahead"
    for standing, title in (("result", "result"), ("plan", f"plan_{past}")):
        shown = tuple(_counted(page, figure) for figure in held if figure.standing == standing)
        if shown:
            yield Counts(standing, page.language.say(f"written.{title}", year=account.year), shown)


def _is_past(page: Page, account: Account) -> bool:
    """Tell whether a year has results: its spending is published, or its report."""
    editions = page.press.editions.of(account.subject, account.year)
    reported = any(found.kind is EditionKind.REPORT and not found.withdrawn for found in editions)
    return reported or account.get("expenditure").value is not None


def _counted(page: Page, held: core.KeyFigure) -> Counted:
    found = prose.figure(page, held.figure) if held.figure else None
    text = prose.said(page, found, held.number) if found is not None else held.number
    number = _with_unit(page, text, held.unit)
    shown = page.figure(found, text=number) if found is not None else Html(escaped(number))
    unsaid = held.unit == "USD" and not any(one.currency for one in find(number, page.language.code))
    unit = page.language.unit("USD") if unsaid else ""
    return Counted(shown, unit, held.counts, _aimed(page, found.address) if found is not None else "")


def _with_unit(page: Page, text: str, unit: str) -> str:
    bare = unit == "per cent" and not {"%", "٪"} & set(text)
    return page.language.say("percent", amount=text) if bare else text


def _aimed(page: Page, address: Address) -> str:
    """Return what was aimed at, for a result that is an indicator."""
    if address.figure != _REACHED or _AIMED not in page.press.definitions:
        return ""
    target = page.get(address.subject, address.year, _AIMED, address.member)
    if target.value is None:
        return ""
    return page.language.html("written.aimed", amount=page.figure(target))


def _parts(page: Page, account: Account, editions: Iterable[Edition]) -> Iterator[Part]:
    for edition in editions:
        text = edition.text(page.language.code)
        if (text is not None and (text.sections or text.callouts or text.pictures)) or edition.notes:
            yield _part(page, account, edition, text or Text(page.language.code))


def _part(page: Page, account: Account, edition: Edition, text: Text) -> Part:
    words, kind = page.language, str(edition.kind)
    tense = kind if kind == "report" else f"plan_{'past' if _is_past(page, account) else 'ahead'}"
    return Part(
        kind,
        words.say(f"sheet.{kind}", year=account.year),
        words.say(f"written.title_{tense}", year=account.year),
        words.say(f"written.about_{kind}", day=words.day(edition.published)),
        tuple(Told(f"{kind}-{one.slug}", one.title, prose.html(page, one.prose)) for one in text.sections),
        tuple(CallOut(prose.inline(page, one.prose), one.source) for one in text.callouts),
        tuple(_shown(page, picture) for picture in text.pictures if picture.files),
        tuple(_note(page, note) for note in edition.notes),
    )


def _note(page: Page, note: core.Note) -> Html:
    """Return what was changed and when; in English, and marked so, where the language has no text of it."""
    texts, words = dict(note.texts), page.language
    language = words.code if words.code in texts else "en"
    key = "written.withdrawn" if note.change is Change.WITHDRAWN else "written.corrected"
    return words.html(key, day=words.day(note.day), what=page.data(texts.get(language, ""), language))


def _shown(page: Page, picture: core.Picture) -> Shown:
    widest = picture.files[-1]
    links = [(_file_link(page, file), file.width) for file in picture.files]
    sizes = ", ".join(f"{link} {width}w" for link, width in links) if len(links) > 1 else ""
    return Shown(
        links[-1][0],
        Html(sizes),
        widest.width,
        widest.height,
        picture.alternative,
        picture.caption,
        picture.credit,
    )


def _file_link(page: Page, file: core.File) -> Html:
    """Return a link to a file; a preview has its files elsewhere."""
    return page.link(file.path) if core.is_file(file.path) else Html(escaped(file.path))


def _filed(page: Page, document: core.Document) -> Filed:
    size = page.language.say("written.kilobytes", amount=page.language.whole(max(1, round(document.file.size / _KILO))))
    return Filed(document.title, _file_link(page, document.file), page.language.listed((document.form.upper(), size)))
