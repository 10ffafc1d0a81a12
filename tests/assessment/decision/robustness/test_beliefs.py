"""How likely each answer is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.decision.assessment import Answer
from assessment.decision.robustness import Belief, belief_about

SUGGESTED = Belief(value=3, low=1, high=4)

ranges = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5)).map(sorted)


@given(ranges)
def test_chances_sum_to_one_and_peak_at_the_answer(found: list[int]) -> None:
    low, value, high = found
    chances = Belief(value=value, low=low, high=high).chances

    assert chances.sum() == pytest.approx(1)
    assert chances.argmax() == value - 1


@given(ranges)
def test_nothing_outside_the_range_is_believed(found: list[int]) -> None:
    low, value, high = found
    chances = Belief(value=value, low=low, high=high).chances

    assert [answer for answer in range(1, 6) if chances[answer - 1] > 0] == list(
        range(low, high + 1)
    )


def test_one_step_either_way_is_half_as_likely_as_the_answer() -> None:
    assert list(Belief(value=3, low=2, high=4).chances) == [0, 0.25, 0.5, 0.25, 0]


def test_without_an_answer_the_suggestion_is_believed() -> None:
    assert belief_about(None, SUGGESTED) == SUGGESTED


def test_an_answer_without_a_range_may_be_off_by_one() -> None:
    found = belief_about(Answer(question="scale", value=5), SUGGESTED)

    assert (found.low, found.value, found.high) == (4, 5, 5)


def test_a_stated_range_is_taken_as_it_is() -> None:
    found = belief_about(Answer(question="scale", value=2, low=2, high=4), SUGGESTED)

    assert (found.low, found.value, found.high) == (2, 2, 4)


def test_a_range_that_leaves_the_answer_out_is_widened_to_it() -> None:
    found = belief_about(Answer(question="scale", value=2, low=3, high=4), SUGGESTED)

    assert found.low == 2
