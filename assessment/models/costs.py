"""Decide: what a project states for the cost model."""

from __future__ import annotations

from django.db import models

from assessment.decision.assessment import StatedCosts
from assessment.models.revised import Revised
from projects.models import Project

__all__ = ["CostSheet"]


class CostSheet(Revised):
    """The currency of a project and the inputs it has stated: input id to lowest, likeliest and
    highest value. No row, or no entry: the default of the knowledge base."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="cost_sheet")
    currency = models.CharField(max_length=3, blank=True)
    inputs = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"costs of {self.project_id}"

    def to_domain(self) -> StatedCosts:
        """The row as the decision reads it."""
        inputs = {name: (low, likely, high) for name, (low, likely, high) in self.inputs.items()}
        return StatedCosts(currency=self.currency, inputs=inputs)
