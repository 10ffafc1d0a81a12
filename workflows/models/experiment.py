"""An experiment: many cases of a map under several models, run in the background by chunks."""

from __future__ import annotations

from uuid import uuid4  # noqa: TID251 - nobody else hands a new experiment its id

from django.conf import settings
from django.db import models
from django.utils import timezone

from projects.models import Project
from workflows.definition.model import Definition
from workflows.models.fields import PlainField
from workflows.models.map_version import MapVersion
from workflows.sandbox.scenario import Scenario

__all__ = ["Experiment", "ExperimentChunk", "ExperimentStatus"]


class ExperimentStatus(models.TextChoices):
    """Where an experiment stands."""

    QUEUED = "queued", "Waiting for a worker"
    """No worker has begun with it."""
    RUNNING = "running", "Running"
    """A worker is at it, or will be again if the last one died."""
    DONE = "done", "Done"
    """All cases ran; ``outcomes`` holds what came out."""
    CANCELLED = "cancelled", "Cancelled"
    """Somebody stopped it."""
    FAILED = "failed", "Failed"
    """It could not run; ``message`` says why."""


_UNFINISHED = (ExperimentStatus.QUEUED, ExperimentStatus.RUNNING)


class Experiment(models.Model):
    """What was asked (``scenario``), of which map (``definition``, a snapshot, so that the result
    can be had again whatever happens to the map), how far it is, and what came out.

    ``token`` is the form's: the same form sent twice is one experiment. ``outcomes`` is the plain
    form of each model's outcome, filled when all chunks are done.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="experiments")
    number = models.PositiveIntegerField()
    map_version = models.ForeignKey(MapVersion, on_delete=models.RESTRICT, related_name="+")
    token = models.CharField(max_length=64)
    definition = PlainField(Definition)
    scenario = PlainField(Scenario)
    status = models.CharField(
        max_length=10, choices=ExperimentStatus.choices, default=ExperimentStatus.QUEUED
    )
    done_cases = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(null=True, blank=True)
    sentence = models.TextField(blank=True)
    message = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="experiment_number_is_one_a_project"
            ),
            models.UniqueConstraint(fields=["project", "token"], name="experiment_is_one_a_form"),
            models.CheckConstraint(
                condition=models.Q(status__in=ExperimentStatus.values),
                name="experiment_status_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ExperimentStatus.DONE)
                | models.Q(outcomes__isnull=False),
                name="experiment_done_has_outcomes",
            ),
        ]
        indexes = [models.Index(fields=["status"], name="experiment_by_status")]

    def __str__(self) -> str:
        return f"experiment {self.number} of {self.project}"

    @property
    def is_unfinished(self) -> bool:
        """Whether a worker still has to do something for it."""
        return self.status in _UNFINISHED

    @property
    def is_done(self) -> bool:
        """Whether there is a result to show."""
        return self.status == ExperimentStatus.DONE

    def is_about(self, definition: Definition | None) -> bool:
        """Whether it ran on exactly this map with exactly these requirements."""
        return bool(self.definition == definition)

    @property
    def total_cases(self) -> int:
        """How many cases were asked for, per model, in all replications."""
        cases: int = self.scenario.cases * self.scenario.replications
        return cases


class ExperimentChunk(models.Model):
    """The outcomes of ``count`` cases from number ``first`` on, kept until the experiment is done.

    One chunk can be stored once only, so two workers at one experiment count nothing twice.
    """

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="chunks")
    first = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    outcomes = models.JSONField()

    class Meta:
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(
                fields=["experiment", "first"], name="experiment_chunk_is_stored_once"
            ),
        ]

    def __str__(self) -> str:
        return f"cases {self.first} to {self.first + self.count - 1} of {self.experiment}"
