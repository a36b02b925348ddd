"""What is told of a published edition that changes: the note of a correction, the reason of a withdrawal. Knows no site."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log

from quipu.core.edition import Change, Note
from quipu.web.editorial.models import EditionPage, PublicNote

LEAST = 10
_PREFIX = "text_"


class NoteForm(forms.Form):
    """The note in every language; only the first is needed, in the others it is shown as it is there."""

    question = "What was changed, for readers"

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for number, (code, name) in enumerate(settings.LANGUAGES):
            self.fields[f"{_PREFIX}{code}"] = forms.CharField(
                label=f"{self.question}, in {name}",
                required=not number,
                min_length=LEAST if not number else None,
                max_length=500,
                widget=forms.Textarea({"rows": 2, "lang": code}),
            )


class ReasonForm(NoteForm):
    """The same of a withdrawal."""

    question = "Why the edition is withdrawn, for readers"


def texts_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of a form by language; raise PermissionDenied where the first says too little."""
    codes = [code for code, _ in settings.LANGUAGES]
    texts = {code: " ".join(str(data.get(f"{_PREFIX}{code}") or "").split()) for code in codes}
    if len(texts[codes[0]]) < LEAST:
        raise PermissionDenied("Say in a sentence what was changed, or why: readers will see it.")
    return {code: text for code, text in texts.items() if text}


def was_public(page: EditionPage) -> bool:
    """Tell whether readers have seen an edition."""
    return page.first_published_at is not None


def needs_note(page: EditionPage) -> bool:
    """Tell whether publishing an edition as it stands in its drafts changes what readers have seen."""
    source = page if page.is_source else page.source
    if not was_public(source):
        return False
    held = type(source).objects.filter(translation_key=source.translation_key)
    live = {one.locale_id: one for one in held if one.live}
    drafts = [source, *source.translations()]
    return any(one.locale_id not in live or live[one.locale_id].digests() != one.digests() for one in drafts)


def has_note(page: EditionPage) -> bool:
    """Tell whether what is to be told of the next publication is written."""
    return PublicNote.objects.filter(translation_key=page.translation_key, public_on=None).exists()


def remember(page: EditionPage, texts: Mapping[str, str], user: Any) -> None:
    """Keep the note of a correction until it is published, in the place of one that was not."""
    PublicNote.objects.filter(translation_key=page.translation_key, public_on=None).delete()
    PublicNote.objects.create(
        translation_key=page.translation_key, change=str(Change.CORRECTED), texts=dict(texts), account=user
    )
    log(page, "quipu.correct", user=user, data={"note": next(iter(texts.values()))})


def come_true(page: EditionPage) -> None:
    """Date the note of a correction that is published now."""
    waiting = PublicNote.objects.filter(translation_key=page.translation_key, public_on=None)
    waiting.update(public_on=timezone.now().date())


def notes_of(page: EditionPage, *, pending: bool = False) -> tuple[Note, ...]:
    """Return the public notes of an edition, the oldest first; with the one that waits, if `pending`."""
    rows = PublicNote.objects.filter(translation_key=page.translation_key).order_by("pk")
    today = timezone.now().date()
    return tuple(
        Note(row.public_on or today, Change(row.change), tuple(sorted(row.texts.items())))
        for row in rows
        if row.public_on or pending
    )


@transaction.atomic
def withdraw(page: EditionPage, texts: Mapping[str, str], user: Any) -> None:
    """Take an edition back in every language; its reason stays where it stood."""
    from quipu.web.editorial.public import queue

    PublicNote.objects.filter(translation_key=page.translation_key, public_on=None).delete()
    PublicNote.objects.create(
        translation_key=page.translation_key,
        change=str(Change.WITHDRAWN),
        texts=dict(texts),
        account=user,
        public_on=timezone.now().date(),
    )
    for one in type(page).objects.filter(translation_key=page.translation_key, live=True):
        UnpublishPageAction(one, user=user).execute(skip_permission_checks=True)
    log(page, "quipu.withdraw", user=user, data={"reason": next(iter(texts.values()))})
    queue(page)
