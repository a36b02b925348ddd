"""An import by the office with what became of each of its files, and a return to another release. Knows no request."""

from enum import StrEnum

from django.conf import settings
from django.db import models


class State(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    READING = "reading"
    BUILDING = "building"
    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"
    BUSY = "busy"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


_NAMES = {
    State.WAITING: "Waiting",
    State.READING: "Reading the files",
    State.BUILDING: "Building and checking the release",
    State.DONE: "Done",
    State.REFUSED: "Refused",
    State.STOPPED: "Stopped by a check",
    State.BUSY: "Another writer was at work",
    State.INTERRUPTED: "Interrupted",
    State.FAILED: "Failed",
}
RUNNING = (State.WAITING, State.READING, State.BUILDING)
FAILURES = (State.REFUSED, State.STOPPED, State.BUSY, State.INTERRUPTED, State.FAILED)
REPEATABLE = (State.BUSY, State.INTERRUPTED, State.FAILED)
"""Those whose files are kept, because trying again may help."""


class Import(models.Model):
    """Files that somebody uploaded together, and what became of them. `problem` and `next_step` say what went wrong."""

    key = models.UUIDField(unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    begun = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=20,
        choices=[(str(state), name) for state, name in _NAMES.items()],
        default=State.WAITING,
        db_index=True,
    )
    published = models.DateField(null=True)
    origin = models.CharField(max_length=200, blank=True)
    release = models.CharField(max_length=40, blank=True)
    changes = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ("-begun", "-pk")
        verbose_name = "import"

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self.state in RUNNING

    @property
    def may_be_repeated(self) -> bool:
        """Whether its files are kept to try again."""
        return self.state in REPEATABLE

    def fail(self, state: State, problem: str, next_step: str) -> None:
        """End without a release."""
        self.state, self.problem, self.next_step = state, problem, next_step


class ImportedFile(models.Model):
    """One file of an import; `outcome` is empty until it was read, then that of `pipeline.take.Taken`."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    outcome = models.CharField(max_length=20, blank=True)
    snapshot = models.CharField(max_length=64, blank=True, db_index=True)
    dataset = models.CharField(max_length=60, blank=True)
    published = models.DateField(null=True)
    published_by = models.CharField(max_length=60, blank=True)
    rows = models.BigIntegerField(default=0)
    quarantined = models.BigIntegerField(default=0)
    issues = models.BigIntegerField(default=0)
    where = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    next_step = models.TextField(blank=True)

    class Meta:
        ordering = ("place",)
        constraints = [models.UniqueConstraint(fields=["of", "place"], name="one_file_a_place")]

    def __str__(self) -> str:
        return self.name


class ReleaseChange(models.Model):
    """Somebody made a kept release current by hand."""

    release = models.CharField(max_length=40)
    before = models.CharField(max_length=40)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "change of release"

    def __str__(self) -> str:
        return f"Release {self.release}"
