"""What our editor adds to Wagtail's: figures that changed are told, and nobody's text is overwritten silently. Knows no rules."""

import json
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from quipu.web.editorial.changed import described
from quipu.web.editorial.models import EditionPage
from quipu.web.editorial.reviewing import Change, changes
from quipu.web.editorial.seen import Seen

_CONFLICT = (
    "Not saved. {who} saved this edition at {when} UTC, after you had opened it. What you wrote is below, still yours alone:"
    " compare it with theirs (History), then save again to put yours in the place of theirs."
)


class Careful:
    """Part of an editor's view: two who save one edition at once are served one after the other, and the second is told."""

    page: EditionPage
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
        """Answer; of two requests that save one page, the second waits for the first and sees what it saved."""
        if request.method != "POST":
            return super().dispatch(request, *arguments, **keywords)  # type: ignore[misc]
        with transaction.atomic():
            pk = keywords.get("page_id") or arguments[0]
            Page.objects.select_for_update(of=("self",)).filter(pk=pk).values_list("pk").first()
            return super().dispatch(request, *arguments, **keywords)  # type: ignore[misc]

    def post(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
        """Save; Wagtail refuses what is out of date only where the editor saves by itself, we do wherever it is sent."""
        if self.expects_json_response:  # type: ignore[attr-defined]
            return _with_revision(super().post(request, *arguments, **keywords))  # type: ignore[misc]
        if not self._overwrites_another():
            return super().post(request, *arguments, **keywords)  # type: ignore[misc]
        self.form = self.form_class(  # type: ignore[attr-defined]
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,  # type: ignore[attr-defined]
            parent_page=self.parent,  # type: ignore[attr-defined]
            for_user=request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.add_error(None, self._conflict())
        return self.form_invalid(self.form)  # type: ignore[attr-defined]

    def _overwrites_another(self) -> bool:
        """Tell whether somebody else saved since; what one saved oneself, by itself or elsewhere, is in the history."""
        newest = self.latest_revision  # type: ignore[attr-defined]
        return self.is_out_of_date and newest.user_id != self.request.user.pk  # type: ignore[attr-defined]

    def _conflict(self) -> str:
        newest = self.latest_revision  # type: ignore[attr-defined]
        who = newest.user.get_username() if newest.user else "The office"
        return _CONFLICT.format(who=who, when=newest.created_at.strftime("%H:%M:%S"))

    def get_template_names(self) -> list[str]:
        """Return our frame around Wagtail's editor."""
        names = super().get_template_names()  # type: ignore[misc]
        return ["editorial/edit.html" if name == "wagtailadmin/pages/edit.html" else name for name in names]

    @cached_property
    def figures_changed(self) -> list[Change]:
        """The figures that say something else than when the edition was last reviewed."""
        return changes(self.page)

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Add them, where a whole page is shown."""
        context = super().get_context_data(**keywords)  # type: ignore[misc]
        return context if self.expects_json_response else context | {"figures_changed": self.figures_changed}  # type: ignore[attr-defined]


def _with_revision(response: HttpResponse) -> HttpResponse:
    """Let the form know what it saved by itself, so that sending it afterwards is no conflict."""
    told = json.loads(response.content)
    if told.get("success") and "revision_id" in told:
        held = {"loaded_revision_id": told["revision_id"], "loaded_revision_created_at": told["revision_created_at"]}
        told["field_updates"] = {**told.get("field_updates", {}), **held}
        response.content = json.dumps(told).encode()
    return response


class ChangesPanel(BaseSidePanel):
    """The figures that changed since the last review, old and new side by side."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it; its counter says how many figures changed."""

        aria_label = "Toggle changed figures"
        icon_name = "rotate"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count."""
            return super().get_context_data(parent_context) | {"count": len(self.panel.changed)}

    name = "changes"
    title = "Changed figures"
    template_name = "editorial/changes_panel.html"
    order = 55

    def __init__(self, page: EditionPage, request: Any, changed: list[Change]) -> None:
        super().__init__(page, request)
        self.changed = changed

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return old and new."""
        return super().get_context_data(parent_context) | described(self.object, self.request.user, self.changed)


def annotated(pages: Any) -> Any:
    """Return a queryset of pages that know whether their figures changed since the last review."""
    changed = Seen.objects.filter(changed=True, translation_key=OuterRef("translation_key"))
    return pages.annotate(figures_changed=Exists(changed))


class _Decided(LogFormatter):
    deed = ""

    def format_message(self, entry: Any) -> str:
        """Tell the figure, and what it was and is."""
        told = entry.data
        return f"{self.deed} {told['address']}: was {told['before']}, now {told['after']}"


def register_logs(actions: Any) -> None:
    """Let the log tell who took which new value, and who kept which text."""

    @actions.register_action("quipu.take")
    class TakeFormatter(_Decided):
        label, deed = "Take a new value", "Took the new value of"

    @actions.register_action("quipu.keep")
    class KeepFormatter(_Decided):
        label, deed = "Keep the text", "Saw that a figure changed, and kept the text:"
