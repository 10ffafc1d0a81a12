"""Plan: the 30-day plan of a project and what people made of its tasks."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models

from assessment.models.revised import Revised
from projects.models import Project

__all__ = ["PlanState", "PlanTaskRow", "TaskStatus"]


class TaskStatus(models.TextChoices):
    """Where a task stands."""

    TODO = "todo", "To do"
    """Nobody has begun."""
    DOING = "doing", "Doing"
    """Somebody works on it."""
    DONE = "done", "Done"
    """Finished; it counts in the progress."""
    DROPPED = "dropped", "Dropped"
    """The team decided against it; it no longer counts."""


class PlanState(Revised):
    """The start day of a project's plan and when it was generated last, from which verdict."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="plan_state")
    start = models.DateField(null=True, blank=True)
    generated_at = models.DateTimeField(null=True, blank=True)
    generated_from = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"plan of {self.project_id}"


class PlanTaskRow(Revised):
    """One task. ``key`` ties it to the fact it was generated from; ``due`` is set only where
    somebody chose another day than the plan's. A task that a newer plan no longer holds is
    ``retired_at`` that moment, never deleted."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="plan_tasks")
    key = models.TextField()
    day = models.PositiveSmallIntegerField()
    week = models.PositiveSmallIntegerField()
    title = models.TextField()
    because = models.TextField()
    finding = models.TextField(blank=True)
    step = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=8, choices=TaskStatus.choices, default=TaskStatus.TODO.value
    )
    note = models.CharField(max_length=1000, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="plan_task_key_is_unique"),
            models.CheckConstraint(
                condition=models.Q(day__gte=1, day__lte=30), name="plan_task_day_is_1_to_30"
            ),
            models.CheckConstraint(
                condition=models.Q(week__gte=1, week__lte=5), name="plan_task_week_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=TaskStatus.values), name="plan_task_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def due_day(self, start: dt.date | None) -> dt.date | None:
        """The chosen day, else the plan's: ``start`` is day 1. None without either."""
        if self.due or start is None:
            return self.due
        return start + dt.timedelta(days=self.day - 1)

    def is_overdue(self, start: dt.date | None, today: dt.date) -> bool:
        """Whether it is still open after its due day."""
        due = self.due_day(start)
        return due is not None and due < today and self.is_open

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in (TaskStatus.TODO, TaskStatus.DOING)

    @property
    def is_touched(self) -> bool:
        """Whether somebody gave it an owner, a day, a status or a note."""
        return bool(self.owner_id or self.due or self.note) or self.status != TaskStatus.TODO
