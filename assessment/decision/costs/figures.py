"""All cost figures of a project together: what the page, the CSV and the report show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import placements, sides
from assessment.decision.costs.at_hand import AtHand, tools_at_hand
from assessment.decision.costs.break_even import BreakEven
from assessment.decision.costs.combinations import Combination, break_evens, combinations
from assessment.decision.costs.estimate import cost_case, costs_for
from assessment.decision.costs.result import CostEstimate
from assessment.decision.tools.prices import load_prices
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.outcome import Experiment

__all__ = ["CostFigures", "cost_figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFigures:
    """The estimate, each model with each choice of tools, and the break-even volumes of the
    recommended model's tools."""

    estimate: CostEstimate
    combinations: tuple[Combination, ...]
    break_evens: tuple[BreakEven, ...]

    def shortlist(self, each: int = 3) -> tuple[Combination, ...]:
        """The cheapest combinations of each model."""
        return tuple(
            one
            for model in OrchestrationModel
            for one in [c for c in self.combinations if c.model is model][:each]
        )


def cost_figures(
    assessment: Assessment,
    experiment: Experiment | None = None,
    *,
    boundary: Mapping[str, Side] | None = None,
    recommended: OrchestrationModel | None = None,
) -> CostFigures:
    """All cost figures; the arguments are those of ``costs_for``. Without ``recommended`` the
    break-even is that of the model that is cheapest most often."""
    chosen = sides(placements(assessment)) if boundary is None else boundary
    estimate = costs_for(assessment, experiment, boundary=chosen, recommended=recommended)
    case = cost_case(assessment, experiment, boundary=chosen)
    prices, peak = load_prices(), assessment.definition.volume.peak
    model = recommended or estimate.cheapest.model
    at_hand: dict[OrchestrationModel, AtHand] = {
        one: tools_at_hand(assessment, one, boundary=chosen, prices=prices)
        for one in OrchestrationModel
    }
    tools = {one: found.tools for one, found in at_hand.items()}
    return CostFigures(
        estimate=estimate,
        combinations=combinations(case, tools, prices, peak=peak),
        break_evens=break_evens(case, at_hand[model].either_way, prices, model=model, peak=peak),
    )
