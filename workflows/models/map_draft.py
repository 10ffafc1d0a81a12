"""A draft of a map: what somebody is drawing and has not made a version of yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from workflows.models.map_version import MapVersion
from workflows.models.workflow_map import WorkflowMap

__all__ = ["MapDraft"]


class MapDraft(models.Model):
    """One person's draft of one map.

    ``content`` is BPMN 2.0 XML as the designer wrote it, which may not be a valid map yet; ``base``
    is the version it began from (None: from nothing). ``revision`` grows with every save, so that
    a stale tab can be told apart.
    """

    workflow_map = models.ForeignKey(WorkflowMap, on_delete=models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    base = models.ForeignKey(
        MapVersion, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    content = models.BinaryField()
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workflow_map", "author"], name="map_draft_is_one_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.workflow_map} by {self.author}"
