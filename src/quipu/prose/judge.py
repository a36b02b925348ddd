"""Judge the numbers of an edition against figures, bindings, each other and translations. Knows no pages or requests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quipu.prose.comparing import Contradiction, Found, contradictions
from quipu.prose.doubts import doubt
from quipu.prose.edition import Binding, Edition
from quipu.prose.matching import Candidate, Figures
from quipu.prose.messages import message, percent, shown
from quipu.prose.number import Fault, Kind, Number
from quipu.prose.numbers import find

_CANDIDATES = 5
_TELLING_DIGITS = 4
_CONTEXT = 60


class Standing(StrEnum):
    """How a number stands, the gravest first."""

    IMPOSSIBLE = "impossible"
    CONTRADICTED = "contradicted"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    EARLIER = "earlier"
    CLOSE = "close"
    UNKNOWN = "unknown"
    EQUAL = "equal"
    BOUND = "bound"


STOPPING = frozenset({Standing.IMPOSSIBLE, Standing.CONTRADICTED})
QUIET = frozenset({Standing.UNKNOWN, Standing.EQUAL, Standing.BOUND})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One number of one passage: how it stands, what it may be (likeliest first), and what the editor is told."""

    passage: str
    language: str
    number: Number
    standing: Standing
    message: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether publication stops until it is mended, or a reviewer lets it pass with a reason."""
        return self.standing in STOPPING

    @property
    def alarms(self) -> bool:
        """Whether there is anything for the editor to do."""
        return self.standing not in QUIET


def judge(edition: Edition, figures: Figures) -> tuple[Verdict, ...]:
    """Return a verdict for every number, passage by passage, in the order of the text.

    The gravest that holds is given: impossible; bound (or changed since); contradicted; doubtful; equal; earlier; close;
    unknown. Of two numbers that contradict each other, the one that a figure supports is not blamed. Equal is what a
    number may fairly be said of: see `Number.window`; close is told in `Figures.close_to`. Raise UsageError for a language
    that cannot be read.
    """
    found = [Found(passage, number) for passage in edition.passages for number in find(passage.text, passage.language)]
    alone = {each.key: _alone(each, edition, figures) for each in found}
    blamed = _blamed(contradictions(found), alone)
    return tuple(_told(each, alone[each.key], blamed.get(each.key)) for each in found)


def _told(each: Found, alone: Verdict, contradiction: Contradiction | None) -> Verdict:
    if contradiction is None or alone.standing in {Standing.IMPOSSIBLE, Standing.BOUND, Standing.CHANGED}:
        return alone
    other = contradiction.right if contradiction.left.key == each.key else contradiction.left
    text = message(
        contradiction.why,
        shown=each.number.written,
        other=other.number.written,
        where=_context(other),
        noun=each.number.noun or "nothing",
        other_noun=other.number.noun or "nothing",
    )
    return Verdict(alone.passage, alone.language, each.number, Standing.CONTRADICTED, text, alone.candidates)


def _context(found: Found) -> str:
    """Return the words around a number, on one line."""
    start, end = found.number.sentence
    begin = max(start, found.number.start - _CONTEXT // 2)
    around = found.passage.text[begin : min(end, found.number.end + _CONTEXT)].split()
    return " ".join(around[1 if begin > start else 0 : -1 if found.number.end + _CONTEXT < end else None])


def _blamed(
    pairs: Iterable[Contradiction], alone: dict[tuple[str, str, int], Verdict]
) -> dict[tuple[str, str, int], Contradiction]:
    """Return the numbers that a contradiction is told of: both, or the one that no figure supports."""
    blamed: dict[tuple[str, str, int], Contradiction] = {}
    for pair in pairs:
        supported = [_is_supported(alone[each.key]) for each in (pair.left, pair.right)]
        for each, holds in zip((pair.left, pair.right), supported, strict=True):
            if not holds or all(supported):
                blamed.setdefault(each.key, pair)
    return blamed


def _is_supported(verdict: Verdict) -> bool:
    if verdict.standing is Standing.BOUND:
        return True
    return verdict.standing is Standing.EQUAL and verdict.candidates[0].supported


def _alone(each: Found, edition: Edition, figures: Figures) -> Verdict:
    """Judge one number by itself."""
    number = each.number
    for attempt in (_impossible, _by_binding, _by_doubt, _by_figures):
        if told := attempt(each, edition, figures):
            standing, text, candidates = told
            return Verdict(each.passage.name, each.passage.language, number, standing, text, candidates[:_CANDIDATES])
    text = message("unknown", shown=number.written)
    return Verdict(each.passage.name, each.passage.language, number, Standing.UNKNOWN, text)


_Told = tuple[Standing, str, tuple[Candidate, ...]]


def _impossible(each: Found, _edition: Edition, _figures: Figures) -> _Told | None:
    number = each.number
    if number.value is not None or number.fault is None:
        return None
    behind = len(number.written) - max(number.written.rfind(sign) for sign in ".,٫٬، \u00a0\u202f'’") - 1
    return Standing.IMPOSSIBLE, message(f"impossible-{number.fault}", shown=number.written, behind=behind), ()


def _by_binding(each: Found, edition: Edition, figures: Figures) -> _Told | None:
    number = each.number
    binding = _binding(number, each.passage.bindings)
    if binding is None:
        return None
    known = figures.by_address.get(binding.address)
    if known is None:
        return Standing.CHANGED, message("lost", shown=number.written, address=binding.address), ()
    holds = number.says(known.value)
    name, standing = ("bound", Standing.BOUND) if holds else ("changed", Standing.CHANGED)
    text = message(name, shown=number.written, address=binding.address, value=shown(known.value, known.unit))
    return standing, text, (Candidate(known, rank=edition.year),)


def _binding(number: Number, bindings: Sequence[Binding]) -> Binding | None:
    return next((each for each in bindings if each.start < number.end and number.start < each.end), None)


def _by_doubt(each: Found, edition: Edition, figures: Figures) -> _Told | None:
    number = each.number
    if name := doubt(number, each.passage, edition):
        value = shown(number.value) if number.value is not None else ""
        otherwise = _otherwise(number)
        text = message(name, shown=number.written, value=value, otherwise=otherwise, edition=edition.year)
        return Standing.DOUBTFUL, text, figures.matching(number, edition.year)
    return None


def _otherwise(number: Number) -> str:
    """Return what a number reads as in the languages that use its mark the other way."""
    value = number.value
    if number.fault is not Fault.FOREIGN or value is None:
        return ""
    return shown(value * 1000) if number.step < 1 else shown(value / 1000)


def _by_figures(each: Found, edition: Edition, figures: Figures) -> _Told | None:
    number = each.number
    if number.high is not None:
        return None
    matching = figures.matching(number, edition.year)
    if matching:
        return _equal(number, matching)
    if told := _other_unit(number, edition, figures):
        return told
    if told := _close(number, figures.close_to(number, edition.year)):
        return told
    slipped = figures.slipped(number, edition.year)
    return (Standing.CLOSE, _text("slip", number, slipped[0]), slipped) if slipped else None


def _equal(number: Number, matching: tuple[Candidate, ...]) -> _Told:
    best = matching[0]
    if number.years and best.known.year not in number.years and number.digits >= _TELLING_DIGITS and best.supported:
        said = ", ".join(map(str, sorted(number.years)))
        return Standing.DOUBTFUL, _text("doubtful-other-year", number, best, said=said), matching
    if best.earlier is not None:
        until = best.earlier.until.isoformat()
        return Standing.EARLIER, _text("earlier", number, best, until=until), matching
    return Standing.EQUAL, _text("equal", number, best), matching


def _other_unit(number: Number, edition: Edition, figures: Figures) -> _Told | None:
    if number.kind is Kind.PERCENT or (number.kind is Kind.MONEY and number.currency == "USD"):
        return None
    others = figures.of_other_unit(number, edition.year)
    if not others:
        return None
    name = "doubtful-currency" if number.currency else "doubtful-no-currency"
    return Standing.DOUBTFUL, _text(name, number, others[0], currency=number.currency), others


def _close(number: Number, near: tuple[Candidate, ...]) -> _Told | None:
    if not near:
        return None
    best = near[0]
    direction = "more" if best.difference > 0 else "less"
    difference = shown(abs(best.difference), best.known.unit)
    text = _text("close", number, best, difference=difference, direction=direction, percent=percent(best.percent))
    return Standing.CLOSE, text, near


def _text(name: str, number: Number, best: Candidate, **parts: str) -> str:
    known = best.known
    value = shown(known.value, known.unit)
    return message(
        name, shown=number.written, address=known.address, title=known.title, year=known.year, value=value, **parts
    )
