"""Decide: what each question weighs, by whichever method the team weighs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.weights.methods import points_used
from assessment.models.revised import Revised
from projects.models import Project

__all__ = ["WeightSet"]


class WeightSet(Revised):
    """The weights of one project. No row: all questions count alike.

    ``method`` says whose weights count. What was stated by each method is kept beside it, so that
    changing the method and back loses nothing: ``points`` and ``group`` by question id, ``ranking``
    as groups of equal questions, ``pairwise`` as [first, second, how many times as important].
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="weight_set")
    method = models.CharField(
        max_length=10,
        choices=[(m.value, m.value) for m in WeightingMethod],
        default=WeightingMethod.POINTS.value,
    )
    points = models.JSONField(default=dict, blank=True)
    ranking = models.JSONField(default=list, blank=True)
    pairwise = models.JSONField(default=list, blank=True)
    group = models.JSONField(default=dict, blank=True)
    spread = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(method__in=[m.value for m in WeightingMethod]),
                name="weighting_method_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"weights of {self.project_id}"

    def to_weighting(self, method: WeightingMethod | None = None) -> Weighting:
        """How the weights were found, or what is kept for another ``method``."""
        method = method or WeightingMethod(self.method)
        if method is WeightingMethod.RANKING:
            return Weighting(method=method, ranking=tuple(tuple(group) for group in self.ranking))
        if method is WeightingMethod.PAIRWISE:
            pairs = {(first, second): float(value) for first, second, value in self.pairwise}
            return Weighting(method=method, pairwise=pairs)
        if method is WeightingMethod.GROUP:
            return Weighting(method=method, spread=self.spread)
        return Weighting(method=method)

    def has(self, method: WeightingMethod) -> bool:
        """Whether anything was stated by this method."""
        return bool(getattr(self, method.value))

    def to_points(
        self, questions: Sequence[str], method: WeightingMethod | None = None
    ) -> dict[str, float]:
        """Points that sum to 100, by the method that counts or by another."""
        weighting = self.to_weighting(method)
        stated = self.group if weighting.method is WeightingMethod.GROUP else self.points
        return points_used(weighting, stated, questions)
