"""A version of a project's workflow map: what was uploaded and what Podium understood of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from projects.models import Project
from workflows.definition.findings import Finding
from workflows.definition.model import Definition
from workflows.models.fields import PlainField
from workflows.models.workflow_map import WorkflowMap

__all__ = ["MapVersion"]


class MapVersion(models.Model):
    """One version of a map of the library, immutable: a change is a new version.

    ``name`` is the file's name, ``original`` its bytes, untouched; ``notes`` tells what in it was
    not understood; ``message`` is what the uploader wrote about the change.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="map_versions")
    workflow_map = models.ForeignKey(WorkflowMap, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=20)
    original = models.BinaryField()
    definition = PlainField(Definition)
    notes = PlainField(tuple[Finding, ...], blank=True, default=tuple)
    message = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["workflow_map", "number"], name="map_version_number_is_one_a_map"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="map_version_numbers_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workflow_map} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version. Raises ``ValueError`` for one that is stored already."""
        if not self._state.adding:
            raise ValueError("A map version never changes; upload a new one.")
        super().save(*args, **kwargs)
