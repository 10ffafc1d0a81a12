"""Read the weights of a project."""

from __future__ import annotations

from typing import NamedTuple

from assessment.decision.assessment import Weighting
from assessment.decision.knowledge_loading import load_knowledge
from assessment.models import WeightSet
from projects.models import Project

__all__ = ["Weighed", "weighed", "weight_set"]


class Weighed(NamedTuple):
    """Points by question id that sum to 100, empty while nobody weighed; and how they were
    found."""

    points: dict[str, float]
    weighting: Weighting


def weight_set(project: Project) -> WeightSet | None:
    """What is stored of the weights; None while nobody weighed. One query."""
    return WeightSet.objects.filter(project=project).select_related("updated_by").first()


def weighed(project: Project) -> Weighed:
    """The weights that count. One query."""
    row = weight_set(project)
    if row is None:
        return Weighed(points={}, weighting=Weighting())
    points = row.to_points(load_knowledge().question_ids)
    return Weighed(points=points, weighting=row.to_weighting())
