"""Read experiments: a project's list, one result, the evidence for the decision."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from projects.models import Project
from projects.selectors.progress import Progress
from workflows.definition.model import Definition
from workflows.models import Experiment, ExperimentStatus
from workflows.sandbox.outcome import Experiment as Result
from workflows.sandbox.outcome import ModelOutcome
from workflows.selectors.matrix import definition_for

__all__ = [
    "evidence_experiment",
    "experiment_of",
    "experiment_result",
    "experiments_for",
    "latest_experiment",
    "progress",
]


def experiments_for(project: Project) -> QuerySet[Experiment]:
    """All experiments, newest first, for a list: without definitions and outcomes."""
    experiments = Experiment.objects.filter(project=project)
    return experiments.select_related("created_by").defer("definition", "outcomes")


def experiment_of(project: Project, experiment_id: UUID) -> Experiment | None:
    """That experiment, whole, if it belongs to the project. One query."""
    experiments = Experiment.objects.filter(project=project, pk=experiment_id)
    joined = experiments.select_related("created_by", "map_version")
    return joined.defer("map_version__original", "map_version__definition").first()


def latest_experiment(project: Project) -> Experiment | None:
    """The newest experiment that is done; None if none is. One query."""
    return Experiment.objects.filter(project=project, status=ExperimentStatus.DONE).first()


def experiment_result(experiment: Experiment) -> Result | None:
    """What came out; None while the experiment is not done."""
    if experiment.outcomes is None:
        return None
    return Result(
        seed=experiment.scenario.seed,
        cases=experiment.scenario.cases,
        outcomes={
            model: ModelOutcome.from_json(experiment.outcomes[model])
            for model in experiment.scenario.models
        },
        sentence=experiment.sentence,
    )


def evidence_experiment(
    project: Project, definition: Definition | None = None
) -> Experiment | None:
    """The newest done experiment, if it tells about the current map and matrix; else None.

    An experiment on an older map or other requirements is no evidence for this decision. Pass
    ``definition`` (what ``definition_for`` gave) where it is at hand; else it takes two more
    queries than the one.
    """
    experiment = latest_experiment(project)
    if experiment is None:
        return None
    return experiment if experiment.is_about(definition or definition_for(project)) else None


def progress(project: Project) -> Progress:
    """How far Prove has come: it takes one experiment. One query."""
    done, unfinished = _counts(project)
    if unfinished:
        return Progress(min(done, 1), 1, f"{unfinished} running")
    if done:
        return Progress(1, 1, f"{done} run{'s' if done > 1 else ''}")
    return Progress(0, 1, "none")


def _counts(project: Project) -> tuple[int, int]:
    counts = Experiment.objects.filter(project=project).aggregate(
        done=Count("pk", filter=Q(status=ExperimentStatus.DONE)),
        unfinished=Count(
            "pk", filter=Q(status__in=[ExperimentStatus.QUEUED, ExperimentStatus.RUNNING])
        ),
    )
    return counts["done"], counts["unfinished"]
