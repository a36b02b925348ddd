"""Give each language a draft of an edition that has the source's blocks. Knows no translator and no text."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale

from quipu.web.editorial.models import EditionPage, TranslationTask
from quipu.web.editorial.synchronising import translated


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
        setattr(translation, name, _stream(translation, name, wanted))
    if list(translation.blocks().items()) != list(before.items()):
        translation.save_revision()


def _stream(page: EditionPage, name: str, raw: list[dict[str, Any]]) -> Any:
    return type(page)._meta.get_field(name).stream_block.to_python(raw)


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
