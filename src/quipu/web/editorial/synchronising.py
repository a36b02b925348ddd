"""Make the pages that a release asks for: region, operation, and for each year a plan and a report. Knows no text.

What is there stays as people wrote it. An operation that stands in another region is moved with all that is below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow, WorkflowPage, WorkflowTask
from wagtail.signal_handlers import disable_reference_index_auto_update

from quipu.core.profile import WORLD, Profile
from quipu.core.record import Level, Subject
from quipu.figures.lookup import Record
from quipu.web.editorial import roles
from quipu.web.editorial.models import (
    EDITION_PAGES,
    ApprovalTask,
    EditionPage,
    Editions,
    OperationPage,
    RegionPage,
    ReviewTask,
    TranslationTask,
    empty_sections,
)

_WORKFLOW = "review and publication"
_STEPS = ((ReviewTask, "Review by the region"), (TranslationTask, "Translation"), (ApprovalTask, "Approval"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made: editions, and operations that were new or moved to another region."""

    editions: int
    operations: int
    moved: int


def synchronise(record: Record, profile: Profile, languages: tuple[str, ...]) -> Outcome:
    """Bring the pages up to a release, all or nothing; running it again changes nothing."""
    with transaction.atomic(), disable_reference_index_auto_update():
        return _Tree(record, profile, languages).bring_up()


