"""What other weights or answers would come to."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.assessment import Weighting
from assessment.decision.verdict import verdict_for
from assessment.decision.weights.comparison import outcome
from tests.assessment.decision.maps import answered, assessed, order

WEIGHTS = {"consistency": 70.0, "scale": 30.0}


def test_an_outcome_has_the_figures_of_the_verdict() -> None:
    assessment = assessed(order(), answers=answered(1, 2, 3, 4, 5))

    found = outcome(assessment, weights=WEIGHTS, weighting=Weighting())

    verdict = verdict_for(replace(assessment, weights=WEIGHTS))
    assert (found.scores, found.margin) == (verdict.scores, verdict.margin)
    assert found.weights["consistency"] == 70


def test_other_answers_take_the_place_of_the_stated_ones() -> None:
    assessment = assessed(order(), answers=answered(1, 1, 1, 1, 1))
    other = answered(5, 5, 5, 5, 5)

    found = outcome(assessment, weights={}, weighting=Weighting(), answers=other)

    assert found.scores == verdict_for(replace(assessment, answers=other)).scores
