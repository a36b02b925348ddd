"""What stands beside the text. Knows no rules of judging."""

from typing import Any

from django.urls import reverse
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.rich_text import expand_db_html

from quipu.web.editorial.models import EditionPage, Outgoing
from quipu.web.editorial.views import described


class NumbersPanel(BaseSidePanel):
    """Every number of the edition and how it stands."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it; its counter says how many numbers stop the edition."""

        aria_label = "Toggle numbers"
        icon_name = "decimal"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count."""
            return super().get_context_data(parent_context) | {"count": self.panel.numbers["stopping"]}

    name = "numbers"
    title = "Numbers"
    template_name = "editorial/numbers.html"
    order = 50

    def __init__(self, page: EditionPage, request: Any) -> None:
        super().__init__(page, request)
        self.numbers = described(page, request.user)

    @property
    def addresses(self) -> dict[str, str]:
        """Where the script asks."""
        return {name: reverse(f"edition_{name}", args=[self.object.pk]) for name in ("numbers", "figures", "pass")}

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return what the template shows, and what the script begins with."""
        begin = {"addresses": self.addresses, "found": self.numbers}
        return super().get_context_data(parent_context) | {
            "begin": begin,
            "style": versioned_static("editorial/office.css"),
        }


class SourcePanel(BaseSidePanel):
    """The text that a translation is made from, with what changed in it since."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it; its counter says how many sections the translation does not follow."""

        aria_label = "Toggle the text that is translated"
        icon_name = "globe"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count."""
            return super().get_context_data(parent_context) | {"count": len(self.panel.changed)}

    name = "source"
    title = "Translated from"
    template_name = "editorial/source.html"
    order = 60

    def __init__(self, page: EditionPage, request: Any) -> None:
        super().__init__(page, request)
        self.source = page.source
        self.changed = set(page.changed_since_translated(self.source))

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the sections of the source."""
        sections = [self._section(block) for block in self.source.narrative if block.value.source]
        others = [self._other(block) for name in ("notices", "key_figures", "callouts", "places", "pictures", "documents")
                  for block in getattr(self.source, name)]  # fmt: skip
        return super().get_context_data(parent_context) | {"source": self.source, "sections": [*sections, *others]}

    def _section(self, block: Any) -> dict[str, Any]:
        return {
            "label": block.block.label,
            "html": expand_db_html(block.value.source),
            "changed": block.id in self.changed,
        }

    def _other(self, block: Any) -> dict[str, Any]:
        texts = [value for value in block.value.values() if isinstance(value, str) and value]
        rich = [expand_db_html(value.source) for value in block.value.values() if hasattr(value, "source")]
        return {
            "label": block.block.label,
            "html": "".join(rich),
            "text": " · ".join(texts),
            "changed": block.id in self.changed,
        }


class NotOut(Component):
    """The live editions that readers do not see as they are, and why; for everybody, for somebody will know what to do."""

    name = "not_out"
    template_name = "editorial/not_out.html"
    order = 30

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return them, the longest waiting first."""
        return {"waiting": Outgoing.objects.exclude(problem="").select_related("page").order_by("since")}
