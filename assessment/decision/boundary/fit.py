"""What the best boundary of a map is worth to a hybrid, after the price of its crossings."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.boundary.cut import Division, Problem, price_of
from assessment.decision.boundary.knowledge import BoundaryKnowledge
from workflows.definition.model import OrchestrationModel, Side

__all__ = ["BoundaryFit", "fit_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryFit:
    """How well a hybrid fits this map; all but ``fit`` in points of the boundary's scale.

    ``total`` is everything that draws steps to a side. ``centralized`` and ``choreography`` are
    the points left unserved where all steps stand on one side. ``gain`` is how much less the best
    boundary leaves unserved than the better of the two, ``price`` what its ``crossings`` cost.
    ``fit`` runs from 0 (no boundary worth its price) to 1.
    """

    total: float
    centralized: float
    choreography: float
    gain: float
    price: float
    crossings: int
    fit: float
    says: OrchestrationModel | None

    @property
    def net(self) -> float:
        """The gain after the price of the crossings."""
        return self.gain - self.price


def fit_of(problem: Problem, best: Division, knowledge: BoundaryKnowledge) -> BoundaryFit:
    """fit = min(1, (gain - price) / (``full_gain_share`` x total)).

    ``says`` is what the map by itself asks for: a hybrid from ``hybrid_from`` on, else the pure
    model that leaves less unserved; None where nothing draws any step.
    """
    total = sum(points for drawn in problem.drawn.values() for points in drawn.values())
    centralized = _all_on(problem, Side.ORCHESTRATED)
    choreography = _all_on(problem, Side.EVENT_DRIVEN)
    gain = min(centralized, choreography) - best.unserved
    full = knowledge.full_gain_share * total
    fit = min(1.0, max(0.0, gain - best.price) / full) if full else 0.0
    return BoundaryFit(
        total=total,
        centralized=centralized,
        choreography=choreography,
        gain=gain,
        price=best.price,
        crossings=best.crossings,
        fit=fit,
        says=_says(total, fit >= knowledge.hybrid_from, centralized <= choreography),
    )


def _says(total: float, is_worth_it: bool, conducted: bool) -> OrchestrationModel | None:
    if not total:
        return None
    if is_worth_it:
        return OrchestrationModel.HYBRID
    return OrchestrationModel.CENTRALIZED if conducted else OrchestrationModel.CHOREOGRAPHY


def _all_on(problem: Problem, side: Side) -> float:
    return price_of(problem, dict.fromkeys(problem.drawn, side)).cost
