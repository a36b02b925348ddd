"""What must hold before an edition is handed on: the number check stands between saving and submitting. Knows no request."""

import threading
from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

COMPLETE = "action-translation-complete"
_ONWARD = ("action-submit", "action-publish", "action-restart-workflow")
_ALONE = threading.Lock()


class EditionForm(WagtailAdminPageForm):
    """The form of an edition. Saving is always possible; handing on is not while numbers stop it."""

    def _clean_fields(self) -> None:
        """Read what was sent, one form at a time: while Wagtail reads a draft, the blocks of all drafts require nothing."""
        with _ALONE:
            super()._clean_fields()

    def clean(self) -> Any:
        """Refuse an end, for an edition does not go without a reason; and places outside the operation's countries."""
        from quipu.web.editorial.positions import misplaced

        cleaned = super().clean()
        if cleaned.get("expire_at"):
            self.add_error("expire_at", "An edition does not expire. Withdraw it, with a reason that readers see.")
        places = [block.value for block in cleaned.get("places") or ()]
        for sentence in misplaced(places, self.instance.subject, self.instance.year):
            self.add_error("places", sentence)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and self._is_handed_on():
            self._refuse()

    def _is_handed_on(self) -> bool:
        step = self.data.get("workflow-action-name", "") if "action-workflow-action" in self.data else ""
        approved = step.startswith("approve")
        return approved or COMPLETE in self.data or any(name in self.data for name in _ONWARD)

    def _refuse(self) -> None:
        from quipu.web.editorial.publication import reasons_against
        from quipu.web.editorial.translating import untranslated

        reasons = reasons_against(self.instance, publishing="action-publish" in self.data)
        if COMPLETE in self.data and not self.instance.is_source:
            reasons += untranslated(self.instance, self.instance.source)
        for reason in reasons:
            self.add_error(None, f"Not handed on. {reason}")

    def save(self, commit: bool = True) -> Any:
        """Save; a translation that is called complete follows its source as it is now."""
        if COMPLETE in self.data and not self.instance.is_source:
            self.instance.follows = self.instance.source.digests()
        return super().save(commit=commit)
