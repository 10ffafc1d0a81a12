"""Saving weights."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.exceptions import StaleRowError
from assessment.models import WeightSet
from assessment.services.weights import weights_save
from projects.models import ActivityEntry, Project, User

ORDER = Weighting(method=WeightingMethod.RANKING, ranking=(("scale",), ("autonomy",)))
PAIRS = Weighting(method=WeightingMethod.PAIRWISE, pairwise={("scale", "autonomy"): 3.0})
ROUND = Weighting(method=WeightingMethod.GROUP, spread=7.5)


def test_points_are_replaced_as_a_whole(project: Project, owner: User) -> None:
    weights_save(project=project, by=owner, points={"scale": 60, "autonomy": 40}, expected=0)

    weights_save(project=project, by=owner, points={"scale": 100.0}, expected=1)

    assert WeightSet.objects.get().points == {"scale": 100.0}


def test_stale_weights_are_refused(project: Project, owner: User) -> None:
    weights_save(project=project, by=owner, points={"scale": 100}, expected=0)

    with pytest.raises(StaleRowError):
        weights_save(project=project, by=owner, points={"autonomy": 100}, expected=0)


def test_another_method_keeps_what_the_first_stated(project: Project, owner: User) -> None:
    weights_save(project=project, by=owner, points={"scale": 100}, expected=0)

    weights_save(project=project, by=owner, points={}, weighting=ORDER, expected=1)

    row = WeightSet.objects.get()
    assert (row.method, row.points) == ("ranking", {"scale": 100})


@pytest.mark.parametrize(
    ("weighting", "points"), [(Weighting(), {"scale": 100}), (ORDER, {}), (PAIRS, {}), (ROUND, {})]
)
def test_the_same_weights_twice_are_one_version(
    project: Project, owner: User, weighting: Weighting, points: dict[str, float]
) -> None:
    for _ in range(2):
        weights_save(project=project, by=owner, points=points, weighting=weighting, expected=0)

    row = WeightSet.objects.get()
    assert row.version == 1
    assert row.to_weighting() == weighting


def test_the_log_says_how_the_questions_were_weighed(project: Project, owner: User) -> None:
    weights_save(project=project, by=owner, points={}, weighting=ORDER, expected=0)

    assert ActivityEntry.objects.filter(subject="the weights: an order of importance").exists()
