"""The hybrid boundary: which steps are orchestrated, which react to events, and why."""

from assessment.decision.boundary.fit import BoundaryFit
from assessment.decision.boundary.hand_overs import Crossing, crossings, followers
from assessment.decision.boundary.placing import (
    BoundaryPlan,
    Placement,
    boundary_plan,
    placements,
    scenario_with_boundary,
    sides,
)

__all__ = [
    "BoundaryFit",
    "BoundaryPlan",
    "Crossing",
    "Placement",
    "boundary_plan",
    "crossings",
    "followers",
    "placements",
    "scenario_with_boundary",
    "sides",
]
