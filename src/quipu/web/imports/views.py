"""The pages of data in the back office: upload, imports, snapshots, releases. Knows nothing of how an import is done."""

from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import ListView, TemplateView
from wagtail.admin import messages
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from quipu.core.errors import LockedError, QuipuError
from quipu.figures.lookup import Record
from quipu.warehouse import releases
from quipu.warehouse.lock import described, writing
from quipu.web.imports import jobs, listing
from quipu.web.imports.forms import Terms
from quipu.web.imports.models import FAILURES, Import, ReleaseChange, State
from quipu.web.imports.uploads import Incoming, ToDisk

_OF_THE_FORM = 100_000
"""Bytes of a request that are not of its files."""
_PATIENCE = 3.0
"""Seconds that somebody waits for another writer before a page says who it is."""
_A_PAGE = 25


class DataPage(PermissionRequiredMixin, WagtailAdminTemplateMixin):
    """A page of data, for administrators."""

    permission_required = "imports.add_import"
    raise_exception = True
    trail: tuple[tuple[str, str], ...] = ()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way to this page."""
        way = [{"url": reverse(name), "label": label} for name, label in self.trail]
        return [*self.breadcrumbs_items, *way, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Add our styles."""
        return super().get_context_data(**keywords) | {"style": versioned_static("imports/imports.css")}


@method_decorator(csrf_exempt, name="dispatch")
class Upload(DataPage, TemplateView):
    """Upload data files.

    Whether somebody may, and whether it is too much, is asked before anything is read; the token is checked after that, because
    it comes with the files.
    """

    page_title = "Import data"
    header_icon = "upload"
    template_name = "imports/upload.html"
    trail = (("imports_list", "Imports"),)

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
        """Let files come in only from an administrator, and only as much as may be."""
        if request.method != "POST":
            return super().dispatch(request, *arguments, **keywords)
        if not self.has_permission():
            return self.handle_no_permission()
        incoming = jobs.receive()
        if int(request.META.get("CONTENT_LENGTH") or 0) > incoming.most + _OF_THE_FORM:
            return self._say(_too_large(), 413)
        request.upload_handlers = [ToDisk(request, incoming)]
        try:
            return csrf_protect(self._receive)(request, incoming)
        except OSError as error:
            return self._say(f"The files could not be stored ({error.strerror or error}). Nothing has changed.", 507)
        finally:
            if not incoming.taken_over:
                incoming.forget()

    def _receive(self, request: HttpRequest, incoming: Incoming) -> HttpResponse:
        """Begin the import, or say what is wrong."""
        terms = Terms(request.POST)
        if incoming.too_large:
            return self._say(_too_large(), 413, terms)
        if not incoming.files:
            return self._say("Choose one file or more.", 422, terms)
        if not terms.is_valid():
            return self._say("", 422, terms)
        job = jobs.begin(incoming, request.user, **terms.cleaned_data)
        return redirect("imports_one", job.pk)

    def _say(self, problem: str, status: int, terms: Terms | None = None) -> HttpResponse:
        context = self.get_context_data(problem=problem, terms=terms or Terms())
        return self.render_to_response(context, status=status)

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Return the form and its limit."""
        return {"terms": Terms(), "limit": settings.QUIPU.upload_limit} | super().get_context_data(**keywords)


def _too_large() -> str:
    limit = settings.QUIPU.upload_limit
    return f"That is more than {limit} MB, which is the most at once. Upload fewer files, or packed ones (.gz)."


class Imports(DataPage, ListView):
    """All imports by the office, or those that failed."""

    page_title = "Imports"
    header_icon = "history"
    template_name = "imports/imports.html"
    paginate_by, page_kwarg = _A_PAGE, "p"
    context_object_name = "imports"

    def get_queryset(self) -> Any:
        """Return the newest first."""
        jobs.look_at_all()
        found = Import.objects.select_related("account").prefetch_related("files")
        return found.filter(state__in=FAILURES) if "failed" in self.request.GET else found

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Say which of them are shown."""
        return super().get_context_data(**keywords) | {"failed": "failed" in self.request.GET}


