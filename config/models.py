"""The one thing the plumbing remembers: which background workers are alive."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

__all__ = ["Heartbeat"]


class Heartbeat(models.Model):
    """The last sign of life of one worker."""

    worker_id = models.CharField(primary_key=True, max_length=64)
    beat_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["beat_at"], name="heartbeat_beat_at")]

    def __str__(self) -> str:
        return f"{self.worker_id} at {self.beat_at:%Y-%m-%d %H:%M:%S}"

    @property
    def age(self) -> timedelta:
        """How long ago the worker was last heard."""
        return timezone.now() - self.beat_at
