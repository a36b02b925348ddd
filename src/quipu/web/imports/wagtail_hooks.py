"""Data in Wagtail's menu, its addresses, and what the log says of it. Knows no rules."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from quipu.web.imports import views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Add our pages."""
    return [
        path("data/import/", views.Upload.as_view(), name="imports_upload"),
        path("data/imports/", views.Imports.as_view(), name="imports_list"),
        path("data/imports/<int:pk>/", views.OneImport.as_view(), name="imports_one"),
        path("data/snapshots/", views.Snapshots.as_view(), name="imports_snapshots"),
        path("data/releases/", views.Releases.as_view(), name="imports_releases"),
        path("data/releases/<slug:name>/", views.OneRelease.as_view(), name="imports_release"),
    ]


class DataItem(MenuItem):
    """A line of the menu, for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those whom its page is for."""
        return request.user.has_perm(views.DataPage.permission_required)


@hooks.register("register_admin_menu_item")
def data() -> SubmenuMenuItem:
    """Add the part of the menu."""
    pages = (
        ("Import", "imports_upload", "upload"),
        ("Imports", "imports_list", "history"),
        ("Snapshots", "imports_snapshots", "doc-full-inverse"),
        ("Releases", "imports_releases", "tasks"),
    )
    lines = [
        DataItem(label, reverse(name), name=name.replace("_", "-"), icon_name=icon, order=place)
        for place, (label, name, icon) in enumerate(pages)
    ]
    return SubmenuMenuItem("Data", Menu(items=lines), name="data", icon_name="table", order=800)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Let the log tell who imported what, and who made which release current."""

    @actions.register_action("quipu.import_begin")
    class BeginFormatter(LogFormatter):
        label = "Begin an import"

        def format_message(self, entry: Any) -> str:
            return f"Began the import of {', '.join(entry.data['files'])}"

    @actions.register_action("quipu.import_end")
    class EndFormatter(LogFormatter):
        label = "End an import"

        def format_message(self, entry: Any) -> str:
            told = entry.data
            release = f"release {told['release']}" if told["release"] else "no release"
            return f"The import ended: {told['outcome']}; {release}. {told['problem']}".strip()

    @actions.register_action("quipu.release")
    class ReleaseFormatter(LogFormatter):
        label = "Make a release current"

        def format_message(self, entry: Any) -> str:
            return f"Made release {entry.data['release']} current instead of {entry.data['before'] or 'none'}"
