"""Rank-order centroids."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.decision.weights.ranking import centroids, order_weights

QUESTIONS = ("a", "b", "c", "d", "e")


places = st.lists(st.integers(1, 5), min_size=5, max_size=5)


def grouped(numbers: list[int]) -> list[list[str]]:
    """The questions by their number, those with the same number together."""
    found = [
        [q for q, n in zip(QUESTIONS, numbers, strict=True) if n == place] for place in range(6)
    ]
    return [group for group in found if group]


orders = places.map(grouped)


def test_the_centroids_of_five_are_those_of_the_paper() -> None:
    assert centroids(5) == pytest.approx((45.67, 25.67, 15.67, 9.0, 4.0), abs=0.01)


@given(orders)
def test_weights_sum_to_a_hundred(order: list[list[str]]) -> None:
    assert sum(order_weights(order).values()) == pytest.approx(100)


@given(orders)
def test_the_order_is_respected(order: list[list[str]]) -> None:
    weights = order_weights(order)

    for higher, lower in pairwise(order):
        assert min(weights[q] for q in higher) > max(weights[q] for q in lower)


@given(orders)
def test_equally_important_questions_weigh_alike(order: list[list[str]]) -> None:
    weights = order_weights(order)

    assert all(len({weights[question] for question in group}) == 1 for group in order)


def test_one_group_of_all_weighs_evenly() -> None:
    assert order_weights([QUESTIONS]) == pytest.approx(dict.fromkeys(QUESTIONS, 20))
