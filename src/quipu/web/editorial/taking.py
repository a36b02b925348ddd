"""Put the present values of changed figures into an edition, where somebody says so, or note that the text stays. Knows no page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from quipu.prose.edition import Binding, Passage
from quipu.prose.number import Number
from quipu.prose.numbers import find
from quipu.web.editorial import reviewing
from quipu.web.editorial.models import EditionPage
from quipu.web.editorial.passages import passages
from quipu.web.editorial.reviewing import Change
from quipu.web.editorial.rewriting import Edit, renumbered, rewrite, same_form
from quipu.web.editorial.streams import set_blocks

_RICH = ("narrative", "notices", "callouts")
_TELLING = 3


def may_decide(page: EditionPage, user: Any) -> bool:
    """Tell whether someone may take new values: whoever may write in the edition now. Translations go with their source."""
    lock = page.get_lock()
    free = lock is None or not lock.for_user(user)
    return page.is_source and free and page.permissions_for_user(user).can_edit()


def take(page: EditionPage, addresses: Iterable[str] | None, user: Any) -> int:
    """Put the new values of changed figures (None: of all) into the newest drafts of all languages; return how many.

    A figure in the text is set to its value; a number beside it, in the same section, is set right where it says the old one.
    A translation that followed its source follows it still: nothing but figures changed. Raise PermissionDenied for those
    who may not write.
    """
    with transaction.atomic():
        newest = _held(page, user)
        wanted = [change for change in _wanted(newest, addresses) if change.can_be_taken]
        if wanted:
            _take_everywhere(newest, wanted, user)
            reviewing.look(newest, [change.address for change in wanted])
    return len(wanted)


def keep(page: EditionPage, addresses: Iterable[str] | None, user: Any) -> int:
    """Note that changed figures were seen and the text stays; return how many. Raise PermissionDenied as `take` does."""
    with transaction.atomic():
        newest = _held(page, user)
        wanted = _wanted(newest, addresses)
        reviewing.look(newest, [change.address for change in wanted])
        for change in wanted:
            log(newest, "quipu.keep", user=user, data=_logged(change))
    return len(wanted)


def _held(page: EditionPage, user: Any) -> EditionPage:
    """Return the newest draft, which nobody else saves until the transaction ends."""
    held = Page.objects.select_for_update(of=("self",)).get(pk=page.pk).specific
    if not may_decide(held, user):
        raise PermissionDenied
    return held.get_latest_revision_as_object()


def _wanted(page: EditionPage, addresses: Iterable[str] | None) -> list[Change]:
    named = None if addresses is None else set(addresses)
    return [change for change in reviewing.changes(page) if named is None or change.address in named]


def _logged(change: Change) -> dict[str, str]:
    return {"address": change.address, "before": change.before, "after": change.after}


def _take_everywhere(source: EditionPage, wanted: Sequence[Change], user: Any) -> None:
    before = source.digests()
    drafts = source.translations()
    _take_in(source, wanted, user)
    after = source.digests()
    for draft in drafts:
        followed = {name for name, digest in draft.follows.items() if before.get(name) == digest}
        draft.follows |= {name: after[name] for name in followed}
        _take_in(draft, wanted, user)


def _take_in(page: EditionPage, wanted: Sequence[Change], user: Any) -> None:
    """Put new values into one draft and save it where that changed it."""
    texts = {passage.name: passage for passage in passages(page)}
    changed = False
    for name in _RICH:
        blocks = [dict(block) for block in getattr(page, name).raw_data]
        found = [_rewritten(block, texts.get(block["id"]), wanted) for block in blocks]
        changed |= found != blocks
        set_blocks(page, name, found)
    figures = [dict(block) for block in page.key_figures.raw_data]
    numbers = [_key_figure(block, texts.get(block["id"]), wanted) for block in figures]
    set_blocks(page, "key_figures", numbers)
    if changed or numbers != figures:
        page.save_revision(user=user, clean=False, log_action=False)
        for change in wanted:
            log(page, "quipu.take", user=user, data=_logged(change))


def _rewritten(block: dict[str, Any], passage: Passage | None, wanted: Sequence[Change]) -> dict[str, Any]:
    edits = list(_edits(passage, wanted)) if passage else []
    if not edits:
        return block
    value = block["value"]
    if isinstance(value, str):
        return {**block, "value": rewrite(value, edits)}
    return {**block, "value": {**value, "text": rewrite(value["text"], edits)}}


def _edits(passage: Passage, wanted: Sequence[Change]) -> Iterator[Edit]:
    """Yield an edit for each figure of a passage that changed, and for each number that says what one of them was."""
    by_address = {change.address: change for change in wanted}
    changed = [(b, by_address[b.address.strip("/ ")]) for b in passage.bindings if b.address.strip("/ ") in by_address]
    numbers = find(passage.text, passage.language)
    for binding, change in changed:
        inside = next((number for number in numbers if _lie_together(number, binding)), None)
        yield from _of_figure(passage, binding, inside, change)
    for number in numbers:
        if not any(_lie_together(number, binding) for binding in passage.bindings):
            said = next((change for _, change in changed if _says_old(number, change)), None)
            if said is not None:
                yield Edit(number.start, number.end, _again(number, said, passage.language))


def _lie_together(number: Number, binding: Binding) -> bool:
    return binding.start < number.end and number.start < binding.end


def _of_figure(passage: Passage, binding: Binding, number: Number | None, change: Change) -> Iterator[Edit]:
    """Yield the edit of the words of a bound figure; none where they say the new value already."""
    assert change.value is not None  # noqa: S101 - `take` has asked `can_be_taken`
    if number is not None and number.says(change.value):
        return
    written = passage.text[binding.start : binding.end]
    whole = same_form(written, change.was, change.value, change.unit, passage.language)
    if not whole and number is not None and binding.start <= number.start and number.end <= binding.end:
        yield Edit(number.start, number.end, _again(number, change, passage.language))
    else:
        yield Edit(binding.start, binding.end, whole or change.after)


def _again(number: Number, change: Change, language: str) -> str:
    """Return the new value as a number is written."""
    assert change.value is not None  # noqa: S101 - `take` has asked `can_be_taken`
    whole = same_form(number.written, change.was, change.value, change.unit, language)
    return whole or renumbered(number, change.value, change.unit, language)


def _says_old(number: Number, change: Change) -> bool:
    """Tell whether a number says what a figure was and no longer is; one with fewer than three telling digits says too little."""
    if change.was is None or change.value is None or number.high is not None or number.digits < _TELLING:
        return False
    return number.says(change.was) and not number.says(change.value)


def _key_figure(block: dict[str, Any], passage: Passage | None, wanted: Sequence[Change]) -> dict[str, Any]:
    """Return a key figure with the new value, where it is bound to a figure that changed and does not say it already."""
    value = block["value"]
    change = next((change for change in wanted if change.address == (value.get("address") or "").strip("/ ")), None)
    number = next(iter(find(passage.text, passage.language)), None) if passage else None
    if change is None or change.value is None or passage is None or number is None or number.says(change.value):
        return block
    return {**block, "value": {**value, "number": _again(number, change, passage.language)}}
