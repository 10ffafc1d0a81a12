"""Decide: save the weights, by whichever method they were found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.models import WeightSet
from assessment.services.revision import locked_row, revise
from projects.models import Project, User
from projects.services.activity import activity_record

__all__ = ["weight_values", "weights_save"]

_HOW = {
    WeightingMethod.POINTS: "the weights: 100 points shared out",
    WeightingMethod.RANKING: "the weights: an order of importance",
    WeightingMethod.PAIRWISE: "the weights: pairwise judgements",
    WeightingMethod.GROUP: "the weights: those of a round",
}
_EVEN = Weighting()


@transaction.atomic
def weights_save(
    *,
    project: Project,
    by: User,
    points: Mapping[str, float],
    expected: int,
    weighting: Weighting = _EVEN,
) -> WeightSet:
    """Save how the questions weigh; the caller has checked it. What other methods stated stays.

    ``points`` are what was shared out or what a round came to; an order and pairwise judgements
    stand in ``weighting``. Saving what is stored already changes nothing. Raises StaleRowError
    where somebody else changed them after version ``expected`` (0: nobody had weighed).
    """
    row = locked_row(WeightSet, project=project)
    values = weight_values(weighting, points)
    if row.version and all(getattr(row, name) == value for name, value in values.items()):
        return row
    revise(row, expected=expected, by=by, what="the weights", **values)
    url = reverse("assessment:weights", args=[project.pk])
    subject = _HOW[weighting.method]
    activity_record(project=project, actor=by, verb="changed", subject=subject, url=url)
    return row


def weight_values(weighting: Weighting, points: Mapping[str, float]) -> dict[str, Any]:
    """The columns of a weight set that one method fills."""
    method = weighting.method
    values: dict[str, Any] = {"method": method.value}
    if method is WeightingMethod.RANKING:
        return values | {"ranking": [list(group) for group in weighting.ranking]}
    if method is WeightingMethod.PAIRWISE:
        return values | {
            "pairwise": [[a, b, value] for (a, b), value in weighting.pairwise.items()]
        }
    if method is WeightingMethod.GROUP:
        return values | {"group": dict(points), "spread": weighting.spread}
    return values | {"points": dict(points)}
