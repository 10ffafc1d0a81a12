"""The points that count, whichever way the weights were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.weights.pairwise import compared
from assessment.decision.weights.ranking import order_weights

__all__ = ["points_used"]


def points_used(
    weighting: Weighting, points: Mapping[str, float], questions: Sequence[str]
) -> dict[str, float]:
    """Points per question that sum to 100, in the order of the questions; empty: nobody weighed.

    ``points`` count as they are for shared-out points and for what a round came to; an order and
    pairwise judgements give their own. Raises ``ValueError`` where the judgements leave a question
    aside.
    """
    if weighting.method is WeightingMethod.RANKING:
        found = order_weights(weighting.ranking)
    elif weighting.method is WeightingMethod.PAIRWISE:
        found = dict(compared(weighting.pairwise, questions).weights)
    else:
        found = dict(points)
    return {question: float(found[question]) for question in questions if question in found}
