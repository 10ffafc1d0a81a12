"""What several ballots come to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import Answer, WeightingMethod
from assessment.decision.rounds.aggregation import (
    distance,
    group_answer,
    group_judgements,
    group_weights,
    mean_distance,
)
from assessment.decision.weights.pairwise import SCALE, pairs
from tests.assessment.decision.rounds.ballots import QUESTIONS, judged, ordered, shared_out

PAIRS = pairs(QUESTIONS)
judgements = st.fixed_dictionaries(dict.fromkeys(PAIRS, st.sampled_from(SCALE)))
shares = st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any)


def said(*values: int, low: int | None = None, high: int | None = None) -> list[Answer]:
    return [Answer(question="scale", value=value, low=low, high=high) for value in values]


def points(numbers: list[int]) -> dict[str, float]:
    return {q: 100 * n / sum(numbers) for q, n in zip(QUESTIONS, numbers, strict=True)}


def test_points_and_orders_are_averaged() -> None:
    ballots = [
        shared_out("A", (100, 0, 0, 0, 0), (3,) * 5),
        shared_out("B", (0, 50, 50, 0, 0), (3,) * 5),
    ]

    found = group_weights(ballots, WeightingMethod.POINTS, QUESTIONS)

    assert list(found.values()) == [50, 25, 25, 0, 0]


def test_opposite_orders_average_to_the_middle() -> None:
    ballots = [ordered("A", QUESTIONS), ordered("B", QUESTIONS[::-1])]

    found = group_weights(ballots, WeightingMethod.RANKING, QUESTIONS)

    assert found[QUESTIONS[0]] == pytest.approx(found[QUESTIONS[-1]])
    assert sum(found.values()) == pytest.approx(100)


@settings(max_examples=50, deadline=None)
@given(judgements, judgements)
def test_a_geometric_mean_is_the_same_whichever_way_round_it_is_read(
    one: dict[tuple[str, str], float], other: dict[tuple[str, str], float]
) -> None:
    turned = {(b, a): 1 / value for (a, b), value in other.items()}

    assert group_judgements([one, turned], QUESTIONS) == pytest.approx(
        group_judgements([one, other], QUESTIONS)
    )


@settings(max_examples=50, deadline=None)
@given(judgements)
def test_a_group_of_like_minds_judges_as_each_of_them(
    one: dict[tuple[str, str], float],
) -> None:
    ballots = [judged("A", one), judged("B", one)]

    found = group_weights(ballots, WeightingMethod.PAIRWISE, QUESTIONS)

    assert found == pytest.approx(dict(ballots[0].weights))


def test_a_pair_is_averaged_over_those_who_judged_it() -> None:
    found = group_judgements([{PAIRS[0]: 2.0}, {PAIRS[0]: 8.0, PAIRS[1]: 3.0}], QUESTIONS)

    assert found == pytest.approx({PAIRS[0]: 4.0, PAIRS[1]: 3.0})


@pytest.mark.parametrize(
    ("values", "median"), [((2, 3, 5), 3), ((2, 3), 3), ((1, 2, 2, 5), 2), ((4,), 4)]
)
def test_the_groups_answer_is_the_median_halves_upwards(
    values: tuple[int, ...], median: int
) -> None:
    assert group_answer(said(*values)).value == median


def test_the_range_holds_every_answer() -> None:
    found = group_answer(said(1, 3, 3, low=None, high=None))

    assert (found.low, found.high) == (1, 4)


def test_people_who_are_sure_of_the_same_leave_no_range() -> None:
    found = group_answer(said(3, 3, low=3, high=3))

    assert (found.low, found.high) == (3, 3)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_an_answer_lies_in_its_range(values: list[int]) -> None:
    found = group_answer(said(*values))

    assert found.low is not None
    assert found.high is not None
    assert 1 <= found.low <= found.value <= found.high <= 5


@settings(max_examples=50, deadline=None)
@given(shares, shares)
def test_a_distance_is_points_to_be_moved(one: list[int], other: list[int]) -> None:
    assert distance(points(one), points(one)) == pytest.approx(0)
    assert -1e-9 <= distance(points(one), points(other)) <= 100 + 1e-9
    assert distance(points(one), points(other)) == pytest.approx(
        distance(points(other), points(one))
    )


def test_the_mean_distance_of_two_opposites_is_half_their_own() -> None:
    one, other = points([100, 0, 0, 0, 0]), points([0, 100, 0, 0, 0])
    middle = points([50, 50, 0, 0, 0])

    assert mean_distance([one, other], middle) == 50
