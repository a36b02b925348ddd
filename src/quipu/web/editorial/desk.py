"""What waits for somebody: what is due, came back, waits, changed, is behind, is scheduled. Asks a fixed number of questions.

Nothing here is judged or loaded page by page: the world has two thousand editions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import (
    Comment,
    CommentReply,
    Locale,
    Page,
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from quipu.web.editorial import released
from quipu.web.editorial.behind import Draft, behind, other_locales
from quipu.web.editorial.blocks import profile
from quipu.web.editorial.models import EDITION_PAGES, ApprovalTask, ReviewTask, TranslationTask
from quipu.web.editorial.reach import reach_of
from quipu.web.editorial.reviewing import changed_keys
from quipu.web.editorial.seen import Seen
from quipu.web.editorial.tasks import RoleKind

MOST = 25
"""Rows that a part of the desk shows; how many more there are is said."""
_WRITER, _REVIEWER, _TRANSLATOR, _PUBLISHER = (
    RoleKind.WRITER,
    RoleKind.REVIEWER,
    RoleKind.TRANSLATOR,
    RoleKind.PUBLISHER,
)
_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Due:
    """An edition of the year asked for in which nobody has begun to write."""

    title: str
    page: int
    day: date | None

    @property
    def late(self) -> bool:
        """Whether its day is over."""
        return self.day is not None and self.day < timezone.now().date()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An edition at a step of its way: which, whose, since when; with the reason where it came back."""

    title: str
    page: int
    step: str
    who: str
    since: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure that changed, as the desk writes it."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An edition whose figures changed: the first of them, and how many more there are."""

    title: str
    page: int
    figures: tuple[Moved, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An edition that is approved for a moment to come."""

    title: str
    page: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a block that nobody has resolved, with the newest answer."""

    title: str
    page: int
    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A plan or report on a writer's list, and how far it is."""

    page: int
    state: str


@dataclass(frozen=True, slots=True)
class Year:
    """The editions of an operation in a year."""

    operation: str
    year: int
    plan: Written | None
    report: Written | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the desk: its rows, as many as are shown, and how many there are."""

    rows: Sequence[Any]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


class Desk:
    """One person's desk."""

    def __init__(self, user: Any) -> None:
        self._user, self.reach = user, reach_of(user)
        self._source = Locale.get_default()
        self._pages = get_default_page_content_type()

    def due(self) -> Part:
        """Return the editions of the newest year in which nobody has begun to write, those with the nearest day first."""
        ours = self.reach.below(_WRITER, _REVIEWER, _PUBLISHER)
        rows: list[Due] = []
        count = 0
        for kind in EDITION_PAGES:
            editions = kind.objects.filter(locale=self._source)
            year = editions.aggregate(newest=Max("year"))["newest"]
            missing = editions.filter(ours, year=year, latest_revision=None, live=False)
            found = missing.order_by("title").values_list("title", "pk")[: MOST + 1]
            day = profile().due(str(kind.kind), year) if year else None
            rows += [Due(title, pk, day) for title, pk in found]
            count += len(found) if len(found) <= MOST else missing.count()
        rows.sort(key=lambda row: (row.day or date.max, row.title))
        return Part(rows[:MOST], count)

    def came_back(self) -> Part:
        """Return what was returned to those who write it, with the reason, the newest first."""
        states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, base_content_type=self._pages)
        states = states.select_related("current_task_state__task", "current_task_state__finished_by", "requested_by")
        held = list(states.order_by("-current_task_state__finished_at"))
        pages = self._by_pk(state.object_id for state in held)
        ours = [
            (state, pages[int(state.object_id)])
            for state in held
            if int(state.object_id) in pages and self._is_writers(state, pages[int(state.object_id)])
        ]
        return Part([_returned(state, page) for state, page in ours[:MOST]], len(ours))

    def _is_writers(self, state: WorkflowState, page: Page) -> bool:
        return state.requested_by_id == self._user.pk or self.reach.holds(page.path, _WRITER)

    @cached_property
    def _at_work(self) -> list[tuple[TaskState, Page]]:
        """Every edition at a step of the workflow, the longest waiting first."""
        states = TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS, workflow_state__base_content_type=self._pages
        )
        states = states.select_related("task", "workflow_state__requested_by").defer("revision__content")
        held = list(states.order_by("started_at"))
        pages = self._by_pk(state.workflow_state.object_id for state in held)
        found = ((state, pages.get(int(state.workflow_state.object_id))) for state in held)
        return [(state, page) for state, page in found if page is not None]

    def waiting(self) -> Part:
        """Return what somebody reviews or approves, the longest waiting first."""
        kinds = ContentType.objects.get_for_models(ReviewTask, ApprovalTask)
        roles = {kinds[ReviewTask].pk: _REVIEWER, kinds[ApprovalTask].pk: _PUBLISHER}
        ours = [
            _waiting(state, page)
            for state, page in self._at_work
            if (role := roles.get(state.task.content_type_id)) and self.reach.holds(page.path, role)
        ]
        return Part(ours[:MOST], len(ours))

    def on_its_way(self) -> Part:
        """Return what somebody submitted, and at which step it is."""
        ours = [
            _waiting(state, page)
            for state, page in self._at_work
            if state.workflow_state.requested_by_id == self._user.pk or self.reach.holds(page.path, _WRITER)
        ]
        return Part(ours[:MOST], len(ours))

    def to_translate(self) -> Part:
        """Return the translations that wait for somebody's languages, the longest waiting first."""
        if not self.reach.languages:
            return Part([], 0)
        step = ContentType.objects.get_for_model(TranslationTask).pk
        keys = [page.translation_key for state, page in self._at_work if state.task.content_type_id == step]
        drafts = [draft for draft in behind(keys[: 4 * MOST], other_locales(self.reach.languages)) if draft.page]
        return Part(drafts[:MOST], len(drafts))

    def behind(self) -> Part:
        """Return the translations that live editions have not, or that are older than their source, the newest source first."""
        if not (self.reach.languages or self.reach.has(_PUBLISHER)):
            return Part([], 0)
        locales = other_locales(None if self.reach.has(_PUBLISHER) else self.reach.languages)
        live = Page.objects.filter(live=True, locale=self._source, content_type__in=self._kinds)
        ours = live if self.reach.languages else live.filter(self.reach.below(_PUBLISHER))
        keys: dict[Any, None] = {}
        for locale in locales:
            theirs = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=locale)
            aged = ours.annotate(theirs=Subquery(theirs.values("latest_revision_created_at")[:1]))
            older = aged.filter(Q(theirs=None) | Q(theirs__lt=F("latest_revision_created_at")))
            newest = older.order_by("-latest_revision_created_at").values_list("translation_key", flat=True)
            keys |= dict.fromkeys(newest[:MOST])
        drafts: list[Draft] = behind(keys, locales)
        return Part(drafts[:MOST], len(drafts))

    @cached_property
    def _kinds(self) -> list[ContentType]:
        return list(ContentType.objects.get_for_models(*EDITION_PAGES).values())

    def changed(self) -> Part:
        """Return the editions whose figures say something else than when they were last reviewed."""
        ours = self.reach.below(_WRITER, _REVIEWER, _PUBLISHER)
        found = Page.objects.filter(ours, locale=self._source, translation_key__in=changed_keys())
        pages = list(found.order_by("title")[: MOST + 1])
        count = len(pages) if len(pages) <= MOST else found.count()
        rows = Seen.objects.filter(changed=True, translation_key__in=[page.translation_key for page in pages[:MOST]])
        by_key: dict[Any, list[Seen]] = {}
        for row in rows.order_by("address"):
            by_key.setdefault(row.translation_key, []).append(row)
        return Part([_changed(page, by_key.get(page.translation_key, [])) for page in pages[:MOST]], count)

    def scheduled(self) -> Part:
        """Return what is approved for a moment to come, the next first."""
        approved = Revision.objects.filter(approved_go_live_at__isnull=False, base_content_type=self._pages)
        times = list(approved.order_by("approved_go_live_at").values_list("object_id", "approved_go_live_at"))
        pages = self._by_pk(pk for pk, _ in times)
        own = (_WRITER, _REVIEWER, _PUBLISHER)
        rows = [
            Scheduled(page.title, page.pk, at)
            for pk, at in times
            if (page := pages.get(int(pk))) and self.reach.holds(page.path, *own)
        ]
        return Part(rows[:MOST], len(rows))

    def remarks(self) -> Part:
        """Return the comments of others that nobody has resolved and that somebody has not answered, the newest first."""
        ours = self.reach.below(_WRITER, _REVIEWER, _PUBLISHER, _TRANSLATOR, field="page__path")
        newest = CommentReply.objects.filter(comment=OuterRef("pk")).order_by("-created_at")
        named = {name: Subquery(newest.values(field)[:1]) for name, field in _OF_REPLY.items()}
        held = Comment.objects.filter(ours, resolved_at=None).annotate(**named)
        begun = Q(last_user__isnull=True) & ~Q(user=self._user)
        spoken = held.filter(begun | (Q(last_user__isnull=False) & ~Q(last_user=self._user.pk)))
        rows = list(spoken.select_related("page", "user").order_by("-updated_at")[: MOST + 1])
        count = len(rows) if len(rows) <= MOST else spoken.count()
        return Part([_remark(comment) for comment in rows[:MOST]], count)

    def editions(self) -> list[Year]:
        """Return the plan and report of every year of the operations that somebody writes about, the newest first."""
        if not self.reach.has(_WRITER):
            return []
        steps = {page.pk: state.task.name for state, page in self._at_work}
        fields = ("pk", "title", "subject", "year", "live", "latest_revision_id", "has_unpublished_changes")
        held: dict[tuple[str, int], dict[str, Any]] = {}
        for kind in EDITION_PAGES:
            for row in kind.objects.filter(self.reach.below(_WRITER), locale=self._source).values(*fields):
                years = held.setdefault((row["title"].split(f" {row['year']}")[0], row["year"]), {})
                years[str(kind.kind)] = Written(row["pk"], _state(row, steps))
        order = sorted(held, key=lambda key: (key[0], -key[1]))
        return [Year(name, year, held[name, year].get("plan"), held[name, year].get("report")) for name, year in order]

    def _by_pk(self, pks: Iterable[str]) -> dict[int, Page]:
        wanted = sorted({int(pk) for pk in pks})
        return Page.objects.filter(content_type__in=self._kinds).in_bulk(wanted) if wanted else {}


