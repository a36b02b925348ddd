"""The steps of the workflow: review in the region, translation, approval at headquarters. Knows no numbers."""

from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import GroupPagePermission, Task, TaskState

CORRECT = "approve-correction"
"""The name of the step that publishes a change of what was public."""


class RoleKind(StrEnum):
    """What a group of accounts does; all but the last two for one operation, region or language."""

    WRITER = "writer"
    REVIEWER = "reviewer"
    TRANSLATOR = "translator"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class Return(forms.Form):
    """What must be said when an edition is returned."""

    comment = forms.CharField(label="What is to be changed", widget=forms.Textarea({"rows": 4}))


def has_role(kind: RoleKind, page: Any, user: Any) -> bool:
    """Tell whether someone has a role over a page, wherever it stands in the tree; a superuser has all."""
    held = GroupPagePermission.objects.filter(group__user=user, group__role__kind=kind)
    return user.is_superuser or held.filter(page__in=page.get_ancestors(inclusive=True)).exists()


class StepTask(Task):
    """A step that is taken by those who have a role over the page, wherever it stands in the tree."""

    role: RoleKind

    class Meta:
        abstract = True

    def may_act(self, page: Any, user: Any) -> bool:
        """Tell whether someone takes this step for the page."""
        return has_role(self.role, page, user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Let those who act read."""
        return self.may_act(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Keep the text as it was submitted from everybody else."""
        return not self.may_act(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Return what someone may do at this step; nothing is approved while numbers stop it."""
        if not self.may_act(obj, user):
            return []
        returning = [("reject", "Return with a reason", True)]
        return returning if self._reasons(obj) else [*returning, ("approve", "Approve", False)]

    def _reasons(self, page: Any) -> list[str]:
        from quipu.web.editorial.publication import reasons_against

        return reasons_against(page.get_latest_revision_as_object(), publishing=False)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **keywords: Any) -> Any:
        """Do it; raise PermissionDenied where this step does not offer it to them, or a return has no reason.

        Whoever called asked what is offered, but of two requests at once the second may come to the next step.
        """
        self._refuse_others(task_state, user, action_name)
        if action_name == "reject" and not keywords.get("comment", "").strip():
            raise PermissionDenied("Say what is to be changed.")
        return super().on_action(task_state, user, action_name, **keywords)

    def _refuse_others(self, task_state: TaskState, user: Any, action_name: str) -> None:
        page = task_state.revision.content_object
        if action_name not in {name for name, _, _ in self.get_actions(page, user)}:
            raise PermissionDenied(" ".join(self._reasons(page)) or "The edition is at another step now.")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Ask for a reason where an edition is returned."""
        return Return if action == "reject" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user: Any, **keywords: Any) -> Any:
        """Return what waits for someone."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        ours = [state.pk for state in waiting if self.may_act(state.revision.content_object, user)]
        return waiting.filter(pk__in=ours)


class ReviewTask(StepTask):
    """The region reads the edition."""

    role = RoleKind.REVIEWER

    class Meta:
        verbose_name = "review by the region"


class TranslationTask(StepTask):
    """The edition is translated; the step ends by itself when the last translation is complete."""

    role = RoleKind.PUBLISHER

    class Meta:
        verbose_name = "translation"

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Give every language a draft to work on, then begin."""
        from quipu.web.editorial.translating import prepare

        prepare(workflow_state.content_object.specific)
        return super().start(workflow_state, user=user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Return what a publisher may do meanwhile: call it back."""
        return [("reject", "Return with a reason", True)] if self.may_act(obj, user) else []


class ApprovalTask(StepTask):
    """Headquarters approves, and with that publishes."""

    role = RoleKind.PUBLISHER

    class Meta:
        verbose_name = "approval"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Return what may be done; approving what changes a public edition asks what readers are told of it."""
        from quipu.web.editorial.corrections import needs_note

        offered = super().get_actions(obj, user)
        if not needs_note(obj.get_latest_revision_as_object()):
            return [
                (name, "Approve and publish" if name == "approve" else label, asks) for name, label, asks in offered
            ]
        correcting = (CORRECT, "Approve and publish the correction", True)
        return [correcting if action[0] == "approve" else action for action in offered]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Ask what readers are told."""
        from quipu.web.editorial.corrections import NoteForm

        return NoteForm if action == CORRECT else super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **keywords: Any) -> Any:
        """Do it, all or nothing; keep what readers are told first."""
        from quipu.web.editorial.corrections import remember, texts_in

        if action_name != CORRECT:
            return super().on_action(task_state, user, action_name, **keywords)
        self._refuse_others(task_state, user, action_name)
        remember(task_state.revision.content_object, texts_in(keywords), user)
        task_state.approve(user=user)
        return None

    def _reasons(self, page: Any) -> list[str]:
        from quipu.web.editorial.publication import reasons_against

        return reasons_against(page.get_latest_revision_as_object(), publishing=True)
