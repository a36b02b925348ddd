"""The pages of the back office: region, operation, and for each year a plan and a report. Knows nothing of requests."""

import hashlib
import json
import re
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from wagtail.admin.panels import CommentPanel, FieldPanel, ObjectList, Panel, PublishingPanel, TabbedInterface
from wagtail.models import Locale, Page

from quipu.core.edition import Change, EditionKind
from quipu.web.editorial import blocks
from quipu.web.editorial.forms import EditionForm
from quipu.web.editorial.permissions import OfEdition, OfStructure
from quipu.web.editorial.seen import Seen
from quipu.web.editorial.tasks import ApprovalTask, ReviewTask, RoleKind, TranslationTask

__all__ = [
    "ApprovalTask", "Editions", "OperationPage", "Outgoing", "Passed", "PlanPage", "PublicNote", "RegionPage", "ReportPage",
    "ReviewTask", "Role", "Seen", "TranslationTask",
]  # fmt: skip


class Structure(Page):
    """A page that holds others, and is made by synchronisation alone."""

    parent_page_types: list[str] = []
    content_panels: list[Panel] = []
    promote_panels: list[Panel] = []
    settings_panels: list[Panel] = []
    preview_modes: list[tuple[str, str]] = []
    is_creatable = False

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> OfStructure:
        """Return what someone may do with the page."""
        return OfStructure(user, self)


class Editions(Structure):
    """All editions in one language."""


class RegionPage(Structure):
    """A region, as the newest release draws it."""

    code = models.CharField(max_length=40)


class OperationPage(Structure):
    """An operation; it stands in the region of its newest year."""

    subject = models.CharField(max_length=40)


