"""Give each language a draft of an edition that has the source's blocks. Knows no translator and no text."""

import re
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from quipu.web.editorial.models import EditionPage, TranslationTask
from quipu.web.editorial.streams import set_blocks
from quipu.web.editorial.synchronising import translated

_WORDED = ("notices", "narrative", "key_figures", "callouts", "pictures")
"""The blocks that have words of their own; names of places and titles of documents may be the same in two languages."""
_WORDS = ("text", "counts", "alternative", "caption")


@transaction.atomic
def prepare(source: EditionPage) -> None:
    """Make or bring up the draft in every other language: new blocks are added as they are, blocks that are gone removed.

    What was translated stays as it is. A draft is saved as a new revision, and only where something changed.
    """
    newest = source.get_latest_revision_as_object()
    for locale in Locale.objects.exclude(pk=Locale.get_default().pk):
        held = source.get_translations().filter(locale=locale).first()
        if held is None:
            translated(source.get_parent().specific, locale)
            newest.copy_for_translation(locale)
        else:
            _bring_up(held.get_latest_revision_as_object(), newest)


def _bring_up(translation: EditionPage, source: EditionPage) -> None:
    before = translation.blocks()
    for name in EditionPage.STREAMS:
        wanted = [before.get(block["id"], dict(block)) for block in getattr(source, name).raw_data]
        set_blocks(translation, name, wanted)
    if list(translation.blocks().items()) != list(before.items()):
        translation.save_revision()


def untranslated(translation: EditionPage, source: EditionPage) -> list[str]:
    """Return one sentence a block that still has the source's words, or none where the source has some."""
    held, language = translation.blocks(), source.locale.get_display_name()
    named = [(name, block) for name in _WORDED for block in getattr(source, name)]
    reasons = []
    for name, block in named:
        theirs, ours = words_of(block.get_prep_value()["value"]), words_of(held.get(block.id, {}).get("value", ""))
        what = f"{block.block.label} ({getattr(source, name).stream_block.label or name.replace('_', ' ')})"
        if theirs and ours == theirs:
            reasons.append(f"{what} is still in {language}.")
        elif theirs and not ours:
            reasons.append(f"{what} is empty.")
    return reasons


def words_of(value: Any) -> str:
    """Return the words of a block, without digits, signs and markup: what a translator changes."""
    text = " ".join(value.get(key) or "" for key in _WORDS) if isinstance(value, dict) else str(value)
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>", " ", text)))


def all_complete(source: EditionPage) -> bool:
    """Tell whether every language has a translation that follows the source as it is now."""
    translations = source.translations()
    languages = Locale.objects.exclude(pk=Locale.get_default().pk).count()
    return len(translations) == languages and all(page.is_complete(source) for page in translations)


def finish_if_complete(translation: EditionPage, user: Any) -> None:
    """End the step of translation once the last language is done."""
    source = translation.source
    state = source.current_workflow_task_state
    if state and isinstance(state.task.specific, TranslationTask) and all_complete(source):
        state.approve(user=user, comment="All languages are complete.")
