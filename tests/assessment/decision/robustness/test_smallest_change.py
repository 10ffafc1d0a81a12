"""The smallest change of answers, against a search of everything nearer."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings

from assessment.decision.robustness.smallest_change import smallest_change
from assessment.decision.scoring import score
from tests.assessment.decision.robustness.worlds import (
    QUESTIONS,
    TABLE,
    answers,
    raised,
    weights,
)
from workflows.definition.model import OrchestrationModel


def stated(values: list[int]) -> dict[str, int]:
    return dict(zip(QUESTIONS, values, strict=True))


def weighed(values: list[int]) -> dict[str, float]:
    return {question: float(value) for question, value in zip(QUESTIONS, values, strict=True)}


def steps(before: dict[str, int], after: dict[str, int]) -> int:
    return sum(abs(after.get(question, value) - value) for question, value in before.items())


@given(answers, weights)
@settings(max_examples=20, deadline=None)
def test_the_change_gives_another_model_the_lead(values: list[int], points: list[int]) -> None:
    before, shares = stated(values), weighed(points)

    change = smallest_change(before, shares, TABLE)

    leader = score(before, shares, TABLE).leader
    assert not change or score({**before, **change}, shares, TABLE).leader is not leader


@given(answers, weights)
@settings(max_examples=3, deadline=None)
def test_nothing_with_fewer_steps_does(values: list[int], points: list[int]) -> None:
    before, shares = stated(values), weighed(points)
    leader = score(before, shares, TABLE).leader

    change = smallest_change(before, shares, TABLE)

    for combination in product(range(1, 6), repeat=len(QUESTIONS)):
        after = dict(zip(QUESTIONS, combination, strict=True))
        if not change or steps(before, after) < steps(before, change):
            assert score(after, shares, TABLE).leader is leader


def test_only_what_changes_is_named() -> None:
    before = stated([5, 1, 1, 1, 1])

    change = smallest_change(before, weighed([1] * 5), TABLE)

    assert all(before[question] != after for question, after in change.items())


def test_a_model_that_always_leads_cannot_be_overturned() -> None:
    always = raised(OrchestrationModel.CENTRALIZED, 200)

    assert smallest_change(stated([3] * 5), weighed([1] * 5), always) == {}
