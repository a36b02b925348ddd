"""Remember what figures said when an edition was reviewed, and tell which say something else now. Changes no text."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import task_approved

from quipu.core.address import Address
from quipu.core.errors import QuipuError
from quipu.core.figure import Observation
from quipu.figures.lookup import Record
from quipu.prose.edition import Passage
from quipu.web.editorial import released
from quipu.web.editorial.models import ApprovalTask, EditionPage, ReviewTask
from quipu.web.editorial.passages import passages
from quipu.web.editorial.seen import Seen

_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that says something else than when the edition was last reviewed.

    `before` and `after` are written as the edition's language does; a value that is None is missing, and `after` says why.
    `beside` are the words around it in the text, one a place.
    """

    address: str
    title: str
    before: str
    after: str
    was: Decimal | None
    value: Decimal | None
    unit: str
    seen: date
    beside: tuple[str, ...]

    @property
    def can_be_taken(self) -> bool:
        """Whether there is a value to put into the text."""
        return self.value is not None


def bound(texts: Iterable[Passage]) -> dict[str, tuple[str, ...]]:
    """Return every address that passages are bound to, with the words around it."""
    found: dict[str, list[str]] = defaultdict(list)
    for passage in texts:
        for binding in passage.bindings:
            found[_canonical(binding.address)].append(_around(passage.text, binding.start, binding.end))
    return {address: tuple(words) for address, words in found.items()}


def _canonical(address: str) -> str:
    return address.strip().strip("/")


def _around(text: str, start: int, end: int) -> str:
    begin, finish = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    return f"{'…' if begin else ''}{' '.join(text[begin:finish].split())}{'…' if finish < len(text) else ''}"


def changes(page: EditionPage) -> list[Change]:
    """Return the changed figures of an edition as it stands, in the order of the text; asks the current release itself."""
    places = bound(passages(page))
    if not places:
        return []
    rows = Seen.objects.filter(translation_key=page.translation_key, address__in=places)
    seen = {row.address: row for row in rows}
    language = page.locale.language_code
    told = (_change(seen[address], beside, language) for address, beside in places.items() if address in seen)
    return [change for change in told if change is not None]


def _change(row: Seen, beside: tuple[str, ...], language: str) -> Change | None:
    found = released.at(row.address, language)
    was, value = _number(row.value), found.value if found else None
    if was == value:
        return None
    title, unit = (f"{found.title}, {found.address.year}", found.unit) if found else (row.address, "count")
    reason = found.reason if found else "The data no longer have it."
    before = "missing" if was is None else released.shown(was, unit, language)[0]
    after = reason if value is None else released.shown(value, unit, language)[0]
    return Change(row.address, title, before, after, was, value, unit, row.day, beside)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _written(found: Observation | None) -> str:
    return str(found.value) if found is not None and found.value is not None else ""


def look(page: EditionPage, addresses: Iterable[str] | None = None) -> None:
    """Remember what figures of an edition say now; all that it shows, or those named."""
    wanted = bound(passages(page)).keys() if addresses is None else addresses
    record = released.record("en")
    for address in wanted:
        value = _written(released.at(address, "en"))
        held = {"value": value, "now": value, "changed": False, "release": record.name, "day": record.as_of}
        Seen.objects.update_or_create(translation_key=page.translation_key, address=address, defaults=held)


def follow(page: EditionPage) -> None:
    """Remember the figures that were put into an edition since it was last saved; forget those that no language shows."""
    places = bound(passages(page))
    held = set(Seen.objects.filter(translation_key=page.translation_key).values_list("address", flat=True))
    look(page, places.keys() - held)
    gone = held - places.keys()
    if gone and page.is_source:
        elsewhere = {address for other in page.translations() for address in bound(passages(other))}
        Seen.objects.filter(translation_key=page.translation_key, address__in=gone - elsewhere).delete()


def compare(record: Record) -> int:
    """Compare what was seen with a release that became current; return how many figures of editions say something else."""
    says: dict[str, str] = {}
    other = []
    for row in Seen.objects.only("address", "value", "now", "changed").iterator():
        if row.address not in says:
            says[row.address] = _written(_at(record, row.address))
        now = says[row.address]
        changed = _number(row.value) != _number(now)
        if (row.now, row.changed) != (now, changed):
            row.now, row.changed = now, changed
            other.append(row)
    Seen.objects.bulk_update(other, ["now", "changed"], batch_size=200)
    return Seen.objects.filter(changed=True).count()


def _at(record: Record, address: str) -> Observation | None:
    try:
        return record.get(Address.parse(address))
    except QuipuError:
        return None


def changed_keys() -> Any:
    """Return the translation keys of the editions whose figures changed, as a subquery."""
    return Seen.objects.filter(changed=True).values("translation_key")


@receiver(post_save, sender=Revision)
def follow_saved(instance: Revision, raw: bool = False, **_: Any) -> None:
    """Remember the figures of an edition that was saved."""
    kind = instance.content_type.model_class()
    if not raw and kind is not None and issubclass(kind, EditionPage):
        follow(instance.as_object())


@receiver(task_approved)
def look_at_approved(instance: Any, **_: Any) -> None:
    """Remember what the figures said when a region or headquarters approved the edition."""
    if isinstance(instance.task.specific, ReviewTask | ApprovalTask):
        look(instance.revision.content_object.get_latest_revision_as_object())
