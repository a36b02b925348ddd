"""Sentences that people wrote, as HTML: their figures show what the record says now. Knows no edition and no page type."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import takewhile

from quipu.core.address import Address
from quipu.core.edition import Block, Form, Line, Prose, Span, is_link
from quipu.core.errors import QuipuError
from quipu.core.figure import Observation
from quipu.pages.markup import Html, escaped
from quipu.pages.page import WHOLE_UNITS, Page
from quipu.prose.numbers import find

_LISTS = {Form.LIST: "ul", Form.NUMBERED: "ol"}
_SHORTER = 2
"""A number in words has so many digits fewer, at least, than the whole one: "48.6 million" and 48,625,534."""


def html(page: Page, prose: Prose) -> Html:
    """Return paragraphs, headings and lists as HTML; nothing of them can be more than text, links and figures."""
    return Html("\n".join(_block(page, block) for block in prose))


def inline(page: Page, prose: Prose) -> Html:
    """Return the lines of a prose one after another, without their paragraphs."""
    return Html(" ".join(_spans(page, line) for block in prose for line in block.lines))


def _block(page: Page, block: Block) -> str:
    if tag := _LISTS.get(block.form):
        return _list(page, tag, block.lines)
    tag = "h4" if block.form is Form.HEADING else "p"
    return "\n".join(f"<{tag}>{_spans(page, line)}</{tag}>" for line in block.lines)


def _list(page: Page, tag: str, lines: Sequence[Line]) -> str:
    items = (f"<li>{_spans(page, head)}{_list(page, tag, below)}</li>" for head, below in _nested(lines))
    return f"<{tag}>{''.join(items)}</{tag}>" if lines else ""


def _nested(lines: Sequence[Line]) -> Iterator[tuple[Line, Sequence[Line]]]:
    """Yield the items of a list, each with those below it."""
    place = 0
    while place < len(lines):
        head = lines[place]
        below = tuple(takewhile(partial(_is_below, head), lines[place + 1 :]))
        yield head, below
        place += 1 + len(below)


def _is_below(head: Line, line: Line) -> bool:
    return line.level > head.level


def _spans(page: Page, line: Line) -> str:
    return "".join(_span(page, span) for span in line.spans)


def _span(page: Page, span: Span) -> str:
    text = _figure(page, span) if span.figure else escaped(span.text)
    if span.link and not span.figure and is_link(span.link):
        text = link(page, span.link, Html(text))
    text = f"<em>{text}</em>" if span.emphasis else text
    return f"<strong>{text}</strong>" if span.strong else text


def link(page: Page, target: str, text: str) -> Html:
    """Return a link that a writer made: to a page of the site, or to somewhere else."""
    if target.startswith("/"):
        return Html(f'<a href="{page.link(target)}">{escaped(text)}</a>')
    return Html(f'<a class="external" href="{escaped(target)}">{escaped(text)}</a>')


def _figure(page: Page, span: Span) -> str:
    found = figure(page, span.figure)
    return escaped(span.text) if found is None else page.figure(found, text=said(page, found, span.text))


def figure(page: Page, address: str) -> Observation | None:
    """Return the figure at an address that a writer gave; None where the record no longer has a number there."""
    try:
        named = Address.parse(address)
    except QuipuError:
        return None
    subject = page.press.subjects.get(named.subject)
    if subject is None or subject.edition(named.year) is None or named.figure not in page.press.definitions:
        return None
    found = page.get(*named)
    return found if found.value is not None else None


def said(page: Page, found: Observation, text: str) -> str:
    """Return how a sentence shows a figure: in the writer's words while these are fair, else with the value of today."""
    value = found.value or Decimal(0)
    if any(number.says(value) for number in find(text, page.language.code)):
        return text
    return _today(page, value, found.unit, text)


def _today(page: Page, value: Decimal, unit: str, text: str) -> str:
    """Return a value as it was written before: its digits alone, in full, or short."""
    words, bare = page.language, not re.search(r"[^\W\d_]|[%٪$]", text)
    if unit == "USD" and not bare:
        short = len(re.findall(r"\d", text)) + _SHORTER < len(re.findall(r"\d", words.whole(value)))
        return words.million(value) if short else words.say("money.dollars", n=round(value), amount=words.whole(value))
    if unit == "per cent":
        places = 1 if re.search(r"\d[.,٫]\d", text) else 0
        return words.number(value, places) if bare else words.percent(value, places)
    return words.whole(value) if unit in WHOLE_UNITS else words.number(value)
