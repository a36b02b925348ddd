"""What is ours in Wagtail's pages: the number check beside the text, the figure in a sentence, the desk. Knows no rules."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, RestartWorkflowMenuItem, UnpublishMenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.rich_text.feature_registry import FeatureRegistry

from quipu.web.editorial import changed, exporting, positions, public, rich_text, views, withdrawing
from quipu.web.editorial.desk import DeskPanel
from quipu.web.editorial.editing import Careful, ChangesPanel, annotated, register_logs
from quipu.web.editorial.forms import COMPLETE
from quipu.web.editorial.models import EditionPage, PlanPage, ReportPage
from quipu.web.editorial.panels import NotOut, NumbersPanel, SourcePanel
from quipu.web.editorial.translating import finish_if_complete


class EditionEditView(Careful, EditView):
    """Wagtail's editor with our panels beside the text."""

    @cached_property
    def action_name_and_method(self) -> tuple[str, Callable[[], HttpResponse]]:
        """Return what a request asks for; one that saves by itself asks for nothing else.

        The button of a step adds its name to the form; that is a change, which is saved by itself, with the name in it: the
        step was taken twice.
        """
        if self.expects_json_response:
            return "save", self.save_action
        return super().action_name_and_method

    def get_side_panels(self) -> MediaContainer:
        """Add the numbers and, beside a translation, what it is translated from."""
        panels: list[BaseSidePanel] = list(super().get_side_panels())
        if not self.expects_json_response:
            panels += [
                NumbersPanel(self.page, self.request),
                ChangesPanel(self.page, self.request, self.figures_changed),
            ]
            if not self.page.is_source:
                panels.append(SourcePanel(self.page, self.request))
        return MediaContainer(panels)


class EditionRevertView(Careful, RevisionsRevertView):
    """The same frame around an earlier version that somebody goes back to."""


class ReportViewSet(PageViewSet):
    """The views of a report."""

    model = ReportPage
    edit_view_class = EditionEditView
    revisions_revert_view_class = EditionRevertView


class PlanViewSet(PageViewSet):
    """The views of a plan."""

    model = PlanPage
    edit_view_class = EditionEditView
    revisions_revert_view_class = EditionRevertView


@hooks.register("register_admin_viewset")
def editions() -> list[PageViewSet]:
    """Use our editor for editions."""
    return [ReportViewSet(), PlanViewSet()]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Add what the editor asks while someone types."""
    return [
        path("editions/<int:pk>/numbers/", views.numbers, name="edition_numbers"),
        path("editions/<int:pk>/figures/", views.figures, name="edition_figures"),
        path("editions/<int:pk>/pass/", views.let_pass, name="edition_pass"),
        path("editions/<int:pk>/withdraw/", withdrawing.withdraw_edition, name="edition_withdraw"),
        path("editions/<int:pk>/changed/", changed.changed, name="edition_changed"),
        path("editions/<int:pk>/donor-report/", exporting.donor_report, name="edition_donor_report"),
        path("editions/<int:pk>/map/", positions.edition_map, name="edition_map"),
    ]


@hooks.register("register_rich_text_features")
def figure_in_text(features: FeatureRegistry) -> None:
    """Let writers put figures into sentences."""
    rich_text.register(features)


class CompleteMenuItem(ActionMenuItem):
    """The button by which a translator says that a translation is done."""

    label = "Translation is complete"
    name = COMPLETE
    icon_name = "check"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it on translations that can be edited."""
        page = context.get("page")
        return isinstance(page, EditionPage) and not page.is_source and not context["locked_for_user"]


