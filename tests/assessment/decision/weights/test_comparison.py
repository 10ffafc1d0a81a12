"""What other weights or answers would come to."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.verdict import verdict_for
from assessment.decision.weights.comparison import outcome
from tests.assessment.decision.maps import answered, assessed, order

ASSESSMENT = assessed(order(), answers=answered(1, 2, 3, 4, 5))
VERDICT = verdict_for(ASSESSMENT)
VALUES = st.lists(st.integers(1, 5), min_size=5, max_size=5)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 100), VALUES)
def test_an_outcome_has_the_figures_of_the_verdict(weight: int, values: list[int]) -> None:
    weights = {"consistency": float(weight), "scale": float(100 - weight)}
    other = replace(ASSESSMENT, weights=weights, answers=answered(*values))

    answers = {question: answer.value for question, answer in answered(*values).items()}
    found = outcome(VERDICT, weights=weights, answers=answers)

    verdict = verdict_for(other)
    assert (found.scores, found.margin) == (verdict.scores, verdict.margin)
    assert found.recommended is verdict.recommended


def test_without_other_answers_those_of_the_verdict_count() -> None:
    assert outcome(VERDICT, weights={}).scores == VERDICT.scores
