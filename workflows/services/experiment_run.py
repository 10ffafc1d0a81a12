"""Run an experiment by chunks, in a worker.

Each chunk is stored in a transaction of its own. A worker that takes over from a killed one skips
the chunks that are stored, and since a chunk depends on nothing but definition, scenario and its
case numbers, the result is the same as that of an undisturbed run. Two workers at one experiment
do some work twice and count it once.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from projects.services.activity import activity_record
from workflows.models import Experiment, ExperimentChunk, ExperimentStatus
from workflows.sandbox.outcome import ModelOutcome
from workflows.sandbox.runner import Chunk, Outcomes, chunks, conclude, run_chunk

__all__ = ["experiment_fail", "experiment_run"]


def experiment_run(*, experiment_id: UUID) -> None:
    """Run what is still missing of an experiment; does nothing for one that has ended."""
    experiment = _begin(experiment_id)
    if experiment is None:
        return
    stored = set(experiment.chunks.values_list("first", flat=True))
    for chunk in chunks(experiment.scenario):
        if chunk.first not in stored:
            outcomes = run_chunk(experiment.definition, experiment.scenario, chunk)
            if not _store(experiment_id, chunk, outcomes):
                return
    _finish(experiment_id)


@transaction.atomic
def experiment_fail(*, experiment_id: UUID, message: str) -> None:
    """Write down that an unfinished experiment cannot run, and why."""
    experiment = _locked_unfinished(experiment_id)
    if experiment is None:
        return
    experiment.status, experiment.message = ExperimentStatus.FAILED, message[:500]
    experiment.finished_at = timezone.now()
    experiment.save(update_fields=["status", "message", "finished_at"])
    _record(experiment, "could not finish", f"experiment {experiment.number}")


@transaction.atomic
def _begin(experiment_id: UUID) -> Experiment | None:
    experiment = _locked_unfinished(experiment_id)
    if experiment and experiment.status != ExperimentStatus.RUNNING:
        experiment.status = ExperimentStatus.RUNNING
        experiment.save(update_fields=["status"])
    return experiment


@transaction.atomic
def _store(experiment_id: UUID, chunk: Chunk, outcomes: Outcomes) -> bool:
    """Store a chunk and the progress; False where the experiment has ended meanwhile."""
    experiment = _locked_unfinished(experiment_id)
    if experiment is None:
        return False
    plain = {model.value: outcome.as_json() for model, outcome in outcomes.items()}
    row = ExperimentChunk(
        experiment=experiment, first=chunk.first, count=chunk.count, outcomes=plain
    )
    ExperimentChunk.objects.bulk_create([row], ignore_conflicts=True)
    experiment.done_cases = experiment.chunks.aggregate(cases=Sum("count"))["cases"]
    experiment.save(update_fields=["done_cases"])
    return True


@transaction.atomic
def _finish(experiment_id: UUID) -> None:
    experiment = _locked_unfinished(experiment_id)
    if experiment is None:
        return
    result = conclude(experiment.definition, experiment.scenario, _parts(experiment))
    experiment.outcomes = {model.value: one.as_json() for model, one in result.outcomes.items()}
    experiment.sentence = result.sentence
    experiment.status, experiment.finished_at = ExperimentStatus.DONE, timezone.now()
    experiment.save(update_fields=["outcomes", "sentence", "status", "finished_at"])
    experiment.chunks.all().delete()
    _record(experiment, "finished", f"experiment {experiment.number}: {experiment.sentence}")


def _parts(experiment: Experiment) -> Iterator[Outcomes]:
    """The stored chunks, in the order of the cases."""
    stored = experiment.chunks.order_by("first").values_list("outcomes", flat=True)
    for outcomes in stored.iterator():
        yield {
            model: ModelOutcome.from_json(outcomes[model]) for model in experiment.scenario.models
        }


def _locked_unfinished(experiment_id: UUID) -> Experiment | None:
    experiment = Experiment.objects.select_for_update().filter(pk=experiment_id).first()
    return experiment if experiment and experiment.is_unfinished else None


def _record(experiment: Experiment, verb: str, subject: str) -> None:
    activity_record(
        project=experiment.project,
        actor=None,
        verb=verb,
        subject=subject,
        url=reverse("workflows:experiment", args=[experiment.project_id, experiment.pk]),
    )
