"""What the editor asks while someone types: the numbers, figures to choose from, and letting a number pass. Knows no rules."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST
from wagtail.log_actions import log
from wagtail.models import Page

from quipu.prose.judge import Verdict
from quipu.prose.known import Known
from quipu.prose.number import Number
from quipu.web.editorial import released
from quipu.web.editorial.checking import Found, check
from quipu.web.editorial.models import EditionPage, Passed
from quipu.web.editorial.tasks import RoleKind, has_role

_LEAST_REASON = 10


def newest_for(request: HttpRequest, pk: int) -> EditionPage:
    """Return the newest draft of an edition; raise PermissionDenied for those who may not open it."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, EditionPage) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()


@require_POST
def numbers(request: HttpRequest, pk: int) -> JsonResponse:
    """Judge the numbers of an edition as it stands in the form, which is not saved."""
    page = newest_for(request, pk)
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(request.POST, request.FILES, instance=page, parent_page=page.get_parent(), for_user=request.user)
    form.defer_required_fields()
    if not form.is_valid():
        return JsonResponse({"incomplete": True}, status=422)
    return JsonResponse(described(form.instance, request.user))


def described(page: EditionPage, user: Any) -> dict[str, Any]:
    """Return the numbers of an edition as the panel shows them."""
    language = page.locale.language_code
    found = check(page)
    return {
        "numbers": [_number(each, language) for each in found],
        "stopping": sum(each.stops for each in found),
        "may_pass": may_pass(page, user),
    }


def may_pass(page: EditionPage, user: Any) -> bool:
    """Tell whether someone may let numbers pass: reviewers of the region and publishers."""
    source = page if page.is_source else page.source
    return any(has_role(kind, source, user) for kind in (RoleKind.REVIEWER, RoleKind.PUBLISHER))


def _number(found: Found, language: str) -> dict[str, Any]:
    verdict = found.verdict
    number = verdict.number
    return {
        "passage": verdict.passage,
        "start": number.start,
        "end": number.end,
        "written": number.written,
        "sentence": found.sentence,
        "standing": str(verdict.standing),
        "alarms": verdict.alarms,
        "stops": found.stops,
        "message": verdict.message,
        "passed": f"{found.passed.account.get_username()}: {found.passed.reason}" if found.passed else "",
        "candidates": _candidates(verdict, language),
    }


def _candidates(verdict: Verdict, language: str) -> list[dict[str, str]]:
    """Return the figures that the number may be, with their values as the language writes them."""
    known = {str(each.known.address): each.known for each in verdict.candidates}
    return [
        {"address": address, "title": f"{each.title}, {each.year}", "text": _bound(verdict.number, each, language)}
        for address, each in known.items()
    ]


def _bound(number: Number, known: Known, language: str) -> str:
    """Return how a number reads once it is bound: as it is written where that holds, else the figure's digits."""
    holds = number.value is not None and number.says(known.value)
    return number.written if holds else released.digits(known.value, known.unit, language)


@require_GET
def figures(request: HttpRequest, pk: int) -> JsonResponse:
    """Return figures by words or address."""
    page = newest_for(request, pk)
    words = request.GET.get("q", "")[:200]
    found = released.search(words, page.subject, page.year, page.locale.language_code)
    return JsonResponse(
        {
            "figures": [
                {"address": f.address, "title": f.title, "year": f.year, "text": f.text, "short": f.short}
                for f in found
            ],
            "most": released.MOST,
        }
    )


@require_POST
def let_pass(request: HttpRequest, pk: int) -> JsonResponse:
    """Let one number of the saved draft pass, with a reason that is kept in the log."""
    page = newest_for(request, pk)
    if not may_pass(page, request.user):
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip()
    if len(reason) < _LEAST_REASON:
        return JsonResponse({"problem": "Give the reason in a sentence: it is kept."}, status=422)
    found = _stopping(page, request.POST)
    if found is None:
        return JsonResponse({"problem": "The draft no longer has this number there. Save, and look again."}, status=409)
    _keep(page, found, reason, request.user)
    return JsonResponse(described(page, request.user))


def _stopping(page: EditionPage, asked: Any) -> Found | None:
    wanted = (asked.get("passage"), asked.get("written"), asked.get("sentence"))
    stopping = (found for found in check(page) if found.stops)
    return next((f for f in stopping if (f.verdict.passage, f.verdict.number.written, f.sentence) == wanted), None)


def _keep(page: EditionPage, found: Found, reason: str, user: Any) -> None:
    written, message = found.verdict.number.written, found.verdict.message
    Passed.objects.create(
        translation_key=page.translation_key,
        language=page.locale.language_code,
        passage=found.verdict.passage,
        written=written,
        sentence=found.sentence,
        reason=reason,
        account=user,
    )
    log(page, "quipu.pass", user=user, data={"written": written, "message": message, "reason": reason})
