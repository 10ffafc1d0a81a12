"""What the background worker does for this app."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.db import transaction
from django.tasks import task

from projects.models import Project, User
from workflows.models import Experiment
from workflows.sandbox.scenario import Scenario
from workflows.services.experiment_run import experiment_fail, experiment_run
from workflows.services.experiments import experiment_create

__all__ = ["experiment_start", "run_experiment"]

log = structlog.get_logger(__name__)


@transaction.atomic
def experiment_start(
    *, project: Project, actor: User, scenario: Scenario, token: str
) -> Experiment:
    """Write an experiment down and queue it for a worker, both or neither.

    Raises as ``experiment_create``. The same ``token`` again returns the same experiment.
    """
    experiment = experiment_create(project=project, actor=actor, scenario=scenario, token=token)
    if experiment.is_unfinished:
        # Queued twice does no harm: a run skips what is stored.
        run_experiment.enqueue(str(experiment.pk))
    return experiment


@task
def run_experiment(experiment_id: str) -> None:
    """Run an experiment, or what is missing of it; a run that breaks off is told on its page."""
    try:
        experiment_run(experiment_id=UUID(experiment_id))
    except Exception as error:
        log.exception("experiment_failed", experiment=experiment_id)
        experiment_fail(
            experiment_id=UUID(experiment_id),
            message=f"The run broke off: {type(error).__name__}: {error}",
        )
