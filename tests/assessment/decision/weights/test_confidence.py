"""How sure weights are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import Assessment, Weighting, WeightingMethod
from assessment.decision.weights.confidence import concentration, confidence, weighting_json
from assessment.decision.weights.pairwise import SCALE, pairs
from assessment.decision.weights.ranking import centroids
from tests.assessment.decision.maps import assessed, order

QUESTIONS = ("consistency", "autonomy", "event-experience", "scale", "operations")
EVEN = dict.fromkeys(pairs(QUESTIONS), 1.0)


def pairwise(**changes: float) -> Weighting:
    """Even judgements but for the first, which is set."""
    return Weighting(method=WeightingMethod.PAIRWISE, pairwise=EVEN | _first(changes))


def _first(changes: dict[str, float]) -> dict[tuple[str, str], float]:
    return {pairs(QUESTIONS)[0]: value for value in changes.values()}


def group(spread: float) -> Weighting:
    return Weighting(method=WeightingMethod.GROUP, spread=spread)


def test_weights_that_nobody_stated_leave_every_weighting_as_likely() -> None:
    assert concentration(Weighting(), stated=False) == len(QUESTIONS)


def test_an_order_is_as_sure_as_weights_spread_evenly_over_it() -> None:
    rng = np.random.default_rng(5)
    drawn = -np.sort(-rng.dirichlet(np.ones(5), 200_000), axis=1)
    means = np.array(centroids(5)) / 100

    fitting = (means * (1 - means)).sum() / drawn.var(axis=0).sum() - 1

    assert concentration(Weighting(method=WeightingMethod.RANKING)) == pytest.approx(fitting, abs=1)


def test_judgements_at_saatys_bound_are_half_as_sure() -> None:
    sure = concentration(pairwise())
    low, high = 1.0, 9.0
    for _ in range(50):
        middle = (low + high) / 2
        ratio = weighting_json(_with(pairwise(first=middle)))["consistency_ratio"]
        low, high = (middle, high) if ratio < 0.1 else (low, middle)

    assert concentration(pairwise(first=low)) == pytest.approx(sure / 2, rel=1e-3)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(SCALE))
def test_a_contradiction_never_makes_surer(value: float) -> None:
    assert concentration(pairwise(first=value)) <= concentration(pairwise())


def test_missing_judgements_make_less_sure() -> None:
    _, *rest = EVEN
    fewer = Weighting(method=WeightingMethod.PAIRWISE, pairwise=dict.fromkeys(rest, 1.0))

    assert concentration(fewer) == pytest.approx(concentration(pairwise()) * 0.9)


def test_contradictions_are_named_in_the_reason() -> None:
    assert "contradict each other" in confidence(pairwise(first=9.0)).reason


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 100), st.floats(0, 100))
def test_people_who_differ_more_are_less_sure(one: float, other: float) -> None:
    near, far = sorted((one, other))

    assert concentration(group(near)) >= concentration(group(far))


def test_draws_lie_as_far_apart_as_the_people_of_a_round() -> None:
    value = concentration(group(18))
    drawn = np.random.default_rng(7).dirichlet(np.full(5, value / 5), 100_000)

    distance = 50 * np.abs(drawn - 0.2).sum(axis=1).mean()

    assert distance == pytest.approx(18, abs=0.8)


def test_the_usual_error_is_that_of_the_draws() -> None:
    sure = confidence(Weighting())
    drawn = np.random.default_rng(7).dirichlet(np.full(5, sure.concentration / 5), 100_000)

    assert sure.usual_error == pytest.approx(100 * drawn[:, 0].std(), abs=0.05)


def test_the_verdict_says_that_nobody_weighed() -> None:
    assert weighting_json(assessed(order()))["method"] == "none"


def _with(weighting: Weighting) -> Assessment:
    return replace(assessed(order()), weighting=weighting, weights=dict.fromkeys(QUESTIONS, 20.0))
