"""What people stated about a step in the requirement matrix."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from projects.models import Project
from workflows.models.workflow_map import WorkflowMap

__all__ = ["MatrixRow"]


class MatrixRow(models.Model):
    """The stated cells of one step, as text by column id (``workflows.definition.columns``).

    Cells that nobody stated are absent and come from the map. The row hangs on the map, not on
    one of its versions: a new version keeps what people stated about the steps it still has, and
    rows of steps that are gone stay here until those come back. ``marks`` tells of each stated
    cell how it came to its text, by whom (a user's id) and when: ``{"timeout": {"kind":
    "confirmed", "by": 3, "at": "2026-11-03T10:00:00+00:00"}}``; cells stated before there were
    marks have none. ``note`` is free text. ``version`` grows with every change, so that a stale
    page can be told apart.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="matrix_rows")
    workflow_map = models.ForeignKey(WorkflowMap, on_delete=models.CASCADE, related_name="rows")
    step_id = models.CharField(max_length=255)
    values = models.JSONField(default=dict, blank=True)
    marks = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workflow_map", "step_id"], name="matrix_row_is_one_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"matrix row {self.step_id} of {self.workflow_map}"