_OF_REPLY = {"last_user": "user_id", "last_name": "user__username", "last_text": "text", "last_at": "created_at"}


def _returned(state: WorkflowState, page: Page) -> Waiting:
    task = state.current_task_state
    who = task.finished_by.get_username() if task.finished_by else "the office"
    return Waiting(page.title, page.pk, task.task.name, who, task.finished_at or task.started_at, task.comment)


def _waiting(state: TaskState, page: Page) -> Waiting:
    asked = state.workflow_state.requested_by
    return Waiting(page.title, page.pk, state.task.name, asked.get_username() if asked else "", state.started_at)


def _changed(page: Page, rows: Sequence[Seen]) -> Changed:
    figures = tuple(_moved(row) for row in rows[:_FIGURES])
    return Changed(page.title, page.pk, figures, len(rows) - len(figures))


def _moved(row: Seen) -> Moved:
    found = released.at(row.address, "en")
    unit = found.unit if found else "count"
    before, after = (released.written(value, unit, "en") for value in (row.value, row.now))
    return Moved(f"{found.title}, {found.address.year}" if found else row.address, before, after)


def _remark(comment: Any) -> Remark:
    answered = comment.last_user is not None
    who = comment.last_name if answered else comment.user.get_username()
    text = comment.last_text if answered else comment.text
    return Remark(comment.page.title, comment.page_id, who, text, comment.last_at if answered else comment.created_at)


def _state(row: dict[str, Any], steps: dict[int, str]) -> str:
    if row["pk"] in steps:
        return f"at: {steps[row['pk']]}"
    if row["live"]:
        return "live, with a newer draft" if row["has_unpublished_changes"] else "live"
    return "draft" if row["latest_revision_id"] else "not begun"


class DeskPanel(Component):
    """The desk on the first page of the back office."""

    name = "desk"
    template_name = "editorial/desk.html"
    order = 40

    class Media:
        css = {"all": ["editorial/office.css"]}

    def __init__(self, user: Any) -> None:
        self._user = user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the parts."""
        desk = Desk(self._user)
        names = (
            "came_back",
            "waiting",
            "to_translate",
            "changed",
            "remarks",
            "behind",
            "due",
            "scheduled",
            "on_its_way",
        )
        parts = {name: getattr(desk, name)() for name in names}
        return {**parts, "years": desk.editions(), "request": parent_context["request"]}
