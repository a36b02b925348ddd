"""Set titles at the side of the newest column, each as near its piece as the others let it. Knows no series."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quipu.charts import shape
from quipu.charts.drawing import Frame
from quipu.charts.lettering import width, wrap
from quipu.charts.theme import Sheet

_LEADER = 16.0
_BETWEEN = 4.0
_LARGEST = 0.27


def _step(sheet: Sheet) -> float:
    return sheet.font * 1.2


def _indent(sheet: Sheet) -> float:
    """From the column's field to a title: a leader, a mark of its colour."""
    return _LEADER + sheet.font * 1.1


@dataclass(frozen=True, slots=True)
class Side:
    """Titles in lines, and how wide they are with their leaders and marks."""

    titles: tuple[tuple[str, ...], ...]
    room: float


def side(sheet: Sheet, titles: Sequence[str]) -> Side | None:
    """Return the titles as they stand at the side of a drawing, or None where they have no room there."""
    if sheet.name == "narrow" or not titles:
        return None
    lines = tuple(wrap(title, sheet.width * _LARGEST, sheet.font) for title in titles)
    if sum(map(len, lines)) * _step(sheet) + _BETWEEN * (len(lines) - 1) > sheet.height + sheet.font:
        return None
    widest = max((width(line, sheet.font) for title in lines for line in title), default=0.0)
    return Side(lines, _indent(sheet) + widest)


def spread(wanted: Sequence[float], lengths: Sequence[float], low: float, high: float) -> list[float]:
    """Return starts of lengths that follow each other between `low` and `high`, as near as can be to those wanted.

    Those that would lie upon each other are moved together, by the least squares (pool adjacent violators).
    """
    before = [sum(lengths[:index]) for index in range(len(lengths))]
    pools: list[tuple[float, int]] = []
    for start, offset in zip(wanted, before, strict=True):
        mean, count = start - offset, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    latest = high - sum(lengths)
    free = [max(low, min(mean, latest)) for mean, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(free, before, strict=True)]


@dataclass(frozen=True, slots=True)
class Leaders:
    """From where to where titles are led to, and which of them: those that have a piece in the column."""

    start: float
    end: float
    led: Collection[int]


def beside(
    frame: Frame, found: Side, centres: Mapping[int, float], edges: tuple[float, float], leaders: Leaders
) -> str:
    """Set titles between the `edges`, by the centres of their pieces, each with its leader and its mark."""
    step = _step(frame.sheet)
    order = sorted(centres, key=lambda index: (centres[index], -index))
    lengths = [len(found.titles[index]) * step + _BETWEEN for index in order]
    tops = spread([centres[index] - step / 2 for index in order], lengths, *edges)
    drawn = []
    for index, top in zip(order, tops, strict=True):
        if index in leaders.led:
            drawn.append(_leader(leaders, centres[index], top + step / 2))
        drawn.append(_title(frame, index, found.titles[index], leaders.end, top))
    anchor = "start" if frame.direction == "ltr" else "end"
    return shape.group("side", drawn, f' text-anchor="{anchor}" aria-hidden="true"')


def _leader(leaders: Leaders, centre: float, end: float) -> str:
    start, turn, mark = leaders.start, leaders.end, leaders.end + _LEADER - 5
    return shape.path("leader", f"M{shape.point(start, centre)}H{shape.short(turn)}L{shape.point(mark, end)}h3")


def _title(frame: Frame, index: int, lines: Sequence[str], x: float, top: float) -> str:
    """Set a title after the mark of its colour."""
    font, step, size = frame.sheet.font, _step(frame.sheet), frame.sheet.font * 0.75
    mark = shape.rectangle(f"part-{index + 1}", x + _LEADER, top + (step - size) / 2, size, size)
    start = x + _indent(frame.sheet)
    return mark + "".join(shape.text(start, top + step * row + font * 0.95, line) for row, line in enumerate(lines))
