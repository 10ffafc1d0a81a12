"""What the search looks through: the nodes of every map's current version, one row each."""

from __future__ import annotations

from django.db import models

from projects.models import Project
from workflows.models.workflow_map import WorkflowMap

__all__ = ["MapEntry"]


class MapEntry(models.Model):
    """One node of the current version of a map; written anew with every version.

    ``text`` is name, participant and id in the folded form in which the search compares them:
    SQLite folds no letter beyond ASCII by itself. ``is_step`` tells whether the node has a row in
    the requirement matrix.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="map_entries")
    workflow_map = models.ForeignKey(WorkflowMap, on_delete=models.CASCADE, related_name="entries")
    node_id = models.CharField(max_length=255)
    name = models.TextField()
    kind = models.CharField(max_length=20)
    participant = models.TextField(blank=True)
    is_step = models.BooleanField()
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["project", "workflow_map"], name="map_entry_by_map")]

    def __str__(self) -> str:
        return f"{self.name} of {self.workflow_map}"
