"""Draw the parts of a whole as one bar, each labelled where it lies. Knows no pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quipu.charts import narration, shape
from quipu.charts.chart import Cell, Chart, Row, Table
from quipu.charts.drawing import Direction, Frame, Key, checked, frames, keys
from quipu.charts.lettering import fits, width, wrap
from quipu.charts.parts import Division, Part, divided, lengths, shares
from quipu.charts.telling import decimals, in_full
from quipu.charts.words import ENGLISH, Words
from quipu.core.figure import Series

_NO_LINKS: Mapping[str, str] = {}
_GAP = 1.5
_LEAST = 2.0
_INDENT = 2.0
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands at a part."""

    title: str
    value: str
    share: str

    @property
    def figures(self) -> str:
        """The value and its share, as wide as they are set."""
        return f"{self.value}{shape.SPACE}{self.share}"


@dataclass(frozen=True, slots=True)
class _Subject:
    """All that both drawings show, told once."""

    title: str
    text: str
    unit: str
    division: Division
    labels: tuple[_Label, ...]
    links: Mapping[str, str]
    words: Words


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part and its place, both from the reading start."""

    index: int
    part: Part
    label: _Label
    start: float
    length: float

    @property
    def middle(self) -> float:
        return self.start + self.length / 2


def stacked_bar(
    parts: Series,
    *,
    identity: str,
    title: str = "",
    links: Mapping[str, str] = _NO_LINKS,
    words: Words = ENGLISH,
    direction: Direction = "ltr",
) -> Chart:
    """Return one bar of the members of a figure in one year, in the order of the series.

    `identity` as for `columns`; `links` lead from a member to its page. Of more than seven members the six largest are
    drawn, the others are one part; the table has them all. Members without a value or below zero are named, not drawn.
    """
    checked(identity)
    title = title or parts.title
    division = divided(parts, words.phrase("other"))
    table, source = _table(title, parts, links, words), narration.source(words, parts)
    if not division.parts:
        return Chart(title, "", "", table, narration.reason(parts, words), source)
    subject = _subject(title, parts.unit, division, links, words)
    narrow, wide = (_draw(frame, subject) for frame in frames(identity, direction))
    return Chart(title, narrow, wide, table, subject.text, source)


def _table(title: str, parts: Series, links: Mapping[str, str], words: Words) -> Table:
    """Return one row a member, with its share of what is above zero."""
    places = decimals(parts.unit, (each.value for each in parts if each.value is not None))
    above = {each: each.value for each in parts if each.value is not None and each.value >= 0}
    share = dict(zip(above, shares(list(above.values())), strict=True))
    rows = tuple(
        Row(
            each.title,
            (narration.cell(each, places, words), Cell(words.percent(share[each], 1) if each in share else "")),
            links.get(each.address.member, ""),
        )
        for each in parts
    )
    return Table(title, (words.phrase("kind"), words.unit(parts.unit, 0), words.phrase("share")), rows)


def _subject(title: str, unit: str, division: Division, links: Mapping[str, str], words: Words) -> _Subject:
    telling = in_full(unit, [part.value for part in division.parts], words)
    labels = tuple(_Label(part.title, telling.of(part.value), words.percent(part.share, 1)) for part in division.parts)
    return _Subject(
        title=title,
        text=_text(division, labels, telling.unit, words),
        unit=telling.unit,
        division=division,
        labels=labels,
        links=links,
        words=words,
    )


def _text(division: Division, labels: Sequence[_Label], unit: str, words: Words) -> str:
    """Return the bar for those who cannot see it."""
    named = words.phrase("separator").join(
        _said(part, label, words) for part, label in zip(division.parts, labels, strict=True)
    )
    sentences = [words.phrase("parts", count=words.number(Decimal(len(labels)), 0), unit=unit), f"{named}."]
    return " ".join([*sentences, *_left_out(division, words)])


def _said(part: Part, label: _Label, words: Words) -> str:
    said = words.phrase("part", title=label.title, value=label.value, share=label.share)
    return words.phrase("point-provisional", point=said) if part.provisional else said


def _left_out(division: Division, words: Words) -> list[str]:
    """Return what the bar cannot show, as sentences."""
    named = (("missing", division.missing), ("not-drawn", division.below_zero))
    comma = words.phrase("separator")
    return [words.phrase(name, names=comma.join(each.title for each in out)) for name, out in named if out]  # type: ignore[arg-type]


def _draw(frame: Frame, subject: _Subject) -> str:
    """Draw the unit, the bar, its labels, and what it leaves out, from top to bottom."""
    sheet = frame.sheet
    head, top = keys(frame, [Key("", subject.unit)], 0)
    top += 4
    bottom = top + sheet.bar
    pieces = _pieces(frame, subject)
    labels, foot = _labels(frame, pieces, bottom)
    drawn = [_piece(frame, piece, top) + labels[piece.index] for piece in pieces]
    notes, height = keys(frame, _notes(subject), foot + 2)
    content = [
        shape.hatch(frame.identity, "hatch-part") if any(part.provisional for part in subject.division.parts) else "",
        shape.group("head", head, ' aria-hidden="true"'),
        *(_linked(subject, index, shapes) for index, shapes in enumerate(drawn)),
        shape.group("notes", notes, ' aria-hidden="true"') if notes else "",
    ]
    return frame.document(subject.title, subject.text, height, content, bool(subject.links))


def _notes(subject: _Subject) -> list[Key]:
    """Return the quiet marks that occur, and what the bar leaves out."""
    firm = not any(part.provisional for part in subject.division.parts)
    marks = [] if firm else [Key("provisional-part", subject.words.phrase("provisional"))]
    return marks + [Key("", text) for text in _left_out(subject.division, subject.words)]


def _linked(subject: _Subject, index: int, shapes: str) -> str:
    part = subject.division.parts[index]
    href = subject.links.get(part.member, "") if part.member else ""
    return shape.linked(shapes, _said(part, subject.labels[index], subject.words), href, "part")


def _pieces(frame: Frame, subject: _Subject) -> tuple[_Piece, ...]:
    """Return the parts one after another, with a gap between."""
    parts = subject.division.parts
    start, pieces = 0.0, []
    free = frame.sheet.width - _GAP * (len(parts) - 1)
    for index, length in enumerate(lengths(parts, free, _LEAST)):
        pieces.append(_Piece(index, parts[index], subject.labels[index], start, length))
        start += length + _GAP
    return tuple(pieces)


def _piece(frame: Frame, piece: _Piece, top: float) -> str:
    """Draw a part; a provisional one hatched over its colour."""
    x = frame.x(piece.start, piece.length)
    drawn = shape.rectangle(f"part-{piece.index + 1}", x, top, piece.length, frame.sheet.bar)
    if piece.part.provisional:
        over = shape.hatched(frame.identity)
        drawn += shape.rectangle("over", x, top, piece.length, frame.sheet.bar, over)
    return drawn


def _labels(frame: Frame, pieces: Sequence[_Piece], bottom: float) -> tuple[dict[int, str], float]:
    """Label wide parts under themselves and narrow ones in rows below; return the shapes and where they end."""
    font, leading = frame.sheet.font, frame.sheet.leading
    under = {piece.index: lines for piece in pieces if (lines := _under(frame, piece))}
    depth = max((len(lines) + 1 for lines in under.values()), default=0)
    labels = {index: _set_under(frame, pieces[index], lines, bottom) for index, lines in under.items()}
    foot = bottom + depth * leading + (font * 0.8 if depth else font * 0.3)
    rest = [piece for piece in pieces if piece.index not in under]
    for piece, place in _rows(frame, rest):
        labels[piece.index] = _set_row(frame, piece, place, bottom, foot + leading * 0.8)
        foot += leading * (len(_key_lines(frame, piece.label)) if place == "key" else 1)
    return labels, foot


def _under(frame: Frame, piece: _Piece) -> tuple[str, ...]:
    """Return the lines of a title that fit under its part, or none."""
    font, free = frame.sheet.font, piece.length - 2 * _INDENT
    if width(piece.label.figures, font) * 1.06 > free or not fits(piece.label.title, free, font):
        return ()
    lines = wrap(piece.label.title, free, font)
    return lines if len(lines) <= _TITLE_LINES else ()


def _figures(label: _Label) -> str:
    """Return a value and its share, to be set in a text."""
    value, share = shape.escape(label.value), shape.escape(label.share)
    return f'<tspan class="value">{value}</tspan>{shape.SPACE}<tspan class="share">{share}</tspan>'


def _set_under(frame: Frame, piece: _Piece, lines: Sequence[str], bottom: float) -> str:
    """Set the figures and the title under a part."""
    x, leading = frame.x(piece.start + _INDENT), frame.sheet.leading
    baseline = bottom + leading
    texts = [shape.text(x, baseline + leading * (row + 1), line) for row, line in enumerate(lines)]
    return f'<text x="{shape.short(x)}" y="{shape.short(baseline)}">{_figures(piece.label)}</text>{"".join(texts)}'


def _row_width(frame: Frame, piece: _Piece) -> float:
    label, font = piece.label, frame.sheet.font
    return width(f"{label.title}{shape.SPACE}{label.figures}", font) * 1.06 + font


def _rows(frame: Frame, pieces: Sequence[_Piece]) -> list[tuple[_Piece, str]]:
    """Return the rows from top to bottom, each with the side of its leader that its text is on.

    The first parts have their text after their leaders, the last part of them on top; the others have it before their
    leaders, the first on top: so no text crosses a leader of its own side. Where no cut between the two keeps the texts
    off the other side's leaders either, the rows have no leaders but a mark of their colour.
    """
    spans = [(piece.middle, _row_width(frame, piece)) for piece in pieces]
    for cut in range(len(pieces), -1, -1):
        after = [(piece, "after") for piece in reversed(pieces[:cut])]
        before = [(piece, "before") for piece in pieces[cut:]]
        reach = max((middle + long for middle, long in spans[:cut]), default=0.0)
        back = min((middle - long for middle, long in spans[cut:]), default=frame.sheet.width)
        if back >= 0 and reach <= (pieces[cut].middle if before else frame.sheet.width):
            return after + before
        if reach <= frame.sheet.width and back >= (pieces[cut - 1].middle if after else 0):
            return before + after
    return [(piece, "key") for piece in pieces]


def _set_row(frame: Frame, piece: _Piece, place: str, bottom: float, baseline: float) -> str:
    """Set a narrow part's label, led to from its part or marked with its colour."""
    font, drop = frame.sheet.font, frame.sheet.font * 0.35
    if place == "key":
        size = font * 0.75
        mark = shape.rectangle(f"part-{piece.index + 1}", frame.x(0, size), baseline - size, size, size)
        return mark + _set_key(frame, piece.label, baseline)
    turn = font * 0.6 if place == "after" else -font * 0.6
    x, elbow = frame.x(piece.middle), frame.x(piece.middle + turn)
    leader = f"{shape.upright(x, bottom + 1, baseline - drop)}H{shape.short(elbow)}"
    spot = f'x="{shape.short(frame.x(piece.middle + turn * 1.4))}" y="{shape.short(baseline)}"'
    anchor = "" if place == "after" else ' text-anchor="end"'
    title = shape.escape(piece.label.title)
    return f"{shape.path('leader', leader)}<text {spot}{anchor}>{title}{shape.SPACE}{_figures(piece.label)}</text>"


def _key_lines(frame: Frame, label: _Label) -> tuple[str, ...]:
    """Return the lines of a title beside its mark; the last one, empty if need be, has room for the figures."""
    font, free = frame.sheet.font, frame.sheet.width - frame.sheet.font * 1.15
    lines = wrap(label.title, free, font) or ("",)
    return lines if width(f"{lines[-1]}{shape.SPACE}{label.figures}", font) * 1.06 <= free else (*lines, "")


def _set_key(frame: Frame, label: _Label, baseline: float) -> str:
    """Set a title in as many lines as it needs, and its figures after it."""
    x = shape.short(frame.x(frame.sheet.font * 1.15))
    *above, last = (shape.escape(line) for line in _key_lines(frame, label))
    texts = [*above, f"{last}{shape.SPACE if last else ''}{_figures(label)}"]
    heights = (shape.short(baseline + frame.sheet.leading * row) for row in range(len(texts)))
    return "".join(f'<text x="{x}" y="{y}">{text}</text>' for text, y in zip(texts, heights, strict=True))
