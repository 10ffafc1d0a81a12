"""The activity log: who did what, when, and where to see it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from projects.models.project import Project

__all__ = ["ActivityEntry"]

_local_path = RegexValidator(
    r"^/(?!/)", "A log entry links to a page of Podium, such as /projects/."
)


class ActivityEntry(models.Model):
    """One line of the log, read as a sentence: actor, verb, subject ("Ada uploaded order.bpmn").

    ``actor`` is None for what the machine did by itself; ``url`` is a path in Podium or empty.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="activity")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=500, blank=True, validators=[_local_path])
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["project", "-at", "-id"], name="activity_newest_first")]
        verbose_name_plural = "activity entries"

    def __str__(self) -> str:
        return f"{self.actor or 'Podium'} {self.verb} {self.subject}".rstrip()
