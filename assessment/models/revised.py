"""What every row that people edit has in common: who changed it last, when, and its version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

__all__ = ["Revised"]


class Revised(models.Model):
    """``version`` counts the writes from 1; a page sends back the version it was loaded with, so
    that a stale page never overwrites what somebody else saved meanwhile."""

    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