class WithdrawMenuItem(ActionMenuItem):
    """The way to take a public edition back."""

    label = "Withdraw…"
    name = "action-withdraw"
    icon_name = "undo"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it on public editions, to those who publish."""
        page = context.get("page")
        return isinstance(page, EditionPage) and withdrawing.may_withdraw(page, context["request"].user)

    def get_url(self, context: dict[str, Any]) -> str:
        """Return where the reason is asked."""
        return reverse("edition_withdraw", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def withdrawal() -> ActionMenuItem:
    """Add it."""
    return WithdrawMenuItem(order=100)


@hooks.register("register_page_action_menu_item")
def complete() -> ActionMenuItem:
    """Add the button."""
    return CompleteMenuItem(order=5)


@hooks.register("construct_page_action_menu")
def only_what_holds(menu_items: list[ActionMenuItem], _: HttpRequest, context: dict[str, Any]) -> None:
    """Take away what does not hold for editions: translations go with their source, and publishing comes after approval."""
    page = context.get("page")
    if isinstance(page, EditionPage):
        without = (RestartWorkflowMenuItem, PublishMenuItem, UnpublishMenuItem)
        menu_items[:] = [item for item in menu_items if not isinstance(item, without)]


@hooks.register("before_edit_page")
def not_out(request: HttpRequest, page: Any) -> None:
    """Say what keeps an edition that is live from readers."""
    if isinstance(page, EditionPage) and (problem := public.problem_of(page)):
        messages.error(request, f"The site is as it was: this edition could not be brought out. {problem}")


@hooks.register("after_edit_page")
def go_on(request: HttpRequest, page: Any) -> Any:
    """End the step of translation once the last language is complete."""
    if COMPLETE in request.POST and isinstance(page, EditionPage) and not page.is_source:
        finish_if_complete(page, request.user)
        messages.success(request, f"{page.get_admin_display_title()} is complete.")
        return redirect("wagtailadmin_home")
    return None


@hooks.register("construct_homepage_panels")
def desk(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits for somebody, in the place of Wagtail's lists, which judge every edition that waits."""
    theirs = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
    panels[:] = [DeskPanel(request.user), NotOut(), *(panel for panel in panels if not isinstance(panel, theirs))]


@hooks.register("construct_explorer_page_queryset")
def mark_changed(_: Any, pages: Any, __: HttpRequest) -> Any:
    """Let the listing tell whose figures changed since their last review."""
    return annotated(pages)


@hooks.register("register_page_listing_more_buttons")
def side_by_side(page: Any, **_: Any) -> Iterator[Button]:
    """Lead from the listing to the figures that changed."""
    if getattr(page, "figures_changed", False):
        yield Button("Changed figures", reverse("edition_changed", args=[page.pk]), icon_name="rotate", priority=5)


@hooks.register("register_page_header_buttons")
def as_document(page: Any, user: Any, **_: Any) -> Iterator[Button]:
    """Offer an edition as the report to donors, in its language."""
    if isinstance(page, EditionPage) and page.permissions_for_user(user).can_edit():
        address = reverse("edition_donor_report", args=[page.pk])
        yield Button("Report to donors (8+3, .docx)", address, icon_name="download", priority=70)


@hooks.register("insert_editor_js")
def editor_scripts() -> SafeString:
    """Let positions be picked on a map, and leave nothing that is written out of what Wagtail saves by itself."""
    return _scripts("places", "kept")


@hooks.register("insert_global_admin_js")
def scripts() -> SafeString:
    """Begin the choosers of days without scripts inside pages, and give names to what Wagtail leaves without."""
    return _scripts("dates", "names")


def _scripts(*names: str) -> SafeString:
    sources = ((versioned_static(f"editorial/{name}.js"),) for name in names)
    return format_html_join("", '<script src="{}"></script>', sources)


@hooks.register("construct_help_menu")
def no_help_elsewhere(_: HttpRequest, menu_items: list[Any]) -> None:
    """Take away what is about Wagtail, on other hosts."""
    menu_items.clear()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Let the log tell who let which number pass, and why."""

    @actions.register_action("quipu.pass")
    class PassFormatter(LogFormatter):
        label = "Let a number pass"

        def format_message(self, entry: Any) -> str:
            told = entry.data
            return f"Let {told['written']} pass: {told['reason']} (The check said: {told['message']})"

    @actions.register_action("quipu.correct")
    class CorrectFormatter(LogFormatter):
        label = "Correct a public edition"

        def format_message(self, entry: Any) -> str:
            return f"Readers are told: {entry.data['note']}"

    @actions.register_action("quipu.withdraw")
    class WithdrawFormatter(LogFormatter):
        label = "Withdraw a public edition"

        def format_message(self, entry: Any) -> str:
            return f"Withdrawn. Readers are told: {entry.data['reason']}"

    register_logs(actions)
