"""Ask for experiments and call them off. What a worker does with them: ``experiment_run``."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects.models import Project, User
from projects.services.activity import activity_record
from workflows.definition.findings import DefinitionError
from workflows.exceptions import NoMapError, QueueFullError
from workflows.models import Experiment, ExperimentStatus
from workflows.sandbox.scenario import Scenario, problems
from workflows.selectors.matrix import matrix_for

__all__ = ["MAX_UNFINISHED", "MAX_UNFINISHED_IN_PROJECT", "experiment_cancel", "experiment_create"]

MAX_UNFINISHED_IN_PROJECT = 3
MAX_UNFINISHED = 30

_UNFINISHED = [ExperimentStatus.QUEUED, ExperimentStatus.RUNNING]


@transaction.atomic
def experiment_create(
    *, project: Project, actor: User, scenario: Scenario, token: str
) -> Experiment:
    """Write down an experiment on the current map and matrix; ``workflows.tasks`` queues it.

    A ``token`` that came before returns the experiment it made. Raises ``NoMapError`` without a
    map, ``DefinitionError`` with every problem of a scenario that the map cannot run, and
    ``QueueFullError`` while too many experiments are unfinished.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    experiments = Experiment.objects.filter(project=project)
    if earlier := experiments.filter(token=token).first():
        return earlier
    matrix = matrix_for(project)
    if matrix is None:
        raise NoMapError
    if wrong := problems(scenario, matrix.definition):
        raise DefinitionError(wrong)
    _refuse_when_full(project)
    latest = experiments.order_by("-number").first()
    experiment = Experiment(
        project=project,
        number=latest.number + 1 if latest else 1,
        map_version=matrix.map_version,
        token=token,
        definition=matrix.definition,
        scenario=scenario,
        created_by=actor,
    )
    experiment.full_clean()
    experiment.save(force_insert=True)
    _record(experiment, actor, "started")
    return experiment


@transaction.atomic
def experiment_cancel(*, experiment: Experiment, actor: User) -> Experiment:
    """Stop an experiment that waits or runs; the worker notices after the chunk in hand.

    One that has ended already stays as it is.
    """
    experiment = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if experiment.is_unfinished:
        experiment.status = ExperimentStatus.CANCELLED
        experiment.finished_at = timezone.now()
        experiment.save(update_fields=["status", "finished_at"])
        _record(experiment, actor, "cancelled")
    return experiment


def _refuse_when_full(project: Project) -> None:
    unfinished = Experiment.objects.filter(status__in=_UNFINISHED)
    here = unfinished.filter(project=project).count()
    if here >= MAX_UNFINISHED_IN_PROJECT:
        raise QueueFullError(here, everywhere=False)
    everywhere = unfinished.count()
    if everywhere >= MAX_UNFINISHED:
        raise QueueFullError(everywhere, everywhere=True)


def _record(experiment: Experiment, actor: User, verb: str) -> None:
    activity_record(
        project=experiment.project,
        actor=actor,
        verb=verb,
        subject=f"experiment {experiment.number}",
        url=reverse("workflows:experiment", args=[experiment.project_id, experiment.pk]),
    )
