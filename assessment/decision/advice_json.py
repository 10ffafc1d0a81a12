"""What follows from a verdict, as the last part of ``verdict.json``: how the weights were found,
the tools, the costs, the migration, the cases that are alike."""

from __future__ import annotations

from typing import Any

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import sides
from assessment.decision.cases.cases_json import cases_json
from assessment.decision.costs.costs_json import costs_json
from assessment.decision.costs.estimate import costs_for
from assessment.decision.migration import migration_path
from assessment.decision.migration.migration_json import migration_json
from assessment.decision.tools import tool_advice
from assessment.decision.tools.tools_json import tools_json
from assessment.decision.verdict_parts import Verdict
from assessment.decision.weights.confidence import weighting_json
from workflows.sandbox.outcome import Experiment

__all__ = ["advice_json"]


def advice_json(
    assessment: Assessment, verdict: Verdict, experiment: Experiment | None
) -> dict[str, Any]:
    """Each part by its key, in the order of the pages."""
    boundary, best = sides(verdict.boundary), verdict.recommended
    costs = costs_for(assessment, experiment, boundary=boundary, recommended=best)
    return {
        "weighting": weighting_json(assessment),
        "tools": tools_json(tool_advice(assessment, best, boundary=boundary)),
        "costs": costs_json(costs),
        "migration": migration_json(migration_path(assessment, verdict)),
        "cases": cases_json(assessment, best),
    }
