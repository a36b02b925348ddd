"""What stands against publishing an edition, and what is published with it. Knows no page of the site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from wagtail.models import Locale
from wagtail.signals import page_published

from quipu.web.editorial.checking import check
from quipu.web.editorial.corrections import come_true, has_note, needs_note
from quipu.web.editorial.models import EditionPage
from quipu.web.editorial.positions import misplaced
from quipu.web.editorial.public import queue


def reasons_against(page: EditionPage, publishing: bool) -> list[str]:
    """Return why an edition cannot be handed on, or published, one sentence each; a draft as it stands, saved or not."""
    numbers = [f"{_where(page)}{found.verdict.message}" for found in check(page) if found.stops]
    positions = misplaced([block.value for block in page.places], page.subject, page.year)
    places = [f"{_where(page)}{problem}" for problem in positions]
    return [*numbers, *places, *(_untranslated(page) if publishing else [])]


def _where(page: EditionPage) -> str:
    return "" if page.is_source else f"In {page.locale.get_display_name()}: "


def _untranslated(page: EditionPage) -> list[str]:
    """Return one sentence a language that is not complete, and the numbers that stop in those that are."""
    if not page.is_source:
        return ["A translation is published with the edition that it was translated from."]
    held = {translation.locale_id: translation for translation in page.translations()}
    reasons = []
    for locale in Locale.objects.exclude(pk=page.locale_id).order_by("language_code"):
        translation = held.get(locale.pk)
        if translation is None or not translation.is_complete(page):
            reasons.append(f"{locale.get_display_name()} is not complete.")
        else:
            reasons += reasons_against(translation, publishing=False)
    return reasons


def refuse_unready(page: EditionPage) -> None:
    """Raise PermissionDenied with the reasons where an edition cannot be published; a translation never is by itself."""
    reasons = reasons_against(page, publishing=True)
    if page.is_source and needs_note(page) and not has_note(page):
        reasons.append("It was public before: what is changed must be told to readers, which is asked at its approval.")
    if reasons:
        raise PermissionDenied(" ".join(reasons))


@receiver(page_published)
def publish_translations(sender: type, instance: Any, **_: Any) -> None:
    """Publish the translations of an edition with it."""
    if not issubclass(sender, EditionPage) or not instance.live or not instance.is_source:
        return
    for translation in instance.translations():
        revision = translation.get_latest_revision() or translation.save_revision()
        translation.publish_with_source(revision)
    come_true(instance)
    queue(instance)
