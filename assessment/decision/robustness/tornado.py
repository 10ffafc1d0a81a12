"""What moves the lead most: one answer or one weight at a time, all others as stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scipy.special import betaincinv

from assessment.decision.knowledge import Suitability
from assessment.decision.robustness.beliefs import Beliefs
from assessment.decision.scoring import score
from workflows.definition.model import OrchestrationModel

__all__ = ["TornadoBar", "lead_of", "tornado"]

_TAIL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class TornadoBar:
    """How far one answer or weight moves the leader's lead. ``what`` is ``answer`` or ``weight``;
    ``low`` and ``high`` are the ends of its range, ``lead_at_low`` and ``lead_at_high`` the lead
    there, in points; below 0 another model leads."""

    what: str
    question: str
    low: float
    high: float
    lead_at_low: float
    lead_at_high: float

    @property
    def swing(self) -> float:
        """By how many points the lead moves."""
        return abs(self.lead_at_high - self.lead_at_low)

    @property
    def overturns(self) -> bool:
        """Whether another model leads at one end."""
        return min(self.lead_at_low, self.lead_at_high) < 0


def tornado(
    beliefs: Beliefs, suitability: Suitability, leader: OrchestrationModel
) -> tuple[TornadoBar, ...]:
    """A bar for each answer over its range and each weight over nine tenths of its distribution,
    the widest first. A weight of a Dirichlet distribution is Beta distributed by itself, so its
    quantiles are exact."""
    bars = [
        bar
        for question in beliefs.answers
        for bar in (
            _by_answer(question, beliefs, suitability, leader),
            *_by_weight(question, beliefs, suitability, leader),
        )
    ]
    return tuple(sorted(bars, key=lambda bar: -round(bar.swing, 9)))


def lead_of(beliefs: Beliefs, suitability: Suitability, leader: OrchestrationModel) -> float:
    """The leader's lead over the best other model with the answers and weights as believed."""
    scores = score(beliefs.stated, beliefs.weights, suitability).scores
    return scores[leader] - max(s for model, s in scores.items() if model is not leader)


def _by_answer(
    question: str, beliefs: Beliefs, suitability: Suitability, leader: OrchestrationModel
) -> TornadoBar:
    belief = beliefs.answers[question]
    low, high = (
        lead_of(_with_answer(beliefs, question, value), suitability, leader)
        for value in (belief.low, belief.high)
    )
    return TornadoBar(
        what="answer",
        question=question,
        low=belief.low,
        high=belief.high,
        lead_at_low=low,
        lead_at_high=high,
    )


def _by_weight(
    question: str, beliefs: Beliefs, suitability: Suitability, leader: OrchestrationModel
) -> Iterator[TornadoBar]:
    share = beliefs.weights[question] / 100
    # A weight that is all or nothing has no distribution.
    if not 0 < share < 1:
        return
    mine, others = beliefs.concentration * share, beliefs.concentration * (1 - share)
    low, high = (100 * float(betaincinv(mine, others, q)) for q in (_TAIL, 1 - _TAIL))
    yield TornadoBar(
        what="weight",
        question=question,
        low=low,
        high=high,
        lead_at_low=lead_of(_with_weight(beliefs, question, low), suitability, leader),
        lead_at_high=lead_of(_with_weight(beliefs, question, high), suitability, leader),
    )


def _with_answer(beliefs: Beliefs, question: str, value: int) -> Beliefs:
    changed = replace(beliefs.answers[question], value=value, low=value, high=value)
    return replace(beliefs, answers={**beliefs.answers, question: changed})


def _with_weight(beliefs: Beliefs, question: str, weight: float) -> Beliefs:
    """The others keep their proportions."""
    rest = 100 - beliefs.weights[question]
    weights = {
        other: weight if other == question else own * (100 - weight) / rest
        for other, own in beliefs.weights.items()
    }
    return replace(beliefs, weights=weights)
