"""What the figures of an edition said when it was last reviewed: one row an edition and address, whatever the language."""

from django.db import models


class Seen(models.Model):
    """One figure as it was seen: its value (empty where it was missing), in which release, and the day of that release.

    `now` is what the current release says; the two are compared as numbers when a release becomes current, not at each look.
    """

    translation_key = models.UUIDField(db_index=True)
    address = models.CharField(max_length=200, db_index=True)
    value = models.CharField(max_length=60, blank=True)
    release = models.CharField(max_length=80)
    day = models.DateField()
    now = models.CharField(max_length=60, blank=True)
    changed = models.BooleanField(default=False, db_index=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "editorial"
        constraints = [models.UniqueConstraint(fields=["translation_key", "address"], name="one_look_a_figure")]

    def __str__(self) -> str:
        return f"{self.address}: {self.value or 'missing'}"
