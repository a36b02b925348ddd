"""The public page of a draft, by the function that publishes. Nothing of it is kept or at a public address."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from wagtail.models import Locale

from quipu.core.edition import Edition, EditionKind
from quipu.pages import Site
from quipu.pages.assets import policy
from quipu.pages.url import PREVIEW
from quipu.warehouse.editions import Kept
from quipu.web.editorial.composing import text_of
from quipu.web.editorial.corrections import notes_of
from quipu.web.editorial.media import Previewed
from quipu.web.editorial.printing import printed

_NO_PAGE = "The site has no page of this operation and year."


def modes(page: Any) -> list[tuple[str, str]]:
    """Return the languages that an edition can be looked at in, its own first."""
    own = (page.locale.language_code, page.locale.get_display_name())
    others = Locale.objects.filter(pk__in=page.get_translations().values("locale")).order_by("language_code")
    return [own, *((locale.language_code, locale.get_display_name()) for locale in others)]


def response(page: Any, language: str) -> HttpResponse:
    """Return the page as the site would show it in a language: this draft, or the newest draft of that language's."""
    shown = page if language == page.locale.language_code else _draft(page, language)
    edition = _edition(shown)
    body = printed(lambda site: _page(site, edition, language))
    answer = HttpResponse(body if body is not None else _NO_PAGE.encode())
    answer.headers["Content-Security-Policy"] = f"{policy()}; frame-ancestors 'self'"
    return answer


def _draft(page: Any, language: str) -> Any:
    return page.get_translations().get(locale__language_code=language).get_latest_revision_as_object()


def _edition(page: Any) -> Edition:
    """Return the edition with this text alone, as if it were published now."""
    day = (page.first_published_at or timezone.now()).date()
    notes = notes_of(page, pending=True)
    return Edition(EditionKind(page.kind), page.subject, page.year, day, (text_of(page, Previewed()),), notes)


def _page(site: Site, edition: Edition, language: str) -> bytes | None:
    """Return the page of the edition's year; None where the site has none."""
    site.put(Kept(settings.HOME.editions).plus(edition, {}))
    subject = site.record.subject(edition.subject)
    urls = (url for url in site.about(subject.code) if url.language == language and url.year == edition.year)
    url = next((url for url in urls if url.path.endswith(f"/{edition.year}/")), None)
    return site.render(replace(url, name=PREVIEW)) if url else None
