"""A report: a numbered, immutable version of what a project had to say on a day."""

from __future__ import annotations

from typing import Any
from uuid import uuid4  # noqa: TID251 - nobody else hands a new report its id

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from projects.models import Project

__all__ = ["Report", "ReportFile", "ReportStatus"]


class ReportStatus(models.TextChoices):
    """Where a report stands."""

    QUEUED = "queued", "Waiting for a worker"
    """No worker has begun to print it."""
    RUNNING = "running", "Being printed"
    """A worker prints it, or will again if the last one died."""
    READY = "ready", "Ready"
    """The file is there."""
    FAILED = "failed", "Failed"
    """It could not be printed; ``message`` says why and what to do."""


class Report(models.Model):
    """One version. ``snapshot`` holds everything that is printed, as it stood when somebody asked
    (see ``reports.snapshot``); only the status changes afterwards.

    ``token`` is the form's: the same form sent twice is one report. ``author`` keeps the name
    though the person may leave; ``sentence`` and ``recommended`` repeat the verdict for lists.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=64)
    snapshot = models.JSONField()
    input_sha256 = models.CharField(max_length=64)
    sentence = models.TextField()
    recommended = models.CharField(max_length=20)
    author = models.CharField(max_length=300)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    status = models.CharField(
        max_length=8, choices=ReportStatus.choices, default=ReportStatus.QUEUED
    )
    message = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="report_number_is_one_a_project"
            ),
            models.UniqueConstraint(fields=["project", "token"], name="report_is_one_a_form"),
            models.CheckConstraint(
                condition=models.Q(status__in=ReportStatus.values), name="report_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.number} of {self.project}"

    def get_absolute_url(self) -> str:
        """The report's page."""
        return reverse("reports:report", args=[self.project_id, self.pk])

    @property
    def is_unfinished(self) -> bool:
        """Whether a worker still has to do something for it."""
        return self.status in (ReportStatus.QUEUED, ReportStatus.RUNNING)

    @property
    def is_ready(self) -> bool:
        """Whether its file can be had."""
        return self.status == ReportStatus.READY

    @property
    def is_failed(self) -> bool:
        """Whether it can be printed again."""
        return self.status == ReportStatus.FAILED

    @property
    def short_hash(self) -> str:
        """The beginning of the input's hash, as the report's footer shows it."""
        return f"{self.input_sha256[:4]} {self.input_sha256[4:8]}"


class ReportFile(models.Model):
    """The PDF of a report: in the database, since web and workers may be different machines.

    It is written once and never changes.
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"PDF of {self.report}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new file. Raises ``ValueError`` for one that is stored already."""
        if not self._state.adding:
            raise ValueError("The file of a report never changes; print a new version.")
        super().save(*args, **kwargs)
