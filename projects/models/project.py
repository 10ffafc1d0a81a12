"""A project: one business process whose orchestration model a team decides on."""

from __future__ import annotations

from uuid import uuid4  # noqa: TID251 - nobody else hands a new project its id

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

__all__ = ["Project"]


class Project(models.Model):
    """One process under decision. ``version`` grows with every change of name or summary, so that
    a stale settings page can be told apart."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(
        max_length=120, help_text="The business process, for example “Online order”."
    )
    summary = models.CharField(
        max_length=400,
        blank=True,
        help_text="What the process does and why the decision is due, in a sentence or two.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="project_has_a_name",
                violation_error_message="Give the project a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the project opens: its overview, or its people where no assessment is served."""
        try:
            return reverse("assessment:overview", kwargs={"project_id": self.pk})
        except NoReverseMatch:
            return reverse("projects:people", kwargs={"project_id": self.pk})

    @property
    def is_archived(self) -> bool:
        """Archived projects can be read and restored, nothing else."""
        return self.archived_at is not None
