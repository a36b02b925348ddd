"""Names the app to Django."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """The editions of the back office."""

    name = "quipu.web.editorial"
    label = "editorial"
    verbose_name = "Editions"

    def ready(self) -> None:
        """Listen for what is saved, approved and published, and close the doors of Wagtail's own interface around the workflow."""
        from wagtail.admin.api.views import PagesAdminAPIViewSet

        from quipu.web.editorial import publication, reviewing  # noqa: F401 - models must be loaded before

        PagesAdminAPIViewSet.actions = {}
