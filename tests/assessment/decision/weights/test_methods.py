"""The points that count."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.weights.methods import points_used

QUESTIONS = ("a", "b", "c")


@pytest.mark.parametrize("method", [WeightingMethod.POINTS, WeightingMethod.GROUP])
def test_points_count_as_they_are(method: WeightingMethod) -> None:
    found = points_used(Weighting(method=method), {"c": 70, "a": 30}, QUESTIONS)

    assert found == {"a": 30, "c": 70}


def test_an_order_counts_as_its_centroids_in_the_order_of_the_questions() -> None:
    weighting = Weighting(method=WeightingMethod.RANKING, ranking=(("c",), ("a", "b")))

    found = points_used(weighting, {}, QUESTIONS)

    assert list(found) == ["a", "b", "c"]
    assert found["c"] == pytest.approx(61.11, abs=0.01)


def test_judgements_count_as_their_eigenvector() -> None:
    pairs = {("a", "b"): 2.0, ("a", "c"): 4.0, ("b", "c"): 2.0}
    weighting = Weighting(method=WeightingMethod.PAIRWISE, pairwise=pairs)

    found = points_used(weighting, {"a": 1}, QUESTIONS)

    assert list(found.values()) == pytest.approx([57.14, 28.57, 14.29], abs=0.01)