class _Tree:
    """The pages of all languages while they are brought up."""

    def __init__(self, record: Record, profile: Profile, languages: tuple[str, ...]) -> None:
        self._subjects = {subject.code: subject for subject in record.subjects()}
        self._profile = profile
        self._locales = [Locale.objects.get_or_create(language_code=code)[0] for code in languages]
        self._root = Page.get_first_root_node()
        self._homes = {locale.language_code: self._home(locale) for locale in self._locales}
        self._home_of_source = self._homes[languages[0]]
        self._regions = {page.code: page for page in RegionPage.objects.filter(locale=self._locales[0])}
        self._operations = {page.subject: page for page in OperationPage.objects.filter(locale=self._locales[0])}
        self._made = self._moved = 0

    def bring_up(self) -> Outcome:
        """Do it."""
        self._replace_welcome()
        self._ensure_workflow()
        editions = sum(self._bring_up_operation(subject) for subject in self._wanted())
        self._ensure_roles()
        return Outcome(editions, self._made, self._moved)

    def _wanted(self) -> Iterator[Subject]:
        return (subject for subject in self._subjects.values() if subject.level is Level.OPERATION and subject.editions)

    def _home(self, locale: Locale) -> Editions:
        """Return the page above all editions of a language; those of other languages are translations of the first."""
        found = Editions.objects.filter(locale=locale).first()
        if found is not None:
            return found
        first = Editions.objects.first()
        key = {"translation_key": first.translation_key} if first else {}
        page = Editions(
            title=f"Editions in {locale.get_display_name()}", slug=locale.language_code, locale=locale, **key
        )
        self._root.refresh_from_db()
        self._root.add_child(instance=page)
        return page

    def _replace_welcome(self) -> None:
        """Put our pages, groups and workflow in the place of those that Wagtail begins with, which know no subtrees."""
        site = Site.objects.filter(is_default_site=True).first()
        if site and not isinstance(site.root_page.specific, Editions):
            welcome = site.root_page
            Site.objects.filter(pk=site.pk).update(root_page=self._home_of_source, site_name="Quipu")
            Page.objects.get(pk=welcome.pk).delete()
            Workflow.objects.exclude(name=_WORKFLOW).delete()
            Task.objects.filter(workflow_tasks=None).delete()
            Group.objects.filter(role=None).delete()

    def _ensure_workflow(self) -> None:
        workflow, made = Workflow.objects.get_or_create(name=_WORKFLOW)
        if made:
            for place, (step, name) in enumerate(_STEPS):
                task, _ = step.objects.get_or_create(name=name)
                WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
        WorkflowPage.objects.get_or_create(
            page=Page.objects.get(pk=self._home_of_source.pk), defaults={"workflow": workflow}
        )

    def _bring_up_operation(self, subject: Subject) -> int:
        """Return how many editions were made."""
        region = self._region(subject.editions[-1].region or WORLD)
        operation = self._operations.get(subject.code)
        if operation is None:
            operation = self._add(region, OperationPage(title=subject.name, slug=subject.slug, subject=subject.code))
            self._operations[subject.code] = operation
            self._made += 1
        elif operation.get_parent().pk != region.pk:
            self._move(operation, region)
        _rename(operation, subject.name)
        return self._add_editions(operation, subject)

    def _add(self, parent: Page, page: Page) -> Page:
        """Add a page of structure, live: it shows nothing to readers."""
        page.locale = parent.locale
        parent.add_child(instance=page)
        return page

    def _region(self, code: str) -> RegionPage:
        if code not in self._regions:
            subject = self._subjects.get(code)
            title, slug = (subject.name, subject.slug) if subject else (code, code.lower())
            page = RegionPage(title=title, slug=slug, code=code)
            self._regions[code] = self._add(self._home_of_source, page)
        elif code in self._subjects:
            _rename(self._regions[code], self._subjects[code].name)
        return self._regions[code]

    def _move(self, operation: OperationPage, region: RegionPage) -> None:
        """Move an operation in every language; permissions on it move along."""
        for page in (operation, *operation.get_translations()):
            target = region if page.pk == operation.pk else translated(region, page.locale)
            page.refresh_from_db()
            page.move(Page.objects.get(pk=target.pk), pos="last-child")
        operation.refresh_from_db()
        self._moved += 1

    def _add_editions(self, operation: OperationPage, subject: Subject) -> int:
        held = self._held
        missing = [(k, y) for y in subject.years for k in EDITION_PAGES if y not in held[k].get(subject.code, set())]
        for kind, year in missing:
            self._add_edition(operation, kind, year)
        return len(missing)

    @cached_property
    def _held(self) -> dict[type[EditionPage], dict[str, set[int]]]:
        """The years that each operation has editions of, by their kind."""
        held: dict[type[EditionPage], dict[str, set[int]]] = {kind: {} for kind in EDITION_PAGES}
        for kind, years in held.items():
            for code, year in kind.objects.filter(locale=self._locales[0]).values_list("subject", "year"):
                years.setdefault(code, set()).add(year)
        return held

    def _add_edition(self, operation: OperationPage, kind: type[EditionPage], year: int) -> None:
        edition = str(kind.kind)
        page = kind(
            title=f"{operation.title} {year}: {edition}",
            slug=f"{year}-{edition}",
            subject=operation.subject,
            year=year,
            live=False,
            has_unpublished_changes=True,
            locale=operation.locale,
        )
        page.narrative = kind._meta.get_field("narrative").stream_block.to_python(empty_sections(edition))
        operation.add_child(instance=page)

    def _ensure_roles(self) -> None:
        files = Collection.get_first_root_node()
        held = {collection.name: collection for collection in files.get_children()}
        for operation in self._operations.values():
            collection = held.get(operation.subject) or files.add_child(name=operation.subject)
            roles.ensure(roles.of_operation(operation, collection))
        for region in self._regions.values():
            roles.ensure(roles.of_region(region, files))
        for home in list(self._homes.values())[1:]:
            roles.ensure(roles.of_language(home, files))
        for scope in roles.of_all(self._homes.values(), files):
            roles.ensure(scope)


def translated(page: Page, locale: Locale) -> Page:
    """Return a page of structure in another language; made with all above it where it is not there."""
    found = page.get_translations().filter(locale=locale).first()
    if found is not None:
        return found
    parent = translated(page.get_parent().specific, locale)
    return page.copy(
        to=parent,
        copy_revisions=False,
        keep_live=True,
        reset_translation_key=False,
        update_attrs={"locale": locale, "slug": page.slug},
        log_action=None,
    )


def _rename(page: Page, title: str) -> None:
    if page.title != title:
        page.title = page.draft_title = title
        page.save(update_fields=["title", "draft_title"])
