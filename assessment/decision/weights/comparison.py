"""What other weights or other answers would come to, by the one scoring function on the table that
the verdict used, so that every figure is the one which the scorecard would print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.scoring import fitted, score
from assessment.decision.verdict_parts import Verdict
from workflows.definition.model import OrchestrationModel

__all__ = ["Outcome", "outcome"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Weights in points and who leads with them: ``scores`` best first, ``margin`` in points."""

    weights: Mapping[str, float]
    recommended: OrchestrationModel
    scores: Mapping[OrchestrationModel, float]
    margin: float


def outcome(
    verdict: Verdict,
    *,
    weights: Mapping[str, float],
    answers: Mapping[str, int] | None = None,
    knowledge: Knowledge | None = None,
) -> Outcome:
    """The outcome of these weights, and of these answers in place of the verdict's where they are
    given. No weights: all questions count alike. ``knowledge`` as for the verdict."""
    table = fitted((knowledge or load_knowledge()).suitability, verdict.plan.fit.fit)
    own = {question.question: question.answer for question in verdict.questions}
    card = score({**own, **(answers or {})}, weights, table)
    return Outcome(
        weights=card.weights,
        recommended=card.leader,
        scores=card.scores,
        margin=card.margin,
    )
