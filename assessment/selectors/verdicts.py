"""A project's assessment and its verdict: the one place that pages and reports take them from."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from assessment.decision.assessment import Assessment, BoundaryOverride, Context
from assessment.decision.evidence.facts import stated_volume
from assessment.decision.findings import breaking_changes
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.plan import PlanTask, plan_for
from assessment.decision.verdict import Verdict, verdict_for
from assessment.selectors.costs import costs_of
from assessment.selectors.decide import answers_of, overrides_of
from assessment.selectors.discover import context_of, ratings_of
from assessment.selectors.knowledge import knowledge_set_of
from assessment.selectors.plan import plan_state
from assessment.selectors.weights import weighed
from projects.models import Project
from workflows.definition.findings import Finding
from workflows.definition.model import Definition
from workflows.models import MapVersion
from workflows.sandbox.outcome import Experiment
from workflows.sandbox.scenario import Scenario
from workflows.selectors.experiments import evidence_experiment, experiment_result
from workflows.selectors.maps import map_version
from workflows.selectors.matrix import matrix_for

__all__ = ["Judged", "assessment_for", "suggested_plan", "verdict_of"]


_BY_EVENTS = ("choreography", "hybrid")


class Judged(NamedTuple):
    """What stands, what Podium says about it, and the experiment behind it.

    ``experiment`` is None while none ran on the current map and matrix; ``notes`` is what the
    verdict was told of the map beside the assessment.
    """

    assessment: Assessment
    verdict: Verdict
    experiment: Experiment | None
    notes: tuple[Finding, ...] = ()


def assessment_for(project: Project) -> Assessment | None:
    """Everything the project states; None without a workflow map. Eleven queries, twelve once
    the map has an earlier version."""
    found = _found(project)
    return found.assessment if found else None


def verdict_of(project: Project) -> Judged | None:
    """The verdict on what stands now, worked out afresh; None without a workflow map.

    Eleven queries, twelve once the map has an earlier version. An experiment counts only while map
    and matrix are those it ran on.
    """
    found = _found(project)
    if found is None:
        return None
    verdict = verdict_for(found.assessment, found.experiment, notes=found.notes)
    return Judged(
        assessment=found.assessment,
        verdict=verdict,
        experiment=found.experiment,
        notes=found.notes,
    )


def suggested_plan(judged: Judged) -> tuple[PlanTask, ...]:
    """The plan that the verdict and its findings ask for now."""
    return plan_for(judged.assessment, judged.verdict)


class _Found(NamedTuple):
    assessment: Assessment
    notes: tuple[Finding, ...]
    experiment: Experiment | None


def _found(project: Project) -> _Found | None:
    matrix = matrix_for(project)
    if matrix is None:
        return None
    row = evidence_experiment(project, matrix.definition)
    scenario = row.scenario if row else Scenario()
    assessment = _assessment(project, matrix.definition, scenario)
    changes = _changes_of_events(project, assessment.context, matrix.map_version)
    return _Found(
        assessment=assessment,
        notes=(*matrix.map_version.notes, *matrix.dormant, *changes),
        experiment=experiment_result(row) if row else None,
    )


def _changes_of_events(
    project: Project, context: Context, current: MapVersion
) -> tuple[Finding, ...]:
    """What the current version breaks of the events of the one before it. One query where there
    is one."""
    before = map_version(project, current.number - 1) if current.number > 1 else None
    if before is None:
        return ()
    live = context.current_model in _BY_EVENTS
    return breaking_changes(
        before.definition, current.definition, live=live, knowledge=load_knowledge()
    )


def _assessment(project: Project, definition: Definition, scenario: Scenario) -> Assessment:
    state = plan_state(project)
    context = context_of(project)
    volume = stated_volume(context, definition.volume)
    weights = weighed(project)
    return Assessment(
        name=project.name,
        definition=replace(definition, volume=volume),
        context=context,
        symptoms=ratings_of(project),
        answers=answers_of(project),
        weights=weights.points,
        boundary=_on_the_map(overrides_of(project), definition),
        scenario=scenario,
        plan_start=state.start if state else None,
        weighting=weights.weighting,
        costs=costs_of(project),
        knowledge=knowledge_set_of(project),
    )


def _on_the_map(
    overrides: dict[str, BoundaryOverride], definition: Definition
) -> dict[str, BoundaryOverride]:
    """Choices about steps that the current map lacks sleep until a map has the step again."""
    steps = {step.id for step in definition.steps}
    return {step: override for step, override in overrides.items() if step in steps}
