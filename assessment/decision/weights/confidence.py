"""How sure weights are: the concentration of the Dirichlet distribution they are drawn from.

Every method has a concentration at its best (``knowledge/weights.toml``, with reasons). Pairwise
judgements that contradict each other lower it, and so do people of a round who differ; nothing of
that blocks anybody.

    pairwise = best x bound / (bound + ratio) x given / asked
    group    = the concentration at which draws lie as far from their mean as the people do

For even weights of n questions a draw lies 100 / 2 x n x sqrt(2 / pi) x sqrt(m (1 - m) / (c + 1))
points away on average (m = 1 / n; half the sum of the absolute differences, each taken as normal),
which gives c for a spread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from assessment.decision.assessment import Assessment, Weighting, WeightingMethod
from assessment.decision.phrases import count
from assessment.decision.weights.loading import MethodRule, weighting_rules
from assessment.decision.weights.pairwise import Comparison, compared, pairs

__all__ = ["Confidence", "comparison_of", "concentration", "confidence", "weighting_json"]

_QUESTIONS = 5
_USUAL = 1 / _QUESTIONS
_NEARLY_NOTHING = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """The concentration, and in a sentence why it is that."""

    concentration: float
    reason: str

    @property
    def usual_error(self) -> float:
        """The standard deviation, in points, of a weight of 20 among the draws."""
        return 100 * math.sqrt(_USUAL * (1 - _USUAL) / (self.concentration + 1))


def concentration(weighting: Weighting, *, stated: bool = True) -> float:
    """The Dirichlet concentration for weights found so; ``stated`` is False where nobody weighed
    and all questions count alike."""
    return confidence(weighting, stated=stated).concentration


def confidence(weighting: Weighting, *, stated: bool = True) -> Confidence:
    """The concentration with its reason; arguments as for ``concentration``."""
    methods = weighting_rules().methods
    if not stated:
        return _at_best(methods["none"])
    best = methods[weighting.method.value]
    if weighting.method is WeightingMethod.PAIRWISE:
        return _of_judgements(best, comparison_of(weighting))
    if weighting.method is WeightingMethod.GROUP and weighting.spread is not None:
        return _of_people(best, weighting.spread)
    return _at_best(best)


def comparison_of(weighting: Weighting) -> Comparison:
    """What the pairwise judgements of a weighting come to."""
    questions = tuple(dict.fromkeys(name for pair in weighting.pairwise for name in pair))
    return compared(weighting.pairwise, questions)


def weighting_json(assessment: Assessment) -> dict[str, Any]:
    """How the weights were found and how sure they are, for ``verdict.json``."""
    weighting = assessment.weighting
    found = {
        "method": weighting.method.value if assessment.weights else "none",
        "concentration": round(concentration(weighting, stated=bool(assessment.weights)), 2),
        "consistency_ratio": None,
        "spread": None if weighting.spread is None else round(weighting.spread, 2),
    }
    if weighting.method is WeightingMethod.PAIRWISE:
        found["consistency_ratio"] = round(comparison_of(weighting).ratio, 6)
    return found


def _at_best(rule: MethodRule) -> Confidence:
    return Confidence(concentration=rule.concentration, reason=rule.reason)


def _of_judgements(best: MethodRule, found: Comparison) -> Confidence:
    rules = weighting_rules()
    asked = len(pairs(tuple(found.weights)))
    value = best.concentration * rules.bound / (rules.bound + found.ratio) * found.given / asked
    reason = f"{count(found.given, 'judgement')} of {asked}, consistency ratio {found.ratio:.2f}"
    if found.ratio > rules.bound:
        reason += f", above {rules.bound:.2f}: they contradict each other, which lowers confidence"
    return Confidence(concentration=max(rules.lowest, value), reason=f"{reason}.")


def _of_people(best: MethodRule, spread: float) -> Confidence:
    reach = 100 / 2 * _QUESTIONS * math.sqrt(2 / math.pi) * math.sqrt(_USUAL * (1 - _USUAL))
    value = (reach / max(spread, _NEARLY_NOTHING)) ** 2 - 1
    within = min(best.concentration, max(weighting_rules().lowest, value))
    reason = f"The people of the round lie {spread:.1f} points from their common weights on average"
    return Confidence(concentration=within, reason=f"{reason}.")
