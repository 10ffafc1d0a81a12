"""What other weights or other answers would come to: through the verdict itself, so that every
figure is the one which the scorecard would print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessment.decision.assessment import Answer, Assessment, Weighting
from assessment.decision.knowledge import Knowledge
from assessment.decision.verdict import verdict_for
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import Experiment

__all__ = ["Outcome", "outcome"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Weights in points and who leads with them: ``scores`` best first, ``margin`` in points."""

    weights: Mapping[str, float]
    recommended: OrchestrationModel
    scores: Mapping[OrchestrationModel, float]
    margin: float


def outcome(
    assessment: Assessment,
    experiment: Experiment | None = None,
    *,
    weights: Mapping[str, float],
    weighting: Weighting,
    answers: Mapping[str, Answer] | None = None,
    knowledge: Knowledge | None = None,
) -> Outcome:
    """The outcome with these weights, and with these answers in place of the stated ones where
    they are given. No weights: all questions count alike."""
    other = replace(
        assessment,
        weights=weights,
        weighting=weighting,
        answers=assessment.answers if answers is None else answers,
    )
    verdict = verdict_for(other, experiment, knowledge=knowledge)
    return Outcome(
        weights={answered.question: answered.weight for answered in verdict.questions},
        recommended=verdict.recommended,
        scores=verdict.scores,
        margin=verdict.margin,
    )
