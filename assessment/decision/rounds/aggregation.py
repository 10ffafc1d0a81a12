"""What several ballots come to: the group's weights and its answers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median

from assessment.decision.assessment import Answer, WeightingMethod
from assessment.decision.rounds.ballot import Ballot
from assessment.decision.weights.pairwise import compared

__all__ = ["distance", "group_answer", "group_judgements", "group_weights", "mean_distance"]

type Judgements = Mapping[tuple[str, str], float]


def group_weights(
    ballots: Sequence[Ballot], method: WeightingMethod, questions: Sequence[str]
) -> dict[str, float]:
    """The group's points per question, which sum to 100: the eigenvector of its judgements, or
    the mean of the points or of the rank-order centroids."""
    if method is WeightingMethod.PAIRWISE:
        judged = group_judgements([ballot.weighting.pairwise for ballot in ballots], questions)
        return dict(compared(judged, questions).weights)
    return {q: fmean(ballot.weights[q] for ballot in ballots) for q in questions}


def group_judgements(
    judgements: Iterable[Judgements], questions: Sequence[str]
) -> dict[tuple[str, str], float]:
    """Per pair the geometric mean over those who judged it: the one mean that gives the same
    whichever way round a pair is read (J. Aczél and T. L. Saaty, "Procedures for synthesizing ratio
    judgements", Journal of Mathematical Psychology 27(1), 1983)."""
    logs: dict[tuple[str, str], list[float]] = {}
    for one in judgements:
        for (first, second), value in one.items():
            turned = questions.index(first) > questions.index(second)
            pair = (second, first) if turned else (first, second)
            logs.setdefault(pair, []).append(-math.log(value) if turned else math.log(value))
    return {pair: math.exp(fmean(values)) for pair, values in logs.items()}


def group_answer(answers: Sequence[Answer]) -> Answer:
    """The median, halves upwards, and a range that holds every answer and what people in the
    middle think possible."""
    values = [answer.value for answer in answers]
    lows = [answer.low or max(1, answer.value - 1) for answer in answers]
    highs = [answer.high or min(5, answer.value + 1) for answer in answers]
    return Answer(
        question=answers[0].question,
        value=math.floor(median(values) + 0.5),
        low=min(*values, math.floor(median(lows))),
        high=max(*values, math.ceil(median(highs))),
    )


def distance(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How many points would have to be moved to make one weighting of the other."""
    return sum(abs(one[question] - other[question]) for question in one) / 2


def mean_distance(weights: Sequence[Mapping[str, float]], common: Mapping[str, float]) -> float:
    """The people's mean distance from their common weights, in points."""
    return fmean(distance(one, common) for one in weights)
