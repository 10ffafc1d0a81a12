"""What is believed about answers and weights: how likely each answer is, how far a weight may be
off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.decision.assessment import Answer

__all__ = ["Belief", "Beliefs", "belief_about"]

_ANSWERS = np.arange(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """An answer and the range it may lie in: 1 <= ``low`` <= ``value`` <= ``high`` <= 5."""

    value: int
    low: int
    high: int

    @property
    def chances(self) -> NDArray[np.float64]:
        """How likely each answer from 1 to 5 is: highest at the value, falling evenly to nothing
        one step beyond either end of the range (a discrete triangle)."""
        below, above = self.value - self.low + 1, self.high - self.value + 1
        distance = _ANSWERS - self.value
        height = np.where(distance < 0, 1 + distance / below, 1 - distance / above)
        inside = np.clip(height, 0.0, None)
        chances: NDArray[np.float64] = inside / inside.sum()
        return chances


@dataclass(frozen=True, slots=True, kw_only=True)
class Beliefs:
    """All that enters a draw. ``answers`` and ``weights`` are keyed by question; the weights sum
    to 100. ``concentration`` says how sure the weights are: a weight of w % is drawn with a
    standard deviation of sqrt(w (1 - w) / (concentration + 1))."""

    answers: Mapping[str, Belief]
    weights: Mapping[str, float]
    concentration: float

    @property
    def stated(self) -> dict[str, int]:
        """The answers alone, by question."""
        return {question: belief.value for question, belief in self.answers.items()}


def belief_about(answer: Answer | None, suggested: Belief) -> Belief:
    """The team's answer with the range it stated, or one step either way; where nobody answered,
    what is suggested with the range that the facts leave open."""
    if answer is None:
        return suggested
    low = max(1, answer.value - 1) if answer.low is None else min(answer.low, answer.value)
    high = min(5, answer.value + 1) if answer.high is None else max(answer.high, answer.value)
    return Belief(value=answer.value, low=low, high=high)
