"""The scenario that a project's next experiment begins with."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.boundary import scenario_with_boundary
from assessment.selectors.verdicts import assessment_for
from projects.models import Project
from workflows.sandbox.scenario import Scenario

__all__ = ["scenario_for"]


def scenario_for(project: Project) -> Scenario:
    """What served as evidence last, or the default, with the boundary and the volume as they
    stand now; the plain default without a workflow map."""
    assessment = assessment_for(project)
    if assessment is None:
        return Scenario()
    scenario = scenario_with_boundary(assessment)
    if assessment.context.cases_now is None:
        return scenario
    return replace(scenario, cases_per_hour=assessment.context.cases_now)
