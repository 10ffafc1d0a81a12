"""A workflow map of a project's library: what its versions are versions of."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import validate_slug
from django.db import models
from django.utils import timezone

from projects.models import Project

__all__ = ["WorkflowMap"]


class WorkflowMap(models.Model):
    """One map of the library. ``key`` stands in addresses, and call activities of the project's
    other maps name it; ``is_main`` marks the map that the assessment is about."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="maps")
    key = models.CharField(max_length=100, validators=[validate_slug])
    name = models.CharField(max_length=200)
    is_main = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-is_main", "name", "key"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="workflow_map_key_is_one"),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(is_main=True),
                name="workflow_map_main_is_one_a_project",
            ),
        ]

    def __str__(self) -> str:
        return self.name
