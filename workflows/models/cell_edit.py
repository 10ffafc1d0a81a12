"""The history of the requirement matrix: one entry for each change of a cell."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from workflows.models.workflow_map import WorkflowMap

__all__ = ["CellEdit", "EditKind"]


class EditKind(models.TextChoices):
    """How a cell came to its text."""

    STATED = "stated", "stated"
    CONFIRMED = "confirmed", "confirmed"
    IMPORTED = "imported", "imported"
    RESET = "reset", "taken back"
    PUT_BACK = "put-back", "put back"


class CellEdit(models.Model):
    """One cell before and after. All edits of one action share ``at`` and ``by``.

    ``column`` is a column's id, or ``note``. ``was_stated`` and ``is_stated`` tell whether people
    had stated the cell before, and have after; if not, its text came from the map or is a
    default. ``row_version`` is the row's version after the edit; ``undone_at`` is set once its
    author has taken the action back.
    """

    workflow_map = models.ForeignKey(WorkflowMap, on_delete=models.CASCADE, related_name="edits")
    step_id = models.CharField(max_length=255)
    column = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    was_stated = models.BooleanField(default=False)
    is_stated = models.BooleanField(default=True)
    kind = models.CharField(max_length=12, choices=EditKind)
    row_version = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["workflow_map", "step_id", "row_version"], name="cell_edit_of_row"
            ),
            models.Index(fields=["workflow_map", "by", "at"], name="cell_edit_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.column} of {self.step_id}: {self.before!r} to {self.after!r}"
