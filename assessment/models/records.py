"""Milestones: frozen copies of an assessment, each with its decision record."""

from __future__ import annotations

from typing import Any
from uuid import uuid4  # noqa: TID251 - nobody else hands a new milestone its id

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from projects.models import Project

__all__ = ["Milestone", "MilestoneStatus"]

_MAY_CHANGE = frozenset({"status", "supersedes", "review_on", "revision"})


class MilestoneStatus(models.TextChoices):
    """Where a decision stands, in the words of MADR."""

    PROPOSED = "proposed", "Proposed"
    """Frozen, and not decided yet."""
    ACCEPTED = "accepted", "Accepted"
    """The decision holds until its review, or until another supersedes it."""
    SUPERSEDED = "superseded", "Superseded"
    """A later milestone that was accepted took its place."""
    REJECTED = "rejected", "Rejected"
    """The people decided against it."""


class Milestone(models.Model):
    """Everything that a verdict was reached from, as it stood when somebody froze it.

    ``file`` is the assessment file and ``sha256`` its hash; ``verdict`` the verdict as
    ``verdict.json`` says it; ``experiment`` the outcomes of the run that served as evidence, null
    without one; ``notes`` what the reader of the map did not understand. ``record`` holds the
    sections of the decision record. The map's version and hash, the knowledge's and the software's
    version say what else the verdict rests on. None of this ever changes: only the status, what it
    supersedes and the review date do, and ``revision`` counts those changes.

    ``token`` is the form's: the same form sent twice is one milestone. ``author`` keeps the name
    though the person may leave.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    note = models.CharField(max_length=2000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_on = models.DateField()
    status = models.CharField(
        max_length=10, choices=MilestoneStatus.choices, default=MilestoneStatus.PROPOSED
    )
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="successors"
    )
    review_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)

    file = models.TextField()
    sha256 = models.CharField(max_length=64)
    verdict = models.JSONField()
    experiment = models.JSONField(null=True, blank=True)
    experiment_number = models.PositiveIntegerField(null=True, blank=True)
    notes = models.JSONField(default=list, blank=True)
    record = models.JSONField()
    recommended = models.CharField(max_length=20)
    sentence = models.TextField()
    map_version = models.PositiveIntegerField()
    map_sha256 = models.CharField(max_length=64)
    knowledge_version = models.CharField(max_length=120)
    knowledge_name = models.CharField(max_length=120, blank=True)
    software = models.CharField(max_length=40)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="milestone_number_is_one_a_project"
            ),
            models.UniqueConstraint(fields=["project", "token"], name="milestone_is_one_a_form"),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=~models.Q(status="rejected"),
                name="milestone_has_one_successor",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="milestone_numbers_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=MilestoneStatus.values),
                name="milestone_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(review_on__gt=models.F("made_on")),
                name="milestone_review_follows_the_decision",
            ),
        ]
        indexes = [models.Index(fields=["status", "review_on"], name="milestone_by_review")]

    def __str__(self) -> str:
        return f"milestone {self.number} of {self.project}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new milestone, or what may change of a stored one.

        Raises ``ValueError`` where anything frozen would be written again.
        """
        wanted = set(kwargs.get("update_fields") or ())
        if not self._state.adding and not (wanted and wanted <= _MAY_CHANGE):
            raise ValueError("A milestone is frozen; only its status and review date change.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The milestone's page."""
        return reverse("assessment:record", args=[self.project_id, self.number])

    @property
    def is_proposed(self) -> bool:
        """Whether people have yet to decide."""
        return self.status == MilestoneStatus.PROPOSED

    @property
    def is_accepted(self) -> bool:
        """Whether it is the decision that holds."""
        return self.status == MilestoneStatus.ACCEPTED

    @property
    def short_hash(self) -> str:
        """The beginning of the file's hash, as reports show it."""
        return f"{self.sha256[:4]} {self.sha256[4:8]}"
