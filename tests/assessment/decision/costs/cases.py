"""Small projects for the tests of the costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from assessment.decision.assessment import Assessment, Context, StatedCosts, Team
from assessment.decision.costs.estimate import costs_for
from assessment.decision.costs.figures import CostFigures, cost_figures
from assessment.decision.costs.result import CostEstimate
from tests.assessment.decision.maps import assessed, order, ran
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.outcome import CaseVerdict, Experiment

CUT = {
    "reserve": Side.ORCHESTRATED,
    "charge": Side.ORCHESTRATED,
    "ship": Side.EVENT_DRIVEN,
    "notify": Side.EVENT_DRIVEN,
}
"""The order's boundary: money and stock conducted, the rim reacts."""

UNCUT = dict.fromkeys(CUT, Side.ORCHESTRATED)


def project(
    currency: str = "",
    context: Context | None = None,
    inputs: Mapping[str, tuple[float, float, float]] | None = None,
    **more: tuple[float, float, float],
) -> Assessment:
    """The order with stated inputs; in the names of ``more`` hyphens are underscores."""
    stated = {name.replace("_", "-"): spread for name, spread in more.items()}
    costs = StatedCosts(currency=currency, inputs=stated | dict(inputs or {}))
    return assessed(costs=costs, context=context or Context())


def estimated(assessment: Assessment, **more: Any) -> CostEstimate:
    """The order's costs with its usual cut."""
    return costs_for(assessment, **{"boundary": CUT} | more)


@cache
def plain() -> CostEstimate:
    """The order's costs with nothing stated, worked out once."""
    return estimated(project())


@cache
def plain_figures() -> CostFigures:
    """All figures of the same, hybrid recommended."""
    return cost_figures(project(), boundary=CUT, recommended=OrchestrationModel.HYBRID)


def guide_team() -> Context:
    """The guide's team: choreography, and 30 % of the time lost to the order of events."""
    return Context(
        current_model="choreography", debugging_share=0.3, teams=(Team(name="Shop", people=10),)
    )


def counted(bad: int, *, messages: int = 700, writes: int = 900) -> Experiment:
    """An experiment of 100 cases a model, ``bad`` of which ended stuck under choreography."""
    result = ran({OrchestrationModel.CHOREOGRAPHY: {CaseVerdict.STUCK: bad}})
    for outcome in result.outcomes.values():
        outcome.messages, outcome.durable_writes = messages, writes
    return result


def with_volume(now: float, expected: float) -> Assessment:
    """The order with another volume on its map."""
    definition = order()
    volume = replace(definition.volume, now=now, expected=expected)
    return assessed(replace(definition, volume=volume))