class EditionPage(Page):
    """What people write about an operation in a year, in one language.

    The edition in the first language of the site is the source; those in others are its translations, and are published
    with it. `follows` holds, in a translation that was called complete, the hash of each block of the source then.
    """

    subject = models.CharField(max_length=40, db_index=True)
    year = models.PositiveSmallIntegerField(db_index=True)
    notices = blocks.stream("notice", blocks.Notice)
    key_figures = blocks.stream("figure", blocks.KeyFigure)
    callouts = blocks.stream("callout", blocks.CallOut)
    places = blocks.stream("place", blocks.Place)
    pictures = blocks.stream("picture", blocks.Picture)
    documents = blocks.stream("document", blocks.Document)
    follows = models.JSONField(default=dict, blank=True, editable=False)

    kind: EditionKind
    STREAMS = ("notices", "narrative", "key_figures", "callouts", "places", "pictures", "documents")

    base_form_class = EditionForm
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    is_creatable = False
    edit_handler = TabbedInterface(
        [
            ObjectList([FieldPanel("notices"), FieldPanel("narrative"), CommentPanel()], heading="Text"),
            ObjectList([FieldPanel("key_figures"), FieldPanel("callouts")], heading="Key figures"),
            ObjectList([FieldPanel("places")], heading="Places"),
            ObjectList([FieldPanel("pictures"), FieldPanel("documents")], heading="Pictures and documents"),
            ObjectList([PublishingPanel()], heading="Publication"),
        ]
    )

    class Meta:
        abstract = True

    @property
    def is_source(self) -> bool:
        """Whether it is the edition that others are translated from."""
        return self.locale_id == Locale.get_default().pk

    @property
    def source(self) -> "EditionPage":
        """The newest draft of the edition that this one is translated from; of the source, itself."""
        if self.is_source:
            return self
        return self.get_translations().get(locale=Locale.get_default()).get_latest_revision_as_object()

    def translations(self) -> list["EditionPage"]:
        """Return the newest drafts of the translations."""
        others = self.get_translations().exclude(locale=Locale.get_default()).select_related("locale")
        return [page.get_latest_revision_as_object() for page in others.order_by("locale__language_code")]

    def blocks(self) -> dict[str, dict[str, Any]]:
        """Return every block by its identity, as it is stored; it is the same in all languages."""
        return {block["id"]: dict(block) for name in self.STREAMS for block in getattr(self, name).raw_data}

    def digests(self) -> dict[str, str]:
        """Return a hash of each block."""
        return {name: hashlib.sha256(written(block)).hexdigest()[:16] for name, block in self.blocks().items()}

    def changed_since_translated(self, source: "EditionPage") -> list[str]:
        """Return the blocks of the source that are new, other or gone since this translation was called complete."""
        now = source.digests()
        return [name for name in now.keys() | self.follows.keys() if now.get(name) != self.follows.get(name)]

    def is_complete(self, source: "EditionPage") -> bool:
        """Tell whether this translation follows the source as it is now."""
        return bool(self.follows) and not self.changed_since_translated(source)

    def get_admin_display_title(self) -> str:
        """Return the title; in a listing, with the mark that `editing.annotated` gave it."""
        title = super().get_admin_display_title()
        return f"{title} (figures changed since last review)" if getattr(self, "figures_changed", False) else title

    def permissions_for_user(self, user: Any) -> OfEdition:
        """Return what someone may do with the edition."""
        return OfEdition(user, self)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The languages that the page of the site can be looked at in."""
        from quipu.web.editorial.preview import modes

        return modes(self)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Return the page of the site with this draft, in a language."""
        from quipu.web.editorial.preview import response

        return response(self, mode_name)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Return where readers find the edition; None where the site has no page of its operation and year."""
        from quipu.web.editorial.paths import public_path

        path = public_path(self.subject, self.locale.language_code, self.year)
        return (0, settings.WAGTAILADMIN_BASE_URL, path) if path else None

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **keywords: Any) -> Any:
        """Publish, unless something stands against it; raise PermissionDenied with the reasons then."""
        from quipu.web.editorial.publication import refuse_unready

        refuse_unready(revision.as_object())
        return super().publish(revision, user=user, **keywords)

    def publish_with_source(self, revision: Any) -> None:
        """Publish a translation, whose source is being published and was looked at together with it."""
        super().publish(revision)

    def unpublish(self, *arguments: Any, **keywords: Any) -> Any:
        """Refuse: an edition is withdrawn, with a reason that readers see."""
        raise PermissionDenied("An edition is not unpublished. Withdraw it, with a reason that readers see.")


_KEY = re.compile(r' data-block-key=\\"[^"\\]*\\"')
_EMPTY = re.compile(r"<p></p>")


def written(block: dict[str, Any]) -> bytes:
    """Return what of a block a translation follows; not names of paragraphs and empty ones, which the editor adds by itself."""
    text = json.dumps([block["type"], block["value"]], sort_keys=True, default=str, ensure_ascii=False)
    return _EMPTY.sub("", _KEY.sub("", text)).encode()


def empty_sections(edition: str) -> list[dict[str, Any]]:
    """Return one empty block a section, so that a new edition shows what is asked for."""
    names = map(blocks.block_name, blocks.sections_of(edition))
    return [{"type": name, "value": "", "id": str(uuid.uuid4())} for name in names]


class ReportPage(EditionPage):
    """What was done in a year."""

    narrative = blocks.Blocks(blocks.narrative("report"), blank=True)
    kind = EditionKind.REPORT

    class Meta:
        verbose_name = "report"


class PlanPage(EditionPage):
    """What is planned for a year."""

    narrative = blocks.Blocks(blocks.narrative("plan"), blank=True)
    kind = EditionKind.PLAN

    class Meta:
        verbose_name = "plan"


EDITION_PAGES: tuple[type[EditionPage], ...] = (PlanPage, ReportPage)


class Role(models.Model):
    """What a group of accounts does, and for what: an operation, a region, a language; empty where for all."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role")
    kind = models.CharField(max_length=20, choices=[(str(kind), str(kind).capitalize()) for kind in RoleKind])
    scope = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "scope"], name="one_group_a_role")]

    def __str__(self) -> str:
        return self.group.name


class Passed(models.Model):
    """A number that a reviewer let pass in spite of the check, with the reason; it holds for that number in that sentence."""

    translation_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=10)
    passage = models.CharField(max_length=60)
    written = models.CharField(max_length=100)
    sentence = models.TextField()
    reason = models.TextField()
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.written}: {self.reason}"


class PublicNote(models.Model):
    """What readers are told of an edition that was corrected or withdrawn, by language; without a day until it is public."""

    translation_key = models.UUIDField(db_index=True)
    change = models.CharField(max_length=20, choices=[(str(change), str(change)) for change in Change])
    texts = models.JSONField()
    public_on = models.DateField(null=True)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.change}: {next(iter(self.texts.values()), '')}"


class Outgoing(models.Model):
    """An edition whose pages are not yet as the office has it, and what kept them from it when it was last tried."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    problem = models.TextField(blank=True)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.problem}"
