"""Read the costs: what a project stated for them."""

from __future__ import annotations

from assessment.decision.assessment import StatedCosts
from assessment.models import CostSheet
from projects.models import Project

__all__ = ["cost_sheet", "costs_of"]


def cost_sheet(project: Project) -> CostSheet | None:
    """The stored currency and inputs; None while nothing is stated. One query."""
    return CostSheet.objects.filter(project=project).select_related("updated_by").first()


def costs_of(project: Project) -> StatedCosts:
    """The same as the decision reads it. One query."""
    row = cost_sheet(project)
    return row.to_domain() if row else StatedCosts()
