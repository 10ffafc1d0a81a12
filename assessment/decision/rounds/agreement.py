"""How far people agree, as shares: 1 is one mind, 0 none at all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from assessment.decision.assessment import WeightingMethod

__all__ = ["answer_agreement", "kendalls_w", "weights_consensus"]

type Order = Sequence[Sequence[str]]

_STEPS = 4
_FURTHEST = 9
_NEARLY_NOTHING = 1e-12


def answer_agreement(values: Sequence[int]) -> float:
    """How far answers from 1 to 5 agree: 1 where all are the same, 0 where half say 1 and half 5.

    1 + sum of share x log2(1 - |answer - mean| / 4), over the answers (W. J. Tastle and M. J.
    Wierman, "Consensus and dissention: a measure of ordinal dispersion", International Journal of
    Approximate Reasoning 45(3), 2007).
    """
    mean = sum(values) / len(values)
    shares = ((count / len(values), value) for value, count in Counter(values).items())
    total: float = 1 + sum(share * math.log2(1 - abs(v - mean) / _STEPS) for share, v in shares)
    return min(1.0, max(0.0, total))


def kendalls_w(orders: Sequence[Order]) -> float:
    """Kendall's coefficient of concordance of several orders of the same questions, corrected for
    ties (M. G. Kendall and B. Babington Smith, "The problem of m rankings", Annals of Mathematical
    Statistics 10(3), 1939). Orders in which everybody ties everything agree."""
    questions = sorted(question for group in orders[0] for question in group)
    ranks = np.array([[_ranks(order)[question] for question in questions] for order in orders])
    people, size = len(orders), len(questions)
    sums = ranks.sum(axis=0)
    ties = sum(len(group) ** 3 - len(group) for order in orders for group in order)
    most: float = people**2 * (size**3 - size) - people * ties
    if most <= 0:
        return 1.0
    apart = float(((sums - sums.mean()) ** 2).sum())
    share: float = 12 * apart / most
    return min(1.0, share)


def weights_consensus(weights: Sequence[Mapping[str, float]], method: WeightingMethod) -> float:
    """Goepel's consensus indicator S* of several people's weights.

    With Shannon entropies H, D = exp(H) and n questions: S* = (S - m) / (1 - m), where S = D_alpha
    / D_gamma compares the diversity within people with that of their mean, and m = D_alpha,min / n
    is the least that can be: D_alpha,min is 1 for shared-out points and that of one question 9
    times as important as all others for pairwise judgements (K. D. Goepel, "Implementing the
    Analytic Hierarchy Process as a standard method for multi-criteria decision making in corporate
    enterprises", ISAHP 2013, in the simpler form of bpmsg.com, "AHP consensus indicator").
    """
    shares = np.array([[points / 100 for points in person.values()] for person in weights])
    size = len(weights[0])
    alpha = math.exp(sum(_entropy(row) for row in shares) / len(shares))
    gamma = math.exp(_entropy(shares.mean(axis=0)))
    least = _least_diversity(size, method) / size
    return min(1.0, max(0.0, (alpha / gamma - least) / (1 - least)))


def _ranks(order: Order) -> dict[str, float]:
    """Each question's place; equal questions share the mean of theirs."""
    found: dict[str, float] = {}
    for group in order:
        place = len(found) + (len(group) + 1) / 2
        found |= dict.fromkeys(group, place)
    return found


def _entropy(shares: Iterable[float] | npt.NDArray[np.float64]) -> float:
    return -sum(float(p) * math.log(p) for p in shares if p > _NEARLY_NOTHING)


def _least_diversity(size: int, method: WeightingMethod) -> float:
    if method is not WeightingMethod.PAIRWISE:
        return 1.0
    whole = size + _FURTHEST - 1
    return math.exp(_entropy([_FURTHEST / whole, *([1 / whole] * (size - 1))]))