class OneImport(DataPage, TemplateView):
    """How an import goes; the page asks again by itself while it runs, without a script."""

    header_icon = "upload"
    template_name = "imports/import.html"
    trail = (("imports_list", "Imports"),)

    def get_page_title(self) -> str:
        """Name it."""
        return f"Import {self.kwargs['pk']}"

    def get(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
        """Show it."""
        job = jobs.look(get_object_or_404(Import.objects.select_related("account"), pk=self.kwargs["pk"]))
        files = list(job.files.all())
        following = job.state == State.DONE and job.release == _current_name() and not listing.is_shown(job.release)
        context = {
            "job": job,
            "files": files,
            "read": sum(bool(file.outcome) for file in files),
            "writer": described(settings.HOME) if job.state == State.WAITING else "",
            "following": following,
            "current": job.release == _current_name(),
            "still": "still" in request.GET,
        }
        answer = self.render_to_response(self.get_context_data(**context))
        if (job.is_running or following) and not context["still"]:
            answer.headers["Refresh"] = "2"
        return answer

    def post(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
        """Try again."""
        job = jobs.look(get_object_or_404(Import, pk=self.kwargs["pk"]))
        if not job.may_be_repeated or not jobs.folder_of(job).exists():
            messages.error(request, "This import cannot be tried again: its files are not kept. Upload them anew.")
        elif not jobs.begin_again(job, request.user):
            messages.error(request, "Somebody else has just begun it again.")
        return redirect("imports_one", job.pk)


def _current_name() -> str:
    release = listing.current()
    return release.name if release else ""


class Snapshots(DataPage, TemplateView):
    """The files that were taken."""

    page_title = "Snapshots"
    header_icon = "doc-full-inverse"
    template_name = "imports/snapshots.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Return them all."""
        return super().get_context_data(**keywords) | {"snapshots": listing.kept_snapshots()}


class Releases(DataPage, TemplateView):
    """The releases that are kept."""

    page_title = "Releases"
    header_icon = "tasks"
    template_name = "imports/releases.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Return them all, and who changed them."""
        changes = ReleaseChange.objects.select_related("account")[:_A_PAGE]
        return super().get_context_data(**keywords) | {"releases": listing.kept_releases(), "changes": changes}


class OneRelease(DataPage, TemplateView):
    """What the checks found in a release, and the way back to it."""

    header_icon = "tasks"
    template_name = "imports/release.html"
    trail = (("imports_releases", "Releases"),)

    def get_page_title(self) -> str:
        """Name it."""
        return f"Release {self.kwargs['name']}"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Return the release with its checks."""
        found = next((each for each in listing.kept_releases() if each.release.name == self.kwargs["name"]), None)
        if found is None:
            raise Http404
        report = listing.report_of(found.release.folder)
        checks = listing.checked(report) if report else ()
        return super().get_context_data(**keywords) | {"found": found, "report": report, "checks": checks}

    def post(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
        """Make it current, as `quipu releases --return-to` does."""
        name = self.kwargs["name"]
        try:
            before = _make_current(name, str(request.user))
        except LockedError as error:
            messages.error(request, f"{error.what}. {error.next}")
            return redirect("imports_release", name)
        except QuipuError as error:
            messages.error(request, f"It cannot be made current: {error.what}.")
            return redirect("imports_releases")
        change = ReleaseChange.objects.create(release=name, before=before, account=request.user)
        log(change, "quipu.release", user=request.user, data={"release": name, "before": before})
        messages.success(request, f"Release {name} is current. The site follows within seconds.")
        return redirect("imports_releases")


def _make_current(name: str, who: str) -> str:
    """Make a kept release current; return the name of the one that was. Raise QuipuError for one that cannot be read."""
    home = settings.HOME
    with writing(home, min(_PATIENCE, settings.QUIPU.lock_wait), f"return to release {name} by {who}"):
        before = _current_name()
        release = releases.find(home, name)
        if release is not None:
            Record.open(release.folder).close()
        releases.make_current(home, name)
    return before
