"""How far people agree."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.decision.assessment import WeightingMethod
from assessment.decision.rounds.agreement import (
    answer_agreement,
    kendalls_w,
    weights_consensus,
)

POINTS = WeightingMethod.POINTS
PAIRWISE = WeightingMethod.PAIRWISE
QUESTIONS = ("a", "b", "c", "d", "e")

values = st.lists(st.integers(1, 5), min_size=1, max_size=12)
shares = st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any)
orders = st.permutations(QUESTIONS).map(lambda order: [[question] for question in order])


def weights(numbers: list[int]) -> dict[str, float]:
    return {q: 100 * n / sum(numbers) for q, n in zip(QUESTIONS, numbers, strict=True)}


@given(st.integers(1, 5), st.integers(1, 9))
def test_the_same_answer_from_all_is_one_mind(value: int, people: int) -> None:
    assert answer_agreement([value] * people) == 1


def test_half_at_either_end_is_no_agreement() -> None:
    assert answer_agreement([1, 1, 5, 5]) == pytest.approx(0)


def test_answers_agree_as_the_published_measure_says() -> None:
    """Tastle and Wierman's formula by hand: mean 3, one answer a step off on either side."""
    assert answer_agreement([2, 3, 4]) == pytest.approx(1 + 2 / 3 * math.log2(0.75))


@given(values)
def test_agreement_is_a_share(given_values: list[int]) -> None:
    assert 0 <= answer_agreement(given_values) <= 1


@given(values)
def test_turning_the_scale_round_changes_nothing(given_values: list[int]) -> None:
    turned = [6 - value for value in given_values]

    assert answer_agreement(turned) == pytest.approx(answer_agreement(given_values))


@given(orders, st.integers(1, 6))
def test_the_same_order_from_all_is_concordance(order: list[list[str]], people: int) -> None:
    assert kendalls_w([order] * people) == pytest.approx(1)


def test_opposite_orders_do_not_agree() -> None:
    order = [[question] for question in QUESTIONS]

    assert kendalls_w([order, order[::-1]]) == pytest.approx(0)


def test_concordance_is_that_of_kendalls_formula() -> None:
    """Three orders of three: sums of ranks 4, 5, 9; S = 14; W = 12 x 14 / (9 x 24)."""
    first, second, third = [["a"], ["b"], ["c"]], [["a"], ["b"], ["c"]], [["b"], ["a"], ["c"]]

    assert kendalls_w([first, second, third]) == pytest.approx(12 * 14 / (9 * 24))


def test_everybody_tying_everything_agrees() -> None:
    assert kendalls_w([[QUESTIONS], [QUESTIONS]]) == 1


@given(st.lists(orders, min_size=2, max_size=6))
def test_concordance_is_a_share(given_orders: list[list[list[str]]]) -> None:
    assert 0 <= kendalls_w(given_orders) <= 1


@given(shares, st.sampled_from([POINTS, PAIRWISE]))
def test_the_same_weights_from_all_are_full_consensus(
    numbers: list[int], method: WeightingMethod
) -> None:
    assert weights_consensus([weights(numbers)] * 3, method) == pytest.approx(1)


def test_five_people_for_five_different_questions_alone_have_none() -> None:
    alone = [weights([100 * (place == own) for place in range(5)]) for own in range(5)]

    assert weights_consensus(alone, POINTS) == pytest.approx(0)


def test_five_people_each_9_times_for_another_question_have_no_consensus_in_pairs() -> None:
    alone = [weights([9 if place == own else 1 for place in range(5)]) for own in range(5)]

    assert weights_consensus(alone, PAIRWISE) == pytest.approx(0)


def test_consensus_is_that_of_goepels_formula() -> None:
    people = [weights([50, 50, 0, 0, 0]), weights([0, 50, 50, 0, 0])]
    gamma = math.exp(-(0.5 * math.log(0.25) + 0.5 * math.log(0.5)))

    assert weights_consensus(people, POINTS) == pytest.approx((2 / gamma - 0.2) / 0.8)


@given(st.lists(shares, min_size=2, max_size=6), st.sampled_from([POINTS, PAIRWISE]))
def test_consensus_is_a_share(numbers: list[list[int]], method: WeightingMethod) -> None:
    assert 0 <= weights_consensus([weights(one) for one in numbers], method) <= 1
